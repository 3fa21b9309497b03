"""`cpecfacts diff`."""

from __future__ import annotations

import pytest


@pytest.fixture
def newer(tables, save):
    """The small store after some work."""
    facts = tables["facts"]
    facts["beta-rank"]["amount"]["value"] = 3
    facts["beta-rank"]["tags"] = ["a", "b"]
    del facts["beta-old"]
    for number in range(4):
        facts[f"new-{number}"] = facts["alpha-launch-2013"] | {"statement": f"It is new: {number}."}
    tables["organizations"]["gamma"] = tables["organizations"]["beta"] | {"name": "Gamma"}
    tables["meta"]["title"] = "Newer"
    return save(tables, "newer.json")


def test_what_differs_is_shown_field_by_field(ask, small, newer):
    answer = ask("diff", small, newer)
    assert answer.code == 0
    assert answer.err == (
        f"4 facts added, 1 organization added, 1 fact removed, 1 fact changed, 1 description of the store changed "
        f"from {small} to {newer}\n"
    )
    lines = [line.split() for line in answer.out.splitlines()]
    assert ["Added", "5"] in lines
    assert "facts          It is new: 0.  new-0" in answer.out
    assert "Removed fact  beta-old" in answer.out
    rows = [line for line in answer.out.splitlines() if line.startswith("fact beta-rank")]
    assert [row.split()[-3:] for row in rows] == [["amount.value", "2", "3"], ["–", "a,", "b"]]
    assert "description of the store; what the store says of itself  title" in answer.out


def test_the_json_has_every_field(ask, small, newer):
    items = ask("diff", small, newer, "--table", "organizations", "--jsonl").lines
    assert items == [
        {"change": "added", "table": "organizations", "id": "gamma", "field": name, "old": None, "new": new}
        for name, new in (("name", "Gamma"), ("type", "company"), ("aliases", ["Common"]))
    ]
    changed = [item for item in ask("diff", small, newer, "--json").items if item["id"] == "beta-rank"]
    assert [(item["field"], item["old"], item["new"]) for item in changed] == [
        ("amount.value", 2, 3),
        ("tags", [], ["a", "b"]),
    ]


def test_markdown_is_fit_for_a_changelog(ask, small, newer):
    out = ask("diff", small, newer, "--table", "facts", "--markdown").out
    assert "## Added (4)\n\n| Table | What | ID |\n| --- | --- | --- |\n| facts | It is new: 0. | new-0 |\n" in out
    assert "## Removed fact (beta-old)\n" in out
    assert "| Record | Field | Before | After |" in out


def test_the_other_way_round_additions_are_removals(ask, small, newer):
    there = ask("diff", small, newer, "--jsonl").lines
    back = ask("diff", newer, small, "--jsonl").lines
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    expected = [item | {"change": turned[item["change"]], "old": item["new"], "new": item["old"]} for item in there]
    assert sorted(back, key=str) == sorted(expected, key=str)


def test_equal_stores_have_no_difference(ask, small, tmp_path):
    answer = ask("diff", small, small, "--exit-code")
    assert (answer.code, answer.out, answer.err) == (0, "", "no difference\n")
    assert ask("diff", small, small, "--json").items == []


def test_the_exit_code_tells_when_asked(ask, small, newer):
    assert ask("diff", small, newer, "--exit-code").code == 1
    assert ask("diff", small, newer, "--table", "rates", "--exit-code").code == 0


def test_the_second_store_is_the_one_in_use_unless_named(ask, small, newer, monkeypatch):
    named = ask("diff", small, newer).out
    assert ask("diff", small, "--store", newer).out == named
    monkeypatch.setenv("CPECFACTS_STORE", str(newer))
    assert ask("diff", small).out == named
    assert "name the second store once" in ask("diff", small, newer, "--store", newer).err


def test_standard_input_and_the_shipped_store_have_names(ask, small, newer, sends):
    sends(small.read_bytes())
    answer = ask("diff", "-", newer)
    assert answer.err.endswith(f"from - to {newer}\n")
    assert answer.out == ask("diff", small, newer).out
    sends(b"nonsense")
    broken = ask("diff", "-", newer)
    assert (broken.code, broken.err.startswith("cpecfacts: standard input: ")) == (4, True)
    assert ask("diff", "shipped", "shipped").err == "no difference\n"


def test_a_closed_standard_input_is_no_store(ask, newer, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert ask("diff", "-", newer).code == 4


def test_a_table_that_is_none_is_told(ask, small):
    answer = ask("diff", small, small, "--table", "fact")
    assert (answer.code, answer.err) == (2, "cpecfacts: unknown table “fact”: did you mean facts?\n")


def test_hostile_text_is_shown_harmless(ask, tables, save, small):
    tables["organizations"]["alpha"]["name"] = "\x1b[31m|<b>`x`\u202e"
    bad = save(tables, "bad.json")
    for option in ((), ("--markdown",), ("--csv",)):
        answer = ask("diff", small, bad, *option)
        assert "\x1b" not in answer.out
    assert "\\|&lt;b&gt;\\`x\\`" in ask("diff", small, bad, "--markdown").out
