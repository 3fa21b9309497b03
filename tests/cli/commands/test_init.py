"""`cpecfacts init`."""

from __future__ import annotations

import json
import os
from datetime import date

import pytest

from cpecfacts import Library


def test_an_empty_store_is_one_that_can_be_asked(ask, tmp_path):
    path = tmp_path / "mine.json"
    made = ask("init", path, "--title", "Mine", "--licence", "CC0-1.0")
    assert made.code == 0
    assert made.out.splitlines()[0].split() == ["Path:", str(path)]
    assert made.err == f"to use it: --store {path}, or CPECFACTS_STORE={path}\n"
    snapshot = Library.open(path).snapshot
    assert (snapshot.meta.title, snapshot.meta.licence) == ("Mine", "CC0-1.0")
    assert snapshot.meta.updated == date.today().isoformat()  # noqa: DTZ011
    assert ask("facts", "--store", path).out == ""
    assert ask("check", path).code == 0


def test_a_store_can_have_all_that_is_shipped(ask, tmp_path):
    path = tmp_path / "mine.json"
    (item,) = ask("init", path, "--from-shipped", "--json").items
    shipped = Library.open().snapshot
    assert item["facts"] == len(shipped.facts)
    assert item["path"] == str(path)
    assert Library.open(path).snapshot == shipped
    assert ask("diff", "shipped", path).err == "no difference\n"


def test_a_title_of_ones_own_goes_before_the_shipped_one(ask, tmp_path):
    path = tmp_path / "mine.json"
    ask("init", path, "--from-shipped", "--title", "Mine")
    assert json.loads(path.read_bytes())["meta"]["title"] == "Mine"


def test_nothing_is_overwritten(ask, tmp_path):
    path = tmp_path / "mine.json"
    path.write_text("precious")
    answer = ask("init", path)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"cpecfacts: cannot write {path}: there is a file of this name already\n"
    assert path.read_text() == "precious"


def test_a_folder_that_is_not_there_is_told(ask, tmp_path):
    path = tmp_path / "nowhere" / "mine.json"
    answer = ask("init", path)
    assert (answer.code, answer.err) == (2, f"cpecfacts: cannot write {path}: no such file or directory\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(ask, tmp_path):
    tmp_path.chmod(0o555)
    try:
        answer = ask("init", tmp_path / "mine.json")
    finally:
        tmp_path.chmod(0o755)
    assert answer.code == 2
    assert "permission denied" in answer.err
