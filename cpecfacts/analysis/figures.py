"""Figures: what one fact answers to a question, with its date and the other answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from cpecfacts.analysis.conversion import Conversion
from cpecfacts.analysis.trust import Trust
from cpecfacts.model.amounts import Amount, Interval, interval_of
from cpecfacts.model.dates import Point, When, parse_when
from cpecfacts.model.fact import Fact, Rank, WhenMeans
from cpecfacts.model.measure import Shape


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """What one fact says of a measure.

    `amount` is null where the date is the answer. `origins` counts the independent voices; `sources`, `against`,
    `self_reported`, `quality` and `disputed` are as in `trust.Trust`. `plan` tells that the figure is a plan.
    `project` is null for a figure of the company as a whole. `figures` counts the facts that answer the same
    question, this one included; `answers` are the ids of those that differ where the question has only one answer
    (shapes once and date): there, none is the latest. `converted` is there where another currency was asked
    for.
    """

    fact: str
    measure: str | None
    project: str | None
    amount: Amount | None
    when: str | None
    when_means: WhenMeans | None
    sources: int
    against: int
    origins: int
    self_reported: bool
    quality: int
    disputed: bool
    plan: bool
    figures: int
    answers: tuple[str, ...]
    converted: Conversion | UnsetType = UNSET


def figure_of(
    fact: Fact, trust_of: Callable[[Fact], Trust], answers: Sequence[Fact] = (), shape: Shape | None = None
) -> Figure:
    """Return the figure of a fact; `answers` are the facts that answer the same question."""
    return figure_among(fact, trust_of(fact), max(1, len(answers)), answers_of(answers, shape))


def figures_of(facts: Sequence[Fact], trust_of: Callable[[Fact], Trust], shape: Shape) -> tuple[Figure, ...]:
    """Return the figures of facts that answer one question, in their order; the answers of each are these facts."""
    answers = answers_of(facts, shape)
    return tuple(figure_among(fact, trust_of(fact), len(facts), answers) for fact in facts)


def figure_among(fact: Fact, trust: Trust, figures: int, answers: tuple[str, ...]) -> Figure:
    """Return the figure of a fact among so many that answer the same question; `answers` are those that differ."""
    return Figure(
        fact=fact.id,
        measure=fact.measure,
        project=fact.project,
        amount=fact.amount,
        when=fact.when,
        when_means=fact.when_means,
        sources=trust.sources,
        against=trust.against,
        origins=len(trust.origins),
        self_reported=trust.self_reported,
        quality=trust.quality,
        disputed=bool(trust.disputes),
        plan=fact.is_plan,
        figures=figures,
        answers=answers,
    )


def answers_of(answers: Sequence[Fact], shape: Shape | None) -> tuple[str, ...]:
    """Return the ids of the answers that differ, where the question has only one; else none."""
    rivals = _most_exact(answers) if shape in (Shape.ONCE, Shape.DATE) else []
    return tuple(rival.id for rival in sorted(rivals, key=recency)) if len(rivals) > 1 else ()


def _most_exact(answers: Sequence[Fact]) -> list[Fact]:
    """Return the preferred answers, or all, without those that a more exact one is an instance of ("2018")."""
    answers = [a for a in answers if a.rank is Rank.PREFERRED] or answers
    meanings = [_meaning(answer) for answer in answers]
    different = set(meanings)
    return [a for a, own in zip(answers, meanings, strict=True) if not any(_is_wider(own, b) for b in different)]


def _meaning(fact: Fact) -> tuple[str, Interval] | None:
    """Return what an answer may mean: numbers of a unit, or days as ordinals where the date is the answer."""
    if fact.amount is not None:
        return f"in {fact.amount.unit}", interval_of(fact.amount)
    if fact.when is None:
        return None
    when = parse_when(fact.when)
    first, last = when.earliest or date.min, when.latest or date.max
    return "days", Interval(first.toordinal(), last.toordinal())


def _is_wider(wide: tuple[str, Interval] | None, exact: tuple[str, Interval] | None) -> bool:
    """Whether `wide` may mean all that `exact` may mean, and more."""
    if wide is None or exact is None or wide[0] != exact[0]:
        return False
    return wide[1].contains(exact[1]) and not exact[1].contains(wide[1])


def recency(fact: Fact) -> tuple[bool, bool, date, date, bool, int, str]:
    """Key under which the most recent fact is the greatest.

    What is deprecated or planned comes before all else. Then by the first day that the date (of a period: its end)
    stands for, so that "October 2018" is more recent than "2018", which may be January; then by the last. Of equal ones
    the preferred, then the one with more sources. What has no date is older than what has; an open end counts as its
    start.
    """
    first, last = (date.min, date.min) if fact.when is None else days_of_recency(parse_when(fact.when))
    preferred = fact.rank is Rank.PREFERRED
    return not fact.is_deprecated, not fact.is_plan, first, last, preferred, len(fact.source_ids), fact.id


def point_as_of(when: When) -> Point:
    """Return the point of a date by which the most recent figure is found: the end of a period, if it is known."""
    return when.end if isinstance(when.end, Point) else when.anchor


def days_of_recency(when: When) -> tuple[date, date]:
    """Return the first and the last day of the point by which a date is more or less recent."""
    point = point_as_of(when)
    return point.first, point.last


def latest_figure(
    facts: Iterable[Fact], trust_of: Callable[[Fact], Trust], shape: Shape | None = None
) -> Figure | None:
    """Return the most recent figure of facts that answer one question, or None without facts."""
    answers = list(facts)
    return figure_of(max(answers, key=recency), trust_of, answers, shape) if answers else None
