"""The lists of sources, projects and measures."""

from __future__ import annotations

import pytest

from cpecfacts.errors import UnknownNameError
from cpecfacts.reports.catalogue import measures_report, projects_report, sources_report
from cpecfacts.reports.values import DateValue, Listed


def counts(report):
    return [(item.id, item.facts) for item in report.items]


def test_sources_come_by_their_facts_and_unused_ones_are_listed_too(library):
    report = sources_report(library.find(), library)
    assert report.command == "sources"
    assert counts(report) == [("wire", 8), ("sasac", 1), ("unused", 0)]
    (table,) = report.make_blocks()
    assert table.rows[0] == (DateValue("2024-06"), "A wire", "A title", "wire", "wire", "en", 8)


def test_a_source_without_a_title_shows_its_address(tables, library_of):
    tables["sources"]["sasac"]["URL"] = "https://sasac.example/"
    library = library_of(tables)
    rows = sources_report(library.find(), library).make_blocks()[0].rows
    assert rows[1] == (DateValue(None), "SASAC", "https://sasac.example/", "sasac", "official", "zh", 1)


def test_projects_have_the_dates_and_sources_of_their_facts(library):
    report = projects_report(library.find(), library)
    assert counts(report) == [("paktel", 2), ("unused", 0)]
    item = report.items[0]
    assert (item.name, item.sources, item.first, item.last) == ("Paktel's purchase", 2, "2007", "2007")
    assert report.make_blocks()[0].rows[0] == (
        "Paktel's purchase",
        "paktel",
        Listed(("zong",)),
        2,
        DateValue("2007"),
        DateValue("2007"),
    )


def test_measures_have_the_companies_of_their_facts(library):
    report = measures_report(library.find(), library)
    assert counts(report) == [("employees", 2), ("price", 2), ("launch", 1), ("unused", 0)]
    assert report.items[0].companies == ("huawei", "zong")
    assert report.make_blocks()[0].rows[0] == ("employees", "level", "people", "People employed.", 2)


def test_with_a_question_only_records_with_facts_are_listed(library):
    findings = library.find("company:huawei")
    assert counts(sources_report(findings, library)) == [("wire", 2)]
    assert counts(projects_report(findings, library)) == []
    assert counts(measures_report(findings, library)) == [("employees", 1)]


def test_deprecated_facts_beside_the_others_take_no_record_away(library):
    # `sources --all` asks for more facts, not for fewer sources.
    findings = library.find("rank:any")
    assert counts(sources_report(findings, library)) == [("wire", 9), ("sasac", 1), ("unused", 0)]
    assert counts(projects_report(findings, library)) == [("paktel", 3), ("unused", 0)]


def test_lists_are_sorted_turned_and_cut_off(library):
    report = measures_report(library.find(), library, sort="label", reverse=True, limit=2)
    assert [item.label for item in report.items] == ["Unused", "Price"]
    assert report.hidden == {"deprecated": 1, "beyond_limit": 2}


def test_an_unknown_field_to_sort_by_is_an_error_with_the_nearest(library):
    with pytest.raises(UnknownNameError, match="unknown field to sort by “clas”: did you mean class\\?"):
        sources_report(library.find(), library, sort="clas")


def test_an_empty_list_is_an_empty_table(library):
    report = projects_report(library.find("company:pta date:2018"), library)
    assert report.make_blocks()[0].rows == []
