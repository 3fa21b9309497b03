"""Text folded into columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from cpecfacts.render.folding import display_width, fold_text


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("中国移动", 8),
        ("Cafe\u0301", 4),
        ("زونگ", 4),
        ("＝1", 3),
        ("\u0301", 0),
        ("中\n", 2),  # no width at all for a control character
    ],
)
def test_a_text_has_the_width_that_a_terminal_gives_it(text, width):
    assert display_width(text) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("short", 5, ["short"]),
        ("two words", 5, ["two", "words"]),
        ("two words", 9, ["two words"]),
        ("two  words", 6, ["two", "words"]),
        ("zong-4g-launch-2013", 9, ["zong-4g-", "launch-", "2013"]),
        ("https://news.example/2024/06?id=1&page=2", 22, ["https://news.example/", "2024/06?id=1&page=2"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("an unbreakable", 4, ["an", "unbr", "eaka", "ble"]),
        ("中国移动通信", 5, ["中国", "移动", "通信"]),
        ("中国 移动", 4, ["中国", "移动"]),
        ("Cafe\u0301", 4, ["Cafe\u0301"]),
        ("Cafe\u0301s", 4, ["Cafe\u0301", "s"]),
        ("中", 1, ["中"]),
    ],
)
def test_a_text_folds_at_its_joints(text, width, lines):
    assert fold_text(text, width) == lines


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (40, ["about 2017 · 1 source · 1 of 4"]),
        (24, ["about 2017 · 1 source", "1 of 4"]),
        (12, ["about 2017", "1 source", "1 of 4"]),
        (7, ["about", "2017", "1", "source", "1 of 4"]),
    ],
)
def test_a_line_ends_between_its_parts_rather_than_within_one(width, lines):
    assert fold_text("about 2017 · 1 source · 1 of 4", width, joined=True) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("at least 14,000 sites", 12, ["at least", "14,000 sites"]),
        ("cost US$2.75 a day", 8, ["cost", "US$2.75", "a day"]),
        ("at 10:30 in June", 6, ["at", "10:30", "in", "June"]),
    ],
)
def test_a_number_is_not_torn_apart_where_a_line_can_end_before_it(text, width, lines):
    assert fold_text(text, width) == lines


WORDS = st.text(st.sampled_from("ab, -/._&?=:;1中国ک\u0301éß　"), max_size=60)


def squeezed(text):
    return "".join(text.split())


@given(WORDS, st.integers(2, 30))
def test_every_line_fits_and_no_character_is_lost(text, width):
    lines = fold_text(text, width)
    assert all(wcswidth(line) <= width for line in lines)
    assert squeezed("".join(lines)) == squeezed(text)


@given(
    st.lists(st.text(st.sampled_from("abc 中"), min_size=1, max_size=12), min_size=1, max_size=6), st.integers(2, 30)
)
def test_a_dot_between_parts_of_the_data_is_not_lost(parts, width):
    text = " · ".join(parts)
    lines = fold_text(text, width)
    assert all(wcswidth(line) <= width for line in lines)
    assert squeezed("".join(lines)) == squeezed(text)


@pytest.mark.parametrize(
    "cluster",
    [
        "\u2764\ufe0f",  # a heart, made wide by the selector
        "1\ufe0f\u20e3",  # a keycap
        "\U0001f1f5\U0001f1f0",  # a flag, made of two letters
        "\U0001f44d\U0001f3fd",  # a thumb with a colour of skin
    ],
    ids=ascii,
)
def test_what_a_terminal_draws_as_one_sign_fits_too(cluster):
    lines = fold_text(cluster * 20, 10)
    assert "".join(lines) == cluster * 20
    assert [display_width(line) for line in lines] == [10, 10, 10, 10]
    assert all(line == cluster * 5 for line in lines)
