"""`cpecfacts cite`."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import bibtexparser
import pytest
from inline_snapshot import snapshot

from cpecfacts import Library
from cpecfacts.wording.dates import date_words

FACT = "zong-total-invested-over-3bn-2024"
DAY = ("--accessed", "2026-11-24")


def located(fact_id, when, day="24 Nov 2026"):
    library = Library.open()
    return (
        f"Fact {fact_id} ({when}) in “{library.snapshot.meta.title}” "
        f"(cpecfacts store, updated {date_words(library.snapshot.meta.updated)}, BLAKE2b {library.digest[:12]}…), accessed {day}."
    )


def test_a_fact_is_cited_in_apa_unless_asked_otherwise(ask):
    answer = ask("cite", FACT, *DAY)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "Daily News Agency (DNA). (2024, June 28). Chinese tech giants drive innovation in Pakistan: Report.",
        "“invested over $3 billion” (paragraph 8).",
        "Reprint of: Gwadar Pro.",
        located(FACT, "as of Jun 2024"),
    ]
    assert ask("cite", FACT, *DAY, "--style", "apa").out == answer.out


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (
            "apa",
            snapshot(
                "Dawn. (2020, December 3). Rs38bn cross-border optic fibre project under CPEC cleared. https://www.dawn.com/news/1593711/rs38bn-cross-border-optic-fibre-project-under-cpec-cleared\n"
            ),
        ),
        (
            "chicago-author-date",
            snapshot(
                "Dawn. 2020. “Rs38bn Cross-border Optic Fibre Project Under CPEC Cleared.” December 3. https://www.dawn.com/news/1593711/rs38bn-cross-border-optic-fibre-project-under-cpec-cleared.\n"
            ),
        ),
        (
            "mla",
            snapshot(
                "“Rs38bn Cross-border Optic Fibre Project Under CPEC Cleared.” Dawn, 3 Dec. 2020, https://www.dawn.com/news/1593711/rs38bn-cross-border-optic-fibre-project-under-cpec-cleared.\n"
            ),
        ),
        (
            "bibtex",
            snapshot("""\
