"""Stores of older formats."""

from __future__ import annotations

import json

import pytest

from cpecfacts.errors import StoreDataError, StoreFormatError
from cpecfacts.store import upgrade
from cpecfacts.store.reader import read_store
from cpecfacts.store.writer import update_store


@pytest.fixture
def older(tmp_path, store, as_bytes):
    """A store as a format 0 might have had it: facts with `says` for `statement`."""
    store["meta"]["format"] = 0
    store["facts"]["zong-x"]["says"] = store["facts"]["zong-x"].pop("statement")
    path = tmp_path / "facts.json"
    path.write_bytes(as_bytes(store))
    return path


@pytest.fixture
def step(monkeypatch):
    def rename(tables):
        for fact in tables["facts"].values():
            fact["statement"] = fact.pop("says")
        return tables

    monkeypatch.setitem(upgrade.STEPS, 0, rename)


def test_an_older_store_is_read_as_the_present_format_has_it(older, step):
    file = read_store(older)
    assert file.snapshot.meta.format == 1
    assert file.snapshot.facts["zong-x"].statement == "Zong had invested over US$3 billion by June 2024."
    assert file.data == older.read_bytes()
    assert [path.name for path in older.parent.iterdir()] == ["facts.json"]


def test_an_older_store_is_kept_beside_when_it_is_written(older, step):
    before = older.read_bytes()
    update_store(older, lambda snapshot: snapshot)
    assert older.with_name("facts.json.bak").read_bytes() == before
    assert json.loads(older.read_bytes())["meta"]["format"] == 1
    update_store(older, lambda snapshot: snapshot)
    assert older.with_name("facts.json.bak").read_bytes() == before


def test_a_store_that_only_its_number_makes_old_is_upgraded_too(tmp_path, store, as_bytes, monkeypatch):
    monkeypatch.setitem(upgrade.STEPS, 0, lambda tables: tables)
    store["meta"]["format"] = 0
    path = tmp_path / "facts.json"
    path.write_bytes(as_bytes(store))
    assert read_store(path).snapshot.meta.format == 1


def test_without_the_step_it_is_refused(older):
    with pytest.raises(StoreFormatError, match="format 0"):
        read_store(older)


def test_an_upgraded_store_is_checked_like_any_other(older, step):
    older.write_bytes(older.read_bytes().replace(b'2024-06"', b'someday"'))
    with pytest.raises(StoreDataError, match="no EDTF date"):
        read_store(older)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b'{"meta": 1}', b'{"meta": {"format": "1"}}'])
def test_what_is_no_store_has_no_format(data):
    assert upgrade.format_of(data) is None
    assert upgrade.upgrade(data) is None


def test_a_store_of_a_format_to_come_is_not_touched(tmp_path, store, as_bytes):
    store["meta"]["format"] = 2
    path = tmp_path / "facts.json"
    path.write_bytes(as_bytes(store))
    with pytest.raises(StoreFormatError, match="format 2"):
        update_store(path, lambda snapshot: snapshot)
    assert path.read_bytes() == as_bytes(store)
    assert not path.with_name("facts.json.bak").exists()
