"""A small library for the tests of the reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cpecfacts.library import Library
from cpecfacts.store.codec import decode_store
from cpecfacts.store.layers import Layers
from cpecfacts.store.reader import StoreFile


def _organization(name, type_="company", **changes):
    fields = dict.fromkeys(("country", "parent", "sector", "note"))
    return fields | {"name": name, "type": type_, "aliases": []} | changes


def _source(publisher, class_, language="en", **changes):
    fields = dict.fromkeys(("title", "issued", "URL", "reprint_of", "accessed", "note"))
    return fields | {"type": "webpage", "publisher": publisher, "class": class_, "language": language} | changes


def _evidence(source, **changes):
    return dict.fromkeys(("quote", "paragraph", "asserted_by")) | {"source": source, "stance": "supports"} | changes


def _fact(company, statement, **changes):
    value, unit = changes.pop("amount", (None, None))
    amount = None if value is None else {"value": value, "to": None, "unit": unit, "bound": "exact", "raw": None}
    fields = dict.fromkeys(("project", "measure", "when", "when_means", "rank_reason", "note"))
    lists = {name: [] for name in ("parties", "places", "tags")}
    rest = {"kind": "other", "status": "reported", "rank": "normal", "evidence": [_evidence("wire")]}
    return fields | lists | rest | {"company": company, "statement": statement, "amount": amount} | changes


def _tables():
    return {
        "meta": {"format": 1, "title": "Small", "licence": "CC0-1.0", "updated": "2024-06-30"},
        "organizations": {
            "china-mobile": _organization("China Mobile", country="CN"),
            "zong": _organization("Zong", parent="china-mobile", sector="telecoms", aliases=["CMPak"], note="A note."),
            "huawei": _organization("Huawei"),
            "pta": _organization("The regulator", "public-body"),
            "quiet": _organization("Quiet"),
        },
        "projects": {
            "paktel": {
                "name": "Paktel's purchase",
                "companies": ["zong"],
                "summary": "A deal.",
                "places": ["Islamabad"],
            },
            "unused": {"name": "Unused", "companies": [], "summary": "Nothing yet.", "places": []},
        },
        "measures": {
            "employees": {"label": "Employees", "shape": "level", "meaning": "People employed.", "unit": "people"},
            "price": {"label": "Price", "shape": "once", "meaning": "What was paid.", "unit": "money"},
            "launch": {"label": "Launch", "shape": "date", "meaning": "When it began.", "unit": None},
            "unused": {"label": "Unused", "shape": "each", "meaning": "Nothing yet.", "unit": None},
        },
        "sources": {
            "wire": _source(
                "A wire",
                "wire",
                title="A title",
                issued="2024-06",
                URL="https://wire.example/1",
                reprint_of="Another",
                accessed="2024-06-30",
                note="Undated page.",
            ),
            "sasac": _source("SASAC", "official", "zh"),
            "unused": _source("Nobody", "blog"),
        },
        "rates": {"usd-pkr-2018": {"base": "USD", "quote": "PKR", "year": 2018, "rate": 121.8, "source": "wire"}},
        "facts": {
            "price-284m": _fact(
                "zong",
                "It cost US$284 million.",
                kind="acquisition",
                parties=["china-mobile", "pta"],
                project="paktel",
                measure="price",
                amount=(284000000, "USD"),
                when="2007-01-22",
                when_means="event",
                status="completed",
                places=["Islamabad"],
                tags=["deal"],
                evidence=[
                    _evidence("sasac", quote="2.84亿美元", paragraph=3, asserted_by="china-mobile"),
                    _evidence("wire", stance="disputes"),
                ],
                rank="preferred",
                rank_reason="The owner's word.",
                note="With debts.",
            ),
            "price-460m": _fact(
                "zong",
                "It cost US$460 million.",
                project="paktel",
                measure="price",
                amount=(460000000, "USD"),
                when="2007",
            ),
            "price-wrong": _fact(
                "zong",
                "It cost US$28 million.",
                project="paktel",
                measure="price",
                amount=(28000000, "USD"),
                when="2007-01",
                rank="deprecated",
                rank_reason="A digit too few.",
            ),
            "staff-2016": _fact(
                "zong", "Zong had 3,277 people.", kind="jobs", measure="employees", amount=(3277, "people"), when="2016"
            ),
            "staff-huawei": _fact(
                "huawei", "Huawei had 1,400.", kind="jobs", measure="employees", amount=(1400, "people"), when="2016-10"
            ),
            "launch-2014": _fact("zong", "Launched in 2014.", kind="launch", measure="launch", when="2014/.."),
            "plan-2030": _fact("huawei", "A plan for 2030.", kind="investment", when="2030", status="planned"),
            "regulator": _fact("pta", "The regulator spoke.", when="2018-05-04", when_means="announced"),
            "undated": _fact("zong", "Something without a date."),
        },
    }


def _library(tables):
    data = json.dumps(tables, ensure_ascii=False).encode()
    return Library(Layers.of(StoreFile(Path("facts.json"), decode_store(data, "facts.json"), data)))


@pytest.fixture
def tables():
    """Tables of the store, to be changed and given to `library_of`."""
    return _tables()


@pytest.fixture
def library_of():
    """Make a library of tables."""
    return _library


@pytest.fixture(scope="session")
def library():
    """Library of the store: nine facts of three organizations."""
    return _library(_tables())
