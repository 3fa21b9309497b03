"""EDTF texts and the days that they may mean."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.model.dates import End, Point, Precision, Qualifier, When, WhenError, edge_text, parse_when

# Dates of every precision. Each is a name of its precision, the text, and the text of the unit before and after it.

days = st.dates(date(10, 1, 1), date(9800, 12, 31))
years = st.integers(10, 9800)


def _month(index):
    return f"{index // 12:04}-{index % 12 + 1:02}"


def _quarter(index, first):
    return f"{index // 4:04}-{index % 4 + first:02}"


def _unit(precision, text_of):
    return lambda index: (precision, *(text_of(index + step) for step in (0, -1, 1)))


day_units = days.map(
    lambda day: (
        Precision.DAY,
        day.isoformat(),
        (day - timedelta(days=1)).isoformat(),
        (day + timedelta(days=1)).isoformat(),
    )
)
month_units = st.integers(10 * 12, 9800 * 12).map(_unit(Precision.MONTH, _month))
vague_month_units = st.integers(10 * 12, 9800 * 12).map(_unit(Precision.MONTH, lambda i: f"{_month(i)}-XX"))
quarter_units = st.integers(10 * 4, 9800 * 4).map(_unit(Precision.QUARTER, lambda i: _quarter(i, 33)))
season_units = st.integers(10 * 4, 9800 * 4).map(_unit(Precision.SEASON, lambda i: _quarter(i, 21)))
year_units = years.map(_unit(Precision.YEAR, "{:04}".format))
vague_year_units = st.sampled_from(["-XX", "-XX-XX"]).flatmap(
    lambda rest: years.map(_unit(Precision.YEAR, lambda year: f"{year:04}{rest}"))
)
decade_units = st.integers(3, 980).map(_unit(Precision.DECADE, "{:03}X".format))
century_units = st.integers(3, 96).map(_unit(Precision.CENTURY, "{:02}XX".format))

units = st.one_of(
    day_units,
    month_units,
    vague_month_units,
    quarter_units,
    season_units,
    year_units,
    vague_year_units,
    decade_units,
    century_units,
)
qualifiers = st.sampled_from(["", "~", "?", "%"])
points = st.builds(lambda unit, qualifier: unit[1] + qualifier, units, qualifiers)
open_ends = st.sampled_from(["..", ""])
open_intervals = st.one_of(st.builds("{}/{}".format, points, open_ends), st.builds("{}/{}".format, open_ends, points))


def _in_order(one, other):
    return "/".join(sorted((one, other), key=lambda text: parse_when(text).anchor.first))


closed_intervals = st.builds(_in_order, points, points)
texts = st.one_of(points, closed_intervals, open_intervals)


@given(points)
def test_every_date_of_the_subset_has_a_first_and_a_last_day(text):
    when = parse_when(text)
    assert when.text == text
    assert not when.is_interval
    assert not when.is_open
    assert when.earliest <= when.start.first <= when.start.last <= when.latest
    assert when.anchor == when.start


@given(units)
def test_the_precision_of_a_date_is_the_one_it_is_written_with(unit):
    precision, text, _, _ = unit
    assert parse_when(text).start.precision is precision


@given(units)
def test_two_units_in_a_row_leave_no_day_between_them(unit):
    _, text, before, after = unit
    assert parse_when(before).latest + timedelta(days=1) == parse_when(text).earliest
    assert parse_when(text).latest + timedelta(days=1) == parse_when(after).earliest


@given(units, st.sampled_from(["~", "?", "%"]))
def test_a_qualifier_widens_a_date_by_exactly_one_unit_either_way(unit, sign):
    _, text, before, after = unit
    qualified = parse_when(text + sign)
    assert qualified.is_qualified
    assert qualified.start.qualifier is Qualifier(sign)
    assert (qualified.start.first, qualified.start.last) == (parse_when(text).earliest, parse_when(text).latest)
    assert qualified.earliest == parse_when(before).earliest
    assert qualified.latest == parse_when(after).latest


@given(closed_intervals)
def test_a_closed_interval_runs_from_its_first_date_to_its_last(text):
    when = parse_when(text)
    start, _, end = text.partition("/")
    assert when.is_interval
    assert not when.is_open
    assert (when.earliest, when.latest) == (parse_when(start).earliest, parse_when(end).latest)
    assert when.start.first <= when.end.last
    assert when.earliest <= when.latest
    assert when.anchor == parse_when(start).start


@given(points, open_ends)
def test_an_open_end_has_no_latest_day(point, end):
    when = parse_when(f"{point}/{end}")
    assert when.is_interval
    assert when.is_open
    assert when.end is End(end)
    assert (when.earliest, when.latest) == (parse_when(point).earliest, None)
    assert when.anchor == parse_when(point).start


@given(points, open_ends)
def test_an_open_start_has_no_earliest_day(point, start):
    when = parse_when(f"{start}/{point}")
    assert when.is_interval
    assert when.is_open
    assert when.start is End(start)
    assert (when.earliest, when.latest) == (None, parse_when(point).latest)
    assert when.anchor == parse_when(point).start


@given(texts)
def test_an_interval_is_qualified_when_one_of_its_dates_is(text):
    assert parse_when(text).is_qualified is any(sign in text for sign in "~?%")


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2014-04-23", date(2014, 4, 23), date(2014, 4, 23)),
        ("2014-04-23~", date(2014, 4, 22), date(2014, 4, 24)),
        ("2014-01-01?", date(2013, 12, 31), date(2014, 1, 2)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-02", date(2015, 2, 1), date(2015, 2, 28)),
        ("2014-03~", date(2014, 2, 1), date(2014, 4, 30)),
        ("2014-12%", date(2014, 11, 1), date(2015, 1, 31)),
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014~", date(2013, 1, 1), date(2015, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("201X?", date(2000, 1, 1), date(2029, 12, 31)),
        ("20XX", date(2000, 1, 1), date(2099, 12, 31)),
        ("20XX~", date(1900, 1, 1), date(2199, 12, 31)),
        ("2014-XX", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-XX-XX", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-04-XX", date(2014, 4, 1), date(2014, 4, 30)),
        ("2014-21", date(2014, 3, 1), date(2014, 5, 31)),
        ("2014-22", date(2014, 6, 1), date(2014, 8, 31)),
        ("2014-23", date(2014, 9, 1), date(2014, 11, 30)),
        ("2015-24", date(2015, 12, 1), date(2016, 2, 29)),
        ("2014-21~", date(2013, 12, 1), date(2014, 8, 31)),
        ("2014-33", date(2014, 1, 1), date(2014, 3, 31)),
        ("2014-36", date(2014, 10, 1), date(2014, 12, 31)),
        ("2014-33~", date(2013, 10, 1), date(2014, 6, 30)),
        ("2007/2011", date(2007, 1, 1), date(2011, 12, 31)),
        ("2007~/2011-04", date(2006, 1, 1), date(2011, 4, 30)),
        ("2014/2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-04/2014", date(2014, 4, 1), date(2014, 12, 31)),
        ("2014/2014-04", date(2014, 1, 1), date(2014, 4, 30)),
        ("1998/..", date(1998, 1, 1), None),
        ("1998/", date(1998, 1, 1), None),
        ("../1998~", None, date(1999, 12, 31)),
        ("/1998-06", None, date(1998, 6, 30)),
    ],
)
def test_worked_bounds(text, earliest, latest):
    when = parse_when(text)
    assert (when.earliest, when.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("2014-XX", True),
        ("2014-XX-XX", True),
        ("2014-04-XX", True),
        ("2014", False),
        ("2014-04", False),
        ("201X", False),
    ],
)
def test_only_an_x_for_a_month_or_a_day_is_vague(text, vague):
    assert parse_when(text).start.vague is vague


def test_a_qualifier_may_stand_on_one_date_of_an_interval_only():
    when = parse_when("2014~/2016")
    assert when.start == Point(Precision.YEAR, date(2014, 1, 1), date(2014, 12, 31), Qualifier.APPROXIMATE)
    assert when.end == Point(Precision.YEAR, date(2016, 1, 1), date(2016, 12, 31), Qualifier.NONE)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("0002~", date(1, 1, 1), date(3, 12, 31)),
        ("0002-01-01~", date(1, 12, 31), date(2, 1, 2)),
        ("002X~", date(10, 1, 1), date(39, 12, 31)),
        ("9900~", date(9899, 1, 1), date(9901, 12, 31)),
        ("9900-24~", date(9900, 9, 1), date(9901, 5, 31)),
        ("989X~", date(9880, 1, 1), date(9909, 12, 31)),
    ],
)
def test_dates_near_the_ends_of_the_calendar_have_bounds(text, earliest, latest):
    when = parse_when(text)
    assert (when.earliest, when.latest) == (earliest, latest)


@pytest.mark.parametrize("text", ["01XX~", "98XX?", "001X%", "01XX~/2000", "2000/98XX~"])
def test_a_date_whose_neighbour_lies_outside_the_calendar_has_bounds_or_is_refused(text):
    try:
        when = parse_when(text)
    except WhenError:
        return
    assert when.earliest <= when.latest


# The same texts read by the library `edtf`, where it is right. It is not asked for open intervals, whose bounds it
# cannot give (it raises TypeError), nor for winter, which it ends on 31 December, nor for qualified dates, which it
# widens by other rules of its own.


def _edtf_bounds(text):
    parsed = parse_edtf(text)
    return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])


plain_points = st.one_of(day_units, month_units, year_units).map(lambda unit: unit[1])
plain_intervals = st.builds(_in_order, plain_points, plain_points)
other_points = st.one_of(
    vague_month_units, vague_year_units, quarter_units, decade_units, century_units, season_units
).map(lambda unit: unit[1])


@given(plain_points)
def test_days_months_and_years_have_the_bounds_that_edtf_gives(text):
    when = parse_when(text)
    assert (when.earliest, when.latest) == _edtf_bounds(text)


@given(plain_intervals)
def test_closed_intervals_have_the_bounds_that_edtf_gives(text):
    when = parse_when(text)
    assert (when.earliest, when.latest) == _edtf_bounds(text)


@given(other_points.filter(lambda text: not text.endswith("-24")))
def test_unspecified_digits_quarters_and_seasons_but_winter_have_the_bounds_that_edtf_gives(text):
    when = parse_when(text)
    assert (when.earliest, when.latest) == _edtf_bounds(text)


# What is refused


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "14",
        "201",
        "20144",
        "-2014",
        "+2014",
        "y20140",
        "2014-4",
        "2014-4-23",
        "2014/04/23",
        "23-04-2014",
        "2014-04-23T10:00",
        "2014-00",
        "2014-13",
        "2014-20",
        "2014-25",
        "2014-32",
        "2014-37",
        "2014-40",
        "2014-99",
        "2014-21-01",
        "2014-21-XX",
        "2014-33-01",
        "2014-XX-04",
        "2014-1X",
        "2014-04-2X",
        "201X-04",
        "201X-XX",
        "20XX-XX",
        "2XXX",
        "XXXX",
        "X014",
        "20X4",
        "201x",
        "2014~~",
        "~2014",
        "2014?~",
        "2014-04~-23",
        " 2014",
        "2014 ",
        "2014\n",
        "２０１４",
        "٢٠١٤",
        "2014–2016",
        "/",
        "..",
        "../..",
        "../",
        "/..",
        "2014/...",
        "2014/2015/2016",
        "2014/unknown",
        "2014/open",
        "2014//2016",
        "2014/x",
        "x/2014",
        "[2014,2015]",
        "0000",
        "0001",
        "000X",
        "00XX",
        "9901",
        "99XX",
        "9999",
    ],
)
def test_what_is_no_date_of_the_subset_is_refused(text):
    with pytest.raises(WhenError):
        parse_when(text)


@given(st.integers(2, 9900), st.integers(1, 12), st.integers(0, 99))
def test_a_day_parses_exactly_when_the_calendar_has_it(year, month, day):
    text = f"{year:04}-{month:02}-{day:02}"
    if 1 <= day <= calendar.monthrange(year, month)[1]:
        assert parse_when(text).earliest == parse_when(text).latest == date(year, month, day)
    else:
        with pytest.raises(WhenError):
            parse_when(text)


@pytest.mark.parametrize("text", ["2014-02-29", "2014-02-30", "1900-02-29", "2014-04-31", "2014-04-00", "2014-12-32"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(WhenError):
        parse_when(text)


@given(plain_points, plain_points)
def test_an_interval_that_ends_before_it_starts_is_refused(one, other):
    first, last = parse_when(one), parse_when(other)
    if last.latest < first.earliest:
        with pytest.raises(WhenError):
            parse_when(f"{one}/{other}")
    else:
        assert parse_when(f"{one}/{other}").text == f"{one}/{other}"


def test_the_error_carries_the_whole_text():
    with pytest.raises(WhenError) as caught:
        parse_when("2014/2015-13")
    assert str(caught.value) == "2014/2015-13"


def _raises_nothing_but_when_error(text):
    try:
        when = parse_when(text)
    except WhenError:
        return
    assert when.text == text
    assert when.is_open or when.earliest <= when.latest


@given(st.text())
def test_garbage_raises_nothing_but_when_error(text):
    _raises_nothing_but_when_error(text)


SIGNS = "0123456789X~?%-/. x٣\n"


@given(texts, st.data())
def test_a_near_miss_raises_nothing_but_when_error(text, data):
    place = data.draw(st.integers(0, len(text)))
    removed = data.draw(st.integers(0, 2))
    put_in = data.draw(st.text(alphabet=SIGNS, max_size=2))
    _raises_nothing_but_when_error(text[:place] + put_in + text[place + removed :])


@given(st.text(alphabet="0129X~-/.", max_size=14))
def test_the_signs_of_edtf_in_any_order_raise_nothing_but_when_error(text):
    _raises_nothing_but_when_error(text)


# Edges


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", "2014", "2014"),
        ("2014-04~", "2014-04~", "2014-04~"),
        ("2007/2011-04", "2007", "2011-04"),
        ("1998~/..", "1998~", "1998~"),
        ("1998/", "1998", "1998"),
        ("../1998", "1998", "1998"),
        ("/1998?", "1998?", "1998?"),
    ],
)
def test_the_edge_of_a_date_is_no_more_precise_than_the_source(text, first, last):
    assert edge_text(parse_when(text), last=False) == first
    assert edge_text(parse_when(text), last=True) == last


def test_what_has_no_date_at_all_has_no_anchor():
    with pytest.raises(WhenError):
        _ = When("../..", End.OPEN, End.OPEN).anchor


def test_precisions_are_ordered_from_the_most_exact():
    assert sorted(Precision) == [
        Precision.DAY,
        Precision.MONTH,
        Precision.QUARTER,
        Precision.SEASON,
        Precision.YEAR,
        Precision.DECADE,
        Precision.CENTURY,
    ]
