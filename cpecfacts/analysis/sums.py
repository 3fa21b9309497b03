"""The sum of hedged amounts, hedged by what they leave open."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.exact import fraction_of, number_of

_ABOUT = Fraction(1, 10)  # as in model.amounts: "about" is read as 10 % either way
_ABOVE = (Bound.MORE_THAN, Bound.AT_LEAST)
_BELOW = (Bound.LESS_THAN, Bound.AT_MOST, Bound.UP_TO)


def sum_of(amounts: Sequence[Amount], unit: str) -> Amount | None:
    """Return the sum of amounts of money of one unit, or None of none; sums of whole numbers are whole.

    Exact amounts give an exact sum, and with an "about" among them it is about their sum. Otherwise the lower and the
    upper ends are added, an "about" with 10 % off or on, and an upper bound beginning at nothing, as nobody pays less
    than nothing: with "over" the sum is more than that of the lower ends, with "at least" at least that; with upper
    bounds alone it is at most that of the upper ends, and else it lies between the two.
    """
    if not amounts:
        return None
    bounds = {amount.bound for amount in amounts}
    if bounds <= {Bound.EXACT, Bound.ABOUT}:
        hedge = Bound.ABOUT if Bound.ABOUT in bounds else Bound.EXACT
        return _amount(sum(fraction_of(amount.value) for amount in amounts), unit, hedge)
    lows, highs = zip(*map(_ends, amounts), strict=True)
    if not bounds.isdisjoint(_ABOVE):
        return _amount(sum(lows), unit, Bound.MORE_THAN if Bound.MORE_THAN in bounds else Bound.AT_LEAST)
    low, high = sum(lows), sum(highs)
    if bounds.issubset(_BELOW):
        hedge = bounds.pop() if len(bounds) == 1 else Bound.LESS_THAN if Bound.LESS_THAN in bounds else Bound.AT_MOST
        return _amount(high, unit, hedge)
    return _amount(low, unit, Bound.BETWEEN, to=high)


def _ends(amount: Amount) -> tuple[Fraction, Fraction]:
    """Return the lower and the upper end; the upper one of what has none counts for nothing, as the sum has none."""
    value = fraction_of(amount.value)
    match amount.bound:
        case Bound.ABOUT:
            return value * (1 - _ABOUT), value * (1 + _ABOUT)
        case Bound.BETWEEN:
            return value, value if amount.to is None else fraction_of(amount.to)
        case Bound.LESS_THAN | Bound.AT_MOST | Bound.UP_TO:
            return Fraction(0), value
        case _:
            return value, value


def _amount(value: Fraction | int, unit: str, bound: Bound, *, to: Fraction | int | None = None) -> Amount:
    upper = None if to is None else number_of(Fraction(to))
    return Amount(value=number_of(Fraction(value)), to=upper, unit=unit, bound=bound, raw=None)
