"""Suggestions from more names than can be compared one by one."""

from __future__ import annotations

import sqlite3

import pytest

from cpecfacts.index import names
from cpecfacts.index.names import IndexedKeys
from cpecfacts.query.names import near_names

WORDS = [f"{a}{b}{c}" for a in ("kosh", "haor", "oris") for b in ("anbank", "power", "cloud") for c in range(200)]


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> IndexedKeys:
    """Names of which there are more than are compared."""
    monkeypatch.setattr(names, "COMPARED", 100)
    monkeypatch.setattr(names, "NEIGHBOURS", 20)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE names (kind, name_key, id)")
    connection.executemany("INSERT INTO names VALUES ('projects', ?, ?)", [(word, f"id-{word}") for word in WORDS])
    return IndexedKeys(connection, "names", "name_key", "kind = 'projects'")


@pytest.mark.parametrize(
    "typed", ["kohsanbank117", "haorpowr42", "orisscloud7", "xoshanbank9", "kshanbank117", "oriscluod77", "hoarpowre42"]
)
def test_one_or_two_mistakes_are_put_right(keys: IndexedKeys, typed: str) -> None:
    everything = {word: [f"id-{word}"] for word in WORDS}
    assert near_names(typed, keys)[0] == near_names(typed, everything)[0]


def test_what_begins_so_comes_first_the_shortest_before_the_others(keys: IndexedKeys) -> None:
    assert near_names("haorpower19", keys) == ["id-haorpower19", "id-haorpower190", "id-haorpower191"]


@pytest.mark.parametrize("typed", ["", "!!!", "\ud800\ud800", "中国移动", "nothing like any of these"])
def test_what_is_like_nothing_has_no_suggestions(keys: IndexedKeys, typed: str) -> None:
    assert near_names(typed, keys) == []


def test_few_are_looked_at(keys: IndexedKeys) -> None:
    assert len(list(keys.names_like("kohsanbank117"))) < len(WORDS) / 3
