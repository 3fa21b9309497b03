"""Excerpts of the real store, of a small one and of one whose every text is hostile."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cpecfacts.exchange.exporting.excerpt import make_excerpt
from cpecfacts.library import Library
from cpecfacts.store.codec import decode_store
from cpecfacts.store.layers import Layers
from cpecfacts.store.location import packaged_store
from cpecfacts.store.reader import StoreFile

NOW = datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC)
POISONS = (
    "\x1b[31;5mred\x1b[0m \x1b]0;title\x07",
    "\u009b31;5mC1\u0085",
    "\x00nul\x07bell\x7f",
    "\u202ereversed\u2066 zero\u200bwidth\ufeff",
    "line\nbreak\n\n# heading",
    "carriage\rreturn\r\n",
    "tab\tstop\t\u2028line",
    "=cmd|' /C calc'!A0",
    "+1",
    "@x",
    "＝1",
    " =1",
    '"quoted", "twice""" \'single\'',
    "<script>alert(1)</script><img src=x onerror=alert(1)> &amp; &#60;",
    "a : b ; c # d %%{init: {}}%% %% comment style:x#y;",
    "title section timeline : ",
    "```\nfence ~~~",
    "C:\\new\\table",
    "中文中国移动",
    "زونگ کی سرمایہ کاری",
    "Ω" * 3000,
    "'; DROP TABLE facts; --",
    "javascript:alert(1)",
    'http://evil.example/" onclick="alert(1)',
    "; | ; ",
)


def _library(tables):
    data = json.dumps(tables, ensure_ascii=False).encode()
    return Library(Layers.of(StoreFile(Path("facts.json"), decode_store(data, "facts.json"), data)))


def _organization(name, **more):
    nothing = {"country": None, "parent": None, "sector": None, "aliases": [], "note": None}
    return {"name": name, "type": "company", **nothing, **more}


def _source(publisher, **more):
    return {
        "type": "webpage",
        "title": None,
        "publisher": publisher,
        "issued": None,
        "URL": None,
        "language": "en",
        "class": "media",
        "reprint_of": None,
        "accessed": None,
        "note": None,
        **more,
    }


def _evidence(source, **more):
    return {"source": source, "quote": None, "paragraph": None, "asserted_by": None, "stance": "supports", **more}


def _amount(value, unit="USD", bound="exact", to=None, raw=None):
    return {"value": value, "to": to, "unit": unit, "bound": bound, "raw": raw}


def _fact(company, *evidence, **more):
    return {
        "company": company,
        "parties": [],
        "project": None,
        "kind": "investment",
        "measure": None,
        "statement": f"{company} did something.",
        "amount": None,
        "when": None,
        "when_means": None,
        "status": "completed",
        "places": [],
        "tags": [],
        "evidence": list(evidence) or [_evidence("paper")],
        "rank": "normal",
        "rank_reason": None,
        "note": None,
        **more,
    }


def _store(**tables):
    names = ("organizations", "projects", "measures", "sources", "rates", "facts")
    meta = {"format": 1, "title": "A small store", "licence": "CC0-1.0", "updated": "2026-11"}
    return {"meta": meta, **{name: {} for name in names}, **tables}


