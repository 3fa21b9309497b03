"""A file as rows of text, whatever it was: the one shape that mappings see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class RowError(Exception):
    """What is wrong with one row, as the end of a sentence; the row is refused and the others go on."""


class Row(NamedTuple):
    """One row: where it begins in its file (line, or row of a sheet, from 1) and its cells.

    `original` is the row as JSON, for files that are JSON. `problem` tells why it cannot be used at all.
    """

    line: int
    cells: tuple[str, ...]
    original: Any = None
    problem: str | None = None


class Grid(NamedTuple):
    """Rows before anybody knows which of them names the columns.

    `expected` is about how many there are, for a progress bar. `about` says in words how the file was read, `warnings`
    what a reader should look at.
    """

    rows: Iterable[Row]
    expected: int
    about: str
    warnings: tuple[str, ...] = ()


class Table(NamedTuple):
    """Rows under named columns; `is_json` tells that the rows have an `original`."""

    columns: tuple[str, ...]
    rows: Iterable[Row]
    expected: int
    about: str
    warnings: tuple[str, ...] = ()
    is_json: bool = False


REJECTED_LINE, REJECTED_REASON, REJECTED_TEXT = "rejected_line", "rejected_reason", "rejected_text"
"""Columns that a file of refused rows has before its own; a reader passes over them."""


def tidy(text: str) -> str:
    """Return a cell without the white space around it and with single spaces inside."""
    return " ".join(text.split())


def column_key(name: str) -> str:
    """Return the key under which a column is found: case and white space do not matter."""
    return tidy(name).casefold()


def is_blank(cells: Sequence[str]) -> bool:
    """Whether nothing stands in any cell."""
    return not any(cell and not cell.isspace() for cell in cells)
