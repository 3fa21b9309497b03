"""`cpecfacts merge`: conflicts are listed and never decided silently."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest

from cpecfacts.cli import comparing


@pytest.fixture
def stores(tables, save, monkeypatch):
    """A base and two stores made from it: mine, which is the one in use, and theirs."""
    mine, theirs = deepcopy(tables), deepcopy(tables)
    mine["organizations"]["alpha"]["note"] = "Mine."
    theirs["organizations"]["alpha"]["note"] = "Theirs."
    theirs["organizations"]["beta"]["note"] = "Theirs."
    theirs["organizations"]["gamma"] = theirs["organizations"]["beta"] | {"name": "Gamma"}
    mine["facts"]["mine-only"] = mine["facts"]["alpha-launch-2013"] | {"statement": "Mine."}
    del theirs["facts"]["beta-old"]
    paths = {"base": save(tables, "base.json"), "mine": save(mine, "mine.json"), "theirs": save(theirs, "theirs.json")}
    monkeypatch.setenv("CPECFACTS_STORE", str(paths["mine"]))
    return paths


def notes(stores):
    return {key: found["note"] for key, found in json.loads(stores["mine"].read_bytes())["organizations"].items()}


def test_conflicts_are_listed_and_nothing_is_written(ask, stores):
    data = stores["mine"].read_bytes()
    answer = ask("merge", stores["theirs"])
    assert answer.code == 5
    assert answer.out.startswith("Conflicts  2\n")
    assert [line.split()[-2:] for line in answer.out.splitlines() if line.startswith("organization alpha")] == [
        ["Mine.", "Theirs."]
    ]
    assert answer.err == (
        f"cpecfacts: 2 records differ between {stores['mine']} and the other store; nothing was written: decide with "
        "--mine ID, --theirs ID or --prefer mine\n"
    )
    assert stores["mine"].read_bytes() == data
    items = ask("merge", stores["theirs"], "--json").items
    assert [(item["id"], item["old"], item["new"]) for item in items if item["change"] == "conflict"] == [
        ("alpha", "Mine.", "Theirs."),
        ("beta", None, "Theirs."),
    ]


def test_with_what_both_were_made_from_only_what_both_changed_is_a_conflict(ask, stores):
    answer = ask("merge", stores["theirs"], "--base", stores["base"])
    assert (answer.code, answer.out.startswith("Conflicts  1\n")) == (5, True)
    done = ask("merge", stores["theirs"], "--base", stores["base"], "--mine", "alpha")
    assert done.code == 0, done.err
    assert notes(stores) == {"alpha": "Mine.", "beta": "Theirs.", "gamma": "Theirs.", "watchdog": None}
    facts = json.loads(stores["mine"].read_bytes())["facts"]
    assert ("beta-old" in facts, "mine-only" in facts) == (False, True)


def test_without_a_base_nothing_is_removed(ask, stores):
    answer = ask("merge", stores["theirs"], "--prefer", "theirs")
    assert answer.code == 0, answer.err
    assert notes(stores)["alpha"] == "Theirs."
    assert {"beta-old", "mine-only"} <= json.loads(stores["mine"].read_bytes())["facts"].keys()


def test_records_are_decided_one_by_one(ask, stores):
    answer = ask("merge", stores["theirs"], "--mine", "alpha", "--theirs", "organizations.beta")
    assert answer.code == 0, answer.err
    assert notes(stores) == {"alpha": "Mine.", "beta": "Theirs.", "gamma": "Theirs.", "watchdog": None}


def test_a_dry_run_writes_nothing(ask, stores):
    data = stores["mine"].read_bytes()
    assert ask("merge", stores["theirs"], "--prefer", "mine", "--dry-run").code == 0
    assert stores["mine"].read_bytes() == data


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--mine", "gamma"), "there is no conflict about “gamma” to be decided"),
        (("--mine", "alpha", "--theirs", "alpha"), "a record is either --mine or --theirs"),
        (("--prefer", "ours"), "unknown side “ours”: there are mine, theirs"),
    ],
)
def test_a_decision_that_is_none_is_told(ask, stores, arguments, complaint):
    answer = ask("merge", stores["theirs"], *arguments)
    assert (answer.code, answer.err) == (2, f"cpecfacts: {complaint}\n")


def test_an_id_of_two_tables_has_to_be_told_apart(ask, stores, tables, save):
    tables["projects"]["rank"]["summary"] = tables["measures"]["rank"]["meaning"] = "Theirs."
    theirs = save(tables, "others.json")
    assert "projects.rank, measures.rank" in ask("merge", theirs, "--mine", "rank", "--prefer", "mine").err


def test_a_conflict_that_others_make_meanwhile_is_not_decided_for_them(ask, stores, monkeypatch):
    real = comparing.merge_snapshots
    calls = []

    def merge(*arguments, **more):
        calls.append(arguments)
        found = real(*arguments, **more)
        return found if len(calls) != 3 else found._replace(conflicts=found.changes)

    monkeypatch.setattr(comparing, "merge_snapshots", merge)
    data = stores["mine"].read_bytes()
    answer = ask("merge", stores["theirs"], "--prefer", "mine")
    assert (answer.code, answer.out, len(calls)) == (5, "", 3)
    assert stores["mine"].read_bytes() == data


def test_standard_input_can_be_one_store_only(ask, stores, sends):
    sends(stores["theirs"].read_bytes())
    assert ask("merge", "-", "--prefer", "mine").code == 0
    assert "standard input can be only one of the two stores" in ask("merge", "-", "--base", "-").err


def test_a_merge_that_leaves_something_hanging_is_refused(ask, stores, tables, save):
    del tables["organizations"]["watchdog"]
    theirs = save(tables, "without.json")
    mine = json.loads(stores["mine"].read_bytes())
    mine["facts"]["mine-only"]["parties"] = ["watchdog"]
    stores["mine"].write_text(json.dumps(mine))
    answer = ask("merge", theirs, "--base", stores["base"], "--mine", "alpha")
    assert answer.code == 2
    assert "there is no conflict" in answer.err
    answer = ask("merge", theirs, "--base", stores["base"])
    assert answer.code == 2
    assert (
        "facts.mine-only.parties[0]: refers to the organization “watchdog”, which the store does not have" in answer.err
    )


def test_the_same_store_brings_nothing(ask, stores):
    answer = ask("merge", stores["mine"])
    assert (answer.code, answer.out, answer.err) == (0, "", "nothing was changed\n")
