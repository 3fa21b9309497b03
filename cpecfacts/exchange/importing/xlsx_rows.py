"""Workbooks of Excel to rows.

A workbook is a zip archive of XML. What stands in its head about sizes can lie, and the reader lays out every cell
between the first and the last filled one, so that 500 bytes can ask for gigabytes. Hence it gets a copy that was
unpacked here under a limit, with its furthest cell looked up before.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from cpecfacts.errors import ImportDataError, UnknownNameError
from cpecfacts.exchange.importing.limits import LONGEST_CELL, MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from cpecfacts.exchange.importing.rows import Grid, Row, is_blank

_PARTS = re.compile(r"(?i)\[Content_Types\]\.xml|_rels/.*|xl/[^/]*\.xml|xl/_rels/.*|xl/worksheets/.*")
_SHEET = re.compile(r"(?i)xl/worksheets/[^/]*\.xml")
_ROW_OR_CELL = re.compile(rb"""<(?:\w+:)?(?:row|c)\s[^>]*?\br=["']([A-Za-z]*)([0-9]+)["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c\b")
_MOST_PARTS = 10_000
_CHUNK = 2**20


def read_xlsx(data: bytes, path: str, *, sheet: str | None = None) -> Grid:
    """Return the rows of a sheet of a workbook, by its name or number (from 1); without it, of the fullest sheet.

    Numbers come as their digits, whole ones without a point; dates as ISO 8601.

    Raises:
        ImportDataError: It is no workbook, damaged, or beyond a limit.
        UnknownNameError: There is no such sheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    copy = _counted_copy(data, path)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(copy)) as workbook:
            names = workbook.sheet_names
            chosen = names if sheet is None else [_chosen(sheet, names)]
            sheets = [(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), name) for name in chosen]
    except CalamineError as error:
        raise ImportDataError(path, "", f"this workbook cannot be read: {error}") from None
    if not sheets:
        raise ImportDataError(path, "", "the workbook has no sheet")
    values, name = max(sheets, key=lambda found: len(found[0]))
    others = [other for _, other in sheets if other != name]
    warnings = (f"the sheet “{name}” was read; --sheet names another of {', '.join(others)}",) if others else ()
    return Grid(_rows(values), len(values), f"the sheet “{name}” of a workbook", warnings)


def _chosen(sheet: str, names: list[str]) -> str:
    if sheet in names:
        return sheet
    if sheet.isdecimal() and 1 <= int(sheet) <= len(names):
        return names[int(sheet) - 1]
    raise UnknownNameError("sheet", sheet, (), f"the workbook has {', '.join(names)}")


def _rows(values: list[list[Any]]) -> Iterator[Row]:
    for line, found in enumerate(values, start=1):
        cells = tuple(map(_text, found))
        if not is_blank(cells):
            problem = None
            if any(len(cell) > LONGEST_CELL for cell in cells):
                problem = f"has a cell of more than {LONGEST_CELL:,} characters"
            yield Row(line, cells, problem=problem)


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case dt.datetime():
            return value.date().isoformat()
        case _:
            return str(value)


def _counted_copy(data: bytes, path: str) -> bytes:
    """Return the workbook with its parts stored unpacked, each of them counted on the way.

    Raises:
        ImportDataError: It is no workbook, damaged, or beyond a limit.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(path)
    copy = io.BytesIO()
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(copy, "w") as unpacked:
            parts = [part for part in packed.infolist() if _PARTS.fullmatch(part.filename)]
            if not any(part.filename.lower().startswith("xl/") for part in parts):
                raise ImportDataError(path, "", "a zip archive, but no workbook of Excel (.xlsx)")
            if len(parts) > _MOST_PARTS:
                raise ImportDataError(path, "", f"a workbook of more than {_MOST_PARTS:,} parts")
            for part in parts:
                content = _unpacked(packed, part, left, path)
                left -= len(content)
                if _SHEET.fullmatch(part.filename):
                    _refuse_vast_sheet(content, part.filename, path)
                unpacked.writestr(part.filename, content)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ImportDataError(path, "", f"this workbook is damaged or encrypted: {str(error)[:200]}") from None
    return copy.getvalue()


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo, most: int, path: str) -> bytes:
    chunks: list[bytes] = []
    size = 0
    with packed.open(part) as content:
        while chunk := content.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise _too_large(path)
            chunks.append(chunk)
    return b"".join(chunks)


def _refuse_vast_sheet(content: bytes, name: str, path: str) -> None:
    """Look up the furthest cell; one that names no place stands to the right of the one before it."""
    rows = columns = placed = 0
    letters: set[bytes] = set()
    for column, row in _ROW_OR_CELL.findall(content):
        placed += bool(column)
        letters.add(column)
        rows = max(rows, int(row[:12]))
    columns = max(map(_column_number, letters), default=1)
    if placed < len(_CELL.findall(content)):
        inside = _ROW.split(content)
        rows = max(rows, len(inside))
        columns = max(columns, *(len(_CELL.findall(row)) for row in inside))
    if columns > MOST_COLUMNS:
        raise ImportDataError(path, name, f"{columns:,} columns; at most {MOST_COLUMNS:,} are read")
    if rows > MOST_ROWS or rows * columns > MOST_CELLS:
        problem = f"cells in {rows:,} rows and {columns:,} columns; at most {MOST_CELLS:,} cells are read"
        raise ImportDataError(path, name, problem)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number


def _too_large(path: str) -> ImportDataError:
    return ImportDataError(path, "", f"more than {MOST_BYTES // 2**20:,} MB once unpacked; import it in parts")
