"""The text in which words are looked for."""

from __future__ import annotations

import pytest

from cpecfacts.query.search_text import begins_a_word, has_words, search_text


@pytest.fixture(scope="module")
def searched(make_fact, make_snapshot):
    fact = make_fact(
        statement="Zong won Spectrum in Karáchi.",
        note="Not the 3G one",
        parties=("pta",),
        project="paktel-purchase",
        sources=("dawn-2014", "app-2014"),
        quote="biggest cable",
    )
    return search_text(fact, make_snapshot(fact))


@pytest.mark.parametrize(
    "phrase",
    [
        "zong won spectrum in karachi",
        "NOT THE 3G ONE",
        "China Mobile Pakistan (Zong)",
        "zong 4g",
        "中国移动巴基斯坦公司",
        "Pakistan Telecommunication Authority",
        "Purchase of Paktel",
        "biggest cable",
        "Spectrum auction fetches $1.1bn",
    ],
)
def test_a_fact_is_found_by_everything_that_it_says_and_that_its_records_are_called(searched, phrase):
    assert has_words(phrase, searched)


@pytest.mark.parametrize("phrase", ["Huawei", "Dawn", "Safe City", "karachi not", "cable biggest", "total"])
def test_a_fact_is_not_found_by_what_it_does_not_say(searched, phrase):
    assert not has_words(phrase, searched)


def test_a_fact_needs_neither_note_nor_project_nor_quotation_nor_title(make_fact, make_snapshot):
    fact = make_fact(company="huawei", statement="Built.", sources=("app-2014",))
    assert search_text(fact, make_snapshot(fact)).split() == ["built", "huawei", "technologies", "华", "为"]


def test_a_phrase_does_not_run_from_one_text_into_the_next(searched):
    assert not has_words("karachi not the", searched)
    assert not begins_a_word("karachi not", searched)


def test_only_the_last_word_may_be_a_beginning(searched):
    assert begins_a_word("spectr", searched)
    assert begins_a_word("zong won spec", searched)
    assert not begins_a_word("zon won", searched)
    assert not begins_a_word("pectrum", searched)
    assert not has_words("spectr", searched)


def test_case_accents_and_width_do_not_matter(searched):
    assert begins_a_word("ＫＡＲＡＣＨ", searched)
    assert has_words("KARÁCHI", searched)


def test_a_part_of_a_chinese_name_is_found(searched):
    assert has_words("移动", searched)
    assert begins_a_word("巴基", searched)
    assert not has_words("动移", searched)
