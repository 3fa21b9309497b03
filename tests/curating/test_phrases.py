"""Amounts and dates as people say them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.curating.phrases import read_amount, read_date
from cpecfacts.errors import InvalidValueError
from cpecfacts.model.amounts import Bound
from cpecfacts.model.dates import WhenError, parse_when


@pytest.mark.parametrize(
    ("text", "value", "to", "unit", "bound"),
    [
        ("over $3 billion", 3_000_000_000, None, "USD", "more-than"),
        ("Over  US$3bn", 3_000_000_000, None, "USD", "more-than"),
        ("Rs 2.5 crore", 25_000_000, None, "PKR", None),
        ("50 lakh", 5_000_000, None, None, None),
        ("14,000 sites", 14_000, None, "sites", None),
        ("no more than 12%", 12, None, "percent", "at-most"),
        ("not less than 7", 7, None, None, "at-least"),
        (">= 3bn USD", 3_000_000_000, None, "USD", "at-least"),
        ("c. 40 people", 40, None, "people", "about"),
        ("nearly 2 million users", 2_000_000, None, "users", "about"),
        ("up to 1,000", 1000, None, None, "up-to"),
        ("fewer than 10 cities", 10, None, "cities", "less-than"),
        ("exactly 3", 3, None, None, "exact"),
        ("3m+ subscribers", 3_000_000, None, "subscribers", "more-than"),
        ("3 or more", 3, None, None, "at-least"),
        ("$3-5 billion", 3_000_000_000, 5_000_000_000, "USD", "between"),
        ("US$300–400m", 300_000_000, 400_000_000, "USD", "between"),
        ("between 3 and 5 billion rupees", 3_000_000_000, 5_000_000_000, "PKR", "between"),
        ("from 100 to 200 employees", 100, 200, "employees", "between"),
        ("PKR 3m to PKR 4m", 3_000_000, 4_000_000, "PKR", "between"),
        ("-2.5 percent", -2.5, None, "percent", None),
        ("٣ million", 3_000_000, None, None, None),
    ],
)
def test_an_amount_is_read_with_its_hedge(text, value, to, unit, bound):
    assert read_amount(text) == (value, to, unit, bound and Bound(bound))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "some",
        "three",
        "1-2-3",
        "from 5 to 3",
        "$5-Rs6",
        "overdue 3",
        "over over 3",
        "3 to 5 people or more",
        "1e9",
        "$",
        "3/4",
    ],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(InvalidValueError, match="expected an amount such as"):
        read_amount(text)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2014-04-23", "2014-04-23"),
        ("2014-11", "2014-11"),
        ("201X", "201X"),
        ("2007/2011", "2007/2011"),
        ("June 2024", "2024-06"),
        ("28 June 2024", "2024-06-28"),
        ("June 28, 2024", "2024-06-28"),
        ("23rd of April 2014", "2014-04-23"),
        ("Sept. 2014", "2014-09"),
        ("2014 may", "2014-05"),
        ("Q1 2020", "2020-33"),
        ("2020 Q4", "2020-36"),
        ("Fall of 2019", "2019-23"),
        ("the 2010s", "201X"),
        ("about 2016", "2016~"),
        ("c. June 2016", "2016-06~"),
        ("probably 2016", "2016?"),
        ("by 2020", "../2020"),
        ("since about 1998", "1998~/.."),
        ("2007-2011", "2007/2011"),
        ("2007 to 2011", "2007/2011"),
        ("from June 2019 until May 2020", "2019-06/2020-05"),
        ("between 2007 and 2009", "2007/2009"),
    ],
)
def test_a_date_is_read_no_more_precisely_than_it_was_said(text, when):
    assert read_date(text) == when


@pytest.mark.parametrize(
    "text",
    ["", "3/4/2014", "03.04.2014", "early 2018", "mid-2019", "2018-19", "31 June 2024", "2011 to 2007", "June",
     "June to August 2020", "yesterday", "2014 and", "since", "about"],
)  # fmt: skip
def test_what_is_no_date_or_could_be_two_is_refused(text):
    with pytest.raises(InvalidValueError, match="expected a date such as"):
        read_date(text)


def test_today_is_a_date():
    assert read_date("Today") == date.today().isoformat()  # noqa: DTZ011


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_date_of_the_store_or_refused(text):
    try:
        read = read_date(text)
    except InvalidValueError:
        return
    parse_when(read)


@given(st.from_regex(r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-[0-2][0-9])?)?[~?%]?(/\.\.)?", fullmatch=True))
def test_a_date_of_the_store_stays_as_it_is(text):
    try:
        parse_when(text)
    except WhenError:
        return
    assert read_date(text) == text


@given(st.text(max_size=30))
def test_whatever_is_typed_is_an_amount_or_refused(text):
    try:
        said = read_amount(text)
    except InvalidValueError:
        return
    assert said.to is None or (said.bound is Bound.BETWEEN and said.to >= said.value)
