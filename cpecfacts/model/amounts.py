"""Amounts with the hedge their source puts on them, and the interval that they stand for."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import msgspec


class Bound(StrEnum):
    """How a source hedges a figure. Words from the Beneficial Ownership Data Standard and JSON Schema."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more-than"
    AT_LEAST = "at-least"
    LESS_THAN = "less-than"
    AT_MOST = "at-most"
    UP_TO = "up-to"
    BETWEEN = "between"


class Amount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure: `value` in `unit`, hedged by `bound`.

    `unit` is an ISO 4217 code for money, otherwise a plural noun ("subscribers") or a rate ("handsets/year").
    `to` is the upper end of `between` and None otherwise. `raw` are the words of the source, in its language.
    """

    value: int | float
    to: int | float | None
    unit: str
    bound: Bound
    raw: str | None


def is_currency(unit: str) -> bool:
    """Whether a unit is money: an ISO 4217 code, three capitals."""
    return len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.isupper()


class Interval(NamedTuple):
    """Numbers from `low` to `high`; None is no limit. An end is part of it when it is `closed`."""

    low: float | None
    high: float | None
    low_closed: bool = True
    high_closed: bool = True

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return not (self.lies_above(other) or other.lies_above(self))

    def lies_above(self, other: Interval) -> bool:
        """Whether every number of this one is greater than every number of `other`."""
        if self.low is None or other.high is None:
            return False
        if self.low == other.high:
            return not (self.low_closed and other.high_closed)
        return self.low > other.high

    def contains(self, other: Interval) -> bool:
        """Whether every number of `other` lies in this one."""
        if self.low is not None and (
            other.low is None
            or other.low < self.low
            or (other.low == self.low and other.low_closed and not self.low_closed)
        ):
            return False
        return self.high is None or not (
            other.high is None
            or other.high > self.high
            or (other.high == self.high and other.high_closed and not self.high_closed)
        )


# An exact figure is never read wider than 2.5 % either way, and "about" is read as 10 % either way.
_ROUNDING_PART, _ABOUT_PART = 40, 10
_LARGEST_EXACT_FLOAT = 2**53


def last_digit_unit(value: float) -> float:
    """Return the worth of the last significant digit as written: 100 for 1200, 0.1 for 1.2, 1 for 7 and for 0."""
    if isinstance(value, int):
        digits = str(abs(value)).rstrip("0")
        return int(10 ** (len(str(abs(value))) - len(digits))) if digits else 1
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part.rstrip("0")).rstrip("0")
    if not digits.strip("0"):
        return 1
    return float(f"1e{int(exponent or 0) + len(whole) - len(digits)}")


def _margins(value: float) -> tuple[float, float]:
    """Return how far an exact figure and an "about" may lie off; of whole numbers beyond floats whole numbers."""
    size, unit = abs(value), last_digit_unit(value)
    if isinstance(value, int) and size > _LARGEST_EXACT_FLOAT:
        return min(unit // 2, size // _ROUNDING_PART), size // _ABOUT_PART
    return min(unit / 2, size / _ROUNDING_PART), size / _ABOUT_PART


def interval_of(amount: Amount) -> Interval:
    """Return the numbers that the amount may mean.

    An exact figure may have been rounded: it spans half of its last significant digit either way, at most 2.5 %.
    "About" spans 10 %. The other hedges are open on one side.
    """
    value = amount.value
    match amount.bound:
        case Bound.EXACT:
            margin, _ = _margins(value)
            return Interval(value - margin, value + margin)
        case Bound.ABOUT:
            _, margin = _margins(value)
            return Interval(value - margin, value + margin)
        case Bound.MORE_THAN:
            return Interval(value, None, low_closed=False)
        case Bound.AT_LEAST:
            return Interval(value, None)
        case Bound.LESS_THAN:
            return Interval(None, value, high_closed=False)
        case Bound.AT_MOST | Bound.UP_TO:
            return Interval(None, value)
        case Bound.BETWEEN:
            return Interval(value, value if amount.to is None else amount.to)
