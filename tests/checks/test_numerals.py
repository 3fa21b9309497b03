"""Numbers in words, signs and digits of many languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.checks.numerals import bare_values, is_vague, possible_values, readings_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("over $3 billion", 3e9), ("$500million", 5e8), ("US$3bn", 3e9), ("$194mn", 1.94e8), ("1.6-million unit", 1.6e6),
        ("Rs 2.5 crore", 2.5e7), ("50 lakh", 5e6), ("Rs 3 lakh crore", 3e12), ("2 kharab", 2e11), ("PKR 9.4 trillion", 9.4e12),
        ("a billion", 1e9), ("twelve", 12), ("twenty-five thousand", 25e3), ("twenty five", 25), ("three million", 3e6),
        ("ninety", 90), ("24th", 24), ("second biggest", 2), ("Rs 2,028,038,584", 2028038584), ("2,50,000", 250000),
        ("14,000+", 14000), ("9600 km", 9600), ("No. 1", 1),
        ("22,2 por ciento", 22.2), ("33,68 pct.", 33.68), ("1.234.567", 1234567), ("24 Millionen Euro", 24e6),
        ("3,5 Milliarden", 3.5e9), ("12 milhões", 12e6), ("5 млрд", 5e9), ("20 тысяч", 20e3), ("8 milyar", 8e9), ("7 juta", 7e6),
        ("11 ارب 45 کروڑ روپے", 11.45e9), ("34 کروڑ 60 لاکھ", 346e6), ("17 لاکھ", 17e5), ("٣٢ مليون", 32e6), ("10 آلاف و500", 10500),
        ("دو ارب ڈالرز", 2e9), ("20 करोड़ रुपये", 2e8), ("६ लाख", 6e5), ("৪৬ কোটি", 46e7),
        ("10億美元", 1e9), ("1845万美元", 1845e4), ("42.84万件", 428400), ("1億8450万ドル", 184.5e6), ("百万", 1e6), ("３００", 300),
        ("300-400 million", 3e8), ("2.5 to 3.0 million", 2.5e6), ("PKR 18.69 billion and PKR 18.46 billion", 37.15e9),
        ("more than 1700 direct and over 40,000 indirect", 41700), ("5m consumers", 5e6), ("820千米", 820),
    ],
)  # fmt: skip
def test_a_number_is_read_whatever_its_language(text, value):
    assert any(abs(found - value) <= 1e-6 * value for found in possible_values(text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("$3 billion", {3e9}),
        ("Rs 2.5 crore", {2.5e7}),
        ("10億", {1e9}),
        ("1,234", {1234.0, 1.234}),
        ("14,000,000", {14e6}),
        ("1.25", {1.25}),
        ("$86m", {86.0, 86e6}),
        ("no number at all", set()),
        ("", set()),
        ("9" * 400, set()),
        ("x " * 400 + "5", set()),
    ],
)
def test_a_number_is_read_as_nothing_else(text, values):
    assert possible_values(text) == values


def test_a_reading_knows_whether_a_scale_is_sure():
    (sure,) = readings_of("about $3 billion")
    (doubtful,) = readings_of("$86m")
    assert (sure.scale, doubtful.scale) == (9, 0)
    assert "about $3 billion"[sure.start : sure.end] == "3 billion"


def test_many_numbers_are_not_added_in_all_ways():
    assert 55.0 not in possible_values("1 2 3 4 5 6 7 8 9 10")
    assert len(possible_values("1,234 2,345 3,456 4,567 5,678 6,789")) < 2000


def test_digits_alone_have_no_scale():
    assert bare_values("PKR 34.46 million") == {34.46}


@pytest.mark.parametrize(
    "text", ["half", "a third of them", "three weeks", "tens of thousands", "Two-thirds", "the entire stake"]
)
def test_words_that_may_stand_for_numbers_are_known(text):
    assert is_vague(text)


@pytest.mark.parametrize(
    "text", ["2½ million", "½ of it", "1/3 of users", "2 x 10 MHz", "2×15 MHz", "十二亿", "三千", "数百万", "二十"]
)
def test_numbers_that_a_reader_works_out_are_known(text):
    assert is_vague(text)


@pytest.mark.parametrize("text", ["$3 billion", "14,000 sites", "twelve", "3亿5千万", "10万", "百万", "Rs. 50,000/-"])
def test_plain_figures_are_not_vague(text):
    assert not is_vague(text)


@given(st.text(max_size=60) | st.text(alphabet="0123456789.,' 万億٣ارب-mbn", max_size=40))
def test_no_text_makes_it_fail(text):
    assert all(value == value for value in possible_values(text))  # noqa: PLR0124  (no NaN)


@given(st.integers(1, 999), st.sampled_from([("million", 6), ("crore", 7), ("billion", 9), ("لاکھ", 5), ("万", 4)]))
def test_a_whole_number_and_a_scale_are_exactly_their_product(number, scale):
    word, power = scale
    space = "" if word == "万" else " "
    assert possible_values(f"{number}{space}{word}") == {float(number * 10**power)}
