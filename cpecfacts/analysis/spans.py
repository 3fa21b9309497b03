"""The edges of a set of facts in time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from cpecfacts.model.dates import edge_text, parse_when
from cpecfacts.model.fact import Fact, Status, WhenMeans


def first_and_last(facts: Iterable[Fact]) -> tuple[str | None, str | None]:
    """Return the EDTF dates of the earliest and the latest fact, each as precise as its fact has it.

    Of an interval its first or last date counts. What has no date does not count, and the target of a plan only where
    there is nothing else: a company is not active "until 2030" because it plans for 2030.
    """
    return edges({(fact.when, is_target(fact)) for fact in facts if fact.when is not None})


def edges(dates: Collection[tuple[str, bool]]) -> tuple[str | None, str | None]:
    """Return the first and the last of EDTF dates, as `first_and_last`; each comes with whether it is a target."""
    first: tuple[date, str] | None = None
    last: tuple[date, str] | None = None
    for text in {text for text, target in dates if not target} or {text for text, _ in dates}:
        when = parse_when(text)
        begins = (when.earliest or when.anchor.earliest, edge_text(when, last=False))
        ends = (when.latest or when.anchor.latest, edge_text(when, last=True))
        if first is None or begins < first:
            first = begins
        if last is None or ends > last:
            last = ends
    return (None if first is None else first[1]), (None if last is None else last[1])


def is_target(fact: Fact) -> bool:
    """Whether the date is one that a plan aims at, not one at which something happened or was said."""
    return fact.status is Status.PLANNED and fact.when_means is not WhenMeans.ANNOUNCED
