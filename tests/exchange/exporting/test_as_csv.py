"""The flat table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest

from cpecfacts.exchange.exporting.as_csv import export_csv
from cpecfacts.exchange.exporting.flat import COLUMNS


@pytest.fixture
def rows_of(excerpt_of, exported):
    def rows_of(library, question="rank:any", **options):
        data = exported(export_csv, excerpt_of(library, question), **options).decode()
        return list(csv.DictReader(io.StringIO(data, newline=""), strict=True))

    return rows_of


def test_a_fact_is_a_row_with_names_beside_ids_and_evidence_beside_them(small, rows_of):
    (row,) = rows_of(small, "id:alpha-price")
    assert row == {
        "id": "alpha-price",
        "statement": "Alpha bought the cable for US$460 million.",
        "company": "alpha",
        "company_name": "Alpha",
        "parties": "beta",
        "party_names": "Beta",
        "project": "cable",
        "project_name": "Cable",
        "kind": "investment",
        "measure": "price",
        "measure_label": "Price",
        "amount_value": "460000000",
        "amount_to": "",
        "amount_unit": "USD",
        "amount_bound": "exact",
        "amount_raw": "$460m",
        "when": "2014-04-23",
        "when_means": "event",
        "earliest": "2014-04-23",
        "latest": "2014-04-23",
        "status": "completed",
        "places": "Gwadar",
        "tags": "fibre; cable",
        "sources": "1",
        "origins": "1",
        "self_reported": "false",
        "quality": "1",
        "disputed_by": "alpha-price-other",
        "evidence_sources": "paper",
        "evidence_publishers": "The Paper",
        "evidence_issued": "2014-04-23",
        "evidence_urls": "https://paper.example/1",
        "evidence_quotes": "for $460m",
        "evidence_stances": "supports",
        "rank": "normal",
        "rank_reason": "",
        "note": "",
    }


def test_the_columns_of_evidence_go_together(real, rows_of):
    for row in rows_of(real):
        fact = real.fact(row["id"])
        assert row["evidence_sources"].split(" | ") == [piece.source for piece in fact.evidence]
        assert len(row["evidence_stances"].split(" | ")) == len(fact.evidence)
    assert len(rows_of(real)) == len(real.snapshot.facts)


def test_numbers_have_every_digit_and_undated_facts_no_dates(small, rows_of):
    (row,) = rows_of(small, "id:beta-undated")
    assert row["amount_value"] == "1000000000000000000000000000001"
    assert (row["when"], row["earliest"], row["latest"]) == ("", "", "")


def test_a_spreadsheet_has_nothing_to_run_and_nobody_anything_unseen(hostile, rows_of):
    for row in rows_of(hostile):
        for column, cell in row.items():
            assert column == "amount_value" or not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "|", "%")), (
                column
            )
            assert not any(unicodedata.category(sign) in ("Cc", "Cf") for sign in cell)


def test_raw_leaves_texts_as_they_are(hostile, poisons, rows_of):
    assert {row["statement"] for row in rows_of(hostile, raw=True)} == set(poisons)


def test_of_nothing_the_header_is_left(small, excerpt_of, exported):
    header = ",".join(column.name for column in COLUMNS)
    assert exported(export_csv, excerpt_of(small, "xyzzy")).decode() == f"{header}\r\n"


def test_every_column_is_explained_and_has_a_name_of_its_own():
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
    assert [column for column in COLUMNS if not column.meaning.endswith((".", "…"))] == []
