"""Rules where they must be silent, and what they propose; that they speak is in test_planted_faults.py."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.checks import near_duplicates
from cpecfacts.checks.registry import RULES
from cpecfacts.checks.rule import Severity
from cpecfacts.reports.check import NEEDS


def test_every_rule_says_what_it_asks_for_and_why():
    assert len(RULES) >= 50
    for name, rule in RULES.items():
        assert name == rule.name == rule.look.__name__.replace("_", "-")
        assert rule.meaning[0].isupper()
        assert rule.reason[0].isupper() or rule.reason[0] in "`“"
        assert not rule.meaning.endswith(".")
        assert rule.severity in Severity
    assert set(NEEDS) <= set(RULES)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"status": "planned", "when": "2030"}, False),
        ({"status": "announced", "when": "2030", "when_means": "event"}, False),
        ({"when_means": "period", "when": "2030"}, False),
        ({"when_means": "announced", "when": "2030"}, False),
        ({"rank": "deprecated", "rank_reason": "a misprint", "when": "2030"}, False),
        ({"when": None, "when_means": None}, False),
        ({"when": "../2024"}, False),
        ({"when": "2024-07~"}, False),
        ({"when": "2024-07"}, True),
        ({"when": "2024-06-29"}, True),
        ({"when": "2024-06-28"}, False),
    ],
)
def test_a_date_after_its_sources_is_told_unless_it_may_be_right(store, found, changes, told):
    store["facts"]["zong-sites-2024"] |= {"measure": None} | changes
    assert bool(found(store, "when-after-sources")) is told


def test_one_source_that_is_late_enough_or_has_no_date_makes_a_date_possible(store, found):
    fact = store["facts"]["zong-sites-2024"]
    fact["when"] = "2025"
    fact["evidence"].append(deepcopy(fact["evidence"][0]) | {"source": "dawn"})
    assert found(store, "when-after-sources") == [
        (
            "facts.zong-sites-2024.when",
            "is dated 2025, but its latest source “dna” is of 2024-06-28",
            'correct the date, or set "status": "planned"',
        )
    ]
    store["sources"]["dawn"]["issued"] = None
    assert found(store, "when-after-sources") == []
    store["sources"]["dawn"]["issued"] = "2025-01~"
    assert found(store, "when-after-sources") == []
    store["sources"]["dawn"]["issued"] = "January"
    assert found(store, "when-after-sources") == []


def test_only_the_latest_figure_of_a_question_is_stale(store, found):
    facts = store["facts"]
    facts["zong-sites-2019"] = deepcopy(facts["zong-sites-2024"]) | {"when": "2019"}
    assert found(store, "stale-figure", stale="3y") == []
    told = found(store, "stale-figure", stale="3y", today=date(2027, 7, 1))
    assert sorted(path for path, _, _ in told) == ["facts.zong-invested-2024.when", "facts.zong-sites-2024.when"]
    assert found(store, "stale-figure", stale="3y", today=date(2027, 6, 30)) == []
    assert found(store, "stale-figure", today=date(2099, 1, 1)) == []
    facts["zong-sites-2024"]["status"] = "planned"
    assert [path for path, _, _ in found(store, "stale-figure", stale="3y")] == ["facts.zong-sites-2019.when"]


def test_a_measure_of_dates_has_no_amount(store, found):
    store["facts"]["zong-launch-2014"]["amount"] = store["facts"]["zong-sites-2024"]["amount"]
    assert [path for path, _, _ in found(store, "date-measure")] == ["facts.zong-launch-2014.amount"]


def test_a_meaning_needs_a_date(store, found):
    store["facts"]["zong-launch-2014"]["when"] = None
    told = found(store, "when-without-meaning")
    assert told == [
        (
            "facts.zong-launch-2014.when_means",
            "“event” is the meaning of no date",
            'give "when" a date, or set "when_means" to null',
        )
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"when": "2024-05"}, {"measure": None}, {"parties": []}, {"places": ["Gwadar"]}, {"project": None}, {"status": "planned"},
        {"rank": "deprecated", "rank_reason": "a misprint"}, {"company": "china-mobile"},
        {"amount": {"value": 14000, "to": None, "unit": "sites", "bound": "about", "raw": "14,000 sites"}},
    ],
)  # fmt: skip
def test_facts_that_differ_in_anything_that_matters_are_no_duplicates(store, found, changes):
    store["facts"]["zong-sites-again"] = deepcopy(store["facts"]["zong-sites-2024"]) | changes
    assert found(store, "duplicate-fact") == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Zong has built new sites in Lahore.", "Zong has built new sites, in Lahore.", True),
        ("Zong had built its new towers along the roads.", "Zong has built new towers along the roads.", True),
        (
            "Zong built many strong new towers along wide mountain roads.",
            "Zong quickly built many strong new towers along wide mountain roads.",
            True,
        ),
        (
            "Zong built many strong new towers along wide mountain roads.",
            "Zong sold many old towers along wide roads.",
            False,
        ),
        ("Zong has 14,000 sites.", "Zong has 15,000 sites.", False),
        ("Zong let MCB begin its work there.", "Zong let UBL begin its work there.", False),
        ("Zong grew in March.", "Zong grew in May.", False),
        ("Zong built sites.", "Zong sold sites.", False),
        ("Of its.", "It is.", False),
    ],
)
def test_statements_are_alike_when_they_say_nearly_the_same(store, found, one, other, alike):
    for key, statement in (("a-one", one), ("b-other", other)):
        store["facts"][key] = deepcopy(store["facts"]["zong-launch-2014"]) | {"statement": statement}
    told = found(store, "near-duplicate-statement")
    assert [path for path, _, _ in told] == (["facts.b-other.statement"] if alike else [])


def test_a_thousand_equal_statements_are_each_told_once(store, found):
    for number in range(1000):
        store["facts"][f"copy-{number}"] = deepcopy(store["facts"]["zong-launch-2014"])
    assert len(found(store, "near-duplicate-statement")) == 1000


def test_what_a_broken_record_names_is_not_unused(store, found):
    organization = deepcopy(store["organizations"]["zong"]) | {"name": "New", "aliases": []}
    store["organizations"]["new"] = organization
    store["facts"]["zong-sites-2024"] |= {"kind": "?", "parties": ["new"]}
    assert found(store, "unused-organization") == []
    assert found(store, "unused-measure") == []


@pytest.mark.parametrize(("name", "mend"), [("zonk", "did you mean “zong”?"), ("xyzzy", None), ("z" * 200, None)])
def test_an_unknown_reference_is_answered_with_the_nearest_id(store, found, name, mend):
    store["facts"]["zong-sites-2024"]["company"] = name
    assert [told[2] for told in found(store, "unknown-reference")] == [mend]


@pytest.mark.parametrize(("identifier", "mend"), [("Zong 4G!", "rename it, for example to “zong-4g”"), ("中国", None)])
def test_a_bad_id_is_answered_with_a_good_one(store, found, identifier, mend):
    store["projects"][identifier] = store["projects"]["zong-4g"]
    assert [told[2] for told in found(store, "bad-id")] == [mend]


def test_a_rate_of_years_to_come_and_of_no_currency_is_told(store, found):
    store["rates"]["usd-pkr-2014"] |= {"year": 2030, "quote": "rupees"}
    assert [path for path, _, _ in found(store, "odd-rate")] == ["rates.usd-pkr-2014.year"]
    assert [path for path, _, _ in found(store, "bad-code")] == ["rates.usd-pkr-2014.quote"]
    store["organizations"]["zong"]["country"] = "Pakistan"
    assert "organizations.zong.country" in [path for path, _, _ in found(store, "bad-code")]


@pytest.mark.parametrize("text", ["", " ", "\u200b", "a\nb", "a  b", " a", "a\u00a0\u00a0b"])
def test_untidy_texts_are_told_wherever_they_stand(store, found, text):
    store["organizations"]["zong"]["aliases"].append(text)
    store["sources"]["dna"]["class"] = "media"
    assert [path for path, _, _ in found(store, "untidy-text")] == ["organizations.zong.aliases[2]"]


def test_a_statement_is_short(store, found):
    store["facts"]["zong-sites-2024"]["statement"] = "Zong " + "x" * 200 + "."
    assert [message for _, message, _ in found(store, "statement-form")] == [
        "the statement has 206 characters, and may have 200"
    ]


def test_chinese_quotations_are_counted_in_characters(store, found):
    quote = "中" * 31
    store["facts"]["zong-sites-2024"]["evidence"][0]["quote"] = quote
    assert [message for _, message, _ in found(store, "quotation-too-long")] == [
        "the quotation has 31 characters, and may have 30"
    ]


@given(st.lists(st.frozensets(st.sampled_from("abcdefghijkl"), min_size=1), max_size=12))
def test_rare_words_find_what_a_comparison_of_all_pairs_finds(sets):
    group = [(words, str(number)) for number, words in enumerate(sets)]
    told = dict(reversed(pair) for pair in near_duplicates._alike(group))
    alike = {
        later
        for position, (words, later) in enumerate(group)
        if any(len(words & others) >= 0.85 * len(words | others) for others, _ in group[:position])
    }
    assert set(told) == alike
