"""Text of the data in one line."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.citation.text import is_unseen, one_line, without_unseen
from cpecfacts.wording.safety import make_visible


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (None, ""),
        ("", ""),
        (" \t\n\u2028\u00a0 ", ""),
        ("\u200b \ue000", ""),
        ("two  words\r\nand more", "two words and more"),
        ("red\x1b[31m \x00 nul\x7f", "red[31m nul"),
        ("中文 اردو", "中文 اردو"),
        ("zero\u200cwidth \u202ebidi", "zero\u200cwidth \u202ebidi"),
    ],
)
def test_white_space_is_one_space_and_control_characters_are_gone(text, line):
    assert one_line(text) == line


def test_what_is_left_when_the_unseen_is_left_out_is_what_a_terminal_is_shown_unchanged():
    # The renderers write out what is unseen (`wording.safety`); the two know the same characters.
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    assert [c for c in characters if is_unseen(c) != (make_visible(c) != c)] == []


@given(st.text())
def test_a_line_without_the_unseen_stays_as_it_is(text):
    line = without_unseen(text)
    assert make_visible(line) == line
    assert without_unseen(line) == line
    assert one_line(one_line(text)) == one_line(text)