SMALL = _store(
    organizations={
        "alpha": _organization("Alpha", aliases=["阿尔法", "Al"], country="PK", parent="holding", sector="telecoms"),
        "beta": _organization("Beta", type="brand", parent="alpha"),
        "holding": _organization("Holding", country="CN", parent="ministry"),
        "ministry": _organization("Ministry", type="public-body", country="CN"),
        "paper-house": _organization("The Paper", type="media"),
        "speaker": _organization("Speaker", type="ngo"),
        "stranger": _organization("Stranger"),
        "worker": _organization("Worker"),
    },
    projects={
        "cable": {"name": "Cable", "companies": ["alpha", "worker"], "summary": "A cable.", "places": ["Gwadar"]},
        "unused": {"name": "Unused", "companies": ["stranger"], "summary": "", "places": []},
    },
    measures={
        "price": {"label": "Price", "shape": "once", "meaning": "What was paid.", "unit": "money"},
        "unused": {"label": "Unused", "shape": "level", "meaning": "Nothing.", "unit": None},
    },
    sources={
        "paper": _source("The Paper", issued="2014-04-23", URL="https://paper.example/1", title="A deal"),
        "rates-book": _source("Bank", **{"class": "official"}),
        "unused": _source("Nobody"),
    },
    rates={
        f"usd-pkr-{year}": {"base": "USD", "quote": "PKR", "year": year, "rate": 100.5, "source": "rates-book"}
        for year in (2013, 2014, 2015)
    },
    facts={
        "alpha-price": _fact(
            "alpha",
            _evidence("paper", quote="for $460m", paragraph=3, asserted_by="speaker"),
            parties=["beta"],
            project="cable",
            measure="price",
            statement="Alpha bought the cable for US$460 million.",
            amount=_amount(460_000_000, raw="$460m"),
            when="2014-04-23",
            when_means="event",
            places=["Gwadar"],
            tags=["fibre", "cable"],
        ),
        "alpha-price-other": _fact(
            "alpha",
            project="cable",
            measure="price",
            statement="Alpha paid over US$1 billion for the cable.",
            amount=_amount(10**9, bound="more-than"),
            when="2014",
            when_means="event",
        ),
        "beta-plan": _fact("beta", kind="launch", status="planned", when="2017~"),
        "beta-undated": _fact("beta", kind="launch", amount=_amount(10**30 + 1, "people")),
        "beta-wrong": _fact("beta", rank="deprecated", rank_reason="A misprint.", when="2018-33"),
    },
)


def _hostile():
    """Return a store whose every free text is a poison: record number i of each table has poison number i."""
    store = _store(meta={"format": 1, "title": POISONS[13], "licence": POISONS[14], "updated": "2024"})
    for index, text in enumerate(POISONS):
        key = f"x{index}"
        store["organizations"][key] = _organization(text, sector=text, aliases=[text], note=text, country=text[:2])
        store["projects"][key] = {"name": text, "companies": [key, key], "summary": text, "places": [text]}
        store["measures"][key] = {"label": text, "shape": "level", "meaning": text, "unit": text}
        store["sources"][key] = _source(
            text, type=text, title=text, URL=text, language=text[:2], reprint_of=text, note=text
        )
        store["rates"][key] = {"base": text, "quote": text, "year": 2000, "rate": 1.5, "source": key}
        store["facts"][f"fact-{key}"] = _fact(
            key,
            _evidence(key, quote=text, asserted_by="x0", paragraph=index + 1),
            _evidence("x0", quote=text, stance="disputes"),
            parties=["x1", "x1"],
            project=key,
            measure=key,
            statement=text,
            amount=_amount(-(10**25) - index, text, raw=text),
            when="2020-01-02",
            when_means="event",
            places=[text, text],
            tags=[text],
            rank="preferred",
            rank_reason=text,
            note=text,
        )
    return store


@pytest.fixture(scope="session")
def real():
    """Library of the store that ships."""
    return Library.open(packaged_store())


@pytest.fixture(scope="session")
def small():
    """Library of the small store."""
    return _library(SMALL)


@pytest.fixture(scope="session")
def hostile():
    """Library of the hostile store."""
    return _library(_hostile())


@pytest.fixture(scope="session")
def poisons():
    """Texts of the hostile store."""
    return POISONS


@pytest.fixture(scope="session")
def library_of():
    """Make a library of tables."""
    return _library


@pytest.fixture
def small_tables():
    """Tables of the small store, to be changed at will."""
    return json.loads(json.dumps(SMALL))


@pytest.fixture(scope="session")
def excerpt_of():
    """Make an excerpt of a library by a query text."""
    return lambda library, question="rank:any", **order: make_excerpt(library.find(question, **order), library, NOW)


@pytest.fixture(scope="session")
def exported():
    """Return what an exporter of files writes."""

    def exported(export, excerpt, **options):
        out = io.BytesIO()
        export(excerpt, out, **options)
        return out.getvalue()

    return exported
