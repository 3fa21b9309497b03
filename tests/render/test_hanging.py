"""Entries of a list of references folded for a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.render.folding import display_width
from cpecfacts.render.hanging import hanging_lines


def test_lines_after_the_first_stand_further_in():
    text = "Business Recorder. (2020). Cable cleared. https://x.example/news"
    assert hanging_lines(text, ["“cost Rs 38bn” (paragraph 3).", "Reprint of: Xinhua."], 30) == (
        ["Business Recorder. (2020).", "    Cable cleared. https://x.", "    example/news"],
        ["    “cost Rs 38bn” (paragraph", "    3).", "    Reprint of: Xinhua."],
    )


def test_a_short_entry_is_one_line():
    assert hanging_lines("Dawn. (2020).", (), 80) == (["Dawn. (2020)."], [])


@pytest.mark.parametrize(("width", "margin"), [(15, ""), (16, "    ")])
def test_on_a_very_narrow_terminal_nothing_stands_in(width, margin):
    lines, below = hanging_lines("one two three four five six", ["seven"], width)
    assert lines[1].startswith(f"{margin}{lines[1].strip()[0]}")
    assert below == [f"{margin}seven"]


# Without white space that is more than a space between words: the text comes in one line from the citation.
TEXTS = st.lists(st.text("ab-/中اé", min_size=1, max_size=30), min_size=1, max_size=8).map(" ".join)


@given(TEXTS, TEXTS, st.integers(16, 100))
def test_everything_fits_and_no_letter_is_lost(text, told, width):
    lines, below = hanging_lines(text, [told], width)
    assert all(display_width(line) <= width for line in (*lines, *below))
    assert "".join("".join(lines).split()) == text.replace(" ", "")
    assert "".join("".join(below).split()) == told.replace(" ", "")
