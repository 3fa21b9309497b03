"""The order of facts in an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from cpecfacts.model.amounts import is_currency
from cpecfacts.model.dates import Point, parse_when
from cpecfacts.model.fact import Fact


class SortKey(StrEnum):
    """What facts may be sorted by."""

    WHEN = "when"
    AMOUNT = "amount"
    COMPANY = "company"
    KIND = "kind"
    MEASURE = "measure"
    PROJECT = "project"
    STATUS = "status"
    SOURCES = "sources"
    ORIGINS = "origins"
    QUALITY = "quality"
    ID = "id"


def date_key(fact: Fact) -> tuple[date, int] | None:
    """Key of a fact in time: by the first day as written, then what is less precise; None without a date.

    "About 2014" stands among those of 2014, not a year before them where its widened bounds begin.
    """
    return None if fact.when is None else date_key_of(fact.when)


def date_key_of(text: str) -> tuple[date, int]:
    """Key of an EDTF date in time, as `date_key` tells."""
    when = parse_when(text)
    last = when.start if when.end is None else when.end
    return when.anchor.first, -(last.last if isinstance(last, Point) else date.max).toordinal()


def _amount_key(fact: Fact, *, reverse: bool) -> tuple[bool, str, float] | None:
    """Money first, unit by unit in either direction: figures in different units have no order."""
    if fact.amount is None:
        return None
    value = -fact.amount.value if reverse else fact.amount.value
    return not is_currency(fact.amount.unit), fact.amount.unit, value


_KEYS: dict[SortKey, Callable[[Fact], Any]] = {
    SortKey.WHEN: date_key,
    SortKey.COMPANY: lambda fact: fact.company,
    SortKey.KIND: lambda fact: fact.kind.value,
    SortKey.MEASURE: lambda fact: fact.measure,
    SortKey.PROJECT: lambda fact: fact.project,
    SortKey.STATUS: lambda fact: fact.status.value,
    SortKey.SOURCES: lambda fact: len(fact.source_ids),
    SortKey.ID: lambda fact: fact.id,
}


def sort_facts(
    facts: Iterable[Fact],
    key: SortKey = SortKey.WHEN,
    *,
    reverse: bool = False,
    key_of: Callable[[Fact], Any] | None = None,
) -> list[Fact]:
    """Sort facts; equal ones in the order of their dates and ids. Facts without the value always come last.

    `key_of` gives the value of what follows from the whole store, origins and quality.
    """
    by_id = sorted(facts, key=lambda fact: fact.id)
    ordered = [f for f in by_id if f.when is not None]
    ordered.sort(key=date_key)  # type: ignore[arg-type]  # the facts without a date are taken out above
    ordered += [f for f in by_id if f.when is None]
    if key is SortKey.AMOUNT:
        key_of = partial(_amount_key, reverse=reverse)
        reverse = False
    chosen = key_of or _KEYS[key]
    keyed = [(chosen(fact), fact) for fact in ordered]
    known = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0], reverse=reverse)
    return [fact for _, fact in known] + [fact for value, fact in keyed if value is None]
