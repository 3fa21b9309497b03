"""`cpecfacts index`."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from cpecfacts.store.location import LEAST_INDEXED, packaged_store


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setattr("cpecfacts.index.place.cache_folder", lambda: folder)
    monkeypatch.delenv("CPECFACTS_NO_INDEX", raising=False)
    return folder


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store that counts as a large one."""
    path = tmp_path / "big.json"
    path.write_bytes(packaged_store().read_bytes())
    os.utime(path, (1, 1))
    monkeypatch.setattr("cpecfacts.store.location.LEAST_INDEXED", 1000)
    monkeypatch.setattr("cpecfacts.index.status.LEAST_INDEXED", 1000)
    return path


def state(ask, store, *options):
    (item,) = ask("index", "--store", store, "--json", *options).items
    return item


def test_a_small_store_has_none_and_needs_none(ask, cache):
    (item,) = ask("index", "--json").items
    assert (item["state"], item["threshold"], item["bytes"]) == ("unused", 4_000_000, None)
    assert item["reason"] == "the store is small: to read it takes less than to look at an index"
    assert not cache.exists()


def test_the_first_question_makes_it(ask, store):
    before = state(ask, store)
    assert (before["state"], before["reason"]) == ("none", "the next question makes it")
    assert ask("facts", "--store", store, "--limit", 1).code == 0
    after = state(ask, store)
    assert (after["state"], after["facts"], after["program"]) == ("current", 789, "0.1.0")
    assert after["reason"] == "it is of the store as it is now"
    assert after["bytes"] == Path(after["location"]).stat().st_size
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", after["built"])


def test_a_change_by_somebody_else_is_told(ask, store):
    assert state(ask, store, "--rebuild")["state"] == "current"
    store.write_bytes(store.read_bytes() + b"\n")
    stale = state(ask, store)
    assert (stale["state"], stale["reason"]) == (
        "stale",
        "the store has changed since; the next question makes it anew",
    )


def test_it_is_removed_and_made_anew_as_asked(ask, store, cache):
    made = ask("index", "--store", store, "--rebuild")
    assert made.err == "the index was made anew\n"
    assert re.search(r"^Index: +used: it is of the store as it is now$", made.out, re.MULTILINE)
    assert re.search(r"^Facts: +789$", made.out, re.MULTILINE)
    removed = ask("index", "--store", store, "--clear")
    assert removed.err == "the index was removed\n"
    assert list(cache.glob("*.sqlite")) == []
    assert ask("index", "--store", store, "--clear").err == "there was no index to remove\n"


def test_the_index_of_a_store_that_is_no_more_is_removed(ask, store, cache):
    ask("index", "--store", store, "--rebuild")
    (location,) = cache.glob("*.sqlite")
    part = location.with_name(f"{location.name}.123.part")
    part.write_text("of a build that was killed")
    store.unlink()
    removed = ask("index", "--store", store, "--clear")
    assert (removed.code, removed.err) == (0, "the index was removed\n")
    assert re.search(r"^Index: +not used: the store is no more$", removed.out, re.MULTILINE)
    assert sorted(file.name for file in cache.iterdir()) == ["README.txt", f"{location.name}.lock"]
    assert ask("index", "--store", store, "--clear").code == 3


def test_the_indexes_of_all_stores_are_removed_and_nothing_else(ask, store, cache, tmp_path):
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(store.read_bytes())
        ask("index", "--store", tmp_path / name, "--rebuild")
    (tmp_path / "a.json").unlink()
    (cache / "c-0123456789abcdef.sqlite.7.lists.part").write_text("of a build that was killed")
    (cache / "mine.sqlite").write_text("not ours")
    (tmp_path / "b.json").rename(tmp_path / "moved.json")
    removed = ask("index", "--clear", "--all", "--store", tmp_path / "b.json")
    assert (removed.code, removed.err) == (0, "2 indexes were removed\n")
    assert {file.name for file in cache.iterdir() if file.suffix != ".lock"} == {"README.txt", "mine.sqlite"}
    assert ask("index", "--clear", "--all").err == "there was no index to remove\n"
    ask("index", "--store", store, "--rebuild")
    assert ask("index", "--clear", "--all").err == "1 index was removed\n"


