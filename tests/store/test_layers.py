"""Stores laid over one another."""

from __future__ import annotations

import os
from copy import deepcopy
from pathlib import Path

import pytest

from cpecfacts.errors import StoreDataError
from cpecfacts.library import Library
from cpecfacts.store.layers import read_layers
from cpecfacts.store.location import choose_stores, packaged_store


@pytest.fixture
def lower(tmp_path, store, as_bytes):
    path = tmp_path / "lower.json"
    path.write_bytes(as_bytes(store))
    return path


@pytest.fixture
def upper(tmp_path, store, as_bytes):
    """The same store with its fact under another id, and one fact that both have."""

    def make(change=lambda _: None):
        tables = deepcopy(store)
        tables["facts"]["zong-y"] = tables["facts"]["zong-x"] | {"note": "Mine."}
        tables["meta"] |= {"title": "Mine", "updated": "2026-12-01", "licence": None}
        change(tables)
        path = tmp_path / "upper.json"
        path.write_bytes(as_bytes(tables))
        return path

    return make


def test_one_store_is_itself(lower):
    layers = read_layers([lower])
    assert (layers.path, layers.digest) == (lower, layers.files[0].digest)
    assert layers.snapshot is layers.files[0].snapshot


def test_records_of_both_are_there_in_the_order_of_their_ids(lower, upper):
    layers = read_layers([lower, upper()])
    assert list(layers.snapshot.facts) == ["zong-x", "zong-y"]
    assert list(layers.snapshot.organizations) == ["china-mobile", "zong"]
    assert layers.path.name == "upper.json"
    meta = layers.snapshot.meta
    assert (meta.title, meta.licence, meta.updated) == ("Two companies + Mine", "CC-BY-4.0", "2026-12-01")


def test_the_digest_is_that_of_these_stores_in_this_order(lower, upper):
    over, under = read_layers([lower, upper()]).digest, read_layers([upper(), lower]).digest
    assert len({over, under, read_layers([lower]).digest}) == 3
    assert read_layers([lower, upper()]).digest == over


def test_a_store_that_is_named_twice_counts_once(lower):
    assert len(read_layers([lower, lower]).files) == 1


def test_one_id_with_two_meanings_is_refused_with_both_files(lower, upper):
    def rename(tables):
        tables["organizations"]["zong"]["name"] = "Zong 5G"

    with pytest.raises(StoreDataError) as caught:
        read_layers([lower, upper(rename)])
    assert caught.value.exit_code == 4
    assert str(caught.value) == (
        f"{lower.parent / 'upper.json'}: organizations.zong: differs from the record of this id in {lower}; "
        "stores agree in what both of them have"
    )


def test_each_layer_is_a_sound_store_on_its_own(lower, upper):
    def remove(tables):
        del tables["organizations"]["china-mobile"]

    with pytest.raises(StoreDataError, match=r"upper\.json: .*which the store does not have"):
        read_layers([lower, upper(remove)])


def test_stores_without_titles_have_none_together(lower, upper):
    def untitle(tables):
        tables["meta"] = {"format": 1}

    path = upper(untitle)
    lower.write_bytes(path.read_bytes())
    meta = read_layers([lower, path]).snapshot.meta
    assert (meta.title, meta.licence, meta.updated) == (None, None, None)


def test_the_store_of_the_program_has_a_name_unless_a_file_has_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert choose_stores(["shipped", "mine.json"]) == (packaged_store(), Path("mine.json"))
    Path("shipped").write_text("")
    assert choose_stores(["shipped"]) == (Path("shipped"),)


def test_the_variable_names_several_as_a_path_does(monkeypatch):
    monkeypatch.setenv("CPECFACTS_STORE", os.pathsep.join(["shipped", "", "mine.json"]))
    assert choose_stores(None) == (packaged_store(), Path("mine.json"))
    assert choose_stores(["other.json"]) == (Path("other.json"),)


def test_a_library_over_two_stores_answers_from_both(lower, upper):
    library = Library.open(lower, upper())
    assert [fact.id for fact in library.find().facts] == ["zong-x", "zong-y"]
    assert library.paths == (lower, lower.parent / "upper.json")
