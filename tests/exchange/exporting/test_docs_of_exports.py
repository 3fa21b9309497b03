"""docs/exports.md says what the exporters do."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cpecfacts.exchange.exporting.as_parquet import SCHEMA
from cpecfacts.exchange.exporting.as_sqlite import VERSION, export_sqlite
from cpecfacts.exchange.exporting.flat import COLUMNS
from cpecfacts.exchange.exporting.formats import ENDINGS, ExportFormat
from cpecfacts.exchange.exporting.schema import tables

TEXT = (Path(__file__).parents[3] / "docs" / "exports.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def database(real, excerpt_of, exported, tmp_path_factory):
    path = tmp_path_factory.mktemp("docs") / "all.sqlite"
    path.write_bytes(exported(export_sqlite, excerpt_of(real)))
    with closing(sqlite3.connect(path)) as opened:
        yield opened


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.splitlines()[0])
def test_a_query_answers_something(database, query):
    assert len(database.execute(query).fetchall()) >= 3


def test_there_are_queries_to_begin_with():
    assert len(QUERIES) >= 6


@pytest.mark.parametrize("chosen", ExportFormat)
def test_every_format_has_its_endings_and_says_what_it_cannot_hold(chosen):
    (row,) = re.findall(rf"^\| `{chosen}` \|([^|]*)\|", TEXT, re.MULTILINE)
    assert re.findall(r"`(\.[^`]+)`", row) == [ending for ending, meant in ENDINGS.items() if meant is chosen]
    (section,) = [text for title, text in SECTIONS.items() if chosen in title.split(" and ")]
    assert "**Cannot hold:** " in section


def test_every_table_and_column_is_described():
    assert re.findall(r"^### `(\w+)`$", TEXT, re.MULTILINE) == [table.name for table in tables()]
    assert "Sixteen tables" in TEXT
    assert len(tables()) == 16
    assert f"the version of the schema, {VERSION};" in " ".join(TEXT.split())
    assert [column.name for column in COLUMNS if f"| `{column.name}` |" not in SECTIONS["csv"]] == []


def test_the_columns_of_parquet_are_named_as_those_of_sqlite_and_csv():
    known = {column.name for column in COLUMNS} | {column.name for table in tables() for column in table.columns}
    own = set(SCHEMA.names) - known - {"evidence"}
    assert own == {"amount_low", "amount_high", "when_first", "when_last", "as_of_first", "as_of_last"}
    assert [name for name in own if f"`{name}`" not in SECTIONS["parquet"]] == []
