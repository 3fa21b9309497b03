"""What the store holds."""

from __future__ import annotations

from cpecfacts.reports.blocks import Heading, Pairs, Table
from cpecfacts.reports.stats import stats_report
from cpecfacts.reports.values import DateValue, Share


def test_the_store_is_told_by_its_path_format_and_digest(library):
    report = stats_report(library.find("rank:any"), library)
    assert report.store.path == "facts.json"
    assert (report.store.format, report.store.title, report.store.licence) == (1, "Small", "CC0-1.0")
    assert (report.store.updated, report.store.digest) == ("2024-06-30", library.digest)
    assert len(report.store.digest) == 64
    assert report.make_blocks()[0] == Pairs(
        (
            ("Store", "facts.json"),
            ("Title", "Small"),
            ("Format", 1),
            ("Updated", DateValue("2024-06-30")),
            ("Licence", "CC0-1.0"),
            ("Digest", library.digest),
            ("Facts", 9),
        )
    )


def test_every_group_has_a_heading_and_a_table(library):
    blocks = stats_report(library.find("rank:any"), library).make_blocks()
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "Of note",
        "By company (as subject)",
        "By kind",
        "By year",
        "By class of source",
        "By language of source",
        "By quality of sources (1 to 5)",
    ]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert tables[0].rows[0] == ("two or more sources", 0, Share(0.0))  # the second one of price-284m is against it
    assert [column.title for column in tables[1].columns] == ["Company", "Facts", "Share"]
    assert tables[1].rows[0] == ("zong", 6, Share(6 / 9))


def test_years_are_told_in_words(tables, library_of):
    tables["facts"]["undated"]["when"] = "201X"
    library = library_of(tables)
    blocks = stats_report(library.find("id:undated"), library).make_blocks()
    years = blocks[1 + blocks.index(Heading("By year"))]
    assert years.rows == [(DateValue("201X"), 1, Share(1.0))]


def test_counts_are_sorted_turned_and_cut_off(library):
    report = stats_report(library.find("rank:any"), library, sort="facts", reverse=True, limit=2)
    assert [(item.key, item.facts) for item in report.items] == [("facts", 9), ("wire", 9)]
    assert report.hidden["beyond_limit"] > 0


def test_the_counts_of_a_question_are_those_of_its_facts(library):
    report = stats_report(library.find("company:huawei"), library)
    assert (report.items[0].group, report.items[0].facts) == ("all", 2)
    assert report.query == "company:huawei"


def test_the_counts_of_nothing_are_nought(library):
    report = stats_report(library.find("date:1800 id:staff-2016"), library)
    assert [item.facts for item in report.items] == [0] * 7
    assert [item.share for item in report.items] == [0.0] * 7
