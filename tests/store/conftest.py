"""A small sound store, and what every broken one must show: one sentence, the exit code, an untouched file."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest

from cpecfacts.errors import StoreDataError
from cpecfacts.store.reader import read_store

MINIMAL = {
    "meta": {"format": 1, "licence": "CC-BY-4.0", "title": "Two companies", "updated": "2026-11-23"},
    "organizations": {
        "china-mobile": {
            "name": "China Mobile",
            "type": "company",
            "country": "CN",
            "parent": None,
            "sector": "telecoms",
            "aliases": ["中国移动"],
            "note": None,
        },
        "zong": {
            "name": "Zong",
            "type": "company",
            "country": "PK",
            "parent": "china-mobile",
            "sector": "telecoms",
            "aliases": ["CMPak", "Zong 4G"],
            "note": None,
        },
    },
    "projects": {
        "zong-4g": {"name": "Zong 4G", "companies": ["zong"], "summary": "The 4G network.", "places": ["Islamabad"]}
    },
    "measures": {
        "total-invested": {"label": "Total invested", "shape": "total", "meaning": "Money so far.", "unit": "money"}
    },
    "sources": {
        "dna-2024-06-28": {
            "type": "webpage",
            "title": None,
            "publisher": "DNA News",
            "issued": "2024-06-28",
            "URL": None,
            "language": "en",
            "class": "media",
            "reprint_of": None,
            "accessed": "2026-11-23",
            "note": None,
        }
    },
    "rates": {"usd-pkr-2014": {"base": "USD", "quote": "PKR", "year": 2014, "rate": 101.1, "source": "dna-2024-06-28"}},
    "facts": {
        "zong-x": {
            "company": "zong",
            "parties": ["china-mobile"],
            "project": "zong-4g",
            "kind": "investment",
            "measure": "total-invested",
            "statement": "Zong had invested over US$3 billion by June 2024.",
            "amount": {
                "value": 3000000000,
                "to": None,
                "unit": "USD",
                "bound": "more-than",
                "raw": "over $3 billion",
            },
            "when": "2024-06",
            "when_means": "as-of",
            "status": "reported",
            "places": [],
            "tags": ["4g"],
            "evidence": [
                {
                    "source": "dna-2024-06-28",
                    "quote": "invested over $3 billion",
                    "paragraph": 8,
                    "asserted_by": "zong",
                    "stance": "supports",
                }
            ],
            "rank": "normal",
            "rank_reason": None,
            "note": None,
        }
    },
}


@pytest.fixture
def store():
    """A sound store as a dictionary, to be changed at will."""
    return deepcopy(MINIMAL)


@pytest.fixture
def changed(store):
    """Return the store with the value at a path of keys replaced."""

    def change(keys, value):
        place = store
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value
        return store

    return change


@pytest.fixture
def as_bytes():
    """Write a store in the one way that the format asks for, with nothing but the standard library."""

    def write(tables):
        return (json.dumps(tables, sort_keys=True, indent=2, ensure_ascii=False) + "\n").encode()

    return write


@pytest.fixture
def refusal(tmp_path, monkeypatch):
    """Read bytes as the store facts.json, which must fail with exit code 4 and touch nothing; return the sentence."""
    monkeypatch.chdir(tmp_path)

    def read(data):
        path = Path("facts.json")
        path.write_bytes(data)
        before = path.stat()
        with pytest.raises(StoreDataError) as caught:
            read_store(path)
        after = path.stat()
        assert path.read_bytes() == data
        assert (after.st_mtime_ns, after.st_ino, after.st_mode) == (before.st_mtime_ns, before.st_ino, before.st_mode)
        assert [file.name for file in tmp_path.iterdir()] == ["facts.json"]
        assert caught.value.exit_code == 4
        return str(caught.value)

    return read
