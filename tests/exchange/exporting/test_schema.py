"""The tables as the commented SQL has them."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from cpecfacts.exchange.exporting import schema
from cpecfacts.exchange.exporting.rows import rows_of
from cpecfacts.exchange.exporting.schema import SCHEMA, read_sql, tables


def test_it_is_read_as_sqlite_reads_it():
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(read_sql(SCHEMA))
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        assert [table.name for table in tables()] == names
        for table in tables():
            found = database.execute(f"PRAGMA table_info({table.name})").fetchall()
            assert [(c.name, c.type, int(c.required)) for c in table.columns] == [row[1:4] for row in found]
            key = sorted((row[5], row[1]) for row in found if row[5])
            assert table.key == tuple(name for _, name in key)
            keys = database.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
            assert {c.name: (c.references, "id") for c in table.columns if c.references} == {
                row[3]: (row[2], row[4]) for row in keys
            }


def test_every_table_and_column_says_what_it_means():
    assert [t.name for t in tables() if not re.fullmatch(r"[A-Z].*\.", t.meaning)] == []
    assert [(t.name, c.name) for t in tables() for c in t.columns if not c.meaning] == []


def test_every_table_has_rows_of_its_width(small, excerpt_of):
    for table in tables():
        rows = list(rows_of(table.name, excerpt_of(small)))
        assert rows
        assert {len(row) for row in rows} == {len(table.columns)}


def test_what_is_referred_to_stands_before_what_refers_to_it():
    seen = set()
    for table in tables():
        seen.add(table.name)
        assert {column.references for column in table.columns} - {None} <= seen


def test_a_line_that_cannot_be_read_is_our_mistake():
    with pytest.raises(TypeError, match="no comment"):
        list(schema._read_tables("-- A table.\nCREATE TABLE x (\n  id TEXT no comment\n);"))