def test_without_a_folder_there_is_nothing_to_remove(ask, store, cache):
    for options in ((), ("--all",)):
        assert ask("index", "--store", store, "--clear", *options).err == "there was no index to remove\n"
    assert not cache.exists()


def test_what_cannot_be_removed_is_named(ask, store, cache):
    folder = cache / "a-0123456789abcdef.sqlite"
    folder.mkdir(parents=True)
    told = ask("index", "--store", store, "--clear", "--all")
    assert told.code == 2
    assert str(folder) in told.err


@pytest.mark.parametrize("options", [(), ("--rebuild",)])
def test_all_without_clear_is_refused(ask, store, options):
    answer = ask("index", "--store", store, "--all", *options)
    assert (answer.code, answer.err) == (
        2,
        "cpecfacts: --all goes with --clear: it removes the indexes of all stores\n",
    )


def test_without_an_index_none_is_used_and_none_is_made(ask, store):
    ask("index", "--store", store, "--rebuild")
    assert re.search(
        r"^Index: +not used: --no-index was given$", ask("index", "--store", store, "--no-index").out, re.MULTILINE
    )
    refused = ask("index", "--store", store, "--no-index", "--rebuild")
    assert (refused.code, refused.err) == (
        2,
        "cpecfacts: --rebuild makes the index and --no-index does without it: give one of them\n",
    )
    assert ask("index", "--store", store, "--no-index", "--clear").err == "the index was removed\n"


def test_both_at_once_are_refused(ask, store):
    answer = ask("index", "--store", store, "--clear", "--rebuild")
    assert (answer.code, answer.err) == (
        2,
        "cpecfacts: --rebuild makes the index and --clear removes it: give one of them\n",
    )


@pytest.mark.parametrize("option", ["--rebuild", "--clear", "--json"])
def test_a_store_that_is_not_there_is_told(ask, tmp_path, option):
    answer = ask("index", "--store", tmp_path / "none.json", option)
    assert answer.code == 3
    assert "none.json" in answer.err


def folder_is_a_file(location):
    location.parent.write_text("in the way")
    return f"{location.parent} is no folder"


def index_is_a_folder(location):
    location.mkdir(parents=True)
    return f"{location} is a folder"


def journal_is_a_folder(location):
    journal = location.with_name(f"{location.name}-journal")
    journal.mkdir(parents=True)
    return f"{journal} is a folder"


@pytest.mark.parametrize("obstruct", [folder_is_a_file, index_is_a_folder, journal_is_a_folder])
def test_where_no_index_can_be_kept_the_store_is_read_and_it_is_told_why(ask, store, monkeypatch, obstruct):
    monkeypatch.setattr("cpecfacts.index.opening._build", lambda *_: pytest.fail("built in vain"))
    why = f"no index of it can be kept: {obstruct(Path(state(ask, store)['location']))}"
    shown = state(ask, store)
    assert (shown["state"], shown["reason"]) == ("unused", f"the store is read, as {why}")
    for line in (["facts", "--limit", "1", "--json"], ["export", "jsonl", "--limit", "1"]):
        answer = ask(*line, "--store", store)
        assert answer.code == 0
        assert answer.out
        assert answer.err.splitlines()[0] == f"the store was read, as {why}"
    refused = ask("index", "--store", store, "--rebuild")
    assert refused.code == 2
    assert str(Path(shown["location"]).parent) in refused.err


def test_a_folder_without_the_right_to_write_is_told(ask, store, cache, monkeypatch):
    access = os.access
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != cache.parent and access(path, mode))
    assert state(ask, store)["reason"].endswith(f"no index of it can be kept: {cache.parent} cannot be written")


def test_an_index_that_is_right_is_used_where_nothing_can_be_written_any_more(ask, store, cache, monkeypatch):
    ask("index", "--store", store, "--rebuild")
    access = os.access
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != cache and access(path, mode))
    assert state(ask, store)["state"] == "current"
    assert ask("facts", "--store", store, "--json", "--limit", 1).err == ""
    store.write_bytes(store.read_bytes() + b"\n")
    assert state(ask, store)["state"] == "unused"


