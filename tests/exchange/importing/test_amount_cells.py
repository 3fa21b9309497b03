from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.exchange.importing.amount_cells import build_amount, parse_number, parse_unit, times_power
from cpecfacts.exchange.importing.rows import RowError
from cpecfacts.model.amounts import Bound


def amount(value, unit="USD", *, to="", bound="exact", raw="", decimal="."):
    return build_amount(value, to, unit, bound, raw, decimal=decimal)


@pytest.mark.parametrize(
    ("text", "power", "unit"),
    [
        ("millions of USD", 6, "USD"), ("USD millions", 6, "USD"), ("million US$", 6, "USD"), ("Rs crore", 7, "PKR"),
        ("lakhs of PKR", 5, "PKR"), ("bn EUR", 9, "EUR"), ("thousands of subscribers", 3, "subscribers"),
        ("percent", 0, "percent"), ("%", 0, "percent"), ("sites", 0, "sites"), ("USD/MHz", 0, "USD/MHz"),
        ("m", 0, "m"), ("SIM cards", 0, "SIM cards"),
    ],
)  # fmt: skip
def test_a_unit_may_have_a_scale(text, power, unit):
    assert parse_unit(text) == (power, unit)


@pytest.mark.parametrize(
    ("text", "decimal", "value", "unit"),
    [
        ("1650", ".", 1650, None), ("$1,650", ".", 1650, "USD"), ("1 650 000", ".", 1650000, None), ("1'650", ".", 1650, None),
        ("2,50,000", ".", 250000, None), ("184.5", ".", 184.5, None), ("-12", ".", -12, None), ("(12)", ".", -12, None),
        ("−1.5", ".", -1.5, None), ("40%", ".", 40, "percent"), ("٢٠١٤", ".", 2014, None), ("1.650,5", ",", 1650.5, None),
        ("1650,50", ",", 1650.5, None), ("1 650", ",", 1650, None), ("2.5 crore", ".", 25000000, None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_cells_have_them(text, decimal, value, unit):
    assert parse_number(text, decimal) == (value, unit)


@pytest.mark.parametrize("text", ["abc", "1.5E+09", "1,5,0", "12/2014", "--3", "()", "NaN", "1e999", "9" * 5000])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(RowError, match="is no number"):
        parse_number(text)


def test_a_decimal_comma_is_asked_for():
    with pytest.raises(RowError) as caught:
        parse_number("1,650.5", ",")
    assert str(caught.value) == "“1,650.5” is no number with a decimal comma"


@given(st.integers(-(10**15), 10**15), st.integers(0, 12))
def test_a_scale_keeps_every_digit(value, power):
    assert times_power(value, power) == value * 10**power
    assert times_power(float(f"{value}.0"), power) == value * 10**power


def test_an_amount_is_built_of_its_texts():
    found = amount("1.65", "billions of USD", bound="about")
    assert (found.value, found.unit, found.bound, found.to, found.raw) == (
        1650000000,
        "USD",
        Bound.ABOUT,
        None,
        "1.65 billions of USD",
    )
    assert isinstance(found.value, int)
    assert amount("16000", "sites").raw == "16000"
    assert amount("3", "millions of PKR", to="5").raw == "3 to 5 millions of PKR"
    between = amount("3", "millions of PKR", to="5", raw="3 to 5 million rupees")
    assert (between.value, between.to, between.bound, between.raw) == (
        3000000,
        5000000,
        Bound.BETWEEN,
        "3 to 5 million rupees",
    )
    assert amount("") is None


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"value": "5", "unit": ""}, "the figure “5” has no unit"),
        ({"value": "Rs 5", "unit": "USD"}, "the figure “Rs 5” is in PKR, the mapping says USD"),
        ({"value": "5", "bound": "roughly"}, "the bound “roughly” is none of exact, about, more-than, at-least, less-than, at-most, up-to, between"),
        ({"value": "5", "bound": "between"}, "the bound “between” needs a second figure"),
        ({"value": "5", "to": "4"}, "the upper figure “4” lies below the lower one"),
        ({"value": "9" * 308, "unit": "billions of USD"}, f"the figure “{'9' * 60}” is too large"),
    ],
)  # fmt: skip
def test_what_makes_no_amount_is_refused(given, reason):
    with pytest.raises(RowError) as caught:
        amount(**given)
    assert str(caught.value) == reason
