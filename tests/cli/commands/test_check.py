"""`cpecfacts check`: its lines, formats, options and exit codes."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest

from cpecfacts.checks.registry import RULES
from cpecfacts.store.location import packaged_store


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """The store with an error, a warning and notes, as facts.json in the current folder; return its tables and lines."""
    monkeypatch.chdir(tmp_path)
    shipped = json.loads(packaged_store().read_bytes())
    fact = deepcopy(shipped["facts"]["zong-total-invested-over-3bn-2024"])
    fact["amount"]["value"] = 3000000
    fact["evidence"][0]["asserted_by"] = "zonk"
    source = shipped["sources"]["dna-2024-06-28"] | {"issued": None, "title": "A %\r\n::error::100\x1b[31m"}
    used = {"organizations": ["zong", "china-mobile"], "measures": ["total-invested"]}
    tables = {
        name: {
            key: record | ({"parent": None} if "parent" in record else {})
            for key, record in table.items()
            if key in used.get(name, [])
        }
        for name, table in shipped.items()
        if name != "meta"
    }
    tables |= {
        "meta": shipped["meta"],
        "facts": {"zong-x": fact | {"project": None}},
        "sources": {"dna-2024-06-28": source},
    }
    text = json.dumps(tables, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
    (tmp_path / "facts.json").write_text(text, "utf-8")
    return tables


LINES = [
    "facts.json:9: error: facts.zong-x.amount.value: “over $3 billion” is 3,000,000,000 (10 digits), but the value is 3,000,000 (7 digits) [amount-against-raw]",
    "facts.json:14: error: facts.zong-x.evidence[0].asserted_by: refers to the organization “zonk”, which the store does not have [unknown-reference]",
    "facts.json:94: warning: sources.dna-2024-06-28.URL: “A %\\r\\n::error::100\\x1b[31m” is cited without an address [source-without-url]",
]
HIDDEN = "sources.dna-2024-06-28.title: has a line break"
SUMMARY = "2 errors, 2 warnings in 1 fact; left out: 1 note (--notes shows it)\n"


def test_the_shipped_store_has_no_errors(ask):
    answer = ask("check")
    assert answer.code == 0
    assert [line for line in answer.out.splitlines() if ": warning: " not in line] == []
    assert 0 < len(answer.out.splitlines()) < 12
    assert answer.err.startswith("no errors, ")
    assert " warnings in 789 facts; left out: " in answer.err


def test_in_a_pipe_every_problem_is_one_line_that_editors_follow(ask, broken):
    answer = ask("check", "facts.json")
    assert answer.code == 1
    lines = answer.out.splitlines()
    assert lines[:3] == LINES
    assert HIDDEN in lines[3]
    assert answer.err == SUMMARY


def test_the_store_may_be_named_as_argument_option_or_variable(ask, broken, monkeypatch):
    expected = ask("check", "facts.json")
    assert ask("check", "--store", "facts.json") == expected
    monkeypatch.setenv("CPECFACTS_STORE", "facts.json")
    assert ask("check") == expected
    twice = ask("check", "facts.json", "--store", "facts.json")
    assert (twice.code, twice.out) == (2, "")
    assert twice.err == "cpecfacts: name the store once: as an argument or with --store\n"


def test_several_stores_are_checked_together(ask, broken):
    answer = ask("check", "facts.json", packaged_store(), "facts.json")
    assert answer.code == 1
    assert answer.err.startswith("2 errors, ")
    assert " in 790 facts of 2 stores; left out: " in answer.err


def test_a_terminal_gets_the_reason_once_and_what_mends_each(draw, broken):
    answer = draw(100, "check", "facts.json", "--rule", "amount-against-raw", "--rule", "unknown-reference")
    assert answer.code == 1
    plain = draw(100, "check", "facts.json", "--rule", "amount-against-raw", "--no-color")
    assert plain.out == (
        "facts.json:9: error: facts.zong-x.amount.value: “over $3 billion” is 3,000,000,000 (10 digits), but\n"
        "the value is 3,000,000 (7 digits) [amount-against-raw]\n"
        "    A figure that lost or won three digits is the commonest and the worst mistake of all.\n"
        '    Mend: set "value" to 3000000000, if the words are right\n'
    )
    assert "\x1b[1merror\x1b[0m" in answer.out
    assert "Mend: did you mean “zong”?" in answer.out


def test_notes_are_shown_when_asked_for_and_by_the_name_of_their_rule(ask, broken):
    for asked in (("--notes",), ("--rule", "source-without-date")):
        answer = ask("check", "facts.json", *asked)
        assert "note: sources.dna-2024-06-28.issued: “Daily News Agency (DNA)” is cited without a date" in answer.out
        assert answer.err.endswith(", 1 note in 1 fact\n")


def test_strict_ends_with_1_at_warnings_and_never_at_notes(ask, broken):
    for rule, plain, strict in (
        ("amount-against-raw", 1, 1),
        ("source-without-url", 0, 1),
        ("source-without-date", 0, 0),
    ):
        assert ask("check", "facts.json", "--rule", rule).code == plain
        assert ask("check", "facts.json", "--rule", rule, "--strict").code == strict


def test_json_has_everything_and_says_nothing_beside(ask, broken):
    answer = ask("check", "facts.json", "--json")
    assert (answer.code, answer.err) == (1, "")
    assert answer.json["checked"] == [
        {"file": "facts.json", "facts": 1, "errors": 2, "warnings": 2, "notes": 1, "texts": None}
    ]
    assert answer.items[0] == {
        "rule": "amount-against-raw",
        "severity": "error",
        "file": "facts.json",
        "line": 9,
        "table": "facts",
        "id": "zong-x",
        "path": "facts.zong-x.amount.value",
        "message": "“over $3 billion” is 3,000,000,000 (10 digits), but the value is 3,000,000 (7 digits)",
        "reason": "A figure that lost or won three digits is the commonest and the worst mistake of all",
        "mend": 'set "value" to 3000000000, if the words are right',
    }
    assert [row["rule"] for row in ask("check", "facts.json", "--csv").rows] == [item["rule"] for item in answer.items]


def test_annotations_are_one_line_each_and_obey_nothing_in_the_data(ask, broken):
    answer = ask("check", "facts.json", "--format", "github")
    assert answer.code == 1
    lines = answer.out.splitlines()
    assert lines[0] == (
        "::error file=facts.json,line=9,title=amount-against-raw::facts.zong-x.amount.value: “over $3 billion” is "
        "3,000,000,000 (10 digits), but the value is 3,000,000 (7 digits)%0AA figure that lost or won three digits is the "
        'commonest and the worst mistake of all.%0AMend: set "value" to 3000000000, if the words are right'
    )
    assert len(lines) == 4
    assert [line[: line.index(" ")] for line in lines] == ["::error", "::error", "::warning", "::warning"]
    assert "“A %25\\r\\n::error::100\\x1b[31m” is cited" in lines[2]
    assert ask("check", "facts.json", "--format", "github", "--rule", "source-without-date").out.startswith("::notice ")
    assert ask("check", "facts.json", "--format", "github", "--list-rules").out == ""


def test_the_file_of_an_annotation_is_escaped(ask, broken, tmp_path):
    odd = tmp_path / "a,b:c%.json"
    odd.write_bytes((tmp_path / "facts.json").read_bytes())
    answer = ask("check", odd.name, "--format", "github", "--rule", "unknown-reference")
    assert answer.out.startswith("::error file=a%2Cb%3Ac%25.json,line=14,title=unknown-reference::")


def test_other_commands_have_no_annotations(ask):
    for asked in ("github", "GitHub"):
        answer = ask("facts", "--format", asked)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == "cpecfacts: only check has annotations for GitHub: cpecfacts check --format github\n"


def test_markdown_lists_the_problems_with_what_mends_them(ask, broken):
    lines = ask("check", "facts.json", "--markdown", "--rule", "unknown-reference").out.splitlines()
    assert lines == [
        r"- facts.json:14: error: facts.zong-x.evidence\[0\].asserted\_by: refers to the organization “zonk”, which the store does not have \[unknown-reference\]",
        "  - A fact about nobody, or from a source that is not there, cannot be followed.",
        "  - Mend: did you mean “zong”?",
    ]


def test_the_rules_are_listed_with_their_reasons(ask):
    items = ask("check", "--list-rules", "--json").items
    assert [item["rule"] for item in items] == list(RULES)
    assert {item["needs"] for item in items} == {None, "--stale", "--texts"}
    assert len(ask("check", "--list-rules").out.splitlines()) == len(RULES) + 1
    assert ask("check", "--list-rules", "--store", "nowhere.json").code == 0


@pytest.mark.parametrize(
    ("asked", "code", "sentence"),
    [
        (("--rule", "wrong-tpye"), 2, "unknown rule “wrong-tpye”: did you mean wrong-type?"),
        (("--rule", "stale-figure"), 2, "the rule stale-figure has nothing to look at without --stale"),
        (("--rule", "text-unread"), 2, "the rule text-unread has nothing to look at without --texts"),
        (
            ("--stale", "old"),
            2,
            "age “old” cannot be read: expected a number of years, months or days such as 3y, 18m or 90d",
        ),
        (("--store", "nowhere.json"), 3, "cannot open the store nowhere.json: there is no such file"),
        (("--texts", "nowhere"), 3, "cannot open the folder of texts nowhere: no such file or directory"),
        (("facts.json", "-o", "facts.json"), 2, "cannot write facts.json: it is the store itself"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_one_line(ask, broken, asked, code, sentence):
    answer = ask("check", *asked)
    assert (answer.code, answer.out, answer.err) == (code, "", f"cpecfacts: {sentence}\n")


def test_a_file_that_is_no_json_is_one_problem(ask, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "facts.json").write_text('{"meta": {}\n"facts": {}}')
    answer = ask("check", "facts.json")
    assert answer.code == 1
    assert answer.out == "facts.json:2: error: line 2, column 1: not JSON: expecting ',' delimiter [not-json]\n"
    assert answer.err == "1 error, no warnings in no facts\n"


def test_texts_are_summed_up(ask, broken, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "dna-2024-06-28.txt").write_text(
        "Title\n\nISLAMABAD (DNA) — Zong invested over $3 billion in all of its network here."
    )
    (texts / "nobody.txt").write_text("Text.")
    answer = ask("check", "facts.json", "--texts", "texts")
    assert "; 1 of 1 quotation found in 2 texts; left out: " in answer.err
    assert "texts/nobody.txt:1: warning: no source of the store is called “nobody” [text-without-source]" in answer.out
    assert "[quotation-moved]" in answer.out
    looked = ask("check", "facts.json", "--texts", "texts", "--json").json["checked"][0]["texts"]
    assert (looked["texts"], [found["verdict"] for found in looked["quotations"]]) == (2, ["moved"])


def test_the_path_of_the_packaged_store_is_as_short_as_it_can_be_followed(ask, monkeypatch, tmp_path):
    store = packaged_store()
    monkeypatch.chdir(store.parent)
    assert ask("check", "--json").json["checked"][0]["file"] == store.name
    monkeypatch.chdir(tmp_path)
    assert ask("check", "--json").json["checked"][0]["file"] == str(store)


def test_rules_are_completed():
    from cpecfacts.cli.completion import complete_rule

    assert [name for name, _ in complete_rule("quotation-m")] == ["quotation-missing", "quotation-moved"]
