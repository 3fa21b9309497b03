"""Files that are replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from cpecfacts.store import atomic_file
from cpecfacts.store.atomic_file import remove_leftovers, replacing


@pytest.fixture
def old(tmp_path):
    """A file that is to be replaced."""
    path = tmp_path / "facts.json"
    path.write_bytes(b"old")
    return path


def write(path, data=b"new"):
    with replacing(path) as out:
        out.write(data)


def test_a_new_file_takes_the_place_of_the_old_one(old):
    write(old)
    assert old.read_bytes() == b"new"
    assert list(old.parent.iterdir()) == [old]


def test_a_file_that_was_not_there_gets_the_mode_that_the_process_gives(tmp_path):
    mask = os.umask(0o027)
    try:
        write(tmp_path / "new.json")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new.json").stat().st_mode) == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o640])
def test_the_mode_of_the_old_file_stays(old, mode):
    old.chmod(mode)
    write(old)
    assert stat.S_IMODE(old.stat().st_mode) == mode


def test_a_symbolic_link_stays_one_and_its_target_is_replaced(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "links").mkdir()
    target, link = tmp_path / "real" / "facts.json", tmp_path / "links" / "facts.json"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write(link)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "links").iterdir()] == ["facts.json"]


def test_a_link_that_leads_nowhere_gets_its_target(tmp_path):
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "target.json")
    write(link)
    assert (tmp_path / "target.json").read_bytes() == b"new"


def test_an_error_in_the_middle_leaves_the_old_file_and_nothing_else(old):
    def stop():
        with replacing(old) as out:
            out.write(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        stop()
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
def test_what_the_system_refuses_leaves_the_old_file_and_nothing_else(old, monkeypatch, call):
    def refuse(*_args, **_options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if call == "fsync":
        monkeypatch.setattr(os, call, refuse)
    else:
        monkeypatch.setattr(atomic_file.Path, call, refuse)
    with pytest.raises(OSError, match="No space left"):
        write(old)
    monkeypatch.undo()
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


def test_a_folder_that_cannot_be_opened_is_not_synced(old, monkeypatch):
    opened = os.open

    def refuse_folders(path, flags, *more, **options):
        if os.path.isdir(path):  # noqa: PTH112  (it may be a folder's name in bytes)
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, flags, *more, **options)

    monkeypatch.setattr(os, "open", refuse_folders)
    write(old)
    assert old.read_bytes() == b"new"


def test_the_folder_is_synced_after_the_file_is_in_place(old, monkeypatch):
    synced, sync = [], os.fsync

    def note(descriptor):
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        synced.append(("folder" if is_folder else "file", old.read_bytes()))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    write(old)
    assert synced == [("file", b"old"), ("folder", b"new")]


def test_leftovers_of_killed_writers_are_removed_and_nothing_else(tmp_path):
    left = {}
    for name in ("facts.json", "other.json"):
        with replacing(tmp_path / name) as out:
            left[name] = Path(out.name)
        left[name].write_bytes(b"half")
    (tmp_path / ".cpecfacts-.part").write_bytes(b"")
    remove_leftovers(tmp_path / "facts.json")
    assert not left["facts.json"].exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["facts.json", "other.json", ".cpecfacts-.part", left["other.json"].name]
    )


def test_a_leftover_that_cannot_be_removed_does_no_harm(old):
    with replacing(old) as out:
        left = Path(out.name)
    left.mkdir()
    remove_leftovers(old)
    assert left.exists()
