"""CSV and TSV: a row an item, a column a plain field by its dotted path."""

from __future__ import annotations

import csv
import io
from itertools import chain
from typing import BinaryIO

from cpecfacts.render.setting import Setting
from cpecfacts.reports.fields import as_cell, data_paths, plain_items, value_along
from cpecfacts.reports.report import Report
from cpecfacts.reports.streams import pieces
from cpecfacts.wording.spreadsheet import neutralise, plain_cell


def render_csv(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write comma-separated values as RFC 4180 has them, in UTF-8, with a header."""
    _write(report, out, setting, "excel")


def render_tsv(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write tab-separated values, with a header."""
    _write(report, out, setting, "excel-tab")


def _write(report: Report, out: BinaryIO, setting: Setting, dialect: str) -> None:
    items = plain_items(report.items)
    columns = data_paths(report.item_type, items)
    ways = [tuple(column.split(".")) for column in columns]
    cell_of = plain_cell if setting.raw else neutralise
    buffer = io.StringIO()
    writer = csv.writer(buffer, dialect)
    writer.writerow(columns)
    for piece in chain([[]], pieces(items, len(items))):
        writer.writerows([cell_of(as_cell(value_along(item, way))) for way in ways] for item in piece)
        out.write(buffer.getvalue().encode("utf-8", "surrogatepass"))
        if len(piece) == 1:
            out.flush()
        buffer.seek(0)
        buffer.truncate()
