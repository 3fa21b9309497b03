"""How much work the search for disputes is, counted in comparisons: twice the facts may not be four times the work."""

from __future__ import annotations

from datetime import date, timedelta
from math import log2

import pytest

from cpecfacts.analysis import disputes
from cpecfacts.analysis.disputes import find_disputes
from cpecfacts.model.amounts import Interval

MEASURES = ("total-invested", "employees", "first-launch", "trainees", "price", "fines")
FEW, MANY = 100, 200
DOUBLED = 2 * log2(MANY) / log2(FEW) * 1.05  # n log n, and a little


def day(number):
    return (date(2016, 1, 1) + timedelta(days=number)).isoformat()


VALUES = {  # with a last digit that is not zero, so that exact figures span no more than one
    "near": lambda number: 10_000_001 + number % 2 / 2,  # all meet
    "far": lambda number: 1001 + (number * 7919 % 1009) * 500,  # no two meet, in no order
    "growing": lambda number: 1001 + number * 500,
    "falling": lambda number: 1_000_001 - number * 500,
}
WHENS = {
    "one day": lambda _: "2016-05-12",
    "one year": lambda _: "2016",
    "no date": lambda _: None,
    "a day each": day,
    "a day each and the year": lambda number: "2016" if number == 0 else day(number),
    "a day each and for ever": lambda number: "2015/.." if number == 0 else day(number),
    "a day each, about": lambda number: f"{day(number)}~",
    "a few dates": lambda number: ("2016", "2016-05", "2016-05-12", "2017", "2016~")[number % 5],
    "a year each": lambda number: f"{1000 + number}",
}


@pytest.fixture
def comparisons(monkeypatch, fact, amount, snapshot):
    """Return how many comparisons a search among facts of one question takes, and how many disputes it finds."""
    count = 0

    def counted(function):
        def counting(*arguments, **more):
            nonlocal count
            count += 1
            return function(*arguments, **more)

        return counting

    monkeypatch.setattr(Interval, "lies_above", counted(Interval.lies_above))  # `meets` is made of it
    for name in ("grade_of_dates", "are_far_apart", "has_fallen"):
        monkeypatch.setattr(disputes, name, counted(getattr(disputes, name)))

    def comparisons(size, measure, when, value, *, project, bound="exact"):
        nonlocal count
        count = 0
        facts = [
            fact(f"f{n:03}", measure=measure, project=project, when=when(n), amount=amount(value(n), bound=bound))
            for n in range(size)
        ]
        store = snapshot(*facts)
        found = find_disputes(facts, store)
        return count, len(found)

    return comparisons


@pytest.mark.parametrize("project", [None, "deal"])
@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("when", WHENS)
@pytest.mark.parametrize("measure", MEASURES)
def test_twice_the_facts_are_about_twice_the_work(comparisons, measure, when, value, project):
    few, _ = comparisons(FEW, measure, WHENS[when], VALUES[value], project=project)
    many, _ = comparisons(MANY, measure, WHENS[when], VALUES[value], project=project)
    assert many <= DOUBLED * few


@pytest.mark.parametrize("when", ["one day", "a day each and the year"])
@pytest.mark.parametrize("measure", MEASURES)
def test_lower_bounds_are_no_more_work(comparisons, measure, when):
    few, _ = comparisons(FEW, measure, WHENS[when], VALUES["far"], project=None, bound="more-than")
    many, _ = comparisons(MANY, measure, WHENS[when], VALUES["far"], project=None, bound="more-than")
    assert many <= DOUBLED * few


@pytest.mark.parametrize(
    ("measure", "when", "value", "found"),
    [
        ("total-invested", "a day each", "falling", MANY - 1),
        ("total-invested", "a day each", "growing", 0),
        ("employees", "a day each and the year", "far", 1),
        ("employees", "one day", "far", 1),
        ("employees", "a year each", "far", 0),
        ("first-launch", "a day each", "near", 1),
        ("price", "one day", "far", 1),
        ("price", "a year each", "far", 0),
        ("trainees", "one year", "far", 1),
        ("fines", "one day", "far", 1),
        ("fines", "one day", "near", 0),
    ],
)
def test_the_counted_searches_find_what_there_is(comparisons, measure, when, value, found):
    count, disputed = comparisons(MANY, measure, WHENS[when], VALUES[value], project=None)
    assert disputed == found
    assert count > MANY / 2 or not found  # so that it is known to count
