"""Numbers of the store reckoned with as they are written: 0.1 and 0.2 make 0.3, whole numbers stay whole."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

NEAREST, DOWN, UP = ROUND_HALF_EVEN, ROUND_FLOOR, ROUND_CEILING
"""Ways of rounding: to the nearest number, to the next lower one, to the next higher one."""


def fraction_of(value: float) -> Fraction:
    """Return a number as a fraction: a float as the decimal that it is written as, not as the binary one behind it."""
    return Fraction(value if isinstance(value, int) else repr(value))


def number_of(fraction: Fraction) -> int | float:
    """Return a fraction as a number: whole where it is one, else the nearest float."""
    return fraction.numerator if fraction.denominator == 1 else float(fraction)


def rounded(fraction: Fraction, digits: int, rounding: str = NEAREST) -> int | float:
    """Return a fraction with so many significant digits, rounded once."""
    whole, part = Decimal(fraction.numerator), Decimal(fraction.denominator)
    quotient = Context(prec=digits, rounding=rounding).divide(whole, part)
    return int(quotient) if quotient == quotient.to_integral_value() else float(quotient)


def significant_digits(value: float) -> int:
    """Return how many digits a number has as written, without zeros at its ends: 4 for 184,500,000, 2 for 0.045."""
    _, digits, _ = Decimal(repr(abs(value))).normalize(Context(prec=400)).as_tuple()
    return len(digits)
