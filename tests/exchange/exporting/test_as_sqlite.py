"""SQLite, as a program and as Datasette sees it."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing

import pytest
from datasette.app import Datasette

from cpecfacts.exchange.exporting.as_sqlite import APPLICATION, VERSION, export_sqlite
from cpecfacts.exchange.exporting.schema import VIEWS, read_sql, tables
from cpecfacts.model.dates import parse_when


@pytest.fixture
def database_of(excerpt_of, exported, tmp_path):
    """Export to a file and open it."""
    opened = []

    def database_of(library, question="rank:any", **order):
        path = tmp_path / "facts.sqlite"
        path.write_bytes(exported(export_sqlite, excerpt_of(library, question, **order)))
        opened.append(sqlite3.connect(path))
        return opened[-1]

    yield database_of
    for database in opened:
        database.close()


def ask(database, sql, *values):
    return database.execute(sql, values).fetchall()


def test_the_real_store_has_every_record_and_every_reference_holds(real, database_of):
    database = database_of(real)
    counts = {t.name: ask(database, f"SELECT count(*) FROM {t.name}")[0][0] for t in tables()}  # noqa: S608
    snapshot = real.snapshot
    assert {name: counts[name] for name in ("organizations", "measures", "projects", "sources", "rates", "facts")} == {
        name: len(snapshot.table(name))
        for name in ("organizations", "measures", "projects", "sources", "rates", "facts")
    }
    assert counts["evidence"] == sum(len(fact.evidence) for fact in snapshot.facts.values())
    assert counts["disputes"] == len(real.disputes("rank:any")) > 10
    assert ask(database, "PRAGMA foreign_key_check") == []
    assert ask(database, "PRAGMA integrity_check") == [("ok",)]


def test_it_says_what_it_is(small, database_of):
    database = database_of(small, "company:beta")
    assert dict(ask(database, "SELECT key, value FROM meta")) == {
        "title": "A small store",
        "licence": "CC0-1.0",
        "updated": "2026-11",
        "query": "company:beta",
        "description": "facts about Beta",
        "digest": small.digest,
        "exported": "2026-11-24T01:02:03Z",
        "program": "cpecfacts 0.1.0",
    }
    assert ask(database, "PRAGMA user_version") == [(VERSION,)]
    assert ask(database, "PRAGMA application_id") == [(APPLICATION,)]
    assert APPLICATION.to_bytes(4, "big") == b"CPEC"


def test_a_fact_has_what_it_says_and_what_is_worked_out(small, database_of):
    database = database_of(small)
    database.row_factory = sqlite3.Row
    (fact,) = ask(database, "SELECT * FROM facts WHERE id = 'alpha-price'")
    assert dict(fact) == {
        "id": "alpha-price",
        "company": "alpha",
        "project": "cable",
        "kind": "investment",
        "measure": "price",
        "statement": "Alpha bought the cable for US$460 million.",
        "amount_value": 460_000_000,
        "amount_value_text": "460000000",
        "amount_to": None,
        "amount_to_text": None,
        "amount_unit": "USD",
        "amount_bound": "exact",
        "amount_raw": "$460m",
        "when_edtf": "2014-04-23",
        "when_means": "event",
        "earliest": "2014-04-23",
        "latest": "2014-04-23",
        "status": "completed",
        "sources": 1,
        "origins": 1,
        "self_reported": 0,
        "quality": 1,
        "disputed": 1,
        "rank": "normal",
        "rank_reason": None,
        "note": None,
    }


def test_a_dispute_tells_how_many_take_part_also_when_not_all_are_exported(small, database_of):
    database = database_of(small, "id:alpha-price")
    assert ask(database, "SELECT id, grade, company, project, measure, facts FROM disputes") == [
        (1, "conflict", "alpha", "cable", "price", 2)
    ]
    assert ask(database, "SELECT * FROM dispute_facts") == [(1, "alpha-price")]


def test_a_dispute_about_a_company_that_is_not_exported_has_none(small_tables, library_of, database_of):
    rival = small_tables["facts"]["alpha-price-other"]
    rival["company"] = "stranger"
    rival["when"] = "2013"  # the oldest comes first, and names the company
    small_tables["facts"]["alpha-price"]["amount"]["value"] = 5
    database = database_of(library_of(small_tables), "id:alpha-price")
    assert ask(database, "SELECT company, project, facts FROM disputes") == [(None, "cable", 2)]


def test_numbers_beyond_64_bit_are_there_to_reckon_with_and_in_full(small, database_of):
    (row,) = ask(database_of(small), "SELECT amount_value, amount_value_text FROM facts WHERE id = 'beta-undated'")
    assert row == (1e30, "1000000000000000000000000000001")


def test_facts_stand_in_the_order_asked_for(small, database_of):
    database = database_of(small, "alpha", reverse=True)
    assert ask(database, "SELECT id FROM facts ORDER BY rowid") == [("alpha-price",), ("alpha-price-other",)]


@pytest.mark.parametrize(
    ("table", "key", "words", "found"),
    [
        ("facts", "id", "cable", ["alpha-price", "alpha-price-other"]),
        ("facts", "id", "bought OR something", ["alpha-price", "beta-plan", "beta-undated", "beta-wrong"]),
        ("evidence", "fact", "460m", ["alpha-price"]),
        ("sources", "id", "deal", ["paper"]),
        ("sources", "id", "publisher:bank", ["rates-book"]),
    ],
)
def test_words_are_found_also_after_a_vacuum(small, database_of, table, key, words, found):
    database = database_of(small)
    # The names come from the lines above.
    search = f"SELECT {key} FROM {table} WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"  # noqa: S608
    assert sorted(key for (key,) in ask(database, search, words)) == found
    database.isolation_level = None
    database.execute("VACUUM")
    assert sorted(key for (key,) in ask(database, search, words)) == found


def test_every_view_reads(real, database_of):
    database = database_of(real)
    views = re.findall(r"CREATE VIEW (\w+)", read_sql(VIEWS))
    assert len(views) == 4
    for view in views:
        assert ask(database, f"SELECT count(*) FROM {view}")[0][0] > 0  # noqa: S608
    assert ask(database, "SELECT count(*) FROM fact_list") == [(len(real.snapshot.facts),)]
    counts = {company.id: company.facts for company in real.companies("rank:any")}
    listed = dict(ask(database, "SELECT id, facts FROM company_list"))
    assert {key: listed[key] for key in counts} == counts
    (span,) = ask(database, "SELECT first, last FROM company_list WHERE id = 'tencent'")
    dates = [parse_when(fact.when) for fact in real.find("company:tencent rank:any").facts if fact.when is not None]
    assert span == (str(min(date.earliest for date in dates)), str(max(date.latest for date in dates)))


def test_hostile_texts_are_data_and_nothing_else(hostile, poisons, database_of):
    database = database_of(hostile)
    assert {text for (text,) in ask(database, "SELECT statement FROM facts")} == set(poisons)
    assert {text for (text,) in ask(database, "SELECT quote FROM evidence")} == set(poisons)
    assert ask(database, "PRAGMA foreign_key_check") == []


def test_an_empty_export_is_a_database_too(small, database_of):
    assert ask(database_of(small, "xyzzy"), "SELECT count(*) FROM facts") == [(0,)]


# ---------------------------------------------------------------- Datasette


@pytest.fixture
def browse(real, database_of, tmp_path):
    """Ask Datasette for pages of the real store, in this process."""
    database_of(real).close()

    def browse(*paths):
        async def asked():
            datasette = Datasette([tmp_path / "facts.sqlite"], settings={"num_sql_threads": 0})
            await datasette.invoke_startup()
            return [await datasette.client.get(path) for path in paths]

        return asyncio.run(asked())

    return browse


def test_datasette_serves_it_as_it_is(browse):
    home, facts, fact, view = browse(
        "/facts.json",
        "/facts/facts.json?_shape=objects&_size=1000",
        "/facts/facts/zong-4g-launch-2013.json?_shape=objects",
        "/facts/fact_list.json?company=China+Mobile+Pakistan+(Zong)&_size=3",
    )
    assert [page.status_code for page in (home, facts, fact, view)] == [200] * 4
    assert {table["name"]: table["count"] for table in home.json()["tables"]}["facts"] == 789
    assert fact.json()["rows"][0]["statement"].startswith("Zong was the first network to launch 4G")
    assert view.json()["filtered_table_rows_count"] > 200
    assert {key["column"]: key["other_table"] for t in home.json()["tables"] if t["name"] == "evidence"
            for key in t["foreign_keys"]["outgoing"]} == {
        "fact": "facts", "source": "sources", "asserted_by": "organizations",
    }  # fmt: skip


def test_datasette_finds_the_search_by_itself(browse):
    found, page = browse("/facts/facts.json?_search=spectrum&_shape=array", "/facts/facts?_search=spectrum")
    assert len(found.json()) > 3
    assert all("spectrum" in f"{row['statement']} {row['note']}".lower() for row in found.json())
    assert 'name="_search"' in page.text


def test_datasette_shows_every_table_and_view_as_a_page(browse):
    names = [table.name for table in tables()] + re.findall(r"CREATE VIEW (\w+)", read_sql(VIEWS))
    assert {page.status_code for page in browse("/", "/facts", *(f"/facts/{name}" for name in names))} == {200}


def test_no_temporary_file_is_left_behind(small, excerpt_of, exported, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    data = exported(export_sqlite, excerpt_of(small))
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "x.sqlite").write_bytes(data)
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as database:
        assert ask(database, "SELECT count(*) FROM facts") == [(5,)]
