"""Ids proposed from what records say."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.curating.identifiers import LONGEST, amount_slug, date_slug, propose_id, slug
from cpecfacts.model.amounts import Amount, Bound

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FACT = "zong-total-invested-over-3bn-2024"


@given(st.data(), st.sets(st.sampled_from("abc")))
def test_an_id_is_one_that_a_store_takes_and_that_is_free(records, data, taken):
    record = data.draw(records)
    when = getattr(record, "when", None) or getattr(record, "issued", None)
    if when is not None:  # dates that are none never come so far
        record = msgspec.structs.replace(record, **{"when" if hasattr(record, "when") else "issued": "2014-04"})
    if hasattr(record, "company"):
        record = msgspec.structs.replace(record, company="zong", measure=record.measure and "staff")
    first = propose_id(record, taken)
    assert SLUG.fullmatch(first)
    assert first not in taken
    assert len(first) <= LONGEST + 40
    assert propose_id(record, taken) == first
    second = propose_id(record, {*taken, first})
    assert SLUG.fullmatch(second)
    assert second not in {*taken, first}


@given(st.text(), st.integers(1, 80))
def test_a_slug_is_empty_or_part_of_an_id(text, longest):
    found = slug(text, longest)
    assert not found or (SLUG.fullmatch(found) and len(found) <= longest)
    assert slug(found, longest) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zong's  4G!", "zongs-4g"),
        ("Ærø Łódź Đurađ ıstanbul", "aero-lodz-durad-istanbul"),
        ("ＺＯＮＧ 4G", "zong-4g"),
        ("中国移动 Zong", "zong"),
        ("Ελλάδα", ""),
        ("\x1b[31mred\x00", "31mred"),
        ("a" * 100, "a" * 60),
    ],
)
def test_words_become_a_slug(text, expected):
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2014-04-23", "2014-04-23"),
        ("2014-04-XX", "2014-04"),
        ("2014-XX-XX", "2014"),
        ("2014-03-21", "2014-03-21"),
        ("2014-21", "2014-spring"),
        ("2014-36?", "2014-q4"),
        ("20XX", "2000s"),
        ("199X~", "1990s"),
        ("1998/", "since-1998"),
        ("/2013", "until-2013"),
        ("2007~/2011-04%", "2007-2011-04"),
    ],
)
def test_a_date_becomes_part_of_an_id(when, expected):
    assert date_slug(when) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ((3_000_000_000, None, Bound.MORE_THAN), "over-3bn"),
        ((36_665_000, None, Bound.EXACT), "36-665m"),
        ((300_000_000, 400_000_000, Bound.BETWEEN), "300m-400m"),
        ((-2.5, None, Bound.ABOUT), "about-minus-2-5"),
        ((0, None, Bound.AT_LEAST), "at-least-0"),
    ],
)
def test_an_amount_becomes_part_of_an_id(amount, expected):
    value, to, bound = amount
    assert amount_slug(Amount(value=value, to=to, unit="USD", bound=bound, raw=None)) == expected


def test_a_fact_is_called_after_subject_measure_amount_and_date(shipped):
    fact = shipped.facts[FACT]
    assert propose_id(fact, ()) == "zong-total-invested-over-3bn-2024-06"


def test_a_fact_whose_id_is_taken_gets_words_of_its_statement_then_a_number(shipped):
    fact = shipped.facts[FACT]
    taken = []
    for _ in range(4):
        taken.append(propose_id(fact, taken))
    assert taken == [
        "zong-total-invested-over-3bn-2024-06",
        "zong-total-invested-us-billion-digital-over-3bn-2024-06",
        "zong-total-invested-over-3bn-2024-06-2",
        "zong-total-invested-over-3bn-2024-06-3",
    ]


def test_a_fact_without_a_measure_is_called_after_what_it_says(shipped):
    fact = shipped.facts["alibaba-ant-tdap-sme-growth"]
    assert propose_id(fact, ()) == "alibaba-ant-financial-trade-development-2024-06"
    silent = msgspec.structs.replace(fact, statement="移动", when=None)
    assert propose_id(silent, ()) == "alibaba-agreement"


def test_a_long_id_keeps_its_amount_and_date(shipped):
    fact = msgspec.structs.replace(shipped.facts[FACT], company="a-very-long-name-of-a-company-in-pakistan-and-china")
    assert propose_id(fact, ()) == "a-very-long-name-of-a-company-in-pakistan-over-3bn-2024-06"


def test_a_source_is_called_after_publisher_and_date_then_words_of_its_title(shipped):
    source = shipped.sources["telecom-asia-2018-05-04"]
    assert propose_id(source, ()) == "telecom-asia-2018-05-04"
    assert propose_id(source, {"telecom-asia-2018-05-04"}) == "telecom-asia-2018-05-04-huawei-marine"
    undated = msgspec.structs.replace(source, issued=None)
    assert propose_id(undated, ()) == "telecom-asia-nd-huawei-marine"
    bare = msgspec.structs.replace(undated, title=None)
    assert propose_id(bare, ()) == "telecom-asia-nd"
    assert propose_id(bare, {"telecom-asia-nd"}) == "telecom-asia-nd-2"


def test_a_source_of_a_publisher_without_latin_letters_is_called_after_its_address(shipped):
    source = msgspec.structs.replace(shipped.sources["telecom-asia-2018-05-04"], publisher="新华社")
    assert propose_id(source, ()) == "telecomasia-net-2018-05-04"
    nowhere = propose_id(msgspec.structs.replace(source, URL="http://[broken"), ())
    assert re.fullmatch(r"source-[0-9a-f]{8}", nowhere)


def test_an_organization_without_latin_letters_is_called_after_an_alias_or_gets_a_number(shipped):
    zte = msgspec.structs.replace(shipped.organizations["zte"], name="中兴通讯", aliases=("ZTE Corp.",))
    assert propose_id(zte, ()) == "zte-corp"
    nameless = propose_id(msgspec.structs.replace(zte, aliases=()), ())
    assert re.fullmatch(r"organization-[0-9a-f]{8}", nameless)
    assert propose_id(msgspec.structs.replace(zte, aliases=(), note="other"), ()) == nameless


def test_what_has_no_latin_letter_at_all_gets_a_number_of_its_sort(shipped):
    measure = msgspec.structs.replace(shipped.measures["3g-subscribers"], label="用户")
    project = msgspec.structs.replace(shipped.projects["vivo-faisalabad-plant"], name="工厂")
    rate = msgspec.structs.replace(shipped.rates["usd-pkr-2021"], base="元", quote="元", year=0)
    assert re.fullmatch(r"measure-[0-9a-f]{8}", propose_id(measure, ()))
    assert re.fullmatch(r"project-[0-9a-f]{8}", propose_id(project, ()))
    assert propose_id(rate, ()) == "0"


def test_rates_and_measures_and_projects_are_called_after_what_they_are(shipped):
    assert propose_id(shipped.rates["usd-pkr-2021"], ()) == "usd-pkr-2021"
    assert propose_id(shipped.measures["3g-subscribers"], ()) == "3g-subscribers"
    assert propose_id(shipped.projects["vivo-faisalabad-plant"], ()) == "vivo-plant-faisalabad"
