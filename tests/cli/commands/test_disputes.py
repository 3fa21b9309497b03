"""`cpecfacts disputes`."""

from __future__ import annotations

import json

import pytest
from inline_snapshot import snapshot

LAUNCH = ("--company", "zong", "--measure", "4g-launch")


def test_the_rival_figures_stand_side_by_side_with_who_says_them_and_the_reason(ask):
    answer = ask("disputes", *LAUNCH)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot("""\
Dispute                                                                                 Figure  When  Fact                                                                    Said by                       ID                   Backing
China Mobile Pakistan (Zong): 4G launch; conflict: it has one date: 2013, 2014 or 2015          2013  Zong was the first network to launch 4G services in Pakistan, in 2013.  Gwadar Pro                    zong-4g-launch-2013  ★ 1 source
China Mobile Pakistan (Zong): 4G launch; conflict: it has one date: 2013, 2014 or 2015          2014  Zong says it was the first operator to launch 4G in Pakistan, in 2014.  China Mobile Pakistan (Zong)  zong-4g-launch-2014  ★ 1 source; self-reported
China Mobile Pakistan (Zong): 4G launch; conflict: it has one date: 2013, 2014 or 2015          2015  Zong launched 4G in 2015.                                               Mobile World Live             zong-4g-launch-2015  ★ 1 source
""")


def test_a_total_that_falls_says_so(ask):
    (item,) = ask("disputes", "id:zong-total-invested-2-7bn-2018-10", "--json").items
    assert item["why"] == "a total cannot fall: US$3bn in Aug 2017; US$2.7bn in Oct 2018"
    assert item["facts"] == ["zong-total-invested-3bn-2017-08", "zong-total-invested-2-7bn-2018-10"]
    assert [figure["amount"]["value"] for figure in item["figures"]] == [3_000_000_000, 2_700_000_000]


def test_the_json_of_a_dispute(ask):
    answer = ask("disputes", "--measure", "4g-market-share", "--json").json
    assert list(answer) == ["format", "command", "query", "description", "count", "hidden", "warnings", "items"]
    (item,) = answer["items"]
    del item["figures"]
    assert item == snapshot(
        {
            "grade": "conflict",
            "company": "zong",
            "project": None,
            "measure": "4g-market-share",
            "label": "4G market share",
            "shape": "level",
            "facts": ["zong-4g-market-share-75-percent-2017-04", "zong-4g-market-share-90-percent-2017-04"],
            "why": "both as of Apr 2017: 75% against 90%",
        }
    )


def test_filters_find_disputes_of_which_they_match_one_fact(ask):
    everything = ask("disputes", "--json").items
    for filters in (("--company", "zong"), ("--since", "2019"), ("--kind", "launch"), ("is:self-reported",)):
        found = {fact["id"] for fact in ask("facts", *filters, "--json").items}
        expected = [item for item in everything if found & set(item["facts"])]
        assert ask("disputes", *filters, "--json").items == expected
        assert 0 < len(expected) < len(everything)
    assert ask("disputes", "--disputed", "--json").items == everything


def test_each_grade_is_asked_for_alone_and_the_others_are_counted(ask):
    everything = ask("disputes", "--json")
    by_grade = {grade: ask("disputes", "--grade", grade, "--json").json for grade in ("conflict", "tension")}
    for grade, answer in by_grade.items():
        assert {item["grade"] for item in answer["items"]} == {grade}
        assert answer["hidden"] == {"other_grade": len(everything.items) - answer["count"]}
    assert sum(answer["count"] for answer in by_grade.values()) == everything.json["count"]
    answer = ask("disputes", "--company", "bytedance", "--grade", "CONFLICT")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "no disputes found for: facts about ByteDance; left out: 1 of another grade\n"


@pytest.mark.parametrize(
    ("grade", "sentence"),
    [
        ("conflit", "cpecfacts: unknown grade “conflit”: did you mean conflict?\n"),
        ("tensions", "cpecfacts: unknown grade “tensions”: did you mean tension?\n"),
        ("xyzzy", "cpecfacts: unknown grade “xyzzy”: there are conflict, tension\n"),
        ("", "cpecfacts: unknown grade “”: there are conflict, tension\n"),
    ],
)
def test_a_grade_that_there_is_not_is_an_error(ask, grade, sentence):
    assert ask("disputes", "--grade", grade) == (2, "", sentence)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (LAUNCH, 1),
        ((*LAUNCH, "--json"), 1),
        ((*LAUNCH, "--grade", "tension"), 0),
        ((*LAUNCH, "--limit", "0"), 1),  # there are some, shown or not
        (("xyzzy",), 0),
        (("--company", "transsion", "--grade", "tension", "--jsonl"), 0),
    ],
)
def test_a_script_may_ask_whether_there_are_any(ask, arguments, code):
    plain = ask("disputes", *arguments)
    asked = ask("disputes", *arguments, "--exit-code")
    assert plain.code == 0
    assert asked == plain._replace(code=code)


