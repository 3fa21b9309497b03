"""CSV for a spreadsheet: one flat row a fact."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO

from cpecfacts.exchange.exporting.excerpt import Excerpt
from cpecfacts.exchange.exporting.flat import COLUMNS, flat_row
from cpecfacts.wording.spreadsheet import neutralise, plain_cell


def export_csv(excerpt: Excerpt, out: BinaryIO, *, raw: bool = False) -> tuple[str, ...]:
    """Write the flat table as RFC 4180 has it, in UTF-8, with a header.

    What a spreadsheet would run gets an apostrophe before it, and characters that one cannot see are written out,
    unless `raw`.
    """
    written = plain_cell if raw else neutralise
    rows = ([written(cell) for cell in flat_row(fact, excerpt)] for fact in excerpt.facts_to_write())
    write_table(out, [column.name for column in COLUMNS], rows)
    return ()


def write_table(out: BinaryIO, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write a header and rows, one by one; None is an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(row)
        out.write(buffer.getvalue().encode())
        buffer.seek(0)
        buffer.truncate()
    out.write(buffer.getvalue().encode())