@article{dawn-2020-12-03,
  author = {{Dawn}},
  title = {{Rs38bn cross-border optic fibre project under CPEC cleared}},
  journal = {Dawn},
  year = {2020},
  month = dec,
  date = {2020-12-03},
  url = {https://www.dawn.com/news/1593711/rs38bn-cross-border-optic-fibre-project-under-cpec-cleared},
  urldate = {2026-11-23},
  langid = {en},
}
"""),
        ),
        (
            "wikipedia",
            snapshot(
                "{{cite news |title=Rs38bn cross-border optic fibre project under CPEC cleared |newspaper=Dawn |date=3 December 2020 |url=https://www.dawn.com/news/1593711/rs38bn-cross-border-optic-fibre-project-under-cpec-cleared |access-date=23 November 2026 |language=en}}\n"
            ),
        ),
    ],
)
def test_a_source_is_its_citation_and_nothing_else(ask, style, text):
    answer = ask("cite", "dawn-2020-12-03", "--style", style)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == text


def test_csl_json_is_an_array_for_other_programs(ask):
    items = ask("cite", "dawn-2020-12-03", FACT, "dawn-2020-12-03", "--style", "csl-json").json
    assert [item["id"] for item in items] == ["dawn-2020-12-03", "dna-2024-06-28", FACT]


def test_a_source_of_two_facts_stands_once_in_a_file(ask):
    answer = ask("cite", "zong-4g-launch-2013", FACT, "--style", "bibtex")
    keys = [entry.key for entry in bibtexparser.parse_string(answer.out).entries]
    assert keys == ["dna-2024-06-28", "zong-4g-launch-2013", FACT]
    assert "\n\n\n" not in answer.out


def test_facts_are_cited_in_the_order_given_each_once(ask):
    answer = ask("cite", "zong-4g-launch-2014", "zong-4g-launch-2013", "zong-4g-launch-2014", "--json")
    assert [item["id"] for item in answer.items] == ["zong-4g-launch-2014", "zong-4g-launch-2013"]


def test_the_beginning_of_an_id_is_enough(ask):
    assert ask("cite", "dawn-2020-12-0", "--style", "mla").out == ask("cite", "dawn-2020-12-03", "--style", "mla").out
    assert ask("cite", "zong-total-invested-over-3bn").code == 2  # two begin so


def test_json_has_the_whole_digest_and_the_evidence(ask):
    answer = ask("cite", FACT, *DAY, "--json")
    assert answer.json["store"]["digest"] == Library.open().digest
    (item,) = answer.items
    assert item["located"] == located(FACT, "as of Jun 2024")
    assert item["sources"][0]["quotations"] == [
        {"quote": "invested over $3 billion", "paragraph": 8, "asserted_by": None, "stance": "supports"}
    ]
    assert [entry["id"] for entry in item["csl"]] == ["dna-2024-06-28", FACT]


def test_the_day_of_access_is_today_unless_given(ask):
    before = datetime.now(tz=UTC).astimezone().date()
    text = ask("cite", FACT).out
    after = datetime.now(tz=UTC).astimezone().date()
    assert any(f"accessed {day.day} {day:%b} {day.year}." in text for day in (before, after))
    assert "accessed 2 Jan 2025." in ask("cite", FACT, "--accessed", "2025-01-02").out


@pytest.mark.parametrize(
    ("more", "first"),
    [
        (("--style", "bibtex"), "@article{dawn-2020-12-03,"),
        (("--format", "bibtex"), "@article{dawn-2020-12-03,"),
        (("--style", "bibtex", "--format", "bibtex"), "@article{dawn-2020-12-03,"),
        (("--format", "csl-json"), "["),
        (("--format", "wikipedia"), "{{cite news |title=Rs38bn"),
        (("--style", "mla", "--format", "table"), "“Rs38bn Cross-border"),
        (("--style", "bibtex", "--format", "table"), "@article{dawn-2020-12-03,"),
        (("--style", "bibtex", "--csv"), "id,record,style,text,"),
        (("--style", "mla", "--markdown"), "“Rs38bn Cross-border"),
        (("--style", "bibtex", "--jsonl"), '{"id":"dawn-2020-12-03","record":"source","style":"bibtex"'),
    ],
)
def test_a_style_that_is_a_file_is_the_format_unless_one_is_named(ask, more, first):
    answer = ask("cite", "dawn-2020-12-03", *more)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(first)


@pytest.mark.parametrize(
    ("name", "more", "first"),
    [
        ("refs.bib", (), "@article{"),
        ("refs.bib", ("--style", "bibtex"), "@article{"),
        ("refs.json", ("--style", "csl-json"), "["),
        ("refs.json", ("--style", "apa"), "{"),
        ("refs.json", (), "{"),
        ("article.wiki", ("--style", "wikipedia"), "{{cite news"),
        ("refs.txt", ("--style", "mla"), "“Rs38bn"),
        ("refs.md", (), "Dawn\\. \\("),
    ],
)
def test_a_file_is_what_its_ending_or_the_style_says(ask, tmp_path, name, more, first):
    path = tmp_path / name
    answer = ask("cite", "dawn-2020-12-03", *more, "-o", path)
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert path.read_text("utf-8").startswith(first.replace("\\.", "."))


REFUSED = snapshot({
    ("zong",): (2, "cpecfacts: “zong” is a company, and only facts and sources are cited: cpecfacts sources --company zong --style apa\n"),
    ("islamabad-safe-city",): (2, "cpecfacts: “islamabad-safe-city” is a project, and only facts and sources are cited: cpecfacts sources --project islamabad-safe-city --style apa\n"),
    ("nothing-of-that-name",): (3, "cpecfacts: nothing in the store is called “nothing-of-that-name”\n"),
    ("dawn-2020-12-03", "--style", "appa"): (2, "cpecfacts: unknown style “appa”: did you mean apa?\n"),
    ("dawn-2020-12-03", "--style", "xyzzy"): (2, "cpecfacts: unknown style “xyzzy”: there are apa, chicago-author-date, mla, bibtex, csl-json, wikipedia\n"),
    ("dawn-2020-12-03", "--style", "apa", "--format", "bibtex"): (2, "cpecfacts: the style apa cannot be written as bibtex\n"),
    ("dawn-2020-12-03", "--style", "csl-json", "--format", "bibtex"): (2, "cpecfacts: the style csl-json cannot be written as bibtex\n"),
    ("dawn-2020-12-03", "--style", "mla", "-o", "refs.bib"): (2, "cpecfacts: the style mla cannot be written as bibtex\n"),
    ("dawn-2020-12-03", "--accessed", "today"): (2, "cpecfacts: --accessed “today” cannot be read: expected a day such as 2026-11-24\n"),
    (): (2, "cpecfacts: Missing argument 'ID...'.\n"),
})  # fmt: skip


@pytest.mark.parametrize("asked", REFUSED, ids=" ".join)
def test_what_cannot_be_cited_is_told_in_one_line(ask, asked):
    answer = ask("cite", *asked)
    assert (answer.code, answer.err) == REFUSED[asked]
    assert answer.out == ""


def test_other_answers_are_no_references(ask):
    answer = ask("facts", "--format", "bibtex")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == snapshot(
        "cpecfacts: bibtex is for references, which “facts” has none of: cpecfacts sources --format bibtex, or cpecfacts cite ID --style bibtex\n"
    )


def test_a_file_that_cannot_be_made_is_left_as_it_was(ask, tmp_path):
    path = tmp_path / "old.bib"
    path.write_text("old")
    assert ask("facts", "-o", path).code == 2
    assert path.read_text() == "old"


def test_a_deprecated_fact_says_so(ask):
    found = ask("facts", "rank:deprecated", "--limit", 1, "--json").items[0]
    text = ask("cite", found["id"]).out
    assert text.startswith("Deprecated as wrong: ")
    assert f"\nDeprecated fact {found['id']} " in text


def test_hostile_text_gives_no_command_to_a_terminal(ask, tables, save):
    evil = "\x1b]8;;http://evil\x1b\\x\x9b31m\u202e\u200b<script>}{|\n% & $"
    tables["sources"]["paper-1"] |= {"title": evil, "publisher": evil, "URL": f"https://x.example/{evil}"}
    tables["facts"]["alpha-launch-2013"]["evidence"][0] |= {"quote": evil}
    path = save(tables)
    for style in ("apa", "chicago-author-date", "mla", "bibtex", "csl-json", "wikipedia"):
        for form in ((), ("--json",), ("--csv",), ("--markdown",), ("--format", "table")):
            answer = ask("cite", "alpha-launch-2013", "--style", style, *form, "--store", path)
            assert answer.code == 0
            assert answer.out.replace("\r", "").replace("\n", "").isprintable()


def test_on_a_terminal_a_reference_hangs(draw):
    answer = draw(60, "cite", FACT, *DAY)
    assert answer.code == 0
    assert answer.out.splitlines()[:5] == snapshot([
    "Daily News Agency (DNA). (2024, June 28). Chinese tech",
    "    giants drive innovation in Pakistan: Report.",
    "\x1b[2m    “invested over $3 billion” (paragraph 8).\x1b[0m",
    "\x1b[2m    Reprint of: Gwadar Pro.\x1b[0m",
    "Fact zong-total-invested-over-3bn-2024 (as of Jun 2024) in",
])  # fmt: skip


def test_a_file_on_a_terminal_is_not_folded(draw):
    lines = draw(40, "cite", "dawn-2020-12-03", "--style", "csl-json").out
    assert json.loads(lines)[0]["id"] == "dawn-2020-12-03"
