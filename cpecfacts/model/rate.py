"""A yearly average exchange rate."""

from __future__ import annotations

from cpecfacts.model.record import Record


class Rate(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many units of `quote` one unit of `base` was worth on average in `year`, according to `source`."""

    base: str
    quote: str
    year: int
    rate: float
    source: str
