"""A store of one's own, written through TinyDB."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tinydb import where
from tinydb.table import Document

from cpecfacts.errors import (
    InvalidValueError,
    ReadOnlyStoreError,
    StoreDataError,
    StoreLockedError,
    StoreNotFoundError,
)
from cpecfacts.store.atomic_json import open_for_writing
from cpecfacts.store.location import packaged_store
from cpecfacts.store.reader import read_store


@pytest.fixture
def path(tmp_path, store, as_bytes):
    """A small store in a file of its own."""
    path = tmp_path / "facts.json"
    path.write_bytes(as_bytes(store))
    return path


def test_a_document_is_inserted_under_its_slug_and_meta_stays(path, store, as_bytes):
    copy = store["facts"]["zong-x"] | {"note": "A copy."}
    with open_for_writing(path) as database:
        assert database.table("facts").insert(Document(copy, doc_id="zong-y")) == "zong-y"
        database.table("facts").update({"note": "Both."}, where("company") == "zong")
    store["facts"] = {name: copy | {"note": "Both."} for name in ("zong-x", "zong-y")}
    assert path.read_bytes() == as_bytes(store)


def test_removing_what_is_referred_to_is_refused_and_writes_nothing(path):
    before = path.read_bytes()
    with open_for_writing(path) as database, pytest.raises(StoreDataError, match="which the store does not have"):
        database.table("organizations").remove(doc_ids=["zong"])
    assert path.read_bytes() == before


def test_a_document_needs_an_id(path):
    with open_for_writing(path) as database, pytest.raises(InvalidValueError, match="doc_id"):
        database.table("facts").insert({"company": "zong"})


def test_a_table_that_a_store_does_not_have_is_refused(path):
    before = path.read_bytes()
    with open_for_writing(path) as database, pytest.raises(StoreDataError):
        database.table("events").insert(Document({}, doc_id="x"))
    assert path.read_bytes() == before


def test_an_emptied_table_stays_as_an_empty_one(path, store, as_bytes):
    with open_for_writing(path) as database:
        database.drop_table("rates")
    assert path.read_bytes() == as_bytes(store | {"rates": {}})


def test_from_opening_to_closing_nobody_else_writes(path):
    with open_for_writing(path), pytest.raises(StoreLockedError):
        open_for_writing(path, 0.05)
    with open_for_writing(path, 0.05) as database:
        assert len(database.table("facts")) == 1


def test_the_store_of_the_program_and_one_that_is_not_there_are_refused(tmp_path):
    with pytest.raises(ReadOnlyStoreError):
        open_for_writing(packaged_store())
    with pytest.raises(StoreNotFoundError):
        open_for_writing(tmp_path / "gone.json")
    assert list(tmp_path.iterdir()) == []


INSERT = """
import sys
from tinydb.table import Document
from cpecfacts.store.atomic_json import open_for_writing

for number in range(60):
    with open_for_writing(sys.argv[1], 30) as database:
        fact = dict(database.table("facts").get(doc_id="zong-x"))
        database.table("facts").insert(Document(fact, doc_id=f"{sys.argv[2]}-{number}"))
"""


def test_two_processes_that_insert_sixty_documents_each_lose_none(path):
    processes = [subprocess.Popen([sys.executable, "-c", INSERT, str(path), name]) for name in ("left", "right")]
    assert [process.wait() for process in processes] == [0, 0]
    assert len(read_store(path).snapshot.facts) == 121
