"""A signal that comes when a store is changed already: the change is told, and the exit code is that of success."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from cpecfacts.store.location import packaged_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")

PROGRAM = """
import importlib, signal, sys
from cpecfacts.__main__ import main

module, name, number = sys.argv[1:4]
del sys.argv[1:4]
place = importlib.import_module(module)
called = getattr(place, name)

def pressed(*given, **named):
    signal.raise_signal(int(number))
    return called(*given, **named)

setattr(place, name, pressed)
main()
"""
ENDS = {signal.SIGINT: 130, signal.SIGTERM: 143}
BANK = ("add", "organization", "--name", "A bank", "--type", "bank")
WRITING = {
    "add": (*BANK, "--store", "mine.json"),
    "edit": ("edit", "alpha", "--set", "note=Seen.", "--store", "mine.json"),
    "import": ("import", "more.json", "--store", "mine.json"),
    "merge": ("merge", "more.json", "--store", "mine.json"),
    "init": ("init", "new.json"),
}
# Where the signal comes: right behind the renaming, and while the answer is made.
IN_PLACE = ("cpecfacts.store.atomic_file", "_sync_folder")
ANSWERING = ("cpecfacts.cli.outlet", "renderer_for")


@pytest.fixture
def press(environment, tmp_path):
    """Run a command and let a signal come when it calls a function."""

    def press(place, number, *arguments):
        return subprocess.run(
            [sys.executable, "-c", PROGRAM, *place, str(int(number)), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
            cwd=tmp_path,
            check=False,
        )

    return press


@pytest.fixture
def mine(tables, save):
    """A store to be changed, and beside it one that has an organization more."""
    path = save(tables, "mine.json")
    tables["organizations"]["gamma"] = tables["organizations"]["alpha"] | {"name": "Gamma", "aliases": []}
    save(tables, "more.json")
    return path


@pytest.mark.parametrize("number", ENDS)
@pytest.mark.parametrize("place", [IN_PLACE, ANSWERING])
@pytest.mark.parametrize("command", WRITING)
def test_a_change_that_is_made_is_told(press, mine, tmp_path, command, place, number):
    before = mine.read_bytes()
    done = press(place, number, *WRITING[command], "--json")
    assert (done.returncode, done.stderr.decode().count("Traceback")) == (0, 0), done.stderr.decode()
    assert json.loads(done.stdout)["command"] == command
    assert (tmp_path / "new.json").exists() if command == "init" else mine.read_bytes() != before


@pytest.mark.parametrize("number", ENDS)
@pytest.mark.parametrize("command", WRITING)
def test_until_it_is_made_nothing_is(press, mine, tmp_path, command, number):
    before = mine.read_bytes()
    done = press(("cpecfacts.store.writer", "remove_leftovers"), number, *WRITING[command])
    assert (done.returncode, done.stdout) == (ENDS[number], b"")
    assert mine.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} - {".mine.json.lock", ".new.json.lock"} == {
        "mine.json",
        "more.json",
    }


@pytest.mark.parametrize("number", ENDS)
def test_an_index_that_follows_is_cut_short_and_made_anew(press, start, tmp_path, number):
    tables = json.loads(packaged_store().read_bytes())
    facts = list(tables["facts"].items())
    tables["facts"] = {f"{key}-{n}": fact for n in range(6) for key, fact in facts}
    (tmp_path / "large.json").write_text(json.dumps(tables))
    cache = str(tmp_path / "cache")
    assert start("index", "--rebuild", "--store", "large.json", XDG_CACHE_HOME=cache).code == 0
    done = press(("cpecfacts.index.updating", "stamp"), number, *BANK, "--store", "large.json")
    assert done.returncode == 0, done.stderr.decode()
    assert b"A bank" in done.stdout
    told = start("index", "--store", "large.json", "--json", XDG_CACHE_HOME=cache)
    assert told.items[0]["state"] == "stale"
    assert start("show", "a-bank", "--store", "large.json", XDG_CACHE_HOME=cache).code == 0
