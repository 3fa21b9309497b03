"""Facts found in an index, as a sequence."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import msgspec
import pytest

from cpecfacts.index import found as found_module
from cpecfacts.index.finding import find
from cpecfacts.index.holding import IndexedStore
from cpecfacts.library import Library
from cpecfacts.query.order import sort_facts
from cpecfacts.query.tree import And, Field, Or, Term
from cpecfacts.reports.timeline import timeline_report

from .answering import Both


@pytest.fixture(scope="module")
def both():
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CPECFACTS_STORE", raising=False)
        library = Library.open()
    with contextlib.closing(Both(library.snapshot)) as both:
        yield both


@pytest.fixture(scope="module")
def expected(both):
    return sort_facts(fact for fact in both.snapshot.facts.values() if not fact.is_deprecated)


@pytest.fixture
def found(both):
    return find(both.connection, And(()), ranks_asked=False)[0]


def test_facts_are_those_of_the_store_each_time_they_are_gone_through(found, expected):
    assert list(found) == expected
    assert tuple(found) == tuple(expected)
    assert len(found) == len(expected)


def test_two_can_go_through_them_at_once(found, expected):
    assert list(zip(found, found, strict=True)) == list(zip(expected, expected, strict=True))


@pytest.mark.parametrize("index", [0, 1, 500, -1, -769])
def test_a_fact_is_fetched_by_its_place(found, expected, index):
    assert found[index] == expected[index]


@pytest.mark.parametrize("index", [769, -770, 10**6])
def test_there_is_no_fact_beyond_the_last(found, index):
    with pytest.raises(IndexError):
        found[index]


@pytest.mark.parametrize(
    "part", [slice(5), slice(3, 9), slice(-4, None), slice(None, None, -1), slice(50, 10, -7), slice(9, 3), slice(2000)]
)
def test_a_part_is_fetched_as_of_any_sequence(found, expected, part):
    assert list(found[part]) == expected[part]


@pytest.mark.parametrize("at_once", [1, 100, 1000])
def test_facts_are_gone_through_backwards(found, expected, at_once, monkeypatch):
    monkeypatch.setattr(found_module, "_AT_ONCE", at_once)
    assert list(reversed(found)) == expected[::-1]


def test_what_a_limit_leaves_is_gone_through_backwards(both, expected, monkeypatch):
    monkeypatch.setattr(found_module, "_AT_ONCE", 1)
    found, _ = find(both.connection, And(()), ranks_asked=False, limit=30)
    assert list(reversed(found)) == expected[29::-1]


def test_a_fact_has_its_place(found, expected):
    assert found.index(expected[500]) == 500
    assert found.index(expected[500], 500) == found.index(expected[500], -769, -1) == 500
    with pytest.raises(ValueError, match=expected[500].id):
        found.index(expected[500], 501)
    with pytest.raises(ValueError, match="none"):
        found.index("none")


@pytest.mark.parametrize("limit", [None, 5])
@pytest.mark.parametrize("reverse", [False, True])
def test_a_timeline_asks_for_many_facts_at_once(both, monkeypatch, reverse, limit):
    monkeypatch.setattr(found_module, "_AT_ONCE", 100)
    library = Library(IndexedStore(both.connection, [Path("store.json")], "", both.snapshot.meta))
    statements = []
    both.connection.set_trace_callback(statements.append)
    try:
        report = timeline_report(library.find(), library, reverse=reverse, limit=limit, undated=True)
        shown = list(report.items)
    finally:
        both.connection.set_trace_callback(None)
    assert len(shown) == (limit or 769)
    assert len(statements) < 15


def test_a_limit_ends_the_sequence(both, expected):
    found, hidden = find(both.connection, And(()), ranks_asked=False, limit=3)
    assert list(found) == list(found[:10]) == expected[:3]
    assert found[-1] == expected[2]
    assert hidden["beyond_limit"] == len(expected) - 3
    with pytest.raises(IndexError):
        found[3]


def test_nothing_found_is_an_empty_sequence(both):
    found, hidden = find(both.connection, Or(()), ranks_asked=False)
    assert (list(found), len(found), list(found[:]), list(found.rows()), list(found.encoded()), hidden) == (
        [], 0, [], [], [], {},
    )  # fmt: skip


def test_rows_tell_what_follows_from_the_facts(both, expected):
    found, _ = find(both.connection, And(()), ranks_asked=False)
    for (fact, derived, voices), known in zip(found.rows(), expected, strict=True):
        trust = both.appraiser.trust(known)
        assert fact == known
        assert tuple(json.loads(voices)) == trust.origins
        members = json.loads(b"{" + derived)
        assert members["disputes"] == list(trust.disputes)
        assert members["quality"] == trust.quality


def test_encoded_facts_are_the_items_of_the_json_answers(both, expected):
    from cpecfacts.reports.items import fact_item

    found, _ = find(both.connection, Term(Field.RANK, ("any",)), ranks_asked=True, limit=300)
    every = sort_facts(both.snapshot.facts.values())[:300]
    assert list(found.encoded()) == [msgspec.json.encode(fact_item(fact, both.appraiser)) for fact in every]
