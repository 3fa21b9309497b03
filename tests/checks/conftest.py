"""A small sound store in which no rule finds anything, and ways to break it and to ask what is found."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date

import pytest

from cpecfacts.checking import check_store

TODAY = date(2026, 11, 24)


def organization(name, **changes):
    record = {
        "name": name, "type": "company", "country": "PK", "parent": None, "sector": "telecoms", "aliases": [], "note": None,
    }  # fmt: skip
    return record | changes


def source(name, **changes):
    record = {
        "type": "webpage", "title": f"News of {name}", "publisher": name, "issued": "2024-06-28",
        "URL": f"https://{name.lower()}.example/news", "language": "en", "class": "media", "reprint_of": None,
        "accessed": "2026-11-23", "note": None,
    }  # fmt: skip
    return record | changes


def fact(statement, quote, **changes):
    evidence = {"source": "dna", "quote": quote, "paragraph": 8, "asserted_by": "zong", "stance": "supports"}
    record = {
        "company": "zong", "parties": ["china-mobile"], "project": "zong-4g", "kind": "reach", "measure": "sites",
        "statement": statement, "amount": None, "when": "2024-06", "when_means": "as-of", "status": "reported",
        "places": ["Lahore"], "tags": ["4g"], "evidence": [evidence], "rank": "normal", "rank_reason": None, "note": None,
    }  # fmt: skip
    return record | changes


def amount(raw, value, **changes):
    return {"value": value, "to": None, "unit": "sites", "bound": "exact", "raw": raw} | changes


SOUND = {
    "meta": {"format": 1, "licence": "CC-BY-4.0", "title": "Two companies", "updated": "2026-11-23"},
    "organizations": {
        "china-mobile": organization("China Mobile", country="CN", aliases=["中国移动"]),
        "zong": organization("Zong", parent="china-mobile", aliases=["CMPak", "Zong 4G"]),
    },
    "projects": {
        "zong-4g": {"name": "Zong's network", "companies": ["zong"], "summary": "The 4G network.", "places": ["Lahore"]}
    },
    "measures": {
        "launch": {"label": "Launch", "shape": "date", "meaning": "When it began.", "unit": None},
        "sites": {"label": "Sites", "shape": "level", "meaning": "Sites on the air.", "unit": "sites"},
        "total-invested": {"label": "Total", "shape": "total", "meaning": "Money so far.", "unit": "money"},
    },
    "sources": {"dna": source("DNA"), "dawn": source("Dawn", issued="2014-05-02"), "sbp": source("SBP")},
    "rates": {"usd-pkr-2014": {"base": "USD", "quote": "PKR", "year": 2014, "rate": 101.1, "source": "sbp"}},
    "facts": {
        "zong-invested-2024": fact(
            "Zong had invested over US$3 billion in Pakistan by June 2024.",
            "invested over $3 billion",
            kind="investment",
            measure="total-invested",
            amount=amount("over $3 billion", 3_000_000_000, unit="USD", bound="more-than"),
        ),
        "zong-launch-2014": fact(
            "Zong launched its 4G network in Lahore in April 2014.",
            "launched 4G in April",
            kind="launch",
            measure="launch",
            when="2014-04",
            when_means="event",
            status="completed",
            evidence=[
                {
                    "source": "dawn",
                    "quote": "launched 4G in April",
                    "paragraph": None,
                    "asserted_by": None,
                    "stance": "supports",
                }
            ],
        ),
        "zong-sites-2024": fact(
            "Zong had 14,000 sites in June 2024.", "14,000 sites", amount=amount("14,000 sites", 14_000)
        ),
    },
}


@pytest.fixture
def store():
    """A sound store as a dictionary, to be changed at will."""
    return deepcopy(SOUND)


@pytest.fixture
def written(tmp_path):
    """Write a store in the way of the format; return its path and its lines."""

    def write(tables):
        path = tmp_path / "facts.json"
        text = json.dumps(tables, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
        path.write_text(text, "utf-8")
        return path, text.splitlines()

    return write


@pytest.fixture
def found(written):
    """Check a store; return the paths, messages and mends that a rule finds."""

    def find(tables, rule, **options):
        path, _ = written(tables)
        check = check_store(path, rules=[rule], **({"today": TODAY} | options))
        return [(problem.path, problem.message, problem.mend) for problem in check.problems]

    return find
