"""Which tokenizer the words of facts are cut with: each that SQLite has is asked what `query.search_text` finds."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from importlib import resources

import pytest

from cpecfacts.index.rows import spaced_words
from cpecfacts.model.folding import words_of
from cpecfacts.query.search_text import begins_a_word, has_words

# What is looked for, in which text, and what makes it hard.
LOOKED_FOR = [
    ("移动", "中国移动巴基斯坦公司", "Chinese without spaces"),
    ("华", "华为技术有限公司", "one Chinese character"),
    ("ハー", "ハーウェイ", "kana"),
    ("پاکستان", "چائنا موبائل پاکستان", "Urdu"),
    ("كمپنی", "کمپنی کا منافع", "kaf as Arabic keyboards write it"),
    ("ہواوے", "هواوے", "heh of Urdu and of Arabic"),
    ("پاکستان", "پَاکِستَان", "Urdu with vowel marks"),
    ("افسوسناک", "افسوس\u200cناک", "a joiner of zero width"),
    ("telefonica", "Telefónica", "accents"),
    ("strasse", "Straße", "sharp s"),
    ("istanbul", "İstanbul", "a capital I with a dot"),
    ("fintech", "ﬁntech", "a ligature"),
    ("zong", "ＺＯＮＧ", "letters of full width"),
    ("हिन्दी", "हिन्दी में", "vowel signs of Hindi"),
    ("4g", "4G-launch", "a hyphen"),
    ("gwad", "Gwadar port", "the beginning of a word"),
]
NOT_THERE = [
    ("wadar", "Gwadar port", "the middle of a word"),
    ("动移", "中国移动", "Chinese the other way round"),
    ("हनद", "हिन्दी", "Hindi without its vowels"),
    ("connecting.", "connected", "another ending"),  # with a full stop: a whole word, not the beginning of one
    ("क.", "कि", "a letter of Hindi without the vowel that belongs to it"),
]
DECLARED = re.search(
    r"words USING fts5.*?tokenize = '([^']*)'",
    (resources.files("cpecfacts.index") / "schema.sql").read_text(encoding="utf-8"),
    re.DOTALL,
)


def finds(tokenizer, text, looked_for, *, ours):
    """Whether full-text search finds words in a text, handed over as it is or as the index does."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f'CREATE VIRTUAL TABLE t USING fts5 (text, tokenize = "{tokenizer}")')
        connection.execute("INSERT INTO t VALUES (?)", (spaced_words(text) if ours else text,))
        words = looked_for.removesuffix(".")
        phrase = " ".join(words_of(words)) if ours else words
        asked = f'"{phrase}"' + ("" if looked_for.endswith(".") else "*")
        return connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (asked,)).fetchone() == (1,)


def wrong_of(tokenizer, *, ours):
    """Return what makes hard the texts in which a tokenizer finds too little or too much."""
    tried = [(*case, True) for case in LOOKED_FOR] + [(*case, False) for case in NOT_THERE]
    return {hard for word, text, hard, there in tried if finds(tokenizer, text, word, ours=ours) is not there}


def test_what_is_to_be_found_is_what_the_definition_finds():
    for cases, there in ((LOOKED_FOR, True), (NOT_THERE, False)):
        for word, text, hard in cases:
            found = has_words if word.endswith(".") else begins_a_word
            assert found(word, f" {' '.join(words_of(text))} ") is there, hard


def test_the_tokenizer_of_the_schema_finds_all_and_no_more():
    assert DECLARED is not None
    assert wrong_of(DECLARED[1], ours=True) == set()


@pytest.mark.parametrize("tokenizer", ["ascii", "unicode61", "unicode61 remove_diacritics 2", "porter", "trigram"])
def test_none_of_the_tokenizers_would_do_with_the_texts_as_they_are(tokenizer):
    wrong = wrong_of(tokenizer, ours=False)
    assert len(wrong) >= 6
    assert "Chinese without spaces" in wrong or "the middle of a word" in wrong


@pytest.mark.parametrize("tokenizer", ["unicode61", "unicode61 remove_diacritics 2", "porter", "trigram"])
def test_with_words_cut_by_ourselves_every_other_tokenizer_cuts_them_once_more(tokenizer):
    assert wrong_of(tokenizer, ours=True) & {
        "a letter of Hindi without the vowel that belongs to it",
        "another ending",
        "one Chinese character",
    }
