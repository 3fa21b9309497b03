"""A SQLite database: the tables of `schema.sql` with foreign keys, views and full-text search."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from cpecfacts.exchange.exporting.excerpt import Excerpt
from cpecfacts.exchange.exporting.rows import Row, rows_of
from cpecfacts.exchange.exporting.schema import SCHEMA, VIEWS, read_sql, tables

VERSION = 1
"""The `user_version` of the database: raised when a table, view or column goes or changes its meaning."""
APPLICATION = 0x43504543
"""The `application_id` of the database: CPEC in ASCII."""

_LARGEST = 2**63 - 1


def export_sqlite(excerpt: Excerpt, out: BinaryIO) -> tuple[str, ...]:
    """Write a database; the foreign keys of all rows hold.

    SQLite writes to a path only, so the database is made in a temporary folder and copied from there.
    """
    with TemporaryDirectory(prefix="cpecfacts-") as folder:
        path = Path(folder) / "export.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _fill(database, excerpt)
        with path.open("rb") as made:
            shutil.copyfileobj(made, out)
    return ()


def _fill(database: sqlite3.Connection, excerpt: Excerpt) -> None:
    database.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;"
        f"PRAGMA user_version = {VERSION}; PRAGMA application_id = {APPLICATION};"
    )
    database.executescript(read_sql(SCHEMA))
    database.execute("BEGIN")
    for table in tables():
        marks = ", ".join("?" * len(table.columns))
        # The names come from our own schema.
        database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", _storable(rows_of(table.name, excerpt)))  # noqa: S608
    database.execute("COMMIT")
    database.executescript(read_sql(VIEWS))
    database.execute("ANALYZE")


def _storable(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        yield tuple(_as_sqlite(value) for value in row)


def _as_sqlite(value: Any) -> Any:
    """Return a whole number beyond 64 bit as the nearest floating-point number: SQLite has none such."""
    return float(value) if isinstance(value, int) and abs(value) > _LARGEST else value
