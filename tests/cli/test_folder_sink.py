"""A folder that is replaced only when it is complete, and only if it is ours."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cpecfacts.cli import folder_sink
from cpecfacts.cli.folder_sink import open_folder
from cpecfacts.cli.signals import Signals
from cpecfacts.errors import OutputError
from cpecfacts.interruption import heard_by


def makes(path):
    return path.name == "ours.txt"


def write(path, text="new"):
    with open_folder(path, makes) as folder:
        (folder / "data").mkdir()
        (folder / "data" / "ours.txt").write_text(text)


def names(path):
    return sorted(inside.relative_to(path).as_posix() for inside in path.rglob("*"))


def test_a_new_folder_is_made(tmp_path):
    write(tmp_path / "x")
    assert names(tmp_path) == ["x", "x/data", "x/data/ours.txt"]


def test_an_older_export_is_replaced_as_a_whole_and_keeps_its_mode(tmp_path):
    write(tmp_path / "x", "old")
    (tmp_path / "x" / "ours.txt").write_text("left over")
    (tmp_path / "x").chmod(0o700)
    write(tmp_path / "x")
    assert names(tmp_path) == ["x", "x/data", "x/data/ours.txt"]
    assert (tmp_path / "x" / "data" / "ours.txt").read_text() == "new"
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o700


def test_a_signal_while_the_temporary_folder_goes_comes_too_late(tmp_path, monkeypatch):
    signals, pressed = Signals(), []

    class Interrupted(folder_sink.TemporaryDirectory):
        def cleanup(self):
            signals._stop(15, None)
            pressed.append(signals.too_late)
            super().cleanup()

        def __exit__(self, *_):
            self.cleanup()

    write(tmp_path / "x", "old")
    monkeypatch.setattr(folder_sink, "TemporaryDirectory", Interrupted)
    with heard_by(signals):
        write(tmp_path / "x")
    assert (tmp_path / "x" / "data" / "ours.txt").read_text() == "new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x"]
    assert pressed == [True]


def test_a_new_folder_is_one_that_others_may_read(tmp_path):
    write(tmp_path / "x")
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o777 & ~mask


def test_a_link_stays_a_link(tmp_path):
    write(tmp_path / "x", "old")
    (tmp_path / "link").symlink_to(tmp_path / "x")
    write(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "x" / "data" / "ours.txt").read_text() == "new"


def test_what_is_not_ours_is_never_replaced(tmp_path):
    (tmp_path / "x" / "data").mkdir(parents=True)
    (tmp_path / "x" / "data" / "notes.txt").write_text("mine")
    with pytest.raises(OutputError) as caught:
        write(tmp_path / "x")
    assert (
        str(caught.value)
        == f"cannot write {tmp_path / 'x'}: the folder holds something that is no export: data/notes.txt"
    )
    assert names(tmp_path) == ["x", "x/data", "x/data/notes.txt"]


def test_neither_is_a_link_in_it_or_a_file_of_that_name(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "elsewhere").symlink_to(tmp_path)
    with pytest.raises(OutputError, match="no export: elsewhere"):
        write(tmp_path / "x")
    (tmp_path / "y").write_text("mine")
    with pytest.raises(OutputError, match="it is a file, and this format is a folder"):
        write(tmp_path / "y")
    assert (tmp_path / "y").read_text() == "mine"


def test_after_a_failure_the_old_one_is_there_as_it_was(tmp_path):
    write(tmp_path / "x", "old")

    def fail():
        with open_folder(tmp_path / "x", makes) as folder:
            (folder / "ours.txt").write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert names(tmp_path) == ["x", "x/data", "x/data/ours.txt"]
    assert (tmp_path / "x" / "data" / "ours.txt").read_text() == "old"


def test_if_the_new_one_cannot_take_the_place_the_old_one_is_put_back(tmp_path, monkeypatch):
    write(tmp_path / "x", "old")
    rename = Path.rename

    def refuse(self, target):
        if self.name == "new":
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OutputError, match="no space left on device"):
        write(tmp_path / "x")
    assert names(tmp_path) == ["x", "x/data", "x/data/ours.txt"]
    assert (tmp_path / "x" / "data" / "ours.txt").read_text() == "old"


def test_a_place_that_does_not_exist_is_told(tmp_path):
    with pytest.raises(OutputError, match="no such file or directory"):
        write(tmp_path / "nowhere" / "x")
