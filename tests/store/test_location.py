"""Which store is used: the one given, else the one of the environment, else the packaged one."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpecfacts.errors import StoreNotFoundError
from cpecfacts.library import Library
from cpecfacts.store import location
from cpecfacts.store.location import LEAST_INDEXED, STORE_VARIABLE, choose_store, is_worth_indexing, packaged_store


@pytest.fixture(autouse=True)
def no_store_in_the_environment(monkeypatch):
    monkeypatch.delenv("CPECFACTS_STORE", raising=False)


def test_the_variable_is_the_one_that_the_documentation_names():
    assert STORE_VARIABLE == "CPECFACTS_STORE"


def test_the_store_given_goes_before_the_one_of_the_environment(monkeypatch):
    monkeypatch.setenv("CPECFACTS_STORE", "environment.json")
    assert choose_store("given.json") == Path("given.json")
    assert choose_store(Path("given.json")) == Path("given.json")


def test_the_store_of_the_environment_goes_before_the_packaged_one(monkeypatch):
    monkeypatch.setenv("CPECFACTS_STORE", "environment.json")
    assert choose_store(None) == Path("environment.json")


def test_an_empty_variable_is_no_store(monkeypatch):
    monkeypatch.setenv("CPECFACTS_STORE", "")
    assert choose_store(None) == packaged_store()


def test_the_packaged_store_is_used_when_nothing_else_is_asked_for():
    assert choose_store(None) == packaged_store()
    assert packaged_store().name == "facts.json"
    assert packaged_store().is_file()


def test_a_variable_that_names_no_file_is_an_error_and_never_the_packaged_store(monkeypatch, tmp_path):
    path = tmp_path / "gone.json"
    monkeypatch.setenv("CPECFACTS_STORE", str(path))
    with pytest.raises(StoreNotFoundError) as caught:
        Library.open()
    assert str(caught.value) == f"cannot open the store {path}: there is no such file"


def test_a_library_opens_the_store_that_was_chosen(monkeypatch, tmp_path, store, as_bytes):
    path = tmp_path / "facts.json"
    path.write_bytes(as_bytes(store))
    monkeypatch.setenv("CPECFACTS_STORE", str(path))
    assert Library.open().path == path
    assert list(Library.open().snapshot.facts) == ["zong-x"]


def test_a_store_inside_the_package_goes_before_one_beside_it(monkeypatch, tmp_path):
    module = tmp_path / "site" / "cpecfacts" / "store" / "location.py"
    inside = tmp_path / "site" / "cpecfacts" / "data" / "facts.json"
    beside = tmp_path / "site" / "data" / "facts.json"
    monkeypatch.setattr(location, "__file__", str(module))
    for path in (inside, beside):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"{}")
    assert packaged_store() == inside
    inside.unlink()
    assert packaged_store() == beside


def test_an_index_is_worth_it_for_large_stores_unless_it_is_not_wanted(tmp_path, monkeypatch):
    monkeypatch.delenv("CPECFACTS_NO_INDEX", raising=False)
    half, other = tmp_path / "a.json", tmp_path / "b.json"
    half.write_bytes(b" " * (LEAST_INDEXED // 2))
    other.write_bytes(b" " * (LEAST_INDEXED // 2))
    assert not is_worth_indexing([half])
    assert not is_worth_indexing([half, half])
    assert is_worth_indexing([half, other])
    assert not is_worth_indexing([half, other, tmp_path / "none.json"])
    monkeypatch.setenv("CPECFACTS_NO_INDEX", "1")
    assert not is_worth_indexing([half, other])
    monkeypatch.setenv("CPECFACTS_NO_INDEX", "")
    assert is_worth_indexing([half, other])
