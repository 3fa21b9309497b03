"""Which row names the columns, and which of them a mapping uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import chain, islice

from cpecfacts.errors import ImportDataError, MappingError
from cpecfacts.exchange.importing.limits import MOST_COLUMNS
from cpecfacts.exchange.importing.mapped_rows import WORDS
from cpecfacts.exchange.importing.mapping import Mapping, specs_of, template_of
from cpecfacts.exchange.importing.rows import REJECTED_LINE, REJECTED_REASON, Grid, Row, Table, column_key, tidy

_LOOKED_AT = 50
"""Rows in which the names of the columns are looked for: titles and notes may stand above them."""


def named_columns(grid: Grid, path: str, wanted: Sequence[str] = ()) -> Table:
    """Return the rows below the one that names the columns.

    With `wanted` names, the row that has most of them; without, the fullest of the first rows.

    Raises:
        ImportDataError: There is no row.
    """
    rows = iter(grid.rows)
    first = list(islice(rows, _LOOKED_AT))
    if not first:
        raise ImportDataError(path, "", "there is nothing in it")
    keys = {column_key(name) for name in wanted}

    def worth(row: Row) -> tuple[int, int]:
        named = {column_key(cell) for cell in row.cells if cell}
        return len(named & keys), len(named)

    header = max(first, key=worth)
    place = first.index(header)
    columns = tuple(map(tidy, header.cells))
    if len(columns) > MOST_COLUMNS:
        raise ImportDataError(
            path, f"line {header.line}", f"{len(columns):,} columns; at most {MOST_COLUMNS:,} are read"
        )
    below: Iterator[Row] = chain(first[place + 1 :], rows)
    if columns[:2] == (REJECTED_LINE, REJECTED_REASON):
        columns = columns[2:]
        below = (row._replace(cells=row.cells[2:]) for row in below)
    return Table(columns, _fitting(below, columns), grid.expected, grid.about, grid.warnings)


def _fitting(rows: Iterator[Row], columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows, with a problem for those that have not one cell a column."""
    width = len(columns)
    for row in rows:
        if len(row.cells) != width and row.problem is None:
            yield row._replace(problem=f"has {len(row.cells)} cells under {width} columns")
        else:
            yield row


def used_columns(mapping: Mapping, table: Table, path: str) -> dict[str, int]:
    """Return for each name that the mapping uses the place of its column; -1 for an optional one that is not there.

    Raises:
        MappingError: A column is not there, or twice; with the place in the mapping and the nearest names.
    """
    keys = [column_key(name) for name in table.columns]
    counted = Counter(keys)
    optional = {column_key(name) for name in mapping.file.optional}
    found: dict[str, int] = {}
    for place, name in _uses(mapping):
        if name in found or (name.startswith("@") and name in WORDS):
            continue
        if name.startswith("@"):
            raise MappingError(path, place, f"there is no “{{{name}}}”; there are {', '.join(WORDS)}")
        present = [key for other in mapping.columns.get(name, [name]) if (key := column_key(other)) in counted]
        if not present and column_key(name) in optional:
            found[name] = -1
        elif not present:
            raise MappingError(path, place, _missing(name, mapping, table.columns))
        elif counted[present[0]] > 1:
            raise MappingError(path, place, f"the file has {counted[present[0]]} columns called “{name}”")
        else:
            found[name] = keys.index(present[0])
    return found


def wanted_columns(mapping: Mapping) -> list[str]:
    """Return all names of columns that the mapping knows."""
    names = [name for _, name in _uses(mapping) if not name.startswith("@")]
    return [other for name in dict.fromkeys(names) for other in mapping.columns.get(name, [name])]


def _uses(mapping: Mapping) -> Iterator[tuple[str, str]]:
    """Yield the names of columns with the places that use them."""
    for place, spec in specs_of(mapping):
        for name in template_of(spec).names:
            yield place, name
    for table in ("where", "unless"):
        for name in getattr(mapping, table):
            yield table, name


def _missing(name: str, mapping: Mapping, columns: Sequence[str]) -> str:
    called = " or ".join(f"“{other}”" for other in mapping.columns.get(name, [name]))
    near = get_close_matches(column_key(name), [column_key(column) for column in columns], n=1)
    if near:
        meant = next(column for column in columns if column_key(column) == near[0])
        return f"the file has no column {called}; did you mean “{meant}”?"
    shown = ", ".join(f"“{column}”" for column in columns[:12] if column)
    more = f" and {len(columns) - 12} more" if len(columns) > 12 else ""
    return f"the file has no column {called}; it has {shown}{more}"
