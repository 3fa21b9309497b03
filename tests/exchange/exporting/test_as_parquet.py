"""Parquet: types, provenance, and folders a company."""

from __future__ import annotations

import io
import json
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


def test_the_real_store_is_one_table_of_typed_columns(real, excerpt_of, exported):
    table = pq.read_table(io.BytesIO(exported(export_parquet, excerpt_of(real))))
    assert table.schema.equals(SCHEMA)
    assert table.num_rows == len(real.snapshot.facts)
    (row,) = [row for row in table.to_pylist() if row["id"] == "zong-total-invested-over-3bn-2024"]
    assert (row["amount_value"], row["amount_value_text"], row["amount_bound"]) == (3e9, "3000000000", "more-than")
    assert (row["earliest"], row["latest"]) == (date(2024, 6, 1), date(2024, 6, 30))
    (piece,) = row["evidence"]
    assert (piece["source"], piece["quote"]) == ("dna-2024-06-28", "invested over $3 billion")


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
