"""CSV and its relatives to rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from cpecfacts.errors import ImportDataError
from cpecfacts.exchange.importing.decoding import decode
from cpecfacts.exchange.importing.delimiter import CANDIDATES, find_delimiter
from cpecfacts.exchange.importing.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from cpecfacts.exchange.importing.rows import Grid, Row, is_blank

_NUL = "holds a NUL character, which no text has"


def read_csv(data: bytes, path: str, *, encoding: str | None = None, delimiter: str | None = None) -> Grid:
    """Return the rows of a text file; encoding and delimiter are found out where they are not named.

    Blank rows are passed over. Every row keeps the line that it begins on.

    Raises:
        ImportDataError: It is in no known encoding, empty or beyond a limit; the rows raise it as they are read.
    """
    text, name, warning = decode(data, path, encoding)
    chosen = find_delimiter(text) if delimiter is None else delimiter
    between = CANDIDATES.get(chosen, f"“{chosen}”")
    warnings = () if warning is None else (warning,)
    return Grid(_rows(text, path, chosen), text.count("\n"), f"text in {name}, cells between {between}", warnings)


def _rows(text: str, path: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, count = 1, 0
    while True:
        # The limit is one of the whole process, and other libraries set it too.
        before = csv.field_size_limit(LONGEST_CELL)
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise ImportDataError(path, f"line {line}", _in_plain_words(str(error))) from None
        finally:
            csv.field_size_limit(before)
        if cells is None:
            return
        if len(cells) > MOST_COLUMNS:
            problem = f"{len(cells):,} cells; a row may have at most {MOST_COLUMNS:,}"
            raise ImportDataError(path, f"line {line}", problem)
        if not is_blank(cells):
            count += 1
            if count > MOST_ROWS:
                raise ImportDataError(path, f"line {line}", f"more than {MOST_ROWS:,} rows; import it in parts")
            yield Row(line, tuple(cells), problem=_NUL if any("\0" in cell for cell in cells) else None)
        line = reader.line_num + 1


def _in_plain_words(message: str) -> str:
    """Translate a message of the csv module."""
    if message.startswith("field larger than field limit"):
        return f"a cell of more than {LONGEST_CELL:,} characters begins here; is a quotation mark not closed?"
    if message.startswith("unexpected end of data"):
        return "a quotation mark is opened here and never closed"
    if "expected after" in message:
        return "text stands after a closed quotation mark; a quotation mark inside of a cell is written twice"
    return message
