"""CSV and TSV: a row an item, a column a plain field by its dotted path."""

from __future__ import annotations

import csv
import io
from typing import Any, BinaryIO

from cpecfacts.render.safety import make_visible
from cpecfacts.render.setting import Setting
from cpecfacts.reports.fields import as_cell, data_paths, plain_items, value_at
from cpecfacts.reports.report import Report

# What a spreadsheet takes for the start of a formula, full-width forms too (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "|", "%")


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
        writer.writerow([_written(cell) if setting.raw else neutralise(cell) for cell in cells])
        out.write(buffer.getvalue().encode("utf-8", "surrogatepass"))
        buffer.seek(0)
        buffer.truncate()
    out.write(buffer.getvalue().encode("utf-8", "surrogatepass"))


def neutralise(cell: Any) -> Any:
    """Return a cell that a spreadsheet shows and does not run: text gets an apostrophe before the sign of a formula.

    Numbers stay numbers, also negative ones. Control and invisible characters are written out.
    """
    if not isinstance(cell, str):
        return _written(cell)
    dangerous = cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)
    return ("'" if dangerous else "") + make_visible(cell)


def _written(cell: Any) -> Any:
    """Return true and false in JSON's words; everything else as it is."""
    return str(cell).lower() if isinstance(cell, bool) else cell