def test_the_exit_code_is_that_of_what_is_written_to_a_file_too(ask, tmp_path):
    path = tmp_path / "out.json"
    answer = ask("disputes", *LAUNCH, "--exit-code", "-o", path)
    assert (answer.code, answer.out) == (1, "")
    assert json.loads(path.read_bytes())["count"] == 1


def test_nothing_found_is_said_and_no_error(ask):
    answer = ask("disputes", "--company", "infinix", "xyzzy")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "no disputes found for: facts about Infinix, with a word that begins “xyzzy”\n"


def test_disputes_are_sorted_by_any_field_with_one_value(ask):
    companies = [item["company"] for item in ask("disputes", "--sort", "company", "--reverse", "--json").items]
    assert companies == sorted(companies, reverse=True)
    refused = ask("disputes", "--sort", "facts")
    assert (refused.code, refused.out) == (2, "")


def test_only_some_fields_are_shown_when_asked_for(ask):
    assert ask("disputes", *LAUNCH, "--fields", "measure,why,figures.when", "--csv").out == (
        'measure,why,figures.when\r\n4g-launch,"it has one date: 2013, 2014 or 2015",2013; 2014; 2015\r\n'
    )


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_table_for_a_spreadsheet_has_a_row_a_dispute(ask, form):
    found = ask("disputes", "--json").items
    lines = ask("disputes", f"--{form}").out.splitlines()
    assert len(lines) == len(found) + 1


def test_markdown_has_the_reason_in_every_row(ask):
    lines = ask("disputes", *LAUNCH, "--markdown").out.splitlines()
    assert lines[0] == "| Dispute | Figure | When | Fact | Said by | ID | Backing |"
    assert all("it has one date: 2013, 2014 or 2015" in line for line in lines[2:])
    assert len(lines) == 5


@pytest.mark.parametrize("width", [40, 80, 160])
def test_on_a_terminal_the_question_and_the_reason_stand_once_above_the_rivals(draw, width):
    answer = draw(width, "disputes", *LAUNCH, NO_COLOR="1")
    assert answer.code == 0
    assert "\x1b[" not in answer.out
    lines = answer.out.splitlines()
    assert max(map(len, lines)) <= width
    text = " ".join(answer.out.split())
    assert text.count("China Mobile Pakistan (Zong): 4G launch conflict: it has one date: 2013, 2014 or 2015") == 1
    for fact in ("zong-4g-launch-2013", "zong-4g-launch-2014", "zong-4g-launch-2015"):
        assert text.replace(" ", "").count(fact) == 1


def test_a_plan_is_laid_beside_plans_only_and_a_deprecated_fact_beside_nothing(ask, tables, save):
    def rank(value, **changes):
        base = tables["facts"]["beta-rank"]
        return base | {"amount": base["amount"] | {"value": value}} | changes

    tables["facts"] |= {
        "beta-rank-plan": rank(7, status="planned"),
        "beta-rank-wrong": rank(9, rank="deprecated", rank_reason="No."),
    }
    assert ask("disputes", "--all", "--store", save(tables)).out == ""
    tables["facts"]["beta-rank-5"] = rank(5)
    (item,) = ask("disputes", "--json", "--store", save(tables)).items
    assert (item["facts"], item["why"]) == (
        ["beta-rank", "beta-rank-5"],
        "both as of Jun 2015: no. 2 against no. 5",
    )


def test_hostile_text_is_no_command_to_the_terminal(ask, draw, tables, save):
    poison = "\x1b[31m[red]\u202e\n|<b>"
    tables["measures"]["rank"]["label"] = poison
    base = tables["facts"]["beta-rank"]
    for number in (2, 9):
        tables["facts"][f"rank-{number}"] = base | {
            "amount": base["amount"] | {"value": number, "unit": poison},
            "statement": poison,
        }
    path = save(tables)
    for out in (ask("disputes", "--store", path).out, draw(80, "disputes", "--store", path, NO_COLOR="1").out):
        assert "\x1b" not in out.replace("\\x1b", "")
        assert "\u202e" not in out
        assert "[red]" in out
    (item,) = ask("disputes", "--json", "--store", path).items
    assert item["label"] == poison
    assert item["why"] == f"both as of Jun 2015: 2 {poison} against 9 {poison}"
