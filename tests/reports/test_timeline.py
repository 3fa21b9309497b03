"""The report of a timeline, as a table and as a chart."""

from __future__ import annotations

from datetime import date

import pytest

from cpecfacts.analysis.timeline import Period
from cpecfacts.reports.blocks import Bar, Chart, ChartRow, Heading, Table
from cpecfacts.reports.timeline import ChartBy, bar_of, timeline_chart, timeline_report
from cpecfacts.reports.values import Backing, DateMark, DateValue

DATED = ["price-460m", "price-284m", "launch-2014", "staff-2016", "staff-huawei", "regulator", "plan-2030"]


def test_dated_facts_come_in_order_and_undated_ones_are_counted(library):
    report = timeline_report(library.find(), library)
    assert report.command == "timeline"
    assert [item.id for item in report.items] == DATED
    assert report.hidden == {"deprecated": 1, "undated": 1}
    (table,) = report.make_blocks()
    assert isinstance(table, Table)
    assert table.group_title == "Year"
    assert [group.title for group in table.groups] == [DateValue(y) for y in ("2007", "2014", "2016", "2018", "2030")]
    assert table.rows[0] == (
        DateMark("2007"),
        DateValue("2007"),
        "zong",
        "It cost US$460 million.",
        "price-460m",
        Backing(sources=1, against=0, origins=1, quality=1, self_reported=False, disputed=True),
    )


def test_undated_facts_are_listed_at_the_end_when_asked_for(library):
    report = timeline_report(library.find(), library, undated=True)
    assert [item.id for item in report.items] == [*DATED, "undated"]
    assert report.hidden == {"deprecated": 1}
    table, heading, rest = report.make_blocks()
    assert heading == Heading("Without a date")
    assert [row[3] for row in rest.rows] == ["undated"]
    assert len(table.rows) == len(DATED)


def test_the_filter_and_the_timeline_count_undated_facts_together(library):
    findings = library.find("date:2000..2020 or kind:other")
    report = timeline_report(findings, library)
    assert report.hidden["undated"] == 1
    findings = library.find("date:2000..2020")
    assert findings.hidden["undated"] == 1
    assert timeline_report(findings, library).hidden["undated"] == 1


def test_a_timeline_can_be_turned(library):
    report = timeline_report(library.find(), library, reverse=True)
    assert [item.id for item in report.items] == DATED[::-1]
    (table,) = report.make_blocks()
    assert [row[4] for row in table.rows] == DATED[::-1]


@pytest.mark.parametrize("limit", [0, 1, 3, 6])
def test_a_timeline_is_cut_off(library, limit):
    report = timeline_report(library.find(), library, limit=limit)
    assert [item.id for item in report.items] == DATED[:limit]
    assert report.hidden == {"deprecated": 1, "undated": 1, "beyond_limit": 7 - limit}
    (table,) = report.make_blocks()
    assert [row[4] for row in table.rows] == DATED[:limit]
    assert all(group.rows for group in table.groups)


def test_a_limit_that_is_not_reached_cuts_nothing_off(library):
    assert timeline_report(library.find(), library, limit=7).hidden == {"deprecated": 1, "undated": 1}


@pytest.mark.parametrize("limit", [0, 2, 7])
def test_no_more_facts_are_listed_than_asked_for_with_undated_ones_among_them(library, limit):
    report = timeline_report(library.find(), library, undated=True, limit=limit)
    assert len(report.items) <= limit
    assert len(report.items) + report.hidden["beyond_limit"] == 8


def test_a_timeline_by_decades_and_months(library):
    (decades,) = timeline_report(library.find(), library, by=Period.DECADE).make_blocks()
    assert [group.title for group in decades.groups] == [DateValue("200X"), DateValue("201X"), DateValue("203X")]
    assert decades.group_title == "Decade"
    (months,) = timeline_report(library.find("kind:jobs"), library, by=Period.MONTH).make_blocks()
    assert [group.title for group in months.groups] == [DateValue("2016"), DateValue("2016-10")]


def test_nothing_dated_gives_an_empty_table_or_chart(library):
    findings = library.find("id:undated")
    assert timeline_report(findings, library).make_blocks()[0].rows == []
    assert timeline_report(findings, library, chart=ChartBy.FACT).make_blocks() == (Chart(rows=(), start=0, end=0),)


def test_a_chart_has_a_row_a_fact(library):
    (chart,) = timeline_report(library.find("kind:jobs"), library, chart=ChartBy.FACT).make_blocks()
    whole_year = Bar(date(2016, 1, 1), None, None, date(2016, 12, 31), period=False)
    october = Bar(date(2016, 10, 1), None, None, date(2016, 10, 31), period=False)
    assert chart == Chart(
        rows=(ChartRow("staff-2016", (whole_year,)), ChartRow("staff-huawei", (october,))), start=2016, end=2016
    )


def test_a_chart_by_company_has_a_row_a_company(library):
    (chart, heading, undated) = timeline_report(
        library.find(), library, chart=ChartBy.COMPANY, undated=True
    ).make_blocks()
    assert [(row.label, len(row.bars)) for row in chart.rows] == [("zong", 4), ("huawei", 2), ("pta", 1)]
    assert (chart.start, chart.end) == (2007, 2030)
    assert heading == Heading("Without a date")
    assert len(undated.rows) == 1


def test_a_chart_shows_no_more_than_the_limit(library):
    (chart,) = timeline_report(library.find(), library, chart=ChartBy.FACT, limit=2).make_blocks()
    assert [row.label for row in chart.rows] == DATED[:2]


@pytest.mark.parametrize(
    ("when", "bar"),
    [
        ("2014-04-23", ((2014, 4, 23), (2014, 4, 23), (2014, 4, 23), (2014, 4, 23), False)),
        ("2014-04-23~", ((2014, 4, 22), None, None, (2014, 4, 24), False)),
        ("2014-04", ((2014, 4, 1), None, None, (2014, 4, 30), False)),
        ("2014~", ((2013, 1, 1), None, None, (2015, 12, 31), False)),
        ("201X", ((2010, 1, 1), None, None, (2019, 12, 31), False)),
        ("2014-04-23/2014-05-01", ((2014, 4, 23), (2014, 4, 23), (2014, 5, 1), (2014, 5, 1), True)),
        ("2007/2011", ((2007, 1, 1), (2007, 12, 31), (2011, 1, 1), (2011, 12, 31), True)),
        ("2007~/2011", ((2006, 1, 1), (2008, 12, 31), (2011, 1, 1), (2011, 12, 31), True)),
        ("2014/..", ((2014, 1, 1), (2014, 12, 31), None, None, True)),
        ("2014/", ((2014, 1, 1), (2014, 12, 31), None, None, True)),
        ("../2014", (None, None, (2014, 1, 1), (2014, 12, 31), True)),
        ("/2014", (None, None, (2014, 1, 1), (2014, 12, 31), True)),
    ],
)
def test_a_bar_tells_what_may_be_meant_and_what_is_sure(tables, library_of, when, bar):
    tables["facts"]["undated"]["when"] = when
    fact = library_of(tables).fact("undated")
    *days, period = bar
    assert bar_of(fact) == Bar(*(None if day is None else date(*day) for day in days), period=period)


def test_the_axis_reaches_over_all_known_days(tables, library_of):
    tables["facts"]["undated"]["when"] = "../1998"
    tables["facts"]["regulator"]["when"] = "2031~"
    chart = timeline_chart(library_of(tables).find("id:undated or id:regulator").facts, ChartBy.FACT)
    assert (chart.start, chart.end) == (1998, 2032)
