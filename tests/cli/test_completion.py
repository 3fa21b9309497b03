"""What the shell may complete, by the functions and through the shells' own protocols."""

from __future__ import annotations

import pytest
from inline_snapshot import snapshot

from cpecfacts import Library
from cpecfacts.cli.completion import (
    complete_citable,
    complete_company,
    complete_currency,
    complete_measure,
    complete_project,
    complete_record,
    complete_word,
)

FUNCTIONS = [complete_citable, complete_company, complete_currency, complete_measure, complete_project, complete_record]
WORDS = ["kind", "status", "unit", "place", "tag", "source", "publisher", "rank", "format", "style"]


def _words(pairs):
    return [word for word, _ in pairs]


def test_companies_come_with_their_names():
    assert complete_company("zo") == snapshot([("zonergy", "Zonergy"), ("zong", "China Mobile Pakistan (Zong)")])


def test_measures_come_with_their_labels():
    assert complete_measure("subs") == snapshot(
        [("subscribers", "Subscribers"), ("subscribers-added", "Subscribers gained")]
    )


def test_projects_come_with_their_names():
    assert complete_project("islamabad-s") == snapshot([("islamabad-safe-city", "Islamabad Safe City")])


def test_a_record_may_be_of_any_table():
    assert [
        complete_record(beginning)[0] for beginning in ("zong", "islamabad-s", "subs", "zong-4g-l", "dna-2024")
    ] == (
        snapshot(
            [
                ("zong", "China Mobile Pakistan (Zong)"),
                ("islamabad-safe-city", "Islamabad Safe City"),
                ("subscribers", "Subscribers"),
                ("zong-4g-licence-2014", "Zong's 4G licence (2014)"),
                ("dna-2024-06-28", "Daily News Agency (DNA)"),
            ]
        )
    )


def test_facts_and_sources_are_what_can_be_cited():
    store = Library.open().snapshot
    assert sorted(_words(complete_citable(""))) == sorted([*store.facts, *store.sources])
    assert _words(complete_word("style")("c")) == ["chicago-author-date", "csl-json"]


def test_currencies_are_those_with_rates():
    assert _words(complete_currency("")) == ["CNY", "PKR", "USD"]
    assert _words(complete_currency("p")) == ["PKR"]


def test_every_record_is_completed_once_for_each_table():
    snapshot_of_store = Library.open().snapshot
    tables = [
        getattr(snapshot_of_store, name) for name in ("organizations", "projects", "measures", "facts", "sources")
    ]
    assert sorted(_words(complete_record(""))) == sorted(key for table in tables for key in table)


def test_upper_and_lower_case_do_not_matter():
    assert complete_company("ZO") == complete_company("zo")
    assert _words(complete_word("unit")("usd")) == _words(complete_word("unit")("USD"))


def test_what_nothing_begins_with_completes_nothing():
    assert [function("xyzzy") for function in FUNCTIONS] == [[]] * len(FUNCTIONS)
    assert [complete_word(what)("xyzzy") for what in WORDS] == [[]] * len(WORDS)


def test_words_of_closed_lists_and_of_the_store():
    beginnings = {
        "kind": "l",
        "status": "c",
        "unit": "usd",
        "place": "islam",
        "tag": "safe",
        "source": "dna-2024",
        "publisher": "daily ti",
        "rank": "",
        "format": "j",
    }
    assert {what: _words(complete_word(what)(text)) for what, text in beginnings.items()} == snapshot(
        {
            "kind": ["licence", "launch"],
            "status": ["completed", "cancelled"],
            "unit": ["USD", "USD/MHz", "USD/year"],
            "place": ["Islamabad"],
            "tag": ["safe-city"],
            "source": ["dna-2024-06-28"],
            "publisher": ["Daily Times"],
            "rank": ["preferred", "normal", "deprecated", "any"],
            "format": ["json", "jsonl"],
        }
    )


def test_the_store_of_the_environment_is_asked(small, monkeypatch):
    monkeypatch.setenv("CPECFACTS_STORE", str(small))
    assert complete_company("") == [("alpha", "Alpha"), ("beta", "Beta"), ("watchdog", "Watchdog")]


@pytest.mark.parametrize("contents", [b"", b"{", b"[]", None])
def test_a_broken_store_completes_nothing_and_says_nothing(save, tmp_path, monkeypatch, capfd, contents):
    path = tmp_path / "missing.json" if contents is None else save(contents)
    monkeypatch.setenv("CPECFACTS_STORE", str(path))
    assert [function("z") for function in FUNCTIONS] == [[]] * len(FUNCTIONS)
    assert [complete_word(what)("") for what in ("unit", "place", "tag", "source", "publisher")] == [[]] * 5
    assert complete_word("format")("js") == [("json", ""), ("jsonl", "")]
    assert capfd.readouterr() == ("", "")


