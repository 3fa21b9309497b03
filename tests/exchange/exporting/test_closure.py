"""Facts with everything that they refer to."""

from __future__ import annotations

import msgspec
import pytest

from cpecfacts.exchange.exporting.closure import close_over
from cpecfacts.library import Library
from cpecfacts.store.layers import Layers
from cpecfacts.store.writer import encode_store


def closed(library, question):
    return close_over(library.snapshot, library.find(question).facts)


def tables_of(snapshot):
    return {name: list(getattr(snapshot, name)) for name in snapshot.__struct_fields__ if name != "meta"}


def test_with_a_fact_goes_everything_that_it_refers_to_and_nothing_else(small):
    snapshot = closed(small, "id:alpha-price")
    assert tables_of(snapshot) == {
        # The company and its party, the owner and the owner's owner, who says it, who else is in the project, and the
        # publisher, who is an organization of the store too.
        "organizations": ["alpha", "beta", "holding", "ministry", "paper-house", "speaker", "worker"],
        "projects": ["cable"],
        "measures": ["price"],
        "sources": ["paper", "rates-book"],
        "rates": ["usd-pkr-2014"],
        "facts": ["alpha-price"],
    }
    assert snapshot.meta == small.snapshot.meta


@pytest.mark.parametrize(
    ("when", "years"),
    [
        ("2013~", [2013, 2014]),
        ("2014/..", [2014]),
        ("../2013", [2013]),
        ("2013/2015", [2013, 2014, 2015]),
        (None, []),
    ],
)
def test_rates_reach_as_far_as_the_dates_of_sums_of_money(small_tables, library_of, when, years):
    amount = {"value": 1, "to": None, "unit": "PKR/month", "bound": "exact", "raw": None}
    small_tables["facts"]["beta-plan"].update(when=when, amount=amount)
    found = closed(library_of(small_tables), "id:beta-plan").rates.values()
    assert [rate.year for rate in found] == years


def test_other_amounts_need_no_rates(small):
    assert tables_of(closed(small, "id:beta-plan,beta-undated"))["rates"] == []


def test_owners_that_own_one_another_are_no_endless_way(small_tables, library_of):
    small_tables["organizations"]["ministry"]["parent"] = "alpha"
    assert {"alpha", "holding", "ministry"} <= closed(library_of(small_tables), "id:beta-plan").organizations.keys()


def test_of_nothing_nothing_is_left(small):
    assert set(map(len, tables_of(closed(small, "xyzzy")).values())) == {0}


@pytest.mark.parametrize(
    "question", ["company:zong", "kind:acquisition", "is:disputed", "spectrum", "is:self-reported"]
)
def test_the_excerpt_answers_of_its_facts_what_the_whole_store_answers(real, question):
    found = real.find(question).facts
    assert found
    snapshot = close_over(real.snapshot, found)
    excerpt = Library(
        Layers.of(encode_store(snapshot, real.path))
    )  # the store's own checks find every reference that dangles
    for fact in found:
        there, here = real.trust(fact), excerpt.trust(excerpt.fact(fact.id))
        assert msgspec.structs.replace(here, disputes=()) == msgspec.structs.replace(there, disputes=())
        assert set(here.disputes) <= set(there.disputes) & snapshot.facts.keys()


def test_what_is_already_closed_stays_as_it_is(real):
    once = closed(real, "company:daraz")
    assert close_over(once, once.facts.values()) == once
