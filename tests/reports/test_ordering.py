"""Sorting and cutting off items that are not facts."""

from __future__ import annotations

from enum import Enum

import msgspec
import pytest

from cpecfacts.analysis.companies import CompanySummary
from cpecfacts.errors import UnknownNameError
from cpecfacts.reports.items import ProjectItem, SourceItem
from cpecfacts.reports.ordering import order_items, sort_key, sortable_fields


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Item(msgspec.Struct, frozen=True):
    id: str
    number: int | None = None
    when: str | None = None
    colour: Colour | None = None
    parts: tuple[str, ...] = ()


def order(items, sort=None, *, reverse=False, limit=None):
    hidden = {}
    return [item.id for item in order_items(items, Item, hidden, sort=sort, reverse=reverse, limit=limit)], hidden


NUMBERS = [Item("a", 2), Item("b"), Item("c", 1), Item("d", 2), Item("e")]
DATES = [
    Item("a", when="2014-05"),
    Item("b", when="2013~"),
    Item("c"),
    Item("d", when="2014"),
    Item("e", when="../2011"),
]


@pytest.mark.parametrize(("reverse", "ids"), [(False, ["a", "b", "c", "d", "e"]), (True, ["e", "d", "c", "b", "a"])])
def test_without_a_field_the_order_stays_or_is_turned(reverse, ids):
    assert order(NUMBERS, reverse=reverse) == (ids, {})


@pytest.mark.parametrize(("reverse", "ids"), [(False, ["c", "a", "d", "b", "e"]), (True, ["a", "d", "c", "b", "e"])])
def test_items_without_the_value_come_last_in_both_directions(reverse, ids):
    assert order(NUMBERS, "number", reverse=reverse) == (ids, {})


@pytest.mark.parametrize(("reverse", "ids"), [(False, ["e", "b", "d", "a", "c"]), (True, ["a", "d", "b", "e", "c"])])
def test_dates_are_in_the_order_of_time(reverse, ids):
    assert order(DATES, "when", reverse=reverse) == (ids, {})


def test_text_is_sorted_without_case():
    assert order([Item("b"), Item("C"), Item("a")], "id") == (["a", "b", "C"], {})


def test_members_of_a_closed_list_are_sorted_by_their_words():
    items = [Item("a", colour=Colour.RED), Item("b", colour=Colour.BLUE), Item("c")]
    assert order(items, "colour") == (["b", "a", "c"], {})


def test_what_is_cut_off_is_counted():
    assert order(NUMBERS, limit=2) == (["a", "b"], {"beyond_limit": 3})
    assert order(NUMBERS, limit=0) == ([], {"beyond_limit": 5})
    assert order(NUMBERS, limit=5) == (["a", "b", "c", "d", "e"], {})
    assert order([], limit=0) == ([], {})


def test_the_greatest_come_first_and_the_rest_is_cut_off():
    assert order(NUMBERS, "number", reverse=True, limit=1) == (["a"], {"beyond_limit": 4})


def test_an_unknown_field_is_an_error_with_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        order(NUMBERS, "nubmer")
    assert caught.value.suggestions == ("number",)


def test_a_field_with_several_values_is_no_field_to_sort_by():
    assert sortable_fields(Item) == ("id", "number", "when", "colour")
    with pytest.raises(UnknownNameError):
        order(NUMBERS, "parts")


def test_figures_are_no_field_to_sort_by():
    assert "total_invested" not in sortable_fields(CompanySummary)
    assert {"id", "name", "facts", "sources", "first", "last"} <= set(sortable_fields(CompanySummary))


def test_fields_are_called_as_in_the_json():
    assert "class" in sortable_fields(SourceItem)
    assert "class_" not in sortable_fields(SourceItem)


def test_sources_are_sorted_by_their_class(library):
    from cpecfacts.reports.catalogue import sources_report

    report = sources_report(library.find(), library, sort="class")
    assert [item.class_.value for item in report.items] == ["blog", "official", "wire"]


def test_projects_are_sorted_by_their_dates():
    assert {"first", "last", "name"} <= set(sortable_fields(ProjectItem))


@pytest.mark.parametrize(("value", "key"), [(None, None), (5, 5), (2.5, 2.5), ("Zong", (1, "zong"))])
def test_plain_values_are_their_own_keys(value, key):
    assert sort_key(value) == key
