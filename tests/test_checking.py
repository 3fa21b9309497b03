"""Ages, and what goes through to the caller."""

from __future__ import annotations

from datetime import date

import pytest

from cpecfacts import check_store
from cpecfacts.checking import day_before
from cpecfacts.errors import InvalidValueError

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("age", "day"),
    [
        ("3y", date(2023, 11, 24)), ("18m", date(2025, 5, 24)), ("90d", date(2026, 8, 26)), (" 1Y ", date(2025, 11, 24)),
        ("11m", date(2025, 12, 24)), ("12m", date(2025, 11, 24)), ("1000y", date(1026, 11, 24)), ("365000d", date(1027, 7, 25)),
    ],
)  # fmt: skip
def test_an_age_is_counted_back_in_years_months_or_days(age, day):
    assert day_before(DAY, age) == day


def test_a_day_that_a_month_lacks_is_its_last():
    assert day_before(date(2024, 2, 29), "1y") == date(2023, 2, 28)
    assert day_before(date(2026, 3, 31), "1m") == date(2026, 2, 28)


def test_nothing_is_before_the_calendar():
    assert day_before(date(3, 1, 1), "9y") == date.min
    assert day_before(date(3, 1, 1), "3000d") == date.min
    assert day_before(date(2, 1, 1), "1y") == date(1, 1, 1)


@pytest.mark.parametrize(
    "age", ["", "y", "3", "0y", "-3y", "3.5y", "3w", "٣y", "1001y", "365001d", "9999999d", "99999999999y"]
)
def test_what_is_no_age_is_refused(age):
    with pytest.raises(InvalidValueError):
        day_before(DAY, age)


def test_the_package_offers_it():
    check = check_store(rules=["wrong type"], today=DAY)
    assert (check.problems, check.facts) == ((), 789)
    with pytest.raises(AttributeError):
        getattr(__import__("cpecfacts"), "check_stores")  # noqa: B009  (as who mistypes it)
