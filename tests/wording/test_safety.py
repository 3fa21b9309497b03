"""What a reader cannot see, or a terminal would obey, is written out."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.wording.safety import make_visible


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("", ""),
        ("Zong's ~licence~ [red] \\n", "Zong's ~licence~ [red] \\n"),
        ("中国移动 زونگ Cafe\u0301", "中国移动 زونگ Cafe\u0301"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\x00\x07\x7f", "\\x00\\x07\\x7f"),
        ("\u0085\u009b\u009d", "\\x85\\x9b\\x9d"),
        ("soft\u00adhyphen", "soft\\xadhyphen"),
        ("\u202e\u2066\u200b\u200d\ufeff", "\\u202e\\u2066\\u200b\\u200d\\ufeff"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\ue000", "\\ue000"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\\u200d\U0001f469"),
    ],
)
def test_unseen_characters_become_visible(text, visible):
    assert make_visible(text) == visible


@pytest.mark.parametrize("character", ["\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u180b", "\u3164", "\uffa0"])
def test_letters_and_marks_that_show_nothing_are_unseen_characters_too(character):
    # Unicode's Default_Ignorable_Code_Point beside the format characters: grapheme joiner, Hangul fillers, Khmer
    # inherent vowels, Mongolian selectors. With them two names look the same and are not.
    assert make_visible(f"a{character}b") == f"a\\u{ord(character):04x}b"


@given(st.text())
def test_nothing_harmful_is_left_and_nothing_else_changed(text):
    visible = make_visible(text)
    assert {unicodedata.category(character) for character in visible}.isdisjoint(
        {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    assert [c for c in visible if not c.isascii()] == [c for c in text if not c.isascii() and make_visible(c) == c]
    assert make_visible(visible) == visible
