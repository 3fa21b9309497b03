"""CSV and TSV, read again by the standard library."""

from __future__ import annotations

import csv
import io

import pytest

from cpecfacts.wording.spreadsheet import neutralise


def read(data, dialect="excel"):
    return list(csv.reader(io.StringIO(data.decode(), newline=""), dialect))


def cells(render, report, name="csv", **setting):
    """Rows as dictionaries by their columns."""
    header, *rows = read(render(report, name, **setting), "excel-tab" if name == "tsv" else "excel")
    assert all(len(row) == len(header) for row in rows)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_row_is_an_item_and_a_column_a_plain_field(small_report, render):
    rows = {row["id"]: row for row in cells(render, small_report("facts"))}
    row = rows["zong-purchase-price"]
    assert row["amount.value"] == "284000000"
    assert row["amount.to"] == ""
    assert row["parties"] == "china-mobile; pta"
    assert row["evidence.source"] == "sasac-2007; jang-2018"
    assert row["evidence.stance"] == "supports; disputes"
    assert (row["earliest"], row["latest"], row["sources"]) == ("2007-01-22", "2007-01-22", "1")
    assert rows["huawei-local-share"]["amount.value"] == "2.5"
    assert rows["zong-undated"]["when"] == ""
    assert rows["huawei-entry"]["latest"] == ""


def test_the_voice_of_each_piece_of_evidence_can_be_told(small_report, render):
    # Lists side by side are of use only when the members of one stand where those of the other do.
    rows = {row["id"]: row for row in cells(render, small_report("facts"))}
    assert rows["zong-purchase-price"]["evidence.source"].split("; ").index("sasac-2007") == 0
    assert rows["zong-purchase-price"]["evidence.asserted_by"].split(";")[0].strip() == "china-mobile"
    assert len(rows["zong-purchase-price"]["evidence.asserted_by"].split(";")) == 2


def test_lines_end_as_the_standard_of_csv_says(small_report, render):
    data = render(small_report("facts"), "csv")
    assert data.count(b"\r\n") == data.count(b"\n") == 1 + len(small_report("facts").items)


def test_tsv_has_the_same_cells_as_csv(small_report, render, report_name):
    report = small_report(report_name)
    assert cells(render, report, "tsv") == cells(render, report, "csv")


def test_the_header_stands_there_without_items_too(small_report, render):
    header = read(render(small_report("empty"), "csv"))
    assert len(header) == 1
    assert header[0][:3] == ["id", "company", "parties"]


def test_a_comparison_has_columns_for_every_company(small_report, render):
    rows = cells(render, small_report("compare"))
    assert rows[0]["values.huawei.amount.unit"] == "CNY"
    assert rows[0]["values.mingtai.fact"] == ""
    assert {name.split(".")[1] for name in rows[0] if name.startswith("values.")} == {"zong", "huawei", "mingtai"}
    assert "values.zong" not in rows[0]


def test_true_and_false_are_written_as_in_json(small_report, render):
    rows = cells(render, small_report("compare"))
    assert {row["values.zong.plan"] for row in rows} <= {"true", "false", ""}
    assert rows[0]["values.huawei.plan"] == "false"
    assert {row["comparable"] for row in rows} == {"true", "false"}


def test_chosen_fields_are_the_columns_in_their_order(small_report, render):
    rows = read(render(small_report("fields"), "csv"))
    assert rows[0] == ["id", "statement", "amount", "evidence.quote", "sources", "evidence"]
    row = next(row for row in rows if row[0] == "zong-purchase-price")
    assert row[2] == '{"value":284000000,"to":null,"unit":"USD","bound":"exact","raw":"2.84亿美元"}'
    assert row[4] == "1"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("Zong", "Zong"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("|=1", "'|=1"),
        ("%1", "'%1"),
        (" =1", "' =1"),
        ("\u3000＝1", "'\u3000＝1"),
        ("\t=1", "'\\t=1"),
        ("\r\n=1", "'\\r\\n=1"),
        ("\na", "'\\na"),
        ("a=1", "a=1"),
        ("2014-04", "2014-04"),
        ("\x1b[31m", "\\x1b[31m"),
        (-1, -1),
        (-1.5, -1.5),
        (0, 0),
        (None, None),
        (True, "true"),
        (False, "false"),
    ],
)
def test_text_is_shown_and_never_run_and_numbers_stay_numbers(cell, written):
    result = neutralise(cell)
    assert result == written
    assert type(result) is type(written)
