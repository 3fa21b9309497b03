"""Parquet: types, provenance, and folders a company."""

from __future__ import annotations

import io
import json
import math
import sys
from datetime import date
from pathlib import PurePosixPath

import msgspec
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from cpecfacts.exchange.exporting import as_parquet
from cpecfacts.exchange.exporting.as_parquet import (
    SCHEMA,
    export_parquet,
    export_parquet_by_company,
    is_of_parquet_by_company,
)
from cpecfacts.model.amounts import Amount


def test_the_real_store_is_one_table_of_typed_columns(real, excerpt_of, exported):
    table = pq.read_table(io.BytesIO(exported(export_parquet, excerpt_of(real))))
    assert table.schema.equals(SCHEMA)
    assert table.num_rows == len(real.snapshot.facts)
    (row,) = [row for row in table.to_pylist() if row["id"] == "zong-total-invested-over-3bn-2024"]
    assert (row["amount_value"], row["amount_value_text"], row["amount_bound"]) == (3e9, "3000000000", "more-than")
    assert (row["earliest"], row["latest"]) == (date(2024, 6, 1), date(2024, 6, 30))
    (piece,) = row["evidence"]
    assert (piece["source"], piece["quote"]) == ("dna-2024-06-28", "invested over $3 billion")


@pytest.mark.parametrize(
    ("amount", "low", "high"),
    [
        ({"value": 3_000_000_000, "bound": "more-than"}, 3e9, None),
        ({"value": 150, "bound": "up-to"}, None, 150),
        ({"value": 40, "bound": "about"}, 36, 44),
        ({"value": 1200, "bound": "exact"}, 1170, 1230),
        ({"value": 2, "to": 3, "bound": "between"}, 2, 3),
        ({"value": int(sys.float_info.max), "bound": "about"}, pytest.approx(sys.float_info.max * 0.9), math.inf),
    ],
)
def test_what_a_figure_may_mean_stands_beside_it(small, excerpt_of, exported, amount, low, high):
    fields = {"to": None, "unit": "USD", "raw": None} | amount
    (row,) = rows_of(small, excerpt_of, exported, amount=msgspec.convert(fields, Amount))
    assert (row["amount_low"], row["amount_high"]) == (low, high)


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2018-05", ["2018-05-01", "2018-05-31", "2018-05-01", "2018-05-31"]),
        ("2018~", ["2018-01-01", "2018-12-31", "2018-01-01", "2018-12-31"]),
        ("2018/2020-06", ["2018-01-01", "2020-06-30", "2020-06-01", "2020-06-30"]),
        ("../2018", ["2018-01-01", "2018-12-31", "2018-01-01", "2018-12-31"]),
        ("2018/..", ["2018-01-01", None, "2018-01-01", "2018-12-31"]),
        (None, [None, None, None, None]),
    ],
)
def test_the_days_by_which_facts_are_put_in_order_are_there(small, excerpt_of, exported, when, days):
    (row,) = rows_of(small, excerpt_of, exported, when=when)
    found = [row[name] for name in ("when_first", "when_last", "as_of_first", "as_of_last")]
    assert [None if day is None else day.isoformat() for day in found] == days


def rows_of(library, excerpt_of, exported, **changed):
    """Return the rows of an export whose only fact is changed."""
    excerpt = excerpt_of(library)
    fact = msgspec.structs.replace(excerpt.facts[0], **changed)
    excerpt = msgspec.structs.replace(excerpt, facts=(fact,))
    return pq.read_table(io.BytesIO(exported(export_parquet, excerpt))).to_pylist()


def test_it_says_where_it_comes_from(small, excerpt_of, exported):
    excerpt = excerpt_of(small, "company:beta")
    told = pq.read_schema(io.BytesIO(exported(export_parquet, excerpt))).metadata[b"cpecfacts"]
    assert json.loads(told) == msgspec.to_builtins(excerpt.provenance)


@pytest.mark.parametrize("question", ["rank:any", "xyzzy"])
def test_rows_are_written_in_batches_and_none_is_lost(small, excerpt_of, exported, monkeypatch, question):
    monkeypatch.setattr(as_parquet, "_ROWS", 2)
    data = exported(export_parquet, excerpt_of(small, question))
    expected = [fact.id for fact in small.find(question).facts]
    assert [row["id"] for row in pq.read_table(io.BytesIO(data)).to_pylist()] == expected


def test_folders_of_companies_read_as_one_table(real, excerpt_of, tmp_path):
    assert export_parquet_by_company(excerpt_of(real), tmp_path) == ()
    companies = {fact.company for fact in real.snapshot.facts.values()}
    assert {path.name for path in tmp_path.iterdir()} == {f"company={company}" for company in companies}
    read = ds.dataset(tmp_path, partitioning="hive").to_table().to_pylist()
    assert {row["id"]: row["company"] for row in read} == {
        fact.id: fact.company for fact in real.snapshot.facts.values()
    }
    paths = [path.relative_to(tmp_path) for path in tmp_path.rglob("*.parquet")]
    assert all(is_of_parquet_by_company(PurePosixPath(path.as_posix())) for path in paths)


@pytest.mark.parametrize(
    "path", ["facts.parquet", "company=a/x.parquet", "x/company=a/facts.parquet", "country=a/facts.parquet"]
)
def test_other_files_are_not_its_own(path):
    assert not is_of_parquet_by_company(PurePosixPath(path))
