"""What a report is made of for the eye: headings, paragraphs, pairs, tables and charts of typed values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import TypeAlias

import msgspec

from cpecfacts.reports.values import Value


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a table.

    `flexible` columns share the width that the others leave. `under` tells that on a terminal the value may stand faint
    below that of the column before it, where the width is too small for it to have a column of its own and for the
    flexible ones to be `comfortable` columns wide. Nothing is ever left out for width.
    """

    title: str
    right: bool = False
    flexible: bool = False
    under: bool = False
    comfortable: int = 36


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that belong together under a title; a table without groups has one, without a title.

    Rows may be a stream (`reports.streams`).
    """

    title: Value = None
    rows: Sequence[tuple[Value, ...]]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Columns and rows. `group_title` names what the titles of the groups are, as a column of its own in a pipe.

    Groups too may be made when it is their turn.
    """

    columns: tuple[Column, ...]
    groups: Iterable[Group]
    group_title: str | None = None

    @property
    def rows(self) -> Sequence[tuple[Value, ...]]:
        """Rows of all groups; for a look at tables that are not long."""
        return [row for group in self.groups for row in group.rows]

    def first_rows(self, most: int) -> list[tuple[Value, ...]]:
        """Return so many rows from the first on, or all that there are."""
        return list(islice((row for group in self.groups for row in group.rows), most))


class Heading(msgspec.Struct, frozen=True):
    """A title; `faint` stands after it."""

    text: str
    faint: Value = None


class Paragraph(msgspec.Struct, frozen=True):
    """A text of its own; a remark on what stands before it is `apart` from that by an empty line."""

    value: Value
    apart: bool = False


class Entry(msgspec.Struct, frozen=True):
    """An entry of a list of references, with what is to be told below it.

    On a terminal its lines after the first stand further in, as such lists are set.
    """

    text: str
    below: tuple[str, ...] = ()


class Pairs(msgspec.Struct, frozen=True):
    """Names and values, one below the other; pairs without a value are left out."""

    pairs: tuple[tuple[str, Value], ...]


class Bar(msgspec.Struct, frozen=True):
    """One date on the axis of a chart.

    It may have been any day from `low` to `high` (None: open end); it surely was from `sure_low` to `sure_high`, which
    are None when no day is sure. `period` tells a stretch of time from a single date that is known imprecisely.
    """

    low: date | None
    sure_low: date | None
    sure_high: date | None
    high: date | None
    period: bool


class ChartRow(msgspec.Struct, frozen=True):
    """A label and its dates."""

    label: str
    bars: tuple[Bar, ...]


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of dates over an axis from the first day of `start` to the last of `end`, both years."""

    rows: tuple[ChartRow, ...]
    start: int
    end: int


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """A remark on a line of a file (from 1), in the one line that compilers write and editors follow.

    `details` stand below on a terminal, and nowhere where a remark is one line of many.
    """

    file: str
    line: int
    severity: str
    message: str
    label: str
    details: tuple[str, ...] = ()


def count_rows(block: Block) -> int:
    """Return how many rows the table or chart of a block has, as far as they can be counted beforehand."""
    match block:
        case Table(groups=tuple() as groups):
            return sum(len(group.rows) for group in groups)
        case Chart(rows=rows):
            return len(rows)
        case _:
            return 0


Block: TypeAlias = Heading | Paragraph | Entry | Pairs | Table | Chart | Remark
