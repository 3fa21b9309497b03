"""Stores that are written."""

from __future__ import annotations

import errno
import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from cpecfacts.errors import (
    OutputError,
    ReadOnlyStoreError,
    StoreChangedError,
    StoreDataError,
    StoreLockedError,
    StoreNotFoundError,
)
from cpecfacts.store.location import packaged_store
from cpecfacts.store.lock import locked
from cpecfacts.store.reader import read_store
from cpecfacts.store.writer import create_store, encode_store, save_store, update_store


@pytest.fixture
def path(tmp_path, store, as_bytes):
    """A small store in a file of its own."""
    path = tmp_path / "facts.json"
    path.write_bytes(as_bytes(store))
    return path


def with_note(snapshot, note, fact="zong-x"):
    changed = msgspec.structs.replace(snapshot.facts[fact], note=note)
    return msgspec.structs.replace(snapshot, facts={**snapshot.facts, fact: changed})


def with_copy(snapshot, identifier):
    copy = msgspec.structs.replace(snapshot.facts["zong-x"], id=identifier)
    return msgspec.structs.replace(snapshot, facts={**snapshot.facts, identifier: copy})


def test_what_is_written_is_read_again_in_canonical_form(path, store, as_bytes):
    file = read_store(path)
    saved = save_store(file, with_note(file.snapshot, "Seen in print: 中国移动."))
    store["facts"]["zong-x"]["note"] = "Seen in print: 中国移动."
    assert path.read_bytes() == as_bytes(store) == saved.data
    assert read_store(path) == saved
    assert saved.snapshot.facts["zong-x"].id == "zong-x"


def test_nothing_changed_gives_the_same_bytes(path):
    before = path.read_bytes()
    file = read_store(path)
    assert save_store(file, file.snapshot).data == before == path.read_bytes()


def test_the_packaged_store_written_again_is_the_same():
    file = read_store(packaged_store())
    assert encode_store(file.snapshot, file.path).data == file.data


def test_a_change_by_somebody_else_is_noticed_and_kept(path):
    file = read_store(path)
    update_store(path, lambda snapshot: with_note(snapshot, "Theirs."))
    theirs = path.read_bytes()
    with pytest.raises(StoreChangedError) as caught:
        save_store(file, with_note(file.snapshot, "Ours."))
    assert caught.value.exit_code == 5
    assert path.read_bytes() == theirs


def test_a_store_that_was_removed_meanwhile_is_not_made_again(path):
    file = read_store(path)
    path.unlink()
    with pytest.raises(StoreNotFoundError):
        save_store(file, file.snapshot)
    assert not path.exists()


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"measure": "gone"}, "facts.zong-x.measure"),
        ({"when": "someday"}, "facts.zong-x.when"),
        ({"evidence": ()}, "facts.zong-x.evidence"),
    ],
)
def test_records_that_are_no_sound_store_are_not_written(path, changes, place):
    file = read_store(path)
    before = path.read_bytes()
    changed = msgspec.structs.replace(file.snapshot.facts["zong-x"], **changes)
    with pytest.raises(StoreDataError) as caught:
        save_store(file, msgspec.structs.replace(file.snapshot, facts={"zong-x": changed}))
    assert caught.value.place == place
    assert path.read_bytes() == before


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_json_does_not_have_is_refused(path, number):
    file = read_store(path)
    fact = file.snapshot.facts["zong-x"]
    changed = msgspec.structs.replace(fact, amount=msgspec.structs.replace(fact.amount, value=number))
    with pytest.raises(StoreDataError, match=r"facts\.zong-x\.amount\.value: expected a number, found null"):
        save_store(file, msgspec.structs.replace(file.snapshot, facts={"zong-x": changed}))


def test_the_store_of_the_program_is_only_read_by_whatever_name(tmp_path):
    link = tmp_path / "mine.json"
    link.symlink_to(packaged_store())
    file = read_store(link)
    with pytest.raises(ReadOnlyStoreError, match="cpecfacts init"):
        save_store(file, file.snapshot)
    with pytest.raises(ReadOnlyStoreError):
        update_store(packaged_store(), lambda snapshot: snapshot)


def test_a_copy_of_the_store_of_the_program_is_ones_own(tmp_path):
    copy = Path(shutil.copy(packaged_store(), tmp_path / "mine.json"))
    update_store(copy, lambda snapshot: with_note(snapshot, "Mine.", "zong-4g-launch-2013"))
    assert read_store(copy).snapshot.facts["zong-4g-launch-2013"].note == "Mine."


def test_a_store_is_made_where_there_is_none(tmp_path, path):
    made = create_store(tmp_path / "new.json", read_store(path).snapshot)
    assert made.data == path.read_bytes() == (tmp_path / "new.json").read_bytes()


def test_a_store_is_not_made_over_a_file(path):
    before = path.read_bytes()
    with pytest.raises(OutputError, match="there is a file of this name already"):
        create_store(path, read_store(path).snapshot)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(tmp_path, path):
    with pytest.raises(OutputError, match="no such file or directory"):
        create_store(tmp_path / "gone" / "new.json", read_store(path).snapshot)


def test_a_change_that_fails_writes_nothing_and_lets_go_of_the_lock(path):
    before = path.read_bytes()

    def fail(_snapshot):
        raise KeyError

    with pytest.raises(KeyError):
        update_store(path, fail)
    assert path.read_bytes() == before
    with locked(path, patience=0.05):
        pass


def test_while_somebody_else_writes_readers_read_and_writers_are_refused(path):
    file = read_store(path)
    with locked(path):
        assert read_store(path) == file
        with pytest.raises(StoreLockedError) as caught:
            save_store(file, file.snapshot, patience=0.05)
    assert caught.value.holder == os.getpid()


INSERT = """
import sys
from pathlib import Path
import msgspec
from cpecfacts.errors import StoreLockedError
from cpecfacts.store.writer import update_store

path, name = Path(sys.argv[1]), sys.argv[2]
for number in range(60):
    def insert(snapshot):
        fact = msgspec.structs.replace(snapshot.facts["zong-x"], id=f"{name}-{number}")
        return msgspec.structs.replace(snapshot, facts={**snapshot.facts, fact.id: fact})
    update_store(path, insert, patience=30)
"""


def test_two_processes_that_insert_sixty_facts_each_lose_none(path):
    processes = [subprocess.Popen([sys.executable, "-c", INSERT, str(path), name]) for name in ("left", "right")]
    assert [process.wait() for process in processes] == [0, 0]
    facts = json.loads(path.read_bytes())["facts"]
    assert set(facts) == {"zong-x", *(f"{name}-{number}" for name in ("left", "right") for number in range(60))}


@pytest.mark.parametrize("step", ["lock", "temporary file"])
def test_a_folder_in_which_nothing_may_be_written_keeps_the_old_store(path, monkeypatch, step):
    # Simulated, as the administrator may write everywhere.
    before, opened = path.read_bytes(), os.open

    def refuse(name, flags, *more, **options):
        wanted = ".lock" if step == "lock" else ".part"
        if str(name).endswith(wanted) and flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied", name)
        return opened(name, flags, *more, **options)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(OutputError, match="permission denied"):
        update_store(path, lambda snapshot: with_note(snapshot, "Lost."))
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert {file.name for file in path.parent.iterdir()} <= {"facts.json", ".facts.json.lock"}
