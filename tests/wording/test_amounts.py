"""Amounts as short as they can be without losing a digit."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.wording.amounts import amount_text, number_text


def amount(value, unit="USD", bound="exact", to=None):
    return Amount(value=value, to=to, unit=unit, bound=Bound(bound), raw=None)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (7, "7"),
        (1200, "1,200"),
        (999_999, "999,999"),
        (1_000_000, "1m"),
        (1_500_000, "1.5m"),
        (1_234_000, "1.234m"),
        (1_234_500, "1,234,500"),
        (12_490_309, "12,490,309"),
        (999_999_999, "999,999,999"),
        (850_000_000, "850m"),
        (3_000_000_000, "3bn"),
        (14_900_000_000, "14.9bn"),
        (1_234_567_000, "1,234,567,000"),
        (5 * 10**12, "5tn"),
        (1_234_567 * 10**12, "1,234,567tn"),
        (10**30, "1,000,000,000,000,000,000tn"),
        (-5, "-5"),
        (-1_500, "-1,500"),
        (-3_000_000_000, "-3bn"),
        (-2_500_000_000, "-2.5bn"),
        (0.0, "0"),
        (1.2, "1.2"),
        (0.05, "0.05"),
        (2500.5, "2,500.5"),
        (1_500_000.0, "1.5m"),
        (1_234_567.0, "1,234,567"),
        (1_234_567.25, "1,234,567.25"),
        (-1.5, "-1.5"),
    ],
)
def test_a_number_is_as_short_as_it_can_be(value, text):
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("given_amount", "text", "ascii_text"),
    [
        (amount(3_000_000_000), "US$3bn", "US$3bn"),
        (amount(3_000_000_000, bound="more-than"), ">US$3bn", ">US$3bn"),
        (amount(3_000_000_000, bound="at-least"), "≥US$3bn", ">=US$3bn"),
        (amount(3_000_000_000, bound="less-than"), "<US$3bn", "<US$3bn"),
        (amount(3_000_000_000, bound="at-most"), "≤US$3bn", "<=US$3bn"),
        (amount(860_000_000, bound="up-to"), "≤US$860m", "<=US$860m"),
        (amount(850_000_000, "CNY", "about"), "≈¥850m", "~CNY 850m"),
        (amount(14_900_000_000, "PKR"), "Rs14.9bn", "Rs14.9bn"),
        (amount(5, "EUR"), "€5", "EUR 5"),
        (amount(5, "GBP"), "£5", "GBP 5"),
        (amount(1500, "CHF"), "CHF 1,500", "CHF 1,500"),
        (amount(12_490_309, "videos"), "12,490,309 videos", "12,490,309 videos"),
        (amount(1.2, "percent"), "1.2%", "1.2%"),
        (amount(2, "rank"), "no. 2", "no. 2"),
        (amount(14_900, "USD/MHz"), "US$14,900/MHz", "US$14,900/MHz"),
        (amount(300, "CNY/month"), "¥300/month", "CNY 300/month"),
        (amount(90_000, "handsets/month", "about"), "≈90,000 handsets/month", "~90,000 handsets/month"),
        (amount(300_000_000, bound="between", to=400_000_000), "US$300–400m", "US$300-400m"),
        (amount(800_000_000, bound="between", to=1_200_000_000), "US$800–1,200m", "US$800-1,200m"),
        (amount(3_000_000_000, bound="between", to=5_500_000_000), "US$3–5.5bn", "US$3-5.5bn"),
        (amount(10, "percent", "between", to=15), "10–15%", "10-15%"),
        (amount(1_000, "people", "between", to=1_500), "1,000–1,500 people", "1,000-1,500 people"),
        (amount(0.5, "km", "between", to=2.5), "0.5–2.5 km", "0.5-2.5 km"),
        (amount(3_000_000, "km", "between", to=3_000_001), "3,000,000–3,000,001 km", "3,000,000-3,000,001 km"),
    ],
)
def test_an_amount_has_the_sign_of_its_hedge_and_its_unit(given_amount, text, ascii_text):
    assert amount_text(given_amount) == text
    assert amount_text(given_amount, unicode=False) == ascii_text


def test_of_a_range_the_scale_at_the_end_never_seems_to_belong_to_a_smaller_start():
    # "1–5m people" would read as one to five million.
    assert amount_text(amount(1, "people", "between", to=5_000_000)) == "1–5,000,000 people"
    assert amount_text(amount(900_000, "people", "between", to=2_000_000)) == "900,000–2,000,000 people"


SCALES = {"": 1, "m": 10**6, "bn": 10**9, "tn": 10**12}


def read(text):
    """Read a number back: digits times scale, exactly."""
    digits, suffix = re.fullmatch(r"(-?[\d,]+(?:\.\d+)?)(m|bn|tn|)", text).groups()
    digits = digits.replace(",", "")
    whole, _, part = digits.partition(".")
    scaled = int(whole + part) * SCALES[suffix]
    assert scaled % 10 ** len(part) == 0 or not suffix
    return scaled // 10 ** len(part) if suffix or not part else float(digits)


ROUND_NUMBERS = st.builds(lambda digits, power: digits * 10**power, st.integers(-99_999, 99_999), st.integers(0, 15))
WHOLE_NUMBERS = st.one_of(st.integers(), st.integers(-(10**14), 10**14), ROUND_NUMBERS)


@given(WHOLE_NUMBERS)
def test_a_whole_number_reads_back_exactly(value):
    assert read(number_text(value)) == value


@given(
    st.one_of(st.floats(-1e15, 1e15).filter(lambda value: value == 0 or abs(value) >= 1e-3), ROUND_NUMBERS.map(float))
)
def test_a_number_with_a_fraction_reads_back_exactly(value):
    assert read(number_text(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_of_any_size_loses_nothing(value):
    text = number_text(value).replace(",", "")
    if text[-1].isdigit():
        assert float(text) == value
    else:
        assert read(text) == int(value)


@given(WHOLE_NUMBERS.map(abs), WHOLE_NUMBERS.map(abs))
def test_both_ends_of_a_range_read_back_exactly(one, other):
    low, high = sorted((one, other))
    first, second = amount_text(amount(low, "people", "between", to=high)).removesuffix(" people").split("–")
    # A scale that stands only at the end belongs to both.
    if second[-1].isalpha() and not first[-1].isalpha():
        first += re.search("[a-z]+", second)[0]
    assert (read(first), read(second)) == (low, high)
