"""`cpecfacts deprecate`."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def store(small, monkeypatch):
    monkeypatch.setenv("CPECFACTS_STORE", str(small))
    return small


def test_a_fact_stays_with_the_reason_and_leaves_the_answers(ask, store):
    answer = ask("deprecate", "beta-rank", "--reason", "It was third.", "--jsonl")
    assert answer.code == 0
    assert [(item["field"], item["old"], item["new"]) for item in answer.lines] == [
        ("rank", "normal", "deprecated"),
        ("rank_reason", None, "It was third."),
    ]
    assert "beta-rank" in json.loads(store.read_bytes())["facts"]
    assert ask("facts", "company:beta", "--jsonl").out == ""


def test_it_can_be_taken_back(ask, store):
    assert ask("deprecate", "beta-old", "--undo").code == 0
    fact = json.loads(store.read_bytes())["facts"]["beta-old"]
    assert (fact["rank"], fact["rank_reason"]) == ("normal", None)


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (("beta-rank",), 2, "give a --reason that a reader can follow"),
        (("beta-rank", "--reason", " "), 2, "give a --reason that a reader can follow"),
        (("beta-rank", "--reason", "x", "--undo"), 2, "--undo needs no --reason"),
        (
            ("beta", "--reason", "x"),
            2,
            "only facts are deprecated; cpecfacts remove beta removes what nothing refers to",
        ),
        (("beta-r", "--reason", "x"), 3, "nothing in the store is called “beta-r”: did you mean beta-rank?"),
    ],
)
def test_what_cannot_be_deprecated_is_told(ask, store, arguments, code, complaint):
    data = store.read_bytes()
    answer = ask("deprecate", *arguments)
    assert (answer.code, answer.err) == (code, f"cpecfacts: {complaint}\n")
    assert store.read_bytes() == data


def test_a_dry_run_writes_nothing(ask, store):
    data = store.read_bytes()
    assert ask("deprecate", "beta-rank", "--reason", "x", "--dry-run").code == 0
    assert store.read_bytes() == data
