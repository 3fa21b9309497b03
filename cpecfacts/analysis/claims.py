"""What a fact claims, as numbers that can be laid side by side, and when two claims cannot both be true.

The rules for a pair are here, in words that anybody can check; `disputes` finds all pairs of a store by them without
trying every pair.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cpecfacts.model.amounts import Bound, Interval, interval_of
from cpecfacts.model.dates import Point, parse_when
from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Shape

LONGEST_MOMENT = 31  # days: a month, so that "April 2017" and "12 April 2017" are one moment
_LOWER_BOUNDS = (Bound.MORE_THAN, Bound.AT_LEAST)
_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()


class Grade(StrEnum):
    """How two claims disagree: they cannot both be true, or hardly."""

    CONFLICT = "conflict"
    TENSION = "tension"


class Span(NamedTuple):
    """The days that a date may mean, as ordinals, all included; an open end reaches for ever.

    `written_first` and `written_last` are those without what a qualifier adds: of "about 2016" the year itself.
    """

    first: int
    last: int
    written_first: int
    written_last: int

    @property
    def is_moment(self) -> bool:
        """Whether it is no longer than a month."""
        return self.last - self.first < LONGEST_MOMENT

    def overlaps(self, other: Span) -> bool:
        """Whether some day may lie in both."""
        return self.first <= other.last and other.first <= self.last

    def overlaps_as_written(self, other: Span) -> bool:
        """Whether some day lies in both as they are written."""
        return self.written_first <= other.written_last and other.written_first <= self.written_last


def span_of(text: str) -> Span:
    """Return the days of an EDTF date."""
    when = parse_when(text)
    start, end = when.start, when.start if when.end is None else when.end
    return Span(
        start.earliest.toordinal() if isinstance(start, Point) else _FIRST_DAY,
        end.latest.toordinal() if isinstance(end, Point) else _LAST_DAY,
        start.first.toordinal() if isinstance(start, Point) else _FIRST_DAY,
        end.last.toordinal() if isinstance(end, Point) else _LAST_DAY,
    )


class Claim(NamedTuple):
    """A fact with the values that it may mean and the days that it may be of.

    Of a measure of the shape date the values are the days themselves. `span` is None without a date.
    """

    fact: Fact
    values: Interval
    span: Span | None


def claim_of(fact: Fact, shape: Shape) -> Claim | None:
    """Return what a fact claims of a measure of this shape; None if it has no such value."""
    span = None if fact.when is None else span_of(fact.when)
    if shape is Shape.DATE:
        return None if span is None else Claim(fact, Interval(span.first, span.last), span)
    return None if fact.amount is None else Claim(fact, interval_of(fact.amount), span)


def has_fallen(earlier: Claim, later: Claim) -> bool:
    """Whether a figure surely is of a later date than another one and lies wholly below it."""
    if earlier.span is None or later.span is None or earlier.span.last >= later.span.first:
        return False
    return earlier.values.lies_above(later.values)


def lower_bound(claim: Claim) -> float | None:
    """Return the figure of a claim that only says what it exceeds or reaches ("over 400"), else None."""
    amount = claim.fact.amount
    return amount.value if amount is not None and amount.bound in _LOWER_BOUNDS else None


def are_far_apart(low: float, high: float) -> bool:
    """Whether two lower bounds differ by more than half of the higher one: nobody means both."""
    return high - low > abs(high) / 2


def grade_of_dates(shape: Shape, first: Span | None, second: Span | None, *, in_project: bool) -> Grade | None:
    """Return how two values that do not meet disagree, by the dates that they are of; None if both may be true.

    `date`: always. `once`: always inside a project, else where the dates overlap. `flow`: of the same period. `level`,
    `total` and `each`: of the same span, or where the dates overlap and neither is longer than a month. Where one of
    them is longer, a level or total is in tension, if the dates overlap as they are written: 132,000 subscribers in
    July 2015 and 1.5 million in "about 2016" are growth.
    """
    if shape is Shape.DATE or (shape is Shape.ONCE and in_project):
        return Grade.CONFLICT
    if first is None or second is None:
        return None
    if first == second:
        return Grade.CONFLICT
    if shape is Shape.FLOW or not first.overlaps(second):
        return None
    if shape is Shape.ONCE or (first.is_moment and second.is_moment):
        return Grade.CONFLICT
    return Grade.TENSION if shape in (Shape.LEVEL, Shape.TOTAL) and first.overlaps_as_written(second) else None


def grade_between(one: Claim, other: Claim, shape: Shape, *, in_project: bool) -> Grade | None:
    """Return how two answers to one question, in one unit, disagree; None if they agree or follow one another."""
    if not one.values.meets(other.values):
        grade = grade_of_dates(shape, one.span, other.span, in_project=in_project)
        if grade is None and shape is Shape.TOTAL and (has_fallen(one, other) or has_fallen(other, one)):
            return Grade.CONFLICT
        return grade
    if shape is Shape.DATE:
        return None
    same_date = (shape is Shape.ONCE and in_project) or (one.span is not None and one.span == other.span)
    bounds = [bound for claim in (one, other) if (bound := lower_bound(claim)) is not None]
    if same_date and len(bounds) == 2 and are_far_apart(min(bounds), max(bounds)):
        return Grade.TENSION
    return None
