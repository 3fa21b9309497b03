"""The index answers every question as `query.match` defines it."""

from __future__ import annotations

import contextlib
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.index import finding, found
from cpecfacts.index.compile import NoRoomError
from cpecfacts.index.compile import compile_query as compiled
from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.fact import Evidence, Fact, Kind, Rank, Stance, Status
from cpecfacts.model.organization import Organization, OrganizationType
from cpecfacts.model.snapshot import Meta, Snapshot
from cpecfacts.model.source import Source, SourceClass
from cpecfacts.query.order import SortKey
from cpecfacts.query.tree import AmountRange, And, DateRange, Field, Not, Or, Term

from .answering import WAYS, Both
from .strategies import DATES, questions, snapshots

limits = st.none() | st.integers(0, 13)


def only_in_order(node, *, row_by_row=False):
    return compiled(node, row_by_row=True)


def never(node, *, row_by_row=False):
    raise NoRoomError


@given(
    snapshot=snapshots(),
    asked=st.lists(questions, min_size=1, max_size=3),
    way=st.sampled_from(WAYS),
    limit=limits,
    at_once=st.sampled_from((1, 1000)),
    form=st.tuples(
        st.sampled_from((compiled, only_in_order, never)), st.sampled_from((1, 3000)), st.sampled_from((-1, 2, 1000))
    ),
)
def test_a_store_and_its_index_give_the_same_facts_in_the_same_order_and_hide_the_same(
    snapshot, asked, way, limit, at_once, form
):
    with contextlib.closing(Both(snapshot)) as both, pytest.MonkeyPatch.context() as patch:
        for name, value in zip(("compile_query", "_RARE", "_FEW"), form, strict=True):
            patch.setattr(finding, name, value)
        patch.setattr(found, "_AT_ONCE", at_once)
        for node in asked:
            both.agree(node, *way, limit)


def _fact(number, **changes):
    fields = {
        "id": f"f-{number:04}",
        "company": "acme",
        "parties": (),
        "project": None,
        "kind": Kind.OTHER,
        "measure": None,
        "statement": "It happened.",
        "amount": None,
        "when": None,
        "when_means": None,
        "status": Status.REPORTED,
        "places": (),
        "tags": (),
        "evidence": (Evidence(source="dawn", quote=None, paragraph=None, asserted_by=None, stance=Stance.SUPPORTS),),
        "rank": Rank.NORMAL,
        "rank_reason": None,
        "note": None,
    }
    return Fact(**(fields | changes))


def _store(facts):
    acme = Organization(
        id="acme",
        name="Acme",
        type=OrganizationType.COMPANY,
        country=None,
        parent=None,
        sector=None,
        aliases=(),
        note=None,
    )
    dawn = Source(
        id="dawn",
        type="article",
        title=None,
        publisher="Dawn",
        issued=None,
        URL=None,
        language="en",
        class_=SourceClass.MEDIA,
        reprint_of=None,
        accessed=None,
        note=None,
    )
    return Both(
        Snapshot(
            meta=Meta(format=1),
            organizations={"acme": acme},
            projects={},
            measures={},
            sources={"dawn": dawn},
            rates={},
            facts={fact.id: fact for fact in facts},
        )
    )


FIGURES = (-5, 0, 1, 1.5, 5, 2**53 + 1, 2**63 - 1, 2**63, float(2**63), 10**19 + 1, 1e19, 10**300 + 1, 1e300)


@pytest.fixture(scope="module")
def amounts():
    """A fact of every figure and hedge, in money of two sorts and in a unit that is none."""
    facts = [_fact(0)]
    for unit, value, bound in product(("USD", "PKR", "sites"), FIGURES, Bound):
        for to in FIGURES[FIGURES.index(value) :: 3] if bound is Bound.BETWEEN else (None,):
            amount = Amount(value=value, to=to, unit=unit, bound=bound, raw=None)
            facts.append(_fact(len(facts), amount=amount))
    with contextlib.closing(_store(facts)) as both:
        yield both


@pytest.mark.parametrize("low", [None, *FIGURES], ids=lambda low: f"from-{low}"[:25])
def test_every_range_of_amounts_meets_every_amount_as_it_is_defined(amounts, low):
    for high, closed, unit in product((None, *FIGURES), ((True, True), (False, False)), (None, "sites")):
        node = AmountRange(low, high, *closed, unit)
        amounts.agree(node)
        amounts.agree(Not(node))


@pytest.mark.parametrize("reverse", [False, True])
def test_amounts_have_one_order_however_great_they_are(amounts, reverse):
    amounts.agree(And(()), SortKey.AMOUNT, reverse)
    amounts.agree(AmountRange(1, None, unit="USD"), SortKey.AMOUNT, reverse, 40)


@pytest.fixture(scope="module")
def dates():
    """A fact of every sort of date, and one without."""
    facts = [_fact(number, when=when) for number, when in enumerate([*DATES, None])]
    with contextlib.closing(_store(facts)) as both:
        yield both


def test_every_range_of_dates_meets_every_date_as_it_is_defined(dates):
    for since, until in product((None, *DATES), repeat=2):
        node = DateRange(since, until)
        dates.agree(node)
        dates.agree(Not(node), reverse=True)


@pytest.mark.parametrize(("sort", "reverse"), WAYS)
@pytest.mark.parametrize("limit", [None, 0, 1, 5, 20, 21, 22])
def test_an_order_that_is_gone_through_is_the_one_that_is_sorted(dates, sort, reverse, limit):
    for node in (And(()), Term(Field.COMPANY, ("acme",)), DateRange("2014", "2015"), Or((DateRange("2014", None),))):
        dates.agree(node, sort, reverse, limit)
