"""Text compared without what a reader does not mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.model.folding import fold, name_key, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("ZONG", "zong"),
        ("Zürich", "zurich"),
        ("ＺＯＮＧ　４Ｇ", "zong 4g"),
        ("ﬁbre", "fibre"),
        ("Straße", "strasse"),
        ("zo\u200bng", "zong"),
        ("\u202ezong\u202c", "zong"),
        ("zo\ufe0fng", "zong"),
        ("移\U000e0100动", "移动"),
        ("zo\u034fng", "zong"),
        ("km²", "km2"),
        ("İstanbul", "istanbul"),
        ("٤G", "٤g"),
    ],
)
def test_case_accents_width_and_invisible_characters_fold_away(text, folded):
    assert fold(text) == folded


def test_urdu_with_and_without_harakat_folds_to_the_same():
    assert fold("پاکِستان") == fold("پاکستان") == "پاکستان"


def test_arabic_presentation_forms_fold_to_the_plain_letters():
    assert fold("ﻣﻮﺑﺎﺋﻞ") == fold("موبائل")


def test_vowel_signs_of_indic_scripts_stay():
    assert fold("की") != fold("का")


def test_words_that_differ_in_an_indic_vowel_sign_are_different_words():
    assert words_of("की") != words_of("का")
    assert name_key("की") != name_key("का")


def test_a_word_of_an_indic_script_is_one_word():
    assert len(words_of("हिंदी")) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("  ,.- ", ()),
        ("Zong's 4G launch, 2013", ("zong", "s", "4g", "launch", "2013")),
        ("snake_case", ("snake", "case")),
        ("中国移动", ("中", "国", "移", "动")),
        ("Zong中国4G", ("zong", "中", "国", "4g")),
        ("ひらカナ", ("ひ", "ら", "カ", "ナ")),
        ("زونگ فون", ("زونگ", "فون")),
        ("US$3bn", ("us", "3bn")),
        ("𠀀a", ("𠀀", "a")),
    ],
)
def test_words_are_letters_and_digits_and_each_cjk_character_is_one(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize("name", ["Zong 4G", "zong-4g", "ＺＯＮＧ４Ｇ", "ZONG_4G", " zöng (4G) ", "zo\u00adng4g"])
def test_every_spelling_of_a_name_has_one_key(name):
    assert name_key(name) == "zong4g"


@pytest.mark.parametrize("name", ["", "— !", "❤\ufe0f", "😀", "_"])
def test_a_name_without_letters_or_digits_has_an_empty_key(name):
    assert name_key(name) == ""


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_changes_nothing_but_case(text):
    assert fold(text) == text.casefold()


@given(st.text())
def test_words_of_the_words_are_the_same_words(text):
    words = words_of(text)
    assert words_of(" ".join(words)) == words


@given(st.text(), st.text())
def test_words_of_two_texts_are_the_words_of_the_one_and_then_of_the_other(first, second):
    assert words_of(f"{first}\n{second}") == words_of(first) + words_of(second)


@given(st.text())
def test_a_key_is_its_own_key(name):
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize(("arabic", "urdu"), [("علي بابا", "علی بابا"), ("كراچي", "کراچی"), ("ہواوے", "هواوے")])
def test_arabic_and_urdu_keyboards_write_the_same_words(arabic, urdu):
    assert words_of(arabic) == words_of(urdu)
