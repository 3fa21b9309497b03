"""The report of a comparison."""

from __future__ import annotations

from cpecfacts.reports.compare import compare_report
from cpecfacts.reports.values import FigureValue


def test_a_comparison_has_a_row_a_measure_grouped_by_kind(library):
    report = compare_report(["zong", "huawei"], library.find(), library)
    assert (report.command, report.description) == ("compare", "zong and huawei compared: all facts")
    assert [item.measure for item in report.items] == ["price", "launch", "employees"]
    (table,) = report.make_blocks()
    assert [column.title for column in table.columns] == ["Measure", "zong", "huawei", "Not comparable"]
    assert table.group_title == "Kind"
    assert [group.title for group in table.groups] == list(dict.fromkeys(item.kind.value for item in report.items))


def test_the_reason_stands_only_where_two_figures_could_be_compared(library):
    report = compare_report(["zong", "huawei"], library.find(), library)
    rows = {row[0]: row for row in report.make_blocks()[0].rows}
    assert rows["Price"][2:] == (None, None)
    assert rows["Employees"][3] is None
    assert [isinstance(value, FigureValue) for value in rows["Employees"][1:3]] == [True, True]


def test_the_reason_is_told_in_words(tables, library_of):
    tables["facts"]["staff-huawei"]["when"] = "2021"
    library = library_of(tables)
    report = compare_report(["zong", "huawei"], library.find("measure:employees"), library)
    assert report.make_blocks()[0].rows[0][3] == "dates are 4 years apart"
    assert report.items[0].comparable is False


def test_facts_without_a_measure_are_counted(library):
    report = compare_report(["zong", "huawei"], library.find(), library)
    assert report.hidden == {"deprecated": 1, "no_measure": 2}


def test_three_companies_are_listed_in_words(library):
    report = compare_report(["zong", "huawei", "pta"], library.find("kind:jobs"), library)
    assert report.description == "zong, huawei and pta compared: facts of the kind jobs"


def test_a_comparison_is_turned_and_cut_off(library):
    whole = compare_report(["zong", "huawei"], library.find(), library)
    turned = compare_report(["zong", "huawei"], library.find(), library, reverse=True, limit=1)
    assert [item.measure for item in turned.items] == [whole.items[-1].measure]
    assert turned.hidden == whole.hidden | {"beyond_limit": 2}


def test_all_figures_have_rows_of_their_own(library):
    report = compare_report(["zong", "huawei"], library.find("measure:employees"), library, all_figures=True)
    assert [next(filter(None, item.values.values())).fact for item in report.items] == ["staff-huawei", "staff-2016"]


def test_nothing_to_compare_gives_an_empty_table(library):
    report = compare_report(["zong", "huawei"], library.find("date:1800"), library)
    assert list(report.items) == []
    assert report.make_blocks()[0].rows == []
