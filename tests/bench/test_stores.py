"""Large stores for measuring: the same each time, sound, and in their shares like the shipped one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bench.companies import Companies
from bench.stores import TITLE, Layout, write_store
from bench.wording import Cast, Reader, shift_date
from cpecfacts.library import Library
from cpecfacts.store.layout import canonical_bytes

ROOT = Path(__file__).parents[2]
SIZE = 3000


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    written = tmp_path_factory.mktemp("stores") / "made.json"
    write_store(written, SIZE)
    return written


@pytest.fixture(scope="module")
def made(path):
    return Library.open(path)


@pytest.fixture(scope="module")
def shipped():
    return Library.open()


def test_a_store_has_the_facts_that_were_asked_for_and_opens_without_an_error(made):
    assert len(made.snapshot.facts) == SIZE
    assert made.snapshot.meta.title == TITLE


def test_the_bytes_are_the_same_each_time_whatever_the_order_of_sets(path, tmp_path):
    command = [sys.executable, "-m", "bench", "store", str(SIZE), "-o", str(tmp_path / "again.json")]
    subprocess.run(command, cwd=ROOT, env={"PYTHONHASHSEED": "7"}, check=True, timeout=120)
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()
    assert [entry.name for entry in tmp_path.iterdir()] == ["again.json"]


def test_the_layout_is_the_one_that_the_program_writes(path):
    assert path.read_bytes() == canonical_bytes(json.loads(path.read_bytes()))


def test_the_compact_layout_says_the_same_on_one_line_as_tinydb_writes(path, tmp_path):
    write_store(tmp_path / "compact.json", SIZE, Layout.COMPACT)
    text = (tmp_path / "compact.json").read_text("ascii")
    assert "\n" not in text
    assert json.loads(text) == json.loads(path.read_bytes())
    assert json.dumps(json.loads(text)) == text


def test_the_facts_alone_stand_one_a_line_with_their_ids(path, tmp_path):
    write_store(tmp_path / "facts.jsonl", SIZE, Layout.LINES)
    lines = [json.loads(line) for line in (tmp_path / "facts.jsonl").read_text("utf-8").splitlines()]
    assert {line.pop("id"): line for line in lines} == json.loads(path.read_bytes())["facts"]
    assert len(lines) == SIZE


def test_the_shipped_records_stand_in_it_as_they_are(made, shipped):
    for table in ("organizations", "projects", "measures", "sources", "rates", "facts"):
        assert {
            key: made.snapshot.table(table)[key] for key in shipped.snapshot.table(table)
        } == shipped.snapshot.table(table)
    assert made.find("company:zong").facts == shipped.find("company:zong").facts


def test_fewer_facts_than_the_shipped_ones_are_refused(tmp_path, shipped):
    count = len(shipped.snapshot.facts)
    with pytest.raises(ValueError, match=f"the shipped store alone has {count} facts"):
        write_store(tmp_path / "small.json", count - 1)
    write_store(tmp_path / "same.json", count)
    assert Library.open(tmp_path / "same.json").snapshot.facts == shipped.snapshot.facts


def shares(library):
    facts = library.snapshot.facts.values()
    evidence = [piece for fact in facts for piece in fact.evidence]
    of_facts = {
        "amount": sum(fact.amount is not None for fact in facts),
        "when": sum(fact.when is not None for fact in facts),
        "measure": sum(fact.measure is not None for fact in facts),
        "project": sum(fact.project is not None for fact in facts),
        "parties": sum(len(fact.parties) for fact in facts),
        "places": sum(len(fact.places) for fact in facts),
        "evidence": len(evidence),
        "quotations in other scripts": sum(not (piece.quote or "").isascii() for piece in evidence),
        "hedged": sum(fact.amount is not None and fact.amount.bound.value != "exact" for fact in facts),
        "letters of statements": sum(len(fact.statement) for fact in facts),
    }
    return {name: count / len(facts) for name, count in of_facts.items()}


def test_the_shares_are_those_of_the_shipped_store(made, shipped):
    there, here = shares(made), shares(shipped)
    # Companies of a small store have no room for the largest projects, whose facts have the most places.
    assert there == pytest.approx(here, rel=0.3)


def test_disputes_are_as_frequent_as_in_the_shipped_store(made, shipped):
    there = len(made.disputes()) / len(made.snapshot.facts)
    here = len(shipped.disputes()) / len(shipped.snapshot.facts)
    assert here / 2 < there < here * 2


def test_there_is_a_source_for_each_two_to_four_made_facts_and_each_is_evidence(made, shipped):
    used = {piece.source for fact in made.snapshot.facts.values() for piece in fact.evidence}
    new = set(made.snapshot.sources) - set(shipped.snapshot.sources)
    assert new <= used
    assert 2 < (SIZE - len(shipped.snapshot.facts)) / len(new) < 4


def test_statements_differ_and_name_their_new_company(made, shipped):
    new = [fact for key, fact in made.snapshot.facts.items() if key not in shipped.snapshot.facts]
    assert len({fact.statement for fact in new}) > 0.95 * len(new)
    names = [organization.name for organization in made.snapshot.organizations.values()]
    named = [fact for fact in new if any(name in fact.statement for name in names)]
    assert len(named) > 0.7 * len(new)
    # A shipped company is the subject of its own facts only.
    assert not {fact.company for fact in new} & {fact.company for fact in shipped.snapshot.facts.values()}


def test_a_changed_figure_stands_in_the_words_too(made, shipped):
    new = [fact for key, fact in made.snapshot.facts.items() if key not in shipped.snapshot.facts]
    in_millions = [
        fact
        for fact in new
        if fact.amount is not None and re.fullmatch(r"(?:US)?\$ ?[\d.,]+ million", fact.amount.raw or "")
    ]
    assert len(in_millions) > 50
    for fact in in_millions:
        number = float(re.sub(r"[^\d.]", "", fact.amount.raw))
        assert number * 1_000_000 == pytest.approx(fact.amount.value), fact.id


def test_quotations_stay_as_short_as_the_store_takes_them(made):
    quotes = [piece.quote or "" for fact in made.snapshot.facts.values() for piece in fact.evidence]
    assert max(len(quote.split(" ")) for quote in quotes) == 8


def test_of_a_million_facts_the_largest_company_has_some_ten_thousands_and_the_middle_one_some_hundreds():
    companies = Companies(1_000_000).by_rank
    counts = [company.facts for company in companies]
    assert sum(counts) == 1_000_000
    assert 10_000 < counts[0] < 60_000
    assert 100 < counts[len(counts) // 2] < 500
    assert counts[1:] == sorted(counts[1:], reverse=True)
    assert len({company.id for company in companies}) == len(companies)
    assert not [name for name, times in Counter(company.name for company in companies).items() if times > 1]


@pytest.mark.parametrize(
    ("text", "months", "shifted"),
    [
        ("2018", 24, "2020"),
        ("2018-11", 3, "2019-02"),
        ("2019-01-31", -11, "2018-02-28"),
        ("2018-11-05~", 12, "2019-11-05~"),
        ("2018-33", 12, "2019-33"),
        ("../2018-05", 1, "../2018-06"),
        ("2018~/2020", -36, "2015~/2017"),
        ("2016-02-29", 12, "2017-02-28"),
    ],
)
def test_dates_move_with_their_precision(text, months, shifted):
    assert shift_date(text, months) == shifted


def test_a_pattern_exchanges_names_places_dates_and_figures_wherever_they_stand():
    reader = Reader({"Zong": "zong", "Zong 4G": "zong"}, ["Lahore"])
    pattern = reader.pattern(
        "Zong 4G's 1,200 sites in Lahore, since May 2018 (in 2017: 800), cost 1.3 billion.", [1.3e9]
    )
    cast = Cast({"zong": "Alpha"}, {"Lahore": "Multan"}, 8, {1.3e9: 34_500_000})
    assert pattern.fill(cast) == (
        "Alpha's 1,200 sites in Multan, since January 2019 (in 2017: 800), cost 0.0345 billion."
    )
