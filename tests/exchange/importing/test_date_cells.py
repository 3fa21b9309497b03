from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.exchange.importing.date_cells import about_year, date_of_parts, is_date_format, parse_date
from cpecfacts.exchange.importing.rows import RowError


@pytest.mark.parametrize(
    ("text", "form", "when"),
    [
        ("2014", None, "2014"), ("2014-04", None, "2014-04"), ("2014~", None, "2014~"), ("2007/2011", None, "2007/2011"),
        ("2014-04-23T00:00:00", None, "2014-04-23"), ("2014-04-23 12:30:00+05:00", None, "2014-04-23"),
        ("4/3/2014", "MM/DD/YYYY", "2014-04-03"), ("23.04.2014", "DD.MM.YYYY", "2014-04-23"),
        ("April 2014", "MMM YYYY", "2014-04"), ("23 Apr. 2014", "DD MMM YYYY", "2014-04-23"),
        ("Sept 3, 2014", "MMM DD, YYYY", "2014-09-03"), ("2014-04-23", "MM/DD/YYYY", "2014-04-23"), ("04/2014", "MM/YYYY", "2014-04"),
    ],
)  # fmt: skip
def test_a_date_is_no_more_exact_than_it_is_written(text, form, when):
    assert parse_date(text, form) == when


@pytest.mark.parametrize(
    ("text", "form", "reason"),
    [
        ("soon", None, "“soon” is not a date such as 2014, 2014-04 or 2014-04-23"),
        ("23/04/2014", "MM/DD/YYYY", "“2014 23 04” is no date"),
        ("next year", "MM/DD/YYYY", "“next year” is not a date such as 2014, 2014-04 or 2014-04-23, or as MM/DD/YYYY"),
        ("Foo 2014", "MMM YYYY", "“Foo” is no month"),
        ("30.02.2014", "DD.MM.YYYY", "“2014 02 30” is no date"),
    ],
)
def test_what_is_no_date_is_refused(text, form, reason):
    with pytest.raises(RowError) as caught:
        parse_date(text, form)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("parts", "when"),
    [
        (("2014", "", ""), "2014"), (("2014", "5", ""), "2014-05"), (("2014", "May", "3"), "2014-05-03"),
        (("2014", "december", "31"), "2014-12-31"), (("2014", "", "31"), "2014"),
    ],
)  # fmt: skip
def test_parts_make_a_date_as_exact_as_they_are(parts, when):
    assert date_of_parts(*parts) == when


@pytest.mark.parametrize(
    "parts", [("14", "", ""), ("2014", "13", ""), ("2014", "x", ""), ("2014", "2", "30"), ("2014", "²", "")]
)
def test_parts_that_are_no_date_are_refused(parts):
    with pytest.raises(RowError):
        date_of_parts(*parts)


@given(st.dates(date(1000, 1, 1), date(9000, 1, 1)))
def test_every_day_is_read_again_in_every_form(day):
    for form, written in (
        ("MM/DD/YYYY", f"{day.month}/{day.day}/{day.year:04}"),
        ("DD.MM.YYYY", f"{day.day:02}.{day.month:02}.{day.year:04}"),
    ):
        assert parse_date(written, form) == day.isoformat()


def test_of_an_estimated_date_about_the_year_is_left():
    assert about_year("2014-04-23") == "2014~"


@pytest.mark.parametrize(("form", "good"), [("MM/DD/YYYY", True), ("YYYY", True), ("MMM YYYY", True), ("DD YYYY", False), ("YY-MM", False), ("MM MMM YYYY", False), ("", False)])  # fmt: skip
def test_a_format_has_a_year_and_a_day_only_with_a_month(form, good):
    assert is_date_format(form) is good
