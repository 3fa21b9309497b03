from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.model.exact import DOWN, NEAREST, UP, fraction_of, number_of, rounded, significant_digits

numbers = st.one_of(st.integers(-(10**40), 10**40), st.floats(-1e300, 1e300, allow_nan=False))


@given(numbers)
def test_a_number_comes_back_from_its_fraction(value):
    again = number_of(fraction_of(value))
    assert (again if isinstance(value, int) else float(again)) == value


def test_tenths_are_tenths():
    assert number_of(fraction_of(0.1) + fraction_of(0.2)) == 0.3


def test_a_whole_number_stays_whole():
    whole = number_of(fraction_of(0.5) + fraction_of(0.5))
    assert (whole, type(whole)) == (1, int)


@pytest.mark.parametrize(
    ("fraction", "digits", "way", "expected"),
    [
        (Fraction(365460000000), 3, NEAREST, 365000000000),
        (Fraction(365460000000), 2, DOWN, 360000000000),
        (Fraction(365460000000), 2, UP, 370000000000),
        (Fraction(1, 3), 3, NEAREST, 0.333),
        (Fraction(2, 3), 2, DOWN, 0.66),
        (Fraction(-2, 3), 2, DOWN, -0.67),
        (Fraction(999, 1000), 2, NEAREST, 1),
        (Fraction(0), 3, UP, 0),
    ],
)
def test_a_fraction_is_rounded_to_significant_digits(fraction, digits, way, expected):
    assert rounded(fraction, digits, way) == expected


@given(st.fractions(min_value=1, max_value=10**30), st.integers(1, 12))
def test_rounding_down_and_up_keeps_the_number_between(fraction, digits):
    assert Fraction(repr(rounded(fraction, digits, DOWN))) <= fraction <= Fraction(repr(rounded(fraction, digits, UP)))


@pytest.mark.parametrize(
    ("value", "digits"),
    [(184500000, 4), (3000000000, 1), (0.045, 2), (1.2, 2), (0, 1), (-340, 2), (1e22, 1), (10**300 + 1, 301)],
)
def test_digits_are_counted_as_written(value, digits):
    assert significant_digits(value) == digits
