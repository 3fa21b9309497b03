"""A Frictionless Data Package: the tables of `schema.sql` as CSV files, with a descriptor that explains them.

https://specs.frictionlessdata.io/data-package/
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from cpecfacts.exchange.exporting.as_csv import write_table
from cpecfacts.exchange.exporting.excerpt import Excerpt
from cpecfacts.exchange.exporting.rows import Row, rows_of
from cpecfacts.exchange.exporting.schema import Column, Table, tables
from cpecfacts.wording.json_text import encode
from cpecfacts.wording.spreadsheet import is_formula, plain_cell

DESCRIPTOR = "datapackage.json"
_DATA = "data"
_TYPES = {
    "TEXT": "string",
    "INTEGER": "integer",
    "NUMERIC": "number",
    "REAL": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
}
_LICENCE_NAME = re.compile(r"[-a-zA-Z0-9._]+")


def export_data_package(excerpt: Excerpt, folder: Path) -> tuple[str, ...]:
    """Write `datapackage.json` and a CSV file a table; every text stands in them as it is."""
    (folder / _DATA).mkdir()
    formulas = 0
    resources: list[dict[str, Any]] = []
    for table in tables():
        path = PurePosixPath(_DATA, f"{table.name}.csv")
        rows = list(rows_of(table.name, excerpt))
        formulas += sum(_formulas(row) for row in rows)
        with (folder / path).open("wb") as out:
            write_table(out, (column.name for column in table.columns), (map(plain_cell, row) for row in rows))
        resources.append(_resource(table, str(path), (folder / path).read_bytes()))
    (folder / DESCRIPTOR).write_bytes(encode(_descriptor(excerpt, resources)) + b"\n")
    if not formulas:
        return ()
    cells = "1 text begins" if formulas == 1 else f"{formulas:,} texts begin"
    return (f"{cells} like a formula: for a spreadsheet take csv, which lets none run",)


def is_of_data_package(path: PurePosixPath) -> bool:
    """Whether a path inside of a folder may come from `export_data_package`."""
    return str(path) in {DESCRIPTOR, *(f"{_DATA}/{table.name}.csv" for table in tables())}


def _formulas(row: Row) -> int:
    return sum(isinstance(cell, str) and is_formula(cell) for cell in row)


def _descriptor(excerpt: Excerpt, resources: list[dict[str, Any]]) -> dict[str, Any]:
    provenance = excerpt.provenance
    licence = provenance.licence
    named = licence is not None and _LICENCE_NAME.fullmatch(licence) is not None
    return {
        "profile": "tabular-data-package",
        "name": "cpecfacts-export",
        "title": excerpt.heading,
        "description": provenance.description,
        "created": provenance.exported,
        **({"licenses": [{"name": licence}]} if named else {}),
        "cpecfacts": msgspec.to_builtins(provenance),
        "resources": resources,
    }


def _resource(table: Table, path: str, data: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": path,
        "profile": "tabular-data-resource",
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {
            "fields": [_field(column, table) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(column, table) for column in table.columns if column.references],
        },
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    """Return the description of a column.

    An empty text cannot be told from none in CSV, so that texts are required only where they are ids.
    """
    is_required = column.required and (column.type != "TEXT" or bool(column.references) or column.name in table.key)
    return {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": column.meaning,
        **({"constraints": {"required": True}} if is_required else {}),
    }


def _foreign_key(column: Column, table: Table) -> dict[str, Any]:
    """Return a reference to the id of another table; a table calls itself by the empty name."""
    resource = "" if column.references == table.name else column.references
    return {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}
