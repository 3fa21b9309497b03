"""Figures: the amount that a fact gives for a measure, with its date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from cpecfacts.model.amounts import Amount
from cpecfacts.model.dates import Point, parse_when
from cpecfacts.model.fact import Fact, Rank


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """What one fact says of a measure.

    `amount` is null where the date is the answer. `sources` is the number of distinct sources, `plan` tells that the
    figure is a plan, `figures` how many figures of that company and measure there are in all.
    """

    fact: str
    amount: Amount | None
    when: str | None
    sources: int
    plan: bool
    project: str | None
    figures: int


def figure_of(fact: Fact, figures: int = 1) -> Figure:
    """Return the figure of a fact."""
    return Figure(
        fact=fact.id,
        amount=fact.amount,
        when=fact.when,
        sources=len(fact.source_ids),
        plan=fact.is_plan,
        project=fact.project,
        figures=figures,
    )


def recency(fact: Fact) -> tuple[bool, date, date, bool, bool, int, str]:
    """Key under which the most recent fact is the greatest.

    By the first day that its date (of a period: its end) stands for, so that "October 2018" is more recent than
    "2018", which may be January; then by the last. Of equal ones what happened before what was planned, then the
    preferred, then the one with more sources. What has no date is older than all else, and what is deprecated than
    that; an open end counts as its start.
    """
    first = last = date.min
    if fact.when is not None:
        when = parse_when(fact.when)
        point = when.end if isinstance(when.end, Point) else when.anchor
        first, last = point.first, point.last
    preferred = fact.rank is Rank.PREFERRED
    return not fact.is_deprecated, first, last, not fact.is_plan, preferred, len(fact.source_ids), fact.id


def latest_figure(facts: Iterable[Fact]) -> Figure | None:
    """Return the most recent figure, or None without facts."""
    ordered = sorted(facts, key=recency)
    return figure_of(ordered[-1], len(ordered)) if ordered else None
