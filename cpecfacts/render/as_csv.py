"""CSV and TSV: a row an item, a column a plain field by its dotted path."""

from __future__ import annotations

import csv
import io
from typing import Any, BinaryIO

from cpecfacts.render.safety import make_visible
from cpecfacts.render.setting import Setting
from cpecfacts.reports.fields import as_cell, field_paths, plain_items, value_at
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
    columns = csv_columns(report.item_type, items)
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


def csv_columns(item_type: Any, items: list[Any]) -> list[str]:
    """Return the dotted paths of all columns; the keys of free objects come from the items."""
    if isinstance(item_type, tuple):  # the fields that were asked for
        return list(item_type)
    columns: list[str] = []
    for path in field_paths(item_type):
        opened = dict.fromkeys(below for item in items for below in _paths_below(value_at(item, path)))
        columns.extend(f"{path}.{below}" if below else path for below in _leaves(list(opened)))
    return columns


def _paths_below(value: Any) -> list[str]:
    """Return the paths inside a value: only the empty one for what is no object."""
    if not isinstance(value, dict):
        return [""]
    return [f"{key}.{below}".rstrip(".") for key, inner in value.items() for below in _paths_below(inner)]


def _leaves(paths: list[str]) -> list[str]:
    """Return the paths that no other goes on from: not `zong` (null in one item) beside `zong.fact` (in another)."""
    if len(paths) < 2:
        return paths or [""]
    return [path for path in paths if path and not any(other.startswith(f"{path}.") for other in paths)]
