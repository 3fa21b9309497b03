"""Which of many facts about money are payments that may be added, each payment once (docs/money.md).

What a source tells of one payment another one tells again: as the price of the deal and as the cost of the project, as
a whole and in instalments, for a year and for the three years around it. All rules here are about finding these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import msgspec

from cpecfacts.analysis.claims import Span, span_of
from cpecfacts.analysis.exclusions import Reason, reason_against, subject_of
from cpecfacts.analysis.figures import recency
from cpecfacts.model.amounts import Bound, interval_of
from cpecfacts.model.exact import fraction_of
from cpecfacts.model.fact import Fact, Rank, Status, WhenMeans
from cpecfacts.model.measure import Measure, Shape


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Facts that tell of the same money: those that are counted, those that are not for their sake, and why."""

    counted: tuple[str, ...]
    dropped: tuple[str, ...]
    reason: Reason
    why: str


class Sorting(NamedTuple):
    """Facts sorted out: the payments, why others are none, and the choices made among those that are the same."""

    counted: list[Fact]
    left: dict[str, Reason]
    choices: list[Choice]


class Grading(NamedTuple):
    """What a choice between facts goes by beside the facts themselves."""

    quality: Callable[[Fact], int]
    origins: Callable[[Fact], int]
    can_convert: Callable[[Fact], bool]


def sort_out(facts: Iterable[Fact], measures: Mapping[str, Measure], grading: Grading) -> Sorting:
    """Sort out which facts are payments, each counted once; what each rule leaves out has its reason."""
    sorting = Sorting([], {}, [])
    subjects: dict[tuple[str, str | None], list[Fact]] = {}
    for fact in facts:
        reason = reason_against(fact, measures)
        if reason is None:
            subjects.setdefault(subject_of(fact), []).append(fact)
        else:
            sorting.left[fact.id] = reason
    for candidates in subjects.values():
        _Subject(candidates, measures, grading, sorting).sort_out()
    return sorting


class _Subject:
    """The candidates of one sum."""

    def __init__(
        self, candidates: list[Fact], measures: Mapping[str, Measure], grading: Grading, sorting: Sorting
    ) -> None:
        self._grading = grading
        self._sorting = sorting
        self._prices = [fact for fact in candidates if _shape(fact, measures) is Shape.ONCE]
        self._parts = [fact for fact in candidates if _shape(fact, measures) is not Shape.ONCE]

    def sort_out(self) -> None:
        prices = [self._chosen(rivals) for rivals in self._same_prices()]
        counted = self._without_sums([price for price in prices if price is not None])
        priced = {fact.project: fact for fact in counted if fact.project is not None}
        counted += self._periods(self._loose_parts(priced))
        for fact in counted:
            if self._grading.can_convert(fact):
                self._sorting.counted.append(fact)
            else:
                self._sorting.left[fact.id] = Reason.UNDATED if fact.when is None else Reason.NO_RATE

    def _same_prices(self) -> list[list[Fact]]:
        """Group the one-off sums: all of a project are its one price; others, if their dates may be the same."""
        groups: dict[str, list[Fact]] = {}
        loose: dict[str | None, list[tuple[Span, Fact]]] = {}
        for fact in self._prices:
            if fact.project is not None:
                groups.setdefault(fact.project, []).append(fact)
            elif fact.when is None:
                self._sorting.left[fact.id] = Reason.UNDATED
            else:
                loose.setdefault(fact.measure, []).append((span_of(fact.when), fact))
        found = list(groups.values())
        for dated in loose.values():
            end: int | None = None
            for span, fact in sorted(dated, key=lambda pair: (pair[0], pair[1].id)):
                if end is None or span.first > end:
                    found.append([])
                    end = span.last
                found[-1].append(fact)
                end = max(end, span.last)
        return found

    def _chosen(self, rivals: list[Fact]) -> Fact | None:
        """Return the fact that is counted of those that tell of one payment; None if none of them says it was made."""
        made = [fact for fact in rivals if fact.status is not Status.ANNOUNCED]
        if not made:
            self._sorting.left.update((fact.id, Reason.ANNOUNCED) for fact in rivals)
            return None
        kept = max(rivals, key=self._rank)
        dropped = [fact for fact in rivals if fact is not kept]
        if dropped:
            runner_up = max(dropped, key=self._rank)
            why = self._why(kept, runner_up)
            if kept.status is Status.ANNOUNCED:
                why += f"; that it was paid says {max(made, key=self._rank).id}"
            self._drop(dropped, [kept], Reason.SAME_PAYMENT, why)
        return kept

    def _without_sums(self, prices: list[Fact]) -> list[Fact]:
        """Return the prices without those that are the sum of all other prices of their measure and dates."""
        kept = list(prices)
        for whole in prices:
            if whole.amount is None or whole.when is None:
                continue
            parts = [fact for fact in kept if fact is not whole and _may_be_part(fact, whole)]
            total = sum((fraction_of(part.amount.value) for part in parts if part.amount is not None), Fraction(0))
            low, high, *_ = interval_of(whole.amount)
            if len(parts) > 1 and low is not None and high is not None and low <= total <= high:
                kept.remove(whole)
                self._drop([whole], parts, Reason.SUM_OF_OTHERS, "it is the sum of these")
        return kept

    def _loose_parts(self, priced: Mapping[str, Fact]) -> list[Fact]:
        """Return the flows and instalments that can be counted and are no part of a price that is."""
        loose = []
        of_price: dict[str, list[Fact]] = {}
        for fact in self._parts:
            if fact.project is not None and fact.project in priced:
                of_price.setdefault(fact.project, []).append(fact)
            elif fact.status is Status.ANNOUNCED:
                self._sorting.left[fact.id] = Reason.ANNOUNCED
            elif fact.when is None:
                self._sorting.left[fact.id] = Reason.UNDATED
            else:
                loose.append(fact)
        for project, parts in of_price.items():
            self._drop(parts, [priced[project]], Reason.PART_OF_PRICE, "the whole price of the project is counted")
        return loose

    def _periods(self, parts: list[Fact]) -> list[Fact]:
        """Return the flows and instalments without those whose money another one counts too.

        The longest periods come first: what lies inside of one is part of it, and what lies partly inside cannot be
        split and is left out. Of two dates that overlap and are no periods, both are the date of one payment.
        """
        spans = {fact.id: span_of(fact.when) for fact in parts if fact.when is not None}
        kept: list[Fact] = []
        near: dict[tuple[str, str | None], list[Fact]] = {}
        dropped: dict[tuple[str, Reason, str], list[Fact]] = {}

        def priority(fact: Fact) -> tuple[object, ...]:
            span = spans[fact.id]
            length = span.written_last - span.written_first if _is_period(fact) else -1
            return (self._grading.can_convert(fact), length, *self._rank(fact))

        for fact in sorted(parts, key=priority, reverse=True):
            keys = _neighbourhood(fact)
            others = {other.id: other for key in keys for other in near.get(key, ())}
            span = spans[fact.id]
            rival = next(
                (o for o in others.values() if _share_money(fact, o) and span.overlaps_as_written(spans[o.id])), None
            )
            if rival is None:
                kept.append(fact)
                for key in keys:
                    near.setdefault(key, []).append(fact)
                continue
            reason = _relation(fact, rival, spans)
            why = _WHY[reason] if reason in _WHY else self._why(rival, fact)
            dropped.setdefault((rival.id, reason, why), []).append(fact)
        by_id = {fact.id: fact for fact in kept}
        for (rival_id, reason, why), facts in dropped.items():
            self._drop(facts, [by_id[rival_id]], reason, why)
        return kept

    def _rank(self, fact: Fact) -> tuple[bool, bool, int, int, date, date, bool, str]:
        """Key under which the fact that is counted of several is the greatest: what can be converted, then `_WHYS`."""
        _, _, first, last, *_ = recency(fact)
        exact = fact.amount is not None and fact.amount.bound is Bound.EXACT
        preferred = fact.rank is Rank.PREFERRED
        grading = self._grading
        return (
            grading.can_convert(fact),
            preferred,
            grading.quality(fact),
            grading.origins(fact),
            first,
            last,
            exact,
            fact.id,
        )

    def _why(self, kept: Fact, other: Fact) -> str:
        """Return in what the one that is counted goes before another one."""
        pairs = zip(_WHYS, self._rank(kept), self._rank(other), strict=True)
        return next(why for why, own, its in pairs if own != its)

    def _drop(self, facts: list[Fact], for_these: list[Fact], reason: Reason, why: str) -> None:
        self._sorting.left.update((fact.id, reason) for fact in facts)
        self._sorting.choices.append(
            Choice(
                counted=tuple(fact.id for fact in for_these),
                dropped=tuple(fact.id for fact in facts),
                reason=reason,
                why=why,
            )
        )


