"""A small store, tables shaped like those of the public datasets, and ways to import them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import msgspec
import pytest

from cpecfacts.exchange.importing.importer import Reading, prepare_import
from cpecfacts.exchange.importing.input_file import InputFile, Sort
from cpecfacts.exchange.importing.mapping import read_mapping
from cpecfacts.store.reader import read_store

TABLES = {
    "meta": {"format": 1},
    "organizations": {
        "china-mobile": {
            "name": "China Mobile",
            "type": "company",
            "country": "CN",
            "parent": None,
            "sector": "telecoms",
            "aliases": ["中国移动", "CMCC"],
            "note": None,
        },
        "zong": {
            "name": "Zong",
            "type": "company",
            "country": "PK",
            "parent": "china-mobile",
            "sector": "telecoms",
            "aliases": ["CMPak"],
            "note": None,
        },
    },
    "projects": {},
    "measures": {"invested": {"label": "Invested", "shape": "flow", "meaning": "Money put in.", "unit": "money"}},
    "sources": {
        "dna-2024": {
            "type": "webpage",
            "title": None,
            "publisher": "DNA",
            "issued": "2024",
            "URL": "https://dna.example/1",
            "language": "en",
            "class": "media",
            "reprint_of": None,
            "accessed": None,
            "note": None,
        }
    },
    "rates": {},
    "facts": {},
}

MAPPING = """
[source]
publisher = "The tracker"
class = "research"

[[fact]]
company = "{Company}"
kind = "investment"
measure = "invested"
statement = "{@company} put in {@amount}[ with {Partner}][, {@when}]."

[fact.amount]
value = "{Amount}"
unit = "millions of USD"

[fact.when]
means = "event"
date = "{Date}"
format = "DD.MM.YYYY"

[file]
optional = ["Partner"]
"""


@pytest.fixture
def store(tmp_path):
    """A store of one's own with two companies and no fact."""
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(TABLES), encoding="utf-8")
    return path


@pytest.fixture
def snapshot(store):
    return read_store(store).snapshot


@pytest.fixture
def plan(snapshot):
    """Work out what rows add, by a mapping of the test."""

    def plan(data, mapping=MAPPING, *, sort=Sort.TEXT, create=None, into=snapshot, **reading):
        content = data.encode() if isinstance(data, str) else data
        chosen = None if mapping is None else read_mapping(mapping.encode(), "map.toml")
        file = InputFile("deals.csv", content, sort)
        return prepare_import(
            file, into, chosen, mapping_path="map.toml", reading=Reading(**reading), create=create
        ).plan

    return plan


@pytest.fixture
def facts_of(plan):
    """Return the facts that rows give; none may be refused."""

    def facts(*arguments, **more):
        done = plan(*arguments, **more)
        assert done.refusals == ()
        return list(done.additions["facts"].values())

    return facts


@pytest.fixture
def reasons(plan):
    """Return the line and reason of every row that is refused."""

    def reasons(*arguments, **more):
        return [(refusal.line, refusal.reason) for refusal in plan(*arguments, **more).refusals]

    return reasons


@pytest.fixture
def workbook():
    """Make a workbook of rows, a sheet for each list."""

    def workbook(**sheets):
        from openpyxl import Workbook

        book = Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return workbook


def plain(record):
    return msgspec.to_builtins(record)


def tables_of(path: Path):
    return json.loads(path.read_text("utf-8"))
