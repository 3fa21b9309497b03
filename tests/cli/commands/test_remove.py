"""`cpecfacts remove`."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def store(small, monkeypatch):
    monkeypatch.setenv("CPECFACTS_STORE", str(small))
    return small


def facts(store):
    return json.loads(store.read_bytes())["facts"]


def test_a_fact_is_removed_when_one_says_yes(ask, store, types):
    types("perhaps", "Y")
    answer = ask("remove", "beta-rank")
    assert answer.code == 0
    assert answer.err.startswith(f"Remove beta-rank from {store}? [y/N] Remove beta-rank from")
    assert answer.out.startswith("Removed fact  beta-rank\n")
    assert "beta-rank" not in facts(store)


@pytest.mark.parametrize("said", ["", "n", "No"])
def test_enter_is_no(ask, store, types, said):
    data = store.read_bytes()
    types(said)
    answer = ask("remove", "beta-rank")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.endswith("nothing was changed\n")
    assert store.read_bytes() == data


def test_ctrl_d_removes_nothing(ask, store, types):
    data = store.read_bytes()
    types()
    assert ask("remove", "beta-rank").code == 130
    assert store.read_bytes() == data


def test_where_nobody_can_be_asked_yes_has_to_be_said_before(ask, store, sends):
    sends(b"y\n")
    answer = ask("remove", "beta-rank")
    assert (answer.code, answer.err) == (2, "cpecfacts: nobody is there to be asked; --yes removes without asking\n")
    assert ask("remove", "beta-rank", "--yes").code == 0
    assert "beta-rank" not in facts(store)


def test_a_dry_run_asks_nobody_and_removes_nothing(ask, store):
    answer = ask("remove", "beta-rank", "--dry-run")
    assert answer.code == 0
    assert "beta-rank" in facts(store)


def test_what_others_refer_to_stays(ask, store):
    data = store.read_bytes()
    answer = ask("remove", "beta", "--yes")
    assert (answer.code, answer.out) == (5, "")
    assert answer.err == "cpecfacts: beta is still needed: beta-old, beta-rank refer to it\n"
    assert store.read_bytes() == data


def test_only_the_whole_id_removes(ask, store):
    answer = ask("remove", "beta-r", "--yes")
    assert (answer.code, answer.err) == (
        3,
        "cpecfacts: nothing in the store is called “beta-r”: did you mean beta-rank?\n",
    )
    assert ask("remove", "Watchdog", "--yes").code == 3
    assert ask("remove", "nothing-like-it", "--yes").code == 3


def test_an_id_of_two_tables_has_to_be_told_apart(ask, store):
    answer = ask("remove", "rank", "--yes")
    assert (answer.code, answer.err) == (
        2,
        "cpecfacts: “rank” could be more than one record: project:rank, measure:rank\n",
    )
    assert ask("remove", "measure:rank", "--yes").code == 5
    ask("remove", "beta-rank", "--yes")
    assert ask("remove", "measure:rank", "--yes").code == 0
