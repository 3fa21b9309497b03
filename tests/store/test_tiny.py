"""The same file as a TinyDB database, ours read-only and anybody's own."""

from __future__ import annotations

import shutil

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document, Table

from cpecfacts.errors import ReadOnlyStoreError, StoreDataError, StoreNotFoundError
from cpecfacts.store.location import packaged_store
from cpecfacts.store.tiny import open_database

TABLES = {"organizations", "projects", "measures", "sources", "rates", "facts"}
FACT = "zong-total-invested-over-3bn-2024"


@pytest.fixture
def path(tmp_path, store, as_bytes):
    """A small store in a file of its own."""
    path = tmp_path / "facts.json"
    path.write_bytes(as_bytes(store))
    return path


def test_the_packaged_store_is_opened_by_default(monkeypatch):
    monkeypatch.delenv("CPECFACTS_STORE", raising=False)
    with open_database() as database:
        assert database.tables() == TABLES
        fact = database.table("facts").get(doc_id=FACT)
    assert fact.doc_id == FACT
    assert fact["amount"]["bound"] == "more-than"


def test_the_store_of_the_environment_is_opened(monkeypatch, path):
    monkeypatch.setenv("CPECFACTS_STORE", str(path))
    assert [fact.doc_id for fact in open_database().table("facts")] == ["zong-x"]


def test_queries_of_tinydb_find_documents_by_our_slugs(path):
    organizations = open_database(path).table("organizations")
    assert [found.doc_id for found in organizations.search(where("parent") == "china-mobile")] == ["zong"]
    assert organizations.contains(doc_id="zong")
    assert not organizations.contains(doc_id="huawei")
    assert len(organizations) == 2
    assert [found["name"] for found in organizations.get(doc_ids=["zong"])] == ["Zong"]


def test_what_the_store_says_of_itself_is_no_table(path):
    database = open_database(path)
    assert database.tables() == TABLES
    assert database.table("meta").all() == []


WRITES = {
    "insert": lambda database: database.table("facts").insert({"company": "zong"}),
    "insert with an id": lambda database: database.table("facts").insert(
        Document({"company": "zong"}, doc_id="zong-y")
    ),
    "insert several": lambda database: database.table("facts").insert_multiple([{"company": "zong"}]),
    "insert into a new table": lambda database: database.table("events").insert({"company": "zong"}),
    "insert into the default table": lambda database: database.insert({"company": "zong"}),
    "update": lambda database: database.table("facts").update({"kind": "tax"}),
    "update one": lambda database: database.table("facts").update({"kind": "tax"}, doc_ids=["zong-x"]),
    "upsert": lambda database: database.table("facts").upsert({"kind": "tax"}, where("company") == "zong"),
    "upsert what is not there": lambda database: database.table("facts").upsert({}, where("company") == "nobody"),
    "remove": lambda database: database.table("facts").remove(where("company") == "zong"),
    "truncate": lambda database: database.table("facts").truncate(),
    "drop": lambda database: database.drop_table("facts"),
    "drop all": lambda database: database.drop_tables(),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_every_attempt_to_write_is_refused_and_the_file_untouched(path, write):
    before, stat = path.read_bytes(), path.stat()
    with pytest.raises(ReadOnlyStoreError) as caught:
        write(open_database(path))
    assert str(caught.value) == f"{path} is opened for reading only"
    assert caught.value.exit_code == 5
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == stat.st_mtime_ns
    assert list(path.parent.iterdir()) == [path]


def test_a_missing_store_is_not_made(tmp_path):
    with pytest.raises(StoreNotFoundError) as caught:
        open_database(tmp_path / "gone.json").tables()
    assert str(caught.value) == f"cannot open the store {tmp_path / 'gone.json'}: there is no such file"
    assert list(tmp_path.iterdir()) == []


def test_a_broken_store_is_refused_with_its_place(path):
    path.write_bytes(path.read_bytes().replace(b"3000000000", b'"3bn"'))
    with pytest.raises(StoreDataError) as caught:
        open_database(path).table("facts").all()
    assert str(caught.value) == f"{path}: facts.zong-x.amount.value: expected a number, found text"


class SlugTable(Table):
    """All that a user of plain TinyDB has to say."""

    document_id_class = str


class SlugDatabase(TinyDB):
    table_class = SlugTable


def test_plain_tinydb_reads_the_packaged_store(tmp_path):
    copy = shutil.copy(packaged_store(), tmp_path / "facts.json")
    with SlugDatabase(copy, access_mode="r") as database:
        facts = database.table("facts")
        assert len(facts) == 789
        assert facts.get(doc_id=FACT)["company"] == "zong"
        ids = [fact.doc_id for fact in facts.search(where("amount").value >= 3_000_000_000)]
    assert FACT in ids
    assert copy.read_bytes() == packaged_store().read_bytes()


def test_plain_tinydb_and_ours_read_the_same(path):
    with SlugDatabase(path, access_mode="r") as plain:
        for name in TABLES:
            ours = open_database(path).table(name).all()
            assert ours == plain.table(name).all()
            assert [document.doc_id for document in ours] == [document.doc_id for document in plain.table(name).all()]