def test_the_store_is_read_once_for_one_completion(monkeypatch):
    opened = []
    real = Library.open

    def count(path=None):
        opened.append(path)
        return real(path)

    monkeypatch.setattr(Library, "open", count)
    assert complete_record("zong")
    assert len(opened) == 1


def test_no_control_character_reaches_the_shell(tables, save, monkeypatch):
    evil = "a\x1b]0;owned\x07b\x9b\u202e\nc"
    tables["organizations"]["alpha"]["name"] = evil
    tables["projects"]["rank"]["name"] = evil
    tables["measures"]["rank"]["label"] = evil
    tables["sources"]["paper-1"]["publisher"] = evil
    tables["facts"]["beta-rank"]["statement"] = evil
    tables["facts"]["beta-rank"]["tags"] = [evil]
    tables["facts"]["beta-rank"]["places"] = [evil]
    monkeypatch.setenv("CPECFACTS_STORE", str(save(tables)))
    completed = [pair for function in FUNCTIONS for pair in function("")]
    completed += [pair for what in ("publisher", "tag", "place") for pair in complete_word(what)("")]
    assert ("alpha", "") in [(word, "") for word, _ in completed]
    assert [pair for pair in completed if not "".join(pair).isprintable()] == []


BASH = {
    "cpecfacts comp": ["companies", "compare"],
    "cpecfacts companies --company zon": ["zonergy", "zong"],
    "cpecfacts compare zong huaw": ["huawei", "huawei-marine"],
    "cpecfacts facts --measure subsc": ["subscribers", "subscribers-added"],
    "cpecfacts timeline --project islamabad-s": ["islamabad-safe-city"],
    "cpecfacts show zong-4g-la": ["zong-4g-launch-2013", "zong-4g-launch-2014", "zong-4g-launch-2015"],
    "cpecfacts investments --kind lic": ["licence"],
    "cpecfacts sources --format js": ["json", "jsonl"],
    "cpecfacts stats --lim": ["--limit"],
}


def _bash(shell, line: str, **more: str):
    words = line.split(" ")
    return shell(
        "cpecfacts", _CPECFACTS_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1), **more
    )


def _zsh(shell, line: str, **more: str):
    return shell("cpecfacts", _CPECFACTS_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line, **more)


@pytest.mark.parametrize("line", BASH)
def test_bash_is_given_the_words(shell, line):
    answer = _bash(shell, line)
    assert (answer.code, answer.out.splitlines(), answer.err) == (0, BASH[line], "")


@pytest.mark.parametrize("line", [*BASH][1:5])
def test_zsh_is_given_the_words(shell, line):
    answer = _zsh(shell, line)
    assert (answer.code, answer.err) == (0, "")
    given = [entry.partition('"')[2].partition('"')[0] for entry in answer.out.splitlines()]
    assert given == BASH[line]


def test_zsh_is_given_what_the_words_mean(shell):
    assert _zsh(shell, "cpecfacts companies --company zong").out == snapshot(
        '_arguments \'*: :(("zong":"China Mobile Pakistan (Zong)"))\'\n'
    )


def test_the_beginning_of_an_id_brings_all_that_go_on_from_it(shell):
    given = _bash(shell, "cpecfacts show islamabad-safe-city").out.splitlines()
    assert given[0] == "islamabad-safe-city"
    assert len(given) > 10
    assert [word for word in given if not word.startswith("islamabad-safe-city")] == []


@pytest.mark.parametrize(("ask_shell", "nothing"), [(_bash, ""), (_zsh, "_files")])
@pytest.mark.parametrize("line", ["cpecfacts companies --company z", "cpecfacts show z"])
def test_a_broken_store_disturbs_nobody_who_types(shell, save, ask_shell, nothing, line):
    answer = ask_shell(shell, line, CPECFACTS_STORE=str(save(b"{")))
    assert (answer.code, answer.out.strip(), answer.err) == (0, nothing, "")


def test_commands_are_completed_without_a_store(shell, save):
    answer = _bash(shell, "cpecfacts time", CPECFACTS_STORE=str(save(b"{")))
    assert (answer.code, answer.out.splitlines()) == (0, ["timeline"])


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_is_printed(shell, name):
    answer = shell("cpecfacts", _CPECFACTS_COMPLETE=f"source_{name}")
    assert (answer.code, answer.err) == (0, "")
    assert f"_CPECFACTS_COMPLETE=complete_{name}" in answer.out


def test_bash_runs_the_script(shell):
    line = (
        'eval "$(_CPECFACTS_COMPLETE=source_bash cpecfacts)"; '
        "COMP_WORDS=(cpecfacts companies --company zon) COMP_CWORD=3; _cpecfacts_completion cpecfacts; "
        'echo "${COMPREPLY[@]}"'
    )
    assert shell(line) == (0, "zonergy zong\n", "")
