"""The order of facts in an answer."""

from __future__ import annotations

import pytest

from cpecfacts.model.amounts import Bound
from cpecfacts.model.fact import Kind, Status
from cpecfacts.query.order import SortKey, date_key, sort_facts


def ids(facts):
    return [fact.id for fact in facts]


def test_a_fact_without_a_date_has_no_place_in_time(make_fact):
    assert date_key(make_fact()) is None


@pytest.mark.parametrize(
    ("when", "later"),
    [
        ("2013", "2014"),
        ("2013", "2014~"),  # "about 2014" stands among those of 2014
        ("2014~", "2014-01"),
        ("2014", "2014-01"),  # what is less precise comes first
        ("2014-01", "2014-01-01"),
        ("2014/2016", "2014"),
        ("2014/..", "2014/2016"),
        ("../2013", "2014"),  # what has no start stands by its end
        ("2013", "../2014"),
        ("2014-04-22", "2014-04-23"),
    ],
)
def test_facts_stand_in_time_by_their_first_day_and_then_the_less_precise_first(make_fact, when, later):
    assert date_key(make_fact(when=when)) < date_key(make_fact(when=later))


def test_an_interval_without_a_start_stands_with_its_end(make_fact):
    assert date_key(make_fact(when="../2014")) == date_key(make_fact(when="2014"))


def test_facts_stand_by_date_and_those_without_come_last(make_fact):
    facts = [
        make_fact(id="none-b"),
        make_fact(id="year", when="2014"),
        make_fact(id="none-a"),
        make_fact(id="later", when="2015-03"),
        make_fact(id="first-day", when="2014-01-01"),
        make_fact(id="since", when="2014/.."),
        make_fact(id="about", when="2014~"),
    ]
    assert ids(sort_facts(facts)) == ["since", "about", "year", "first-day", "later", "none-a", "none-b"]


def test_facts_of_one_date_stand_by_id(make_fact):
    facts = [make_fact(id=name, when="2014") for name in "cab"]
    assert ids(sort_facts(facts)) == ["a", "b", "c"]


def test_reversed_dates_still_leave_undated_facts_last_and_equal_ones_by_id(make_fact):
    facts = [
        make_fact(id="none"),
        make_fact(id="b", when="2014"),
        make_fact(id="a", when="2014"),
        make_fact(id="new", when="2020"),
    ]
    assert ids(sort_facts(facts, reverse=True)) == ["new", "a", "b", "none"]


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [
        (SortKey.COMPANY, {"company": "huawei"}, {"company": "zong"}),
        (SortKey.KIND, {"kind": Kind.ACQUISITION}, {"kind": Kind.TAX}),
        (SortKey.MEASURE, {"measure": "rank"}, {"measure": "sites"}),
        (SortKey.PROJECT, {"project": "paktel-purchase"}, {"project": "safe-city"}),
        (SortKey.STATUS, {"status": Status.ANNOUNCED}, {"status": Status.PLANNED}),
        (SortKey.SOURCES, {"sources": ("dawn-2014", "dawn-2014")}, {"sources": ("dawn-2014", "app-2014")}),
        (SortKey.ID, {"id": "a"}, {"id": "b"}),
        (SortKey.WHEN, {"when": "2013"}, {"when": "2014"}),
    ],
)
def test_facts_are_sorted_by_any_key_in_either_direction(make_fact, key, low, high):
    # The dates are the other way round, so that only the key explains the order.
    lower = make_fact(**({"id": "z", "when": "2020"} | low))
    higher = make_fact(**({"id": "y", "when": "2010"} | high))
    assert sort_facts([higher, lower], key) == [lower, higher]
    assert sort_facts([lower, higher], key, reverse=True) == [higher, lower]


@pytest.mark.parametrize("key", [SortKey.MEASURE, SortKey.PROJECT, SortKey.AMOUNT])
@pytest.mark.parametrize("reverse", [False, True])
def test_facts_without_the_value_come_last_in_either_direction_by_date(make_fact, make_amount, key, reverse):
    having = make_fact(id="having", measure="rank", project="safe-city", amount=make_amount(1), when="2020")
    old, new = make_fact(id="z-old", when="2010"), make_fact(id="a-new", when="2015")
    assert sort_facts([new, having, old], key, reverse=reverse) == [having, old, new]


def test_facts_with_the_same_value_stand_by_date_and_id_in_either_direction(make_fact):
    old, new = make_fact(id="z", when="2010"), make_fact(id="a", when="2015")
    assert sort_facts([new, old], SortKey.COMPANY) == [old, new]
    assert sort_facts([new, old], SortKey.COMPANY, reverse=True) == [old, new]


def test_amounts_stand_money_first_and_currency_by_currency(make_fact, make_amount):
    facts = [
        make_fact(id="sites", amount=make_amount(5, unit="sites")),
        make_fact(id="usd-2", amount=make_amount(2, unit="USD")),
        make_fact(id="pkr", amount=make_amount(900, unit="PKR")),
        make_fact(id="usd-1", amount=make_amount(1.5, Bound.MORE_THAN, unit="USD")),
        make_fact(id="accounts", amount=make_amount(9, unit="accounts")),
        make_fact(id="none"),
    ]
    assert ids(sort_facts(facts, SortKey.AMOUNT)) == ["pkr", "usd-1", "usd-2", "accounts", "sites", "none"]


@pytest.mark.parametrize("key", [SortKey.ORIGINS, SortKey.QUALITY])
def test_what_follows_from_the_whole_store_is_sorted_by_the_value_that_is_given(make_fact, key):
    worth = {"z": 1, "y": 2, "x": 2, "w": None}
    facts = [make_fact(id=name, when="2014") for name in worth]

    def key_of(fact):
        return worth[fact.id]

    assert ids(sort_facts(facts, key, key_of=key_of)) == ["z", "x", "y", "w"]
    assert ids(sort_facts(facts, key, key_of=key_of, reverse=True)) == ["x", "y", "z", "w"]


def test_no_facts_have_no_order():
    assert sort_facts([]) == []
