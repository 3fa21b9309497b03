"""Reading a store file: which files are no store, and that none is touched or made."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cpecfacts.cli.app import run
from cpecfacts.errors import StoreDataError, StoreNotFoundError
from cpecfacts.library import Library
from cpecfacts.store.reader import StoreFile, read_bytes, read_store


def test_a_store_is_read_with_its_path_and_its_bytes(tmp_path, store, as_bytes):
    path = tmp_path / "facts.json"
    path.write_bytes(as_bytes(store))
    file = read_store(path)
    assert file.path == path
    assert file.data == as_bytes(store)
    assert list(file.snapshot.facts) == ["zong-x"]


def test_reading_leaves_the_file_and_its_folder_alone(tmp_path, store, as_bytes):
    path = tmp_path / "facts.json"
    path.write_bytes(as_bytes(store))
    os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    read_store(path)
    assert path.stat().st_mtime_ns == 1_000_000_000
    assert path.read_bytes() == as_bytes(store)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_may_only_be_read_is_enough(tmp_path, store, as_bytes):
    path = tmp_path / "facts.json"
    path.write_bytes(as_bytes(store))
    path.chmod(0o400)
    assert list(read_store(path).snapshot.organizations) == ["china-mobile", "zong"]


def test_the_digest_is_blake2b_of_the_bytes_in_64_digits():
    # b2sum -l 256 of no bytes and of "abc"
    digests = {
        b"": "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
        b"abc": "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319",
    }
    assert {data: StoreFile(Path("facts.json"), None, data).digest for data in digests} == digests


def test_a_missing_store_is_told_and_not_made(tmp_path):
    path = tmp_path / "facts.json"
    with pytest.raises(StoreNotFoundError) as caught:
        read_store(path)
    assert str(caught.value) == f"cannot open the store {path}: there is no such file"
    assert caught.value.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_store_in_a_missing_folder_is_told_and_the_folder_not_made(tmp_path):
    path = tmp_path / "my" / "facts.json"
    with pytest.raises(StoreNotFoundError) as caught:
        Library.open(path)
    assert str(caught.value) == f"cannot open the store {path}: there is no such file"
    assert list(tmp_path.iterdir()) == []


def test_a_dangling_link_is_no_store(tmp_path):
    path = tmp_path / "facts.json"
    path.symlink_to(tmp_path / "gone.json")
    with pytest.raises(StoreNotFoundError) as caught:
        read_store(path)
    assert str(caught.value) == f"cannot open the store {path}: there is no such file"
    assert not (tmp_path / "gone.json").exists()


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(StoreNotFoundError) as caught:
        read_store(tmp_path)
    assert str(caught.value) == f"cannot open the store {tmp_path}: it is a folder, not a file"
    assert caught.value.exit_code == 3


def test_a_path_through_a_file_is_no_store(tmp_path):
    (tmp_path / "facts.json").write_bytes(b"{}")
    path = tmp_path / "facts.json" / "facts.json"
    with pytest.raises(StoreNotFoundError) as caught:
        read_store(path)
    assert str(caught.value) == f"cannot open the store {path}: not a directory"


def test_a_path_that_no_file_can_have_is_no_store():
    with pytest.raises(StoreNotFoundError) as caught:
        read_store(Path("facts\0.json"))
    assert str(caught.value) == "cannot open the store facts\0.json: embedded null byte"
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "permission denied"),
        (errno.EIO, "input/output error"),
        (errno.ELOOP, "too many levels of symbolic links"),
        (errno.ENAMETOOLONG, "file name too long"),
    ],
)
def test_what_the_system_refuses_is_told_in_its_words(tmp_path, monkeypatch, number, reason):
    path = tmp_path / "facts.json"

    def refuse(self):
        raise OSError(number, os.strerror(number), str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(StoreNotFoundError) as caught:
        read_bytes(path)
    assert str(caught.value) == f"cannot open the store {path}: {reason}"
    assert caught.value.exit_code == 3


def test_an_error_of_the_system_without_words_of_its_own_is_told_all_the_same(tmp_path, monkeypatch):
    def refuse(_):
        message = "The disk is gone"
        raise OSError(message)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(StoreNotFoundError) as caught:
        read_bytes(tmp_path)
    assert str(caught.value) == f"cannot open the store {tmp_path}: the disk is gone"


def test_bad_data_is_told_with_the_path_as_it_was_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("my facts.json").write_bytes(b"[]")
    with pytest.raises(StoreDataError) as caught:
        read_store(Path("my facts.json"))
    assert caught.value.path == "my facts.json"
    assert caught.value.place == ""


@pytest.mark.parametrize(
    ("name", "problem"),
    [("gone.json", "there is no such file"), ("folder", "it is a folder, not a file"), ("gone\n\x1b[31m.json", None)],
)
def test_the_command_line_says_it_in_one_line_and_ends_with_3(tmp_path, capsys, monkeypatch, name, problem):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    code = run(["companies", "--json", "--store", name])
    shown = capsys.readouterr()
    assert (code, shown.out) == (3, "")
    if problem is None:
        assert shown.err == "cpecfacts: cannot open the store gone \\x1b[31m.json: there is no such file\n"
    else:
        assert shown.err == f"cpecfacts: cannot open the store {name}: {problem}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
