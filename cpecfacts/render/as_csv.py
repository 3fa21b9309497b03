"""CSV and TSV: a row an item, a column a plain field by its dotted path."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from cpecfacts.render.setting import Setting
from cpecfacts.reports.fields import as_cell, data_paths, plain_items, value_at
from cpecfacts.reports.report import Report
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
    buffer = io.StringIO()
    writer = csv.writer(buffer, dialect)
    writer.writerow(columns)
    for item in items:
        cells = (as_cell(value_at(item, column)) for column in columns)
        writer.writerow([plain_cell(cell) if setting.raw else neutralise(cell) for cell in cells])
        out.write(buffer.getvalue().encode("utf-8", "surrogatepass"))
        buffer.seek(0)
        buffer.truncate()
    out.write(buffer.getvalue().encode("utf-8", "surrogatepass"))