_WHYS = (
    "it can be converted",
    "it is preferred",
    "it has better sources",
    "it has more independent origins",
    "it is the latest",
    "it is the latest",
    "it is exact",
    "none is better, one has to be taken",
)
_WHY = {
    Reason.INSIDE_PERIOD: "its period lies inside the one that is counted",
    Reason.OVERLAPPING: "the periods overlap, and nobody can tell which part is the same money",
}


def _shape(fact: Fact, measures: Mapping[str, Measure]) -> Shape | None:
    return None if fact.measure is None else measures[fact.measure].shape


def _may_be_part(part: Fact, whole: Fact) -> bool:
    """Whether a price may be part of another one: same measure and currency, dates that overlap as written."""
    if part.amount is None or whole.amount is None or part.when is None or whole.when is None:
        return False
    same = part.measure == whole.measure and part.amount.unit == whole.amount.unit
    return same and span_of(part.when).overlaps_as_written(span_of(whole.when))


def _neighbourhood(fact: Fact) -> list[tuple[str, str | None]]:
    """Return under what a flow is filed so that those that may share its money are found."""
    by_measure = ("measure", fact.measure)
    return [by_measure] if fact.project is None else [by_measure, ("project", fact.project)]


def _share_money(fact: Fact, other: Fact) -> bool:
    """Whether two flows of overlapping dates may be the same money.

    Those of one project may, whatever they are called; others if they have the same measure and one is of the company
    as a whole. Flows of two projects are two flows.
    """
    if fact.project is not None and fact.project == other.project:
        return True
    return fact.measure == other.measure and (fact.project is None or other.project is None)


def _is_period(fact: Fact) -> bool:
    """Whether the date is how long it took, and not when it was."""
    return fact.when_means is WhenMeans.PERIOD


def _relation(fact: Fact, kept: Fact, spans: Mapping[str, Span]) -> Reason:
    """Return what a flow has to do with the overlapping one that is counted."""
    own, its = spans[fact.id], spans[kept.id]
    if not _is_period(kept) or (_is_period(fact) and own[2:] == its[2:]):
        return Reason.SAME_PAYMENT
    inside = its.written_first <= own.written_first and own.written_last <= its.written_last
    return Reason.INSIDE_PERIOD if inside else Reason.OVERLAPPING
