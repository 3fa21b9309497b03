"""Dated facts in order, in groups of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby

import msgspec

from cpecfacts.model.dates import MAX_YEAR, MIN_YEAR, Point, Precision, parse_when
from cpecfacts.model.fact import Fact
from cpecfacts.query.order import sort_facts


class Period(StrEnum):
    """How long a group of a timeline is."""

    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"


class TimelineGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The facts filed under one period.

    `period` is an EDTF date: `2014`, `2014-04` or `201X`. A fact whose date is less precise than the period stands in
    a group of its own precision: "2014" among months. What has no start is filed under its end. The years at both ends
    of the calendar, 0002 to 0009 and 9900, have no decade and stand for themselves.
    """

    period: str
    facts: tuple[Fact, ...]


def period_of(point: Point, by: Period) -> str:
    """Return the EDTF text of the period that a date is filed under."""
    year = f"{point.first.year:04}"
    if point.precision is Precision.CENTURY:
        return f"{year[:2]}XX"
    decade = point.first.year // 10 * 10
    if point.precision is Precision.DECADE or (by is Period.DECADE and MIN_YEAR <= decade <= MAX_YEAR - 9):
        return f"{year[:3]}X"
    if by is Period.MONTH and point.precision in (Precision.DAY, Precision.MONTH):
        return f"{year}-{point.first.month:02}"
    return year


def stream_by_period(
    facts: Iterable[Fact], by: Period = Period.YEAR, *, reverse: bool = False
) -> Iterator[TimelineGroup]:
    """Yield the same groups as `group_by_period` of dated facts that come in the order of their dates.

    Only the facts of one year (by decade, of one decade) are held at a time: whatever group a fact belongs to, and in
    whatever order those stand, all its facts begin in the same year. `reverse` takes facts from the last to the first,
    and yields groups and facts so.
    """

    def block_of(fact: Fact) -> int:
        year = parse_when(fact.when or "").anchor.first.year
        return year // 10 if by is Period.DECADE else year

    for _, block in groupby(facts, block_of):
        groups = group_by_period(block, by)
        if reverse:
            groups = [TimelineGroup(period=group.period, facts=group.facts[::-1]) for group in reversed(groups)]
        yield from groups


def group_by_period(facts: Iterable[Fact], by: Period = Period.YEAR) -> list[TimelineGroup]:
    """Group the dated facts by period, the oldest first; within a period the less precise come first."""
    groups: dict[str, list[Fact]] = {}
    for fact in sort_facts(facts):
        if fact.when is not None:
            groups.setdefault(period_of(parse_when(fact.when).anchor, by), []).append(fact)

    def order(period: str) -> tuple[object, ...]:
        point = parse_when(period).anchor
        return point.first, -point.precision

    return [TimelineGroup(period=period, facts=tuple(groups[period])) for period in sorted(groups, key=order)]