@pytest.mark.parametrize("way", ["option", "variable"])
@pytest.mark.parametrize("line", [["facts", "--limit", "1"], ["export", "csv", "--company", "zong"], ["show", "zong"]])
def test_it_is_done_without(ask, store, cache, monkeypatch, way, line):
    if way == "variable":
        monkeypatch.setenv("CPECFACTS_NO_INDEX", "1")
        shown, reason = state(ask, store), "CPECFACTS_NO_INDEX is set"
    else:
        shown, reason = state(ask, store, "--no-index"), "--no-index was given"
    assert (shown["state"], shown["reason"]) == ("unused", reason)
    answer = ask(*line, "--store", store, *(["--no-index"] if way == "option" else []))
    assert answer.code == 0
    assert not cache.exists()


FACT = "zong-4g-launch-2013"


@pytest.mark.parametrize(
    "line",
    [
        ["check"],
        ["diff", "shipped"],
        ["merge", "shipped"],
        ["add", "organization", "--name", "New", "--type", "company"],
        ["edit", FACT, "--set", "note=A note."],
        ["deprecate", FACT, "--reason", "A mistake."],
        ["remove", FACT, "--yes"],
        ["import", "new.jsonl"],
        ["import", "new.jsonl", "--dry-run"],
    ],
)
def test_what_reads_the_store_itself_makes_no_index(ask, store, cache, monkeypatch, tmp_path, line):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cpecfacts.index.opening.open_index", lambda *_: pytest.fail("an index was used"))
    monkeypatch.setattr("cpecfacts.index.holding.open_index", lambda *_: pytest.fail("an index was used"))
    fact = json.loads(store.read_bytes())["facts"][FACT] | {"id": "new", "statement": "It was new."}
    (tmp_path / "new.jsonl").write_text(json.dumps(fact))
    assert ask(*line, "--store", store).code == 0
    assert not cache.exists()


def test_a_new_store_has_no_index_before_it_is_asked(ask, store, cache, tmp_path):
    assert ask("init", tmp_path / "new.json", "--from-shipped").code == 0
    assert not cache.exists()


def test_an_index_that_cannot_be_read_is_none(ask, store):
    location = state(ask, store, "--rebuild")["location"]
    with open(location, "wb") as out:  # noqa: PTH123
        out.write(b"nothing of the kind")
    assert state(ask, store)["state"] == "none"


def test_the_tab_key_makes_no_index_and_uses_one_that_is_there(ask, store, cache, monkeypatch):
    from cpecfacts.cli.completion import complete_company, complete_record

    monkeypatch.setenv("CPECFACTS_STORE", str(store))
    assert complete_company("zon") == []
    assert not cache.exists()
    ask("index", "--rebuild")
    assert complete_company("zong") == [("zong", "China Mobile Pakistan (Zong)")]
    assert [word for word, _ in complete_record("zong-4g-launch-201")] == [
        "zong-4g-launch-2013",
        "zong-4g-launch-2014",
        "zong-4g-launch-2015",
    ]


def test_every_line_says_what_it_is(ask, store):
    shown = ask("index", "--store", store, "--rebuild").out
    assert re.findall(r"^([A-Z][a-z ]+): ", shown, re.MULTILINE) == [
        "Store",
        "Store size",
        "Index",
        "Pays from",
        "Index file",
        "Index size",
        "Facts",
        "Written",
        "Made in",
        "Digest of store",
        "Program version",
        "Schema version",
    ]


def test_its_help_says_which_stores_have_one(ask):
    said = " ".join(ask("index", "--help").out.split())
    assert f"A store of {LEAST_INDEXED / 1_000_000:.0f} MB or more gets an index" in said
    assert "it may be deleted at any time" in said


def test_in_json_nothing_else_is_said(ask, store):
    answer = ask("index", "--store", store, "--rebuild", "--json")
    assert answer.err == ""
    assert json.loads(answer.out)["command"] == "index"
