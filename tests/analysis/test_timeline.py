"""Dated facts in groups of time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpecfacts.analysis.timeline import Period, TimelineGroup, group_by_period, period_of, stream_by_period
from cpecfacts.model.dates import parse_when
from cpecfacts.query.order import sort_facts


@pytest.fixture
def groups(fact):
    """Group facts whose ids are their dates."""

    def groups(*dates, by=Period.YEAR):
        facts = [fact(f"{index}-fact", when=when) for index, when in enumerate(dates)]
        return [(group.period, [f.when for f in group.facts]) for group in group_by_period(facts, by)]

    return groups


@pytest.mark.parametrize(
    ("when", "month", "year", "decade"),
    [
        ("2014-04-23", "2014-04", "2014", "201X"),
        ("2014-04", "2014-04", "2014", "201X"),
        ("2014-04-XX", "2014-04", "2014", "201X"),
        ("2014-34", "2014", "2014", "201X"),
        ("2014-22", "2014", "2014", "201X"),
        ("2014-24", "2014", "2014", "201X"),
        ("2014", "2014", "2014", "201X"),
        ("2014-XX", "2014", "2014", "201X"),
        ("2014~", "2014", "2014", "201X"),
        ("2010", "2010", "2010", "201X"),
        ("201X", "201X", "201X", "201X"),
        ("20XX", "20XX", "20XX", "20XX"),
        ("0207-03", "0207-03", "0207", "020X"),
        ("0002-03", "0002-03", "0002", "0002"),
        ("0009", "0009", "0009", "0009"),
        ("0010", "0010", "0010", "001X"),
        ("9899", "9899", "9899", "989X"),
        ("9900-12-31", "9900-12", "9900", "9900"),
    ],
)
def test_a_date_is_filed_under_no_more_than_it_says(when, month, year, decade):
    point = parse_when(when).anchor
    assert [period_of(point, by) for by in (Period.MONTH, Period.YEAR, Period.DECADE)] == [month, year, decade]


def test_years_come_the_oldest_first(groups):
    assert groups("2018", "2014-05", "2018-02", "1998") == [
        ("1998", ["1998"]),
        ("2014", ["2014-05"]),
        ("2018", ["2018", "2018-02"]),
    ]


def test_years_at_the_ends_of_the_calendar_have_no_decade(groups):
    assert groups("9900", "0009", "0011", "9891-02", "0002", by=Period.DECADE) == [
        ("0002", ["0002"]),
        ("0009", ["0009"]),
        ("001X", ["0011"]),
        ("989X", ["9891-02"]),
        ("9900", ["9900"]),
    ]


def test_undated_facts_are_in_no_group(groups):
    assert groups(None, "2014", None) == [("2014", ["2014"])]
    assert groups(None) == []
    assert groups() == []


def test_months_stand_after_the_facts_of_the_whole_year(groups):
    assert groups("2014-01-05", "2014", "2014-01-31", "2014-34", "2013-12-31", by=Period.MONTH) == [
        ("2013-12", ["2013-12-31"]),
        ("2014", ["2014", "2014-34"]),
        ("2014-01", ["2014-01-05", "2014-01-31"]),
    ]


def test_a_decade_and_a_century_stand_before_the_years_that_begin_them(groups):
    assert [period for period, _ in groups("2000", "200X", "20XX", "2001", "1999")] == [
        "1999",
        "20XX",
        "200X",
        "2000",
        "2001",
    ]


def test_decades_hold_their_years(groups):
    assert groups("2019-12-31", "2012", "2020", "201X", by=Period.DECADE) == [
        ("201X", ["201X", "2012", "2019-12-31"]),
        ("202X", ["2020"]),
    ]


def test_within_a_period_the_less_precise_come_first(groups):
    assert groups("2014-01-01", "2014", "2014-01", "2014-33") == [
        ("2014", ["2014", "2014-33", "2014-01", "2014-01-01"]),
    ]


def test_a_period_of_time_is_filed_under_its_start(groups):
    assert groups("2007/2011", "1998/..", "1999/") == [
        ("1998", ["1998/.."]),
        ("1999", ["1999/"]),
        ("2007", ["2007/2011"]),
    ]


def test_what_has_no_start_is_filed_under_its_end(groups):
    assert groups("../2011", "/2012-05", "2010") == [
        ("2010", ["2010"]),
        ("2011", ["../2011"]),
        ("2012", ["/2012-05"]),
    ]


WHENS = [
    f"{year}{rest}"
    for year in ("1999", "2000", "2001", "2009", "2010")
    for rest in ("", "-01", "-01-01", "-12-31", "-21", "-33", "-36", "~", "-01~", "/2010", "/..", "-06/2011-02")
] + ["19XX", "20XX", "200X", "201X", "../2000", "../2010-01"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WHENS), max_size=30), st.sampled_from(Period))
def test_groups_of_a_stream_are_those_of_the_whole(fact, whens, by):
    facts = sort_facts([fact(f"f{n}", when=when) for n, when in enumerate(whens)])
    whole = group_by_period(facts, by)
    assert list(stream_by_period(facts, by)) == whole
    turned = [TimelineGroup(period=group.period, facts=group.facts[::-1]) for group in reversed(whole)]
    assert list(stream_by_period(reversed(facts), by, reverse=True)) == turned
