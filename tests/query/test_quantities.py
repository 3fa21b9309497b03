"""Numbers as people type them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.errors import InvalidValueError
from cpecfacts.query.quantities import Quantity, parse_quantity, quantity_text, scaled, unit_named


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("0", 0, None),
        ("007", 7, None),
        ("14000", 14_000, None),
        ("14,000", 14_000, None),
        ("1,234,567.5", 1_234_567.5, None),
        ("1.2", 1.2, None),
        ("1.20", 1.2, None),
        ("1.0", 1, None),
        ("0.0000001", 1e-7, None),
        ("5k", 5000, None),
        ("5 thousand", 5000, None),
        ("50 lakh", 5_000_000, None),
        ("1 lac", 100_000, None),
        ("2 lakhs", 200_000, None),
        ("100m", 100_000_000, None),
        ("100M", 100_000_000, None),
        ("184.5m", 184_500_000, None),
        ("7mn", 7_000_000, None),
        ("7 mln", 7_000_000, None),
        ("7 million", 7_000_000, None),
        ("2.5 crore", 25_000_000, None),
        ("2 crores", 20_000_000, None),
        ("3cr", 30_000_000, None),
        ("1bn", 1_000_000_000, None),
        ("1b", 1_000_000_000, None),
        ("1 Billion", 1_000_000_000, None),
        ("2 arab", 2_000_000_000, None),
        ("1.5tn", 1_500_000_000_000, None),
        ("1 trn", 1_000_000_000_000, None),
        ("1 trillion", 1_000_000_000_000, None),
        ("  3bn  ", 3_000_000_000, None),
        ("Rs14.9bn", 14_900_000_000, "PKR"),
        ("Rs 2.5 crore", 25_000_000, "PKR"),
        ("Rs. 50 lakh", 5_000_000, "PKR"),
        ("rs.5", 5, "PKR"),
        ("US$3bn", 3_000_000_000, "USD"),
        ("US$ 3bn", 3_000_000_000, "USD"),
        ("$1", 1, "USD"),
        ("¥850m", 850_000_000, "CNY"),
        ("RMB 850m", 850_000_000, "CNY"),
        ("850m yuan", 850_000_000, "CNY"),
        ("€5", 5, "EUR"),
        ("£5m", 5_000_000, "GBP"),
        ("100m PKR", 100_000_000, "PKR"),
        ("PKR100m", 100_000_000, "PKR"),
        ("3 billion dollars", 3_000_000_000, "USD"),
        ("50 lakh rupees", 5_000_000, "PKR"),
        ("14,000 sites", 14_000, "sites"),
        ("1.2m SIM cards", 1_200_000, "SIM cards"),
        ("5 m2", 5, "m2"),
        ("500 handsets/year", 500, "handsets/year"),
        ("15%", 15, "percent"),
        ("15 per cent", 15, "percent"),
        ("2.5 percent", 2.5, "percent"),
        ("3bn 用户", 3_000_000_000, "用户"),
        ("３bn", 3_000_000_000, None),
    ],
)
def test_numbers_are_read_with_their_scale_and_unit(text, value, unit):
    quantity = parse_quantity(text)
    assert quantity == Quantity(value, unit)
    assert type(quantity.value) is type(value)


@pytest.mark.parametrize("text", ["3\u00a0billion\u00a0rupees", "3\tbillion\trupees", "3  billion   rupees"])
def test_any_kind_of_space_parts_number_scale_and_unit(text):
    assert parse_quantity(text) == Quantity(3_000_000_000, "PKR")


@pytest.mark.parametrize(("text", "value"), [("2,50,000", 250_000), ("Rs 14,00,00,000", 140_000_000)])
def test_digits_grouped_the_south_asian_way_are_read(text, value):
    assert parse_quantity(text).value == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "bn",
        "$",
        "US$",
        "-5",
        "+5",
        "−5",
        "- 5",
        ".5",
        "$-5",
        "$3-5 billion",
        "$5 USD",
        "$.5bn",
        "Rs..5bn",
        "US$3bn dollars",
        "Rs 5 lakh crore",
        ">5",
        "five",
        "NaN",
        "inf",
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(InvalidValueError) as caught:
        parse_quantity(text)
    assert caught.value.value == text
    assert caught.value.what == "amount"


@pytest.mark.parametrize("text", ["1,5bn", "1,00", "12,3456", "1.2.3", "1.", "1..2", "5 10", "5/2", "1,", "1.bn"])
def test_digits_and_signs_left_over_after_a_number_are_no_unit(text):
    with pytest.raises(InvalidValueError):
        parse_quantity(text)


@pytest.mark.parametrize("text", ["850²", "10⁶", "184.5¹", "2₂", "3½"])
def test_a_raised_or_lowered_digit_is_no_part_of_the_number(text):
    with pytest.raises(InvalidValueError):
        parse_quantity(text)


@pytest.mark.parametrize("text", ["1e9", "5E3", "2.5e-7"])
def test_scientific_notation_is_refused_and_not_taken_for_a_unit(text):
    with pytest.raises(InvalidValueError):
        parse_quantity(text)


@pytest.mark.parametrize("text", ["5 bn bn", "5 k m", "5 lakh crore", "m 5", "bn5", "1 thousand million people"])
def test_a_word_of_scale_is_no_unit(text):
    with pytest.raises(InvalidValueError):
        parse_quantity(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("9" * 5000, id="5000 digits"),
        pytest.param("1." + "0" * 5000 + "1", id="5000 decimals"),
        pytest.param("9" * 400 + ".5", id="400 digits and a half"),
        pytest.param("9" * 350 + ".5", id="350 digits and a half"),
    ],
)
def test_a_number_too_long_to_be_held_is_refused(text):
    with pytest.raises(InvalidValueError):
        parse_quantity(text)


@given(st.text())
def test_garbage_raises_nothing_but_invalid_value(text):
    try:
        quantity = parse_quantity(text)
    except InvalidValueError:
        return
    assert quantity.value >= 0
    assert quantity.unit != ""


@given(st.text(alphabet="0123456789.,bnmkcrorelakh $¥Rs%-+eE\u00a0"))
def test_near_numbers_raise_nothing_but_invalid_value(text):
    try:
        quantity = parse_quantity(text)
    except InvalidValueError:
        return
    assert 0 <= quantity.value < math.inf
    assert quantity.unit != ""


# Back to text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (7, "7"),
        (14_000, "14000"),
        (1_000_000, "1m"),
        (1_234_000, "1.234m"),
        (1_234_567, "1234567"),
        (184_500_000, "184.5m"),
        (999_999_000, "999.999m"),
        (3_000_000_000, "3bn"),
        (14_900_000_000, "14.9bn"),
        (1_000_000_000_000, "1tn"),
        (2_050_000_000_000, "2.05tn"),
        (0.0, "0"),
        (1.2, "1.2"),
        (3.0, "3"),
        (100.0, "100"),
        (0.5, "0.5"),
        (1_234_567.5, "1234567.5"),
        (0.1234567, "0.1234567"),
        (1e-7, "0.0000001"),
    ],
)
def test_a_number_is_written_in_its_shortest_form(value, text):
    assert quantity_text(value) == text


@given(st.integers(min_value=0))
def test_a_whole_number_written_and_read_is_itself(value):
    assert parse_quantity(quantity_text(value)) == Quantity(value, None)


@given(st.integers(0, 9999), st.integers(0, 40))
def test_a_round_number_written_and_read_is_itself(digits, zeros):
    value = digits * 10**zeros
    assert parse_quantity(quantity_text(value)) == Quantity(value, None)


@given(st.floats(min_value=0, allow_infinity=False, allow_nan=False))
def test_a_float_written_and_read_is_itself(value):
    assert parse_quantity(quantity_text(value)) == Quantity(value, None)


@given(st.decimals(min_value=0, max_value=10**12, places=4).map(float))
def test_a_float_of_everyday_size_written_and_read_is_itself(value):
    assert parse_quantity(quantity_text(value)) == Quantity(value, None)


@pytest.mark.parametrize("value", [1e-7, 1.5e-7, 5e-324, 1e22, 1e23, 1.7e308, 0.1 + 0.2])
def test_tiny_and_huge_floats_written_and_read_are_themselves(value):
    assert parse_quantity(quantity_text(value)) == Quantity(value, None)


# Parts


@pytest.mark.parametrize(
    ("whole", "part", "power", "value"),
    [("2", "5", 7, 25_000_000), ("2", "50", 0, 2.5), ("2", "50", 1, 25), ("0", "1", 0, 0.1), ("3", "", 0, 3)],
)
def test_scaling_is_exact_where_the_number_is_whole(whole, part, power, value):
    assert scaled(whole, part, power) == value
    assert type(scaled(whole, part, power)) is type(value)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Rs", "PKR"),
        ("RUPEES", "PKR"),
        ("us$", "USD"),
        ("yuan", "CNY"),
        ("%", "percent"),
        ("Per Cent", "percent"),
        (" sites ", "sites"),
        ("GB/s", "GB/s"),
        ("SIM cards", "SIM cards"),
    ],
)
def test_units_are_known_by_their_words_and_signs(name, unit):
    assert unit_named(name) == unit
