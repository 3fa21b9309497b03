"""Drafts that are kept; the rest of the editor is tested with `edit`."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from cpecfacts.cli.editor import edit_draft, keep_draft
from cpecfacts.errors import OutputError, RefusedError


def kept(err):
    return Path(re.search(r"--draft (\S+) goes on", err)[1])


def test_a_draft_is_kept_beside_the_store_without_its_errors(tmp_path, capsys):
    keep_draft('#! wrong\nname = "中"\n', tmp_path, "cpecfacts add")
    told = capsys.readouterr().err
    assert told.startswith("what you typed is kept: cpecfacts add --draft ")
    path = kept(told)
    assert path.parent == tmp_path
    assert path.read_text("utf-8") == 'name = "中"\n'


def test_where_the_folder_takes_nothing_it_is_kept_with_the_temporary_files(tmp_path, capsys, monkeypatch):
    other = tmp_path / "temporary"
    other.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(other))
    keep_draft("a = 1\n", tmp_path / "nowhere", "cpecfacts add")
    assert kept(capsys.readouterr().err).parent == other
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    keep_draft("a = 1\n", tmp_path / "nowhere", "cpecfacts add")
    assert capsys.readouterr().err == ""


def test_a_full_disk_keeps_the_draft_and_is_told(tmp_path, capsys, editor):
    editor("text += 'a = 2'")

    def keep(draft):
        raise OutputError("mine.json", f"no space left for {draft}")

    with pytest.raises(OutputError, match=r"no space left for \{'a': 2\}"):
        edit_draft("# nothing\n", keep, tmp_path, command="cpecfacts add")
    assert kept(capsys.readouterr().err).read_text() == "# nothing\na = 2"


def test_an_editor_that_fails_the_second_time_keeps_the_draft(tmp_path, capsys, editor):
    editor("text += 'a = 2'", "raise SystemExit(3)")

    def keep(draft):
        raise RefusedError(f"not {draft}")

    with pytest.raises(RefusedError, match="ended with 3"):
        edit_draft("# nothing\n", keep, tmp_path, command="cpecfacts add")
    assert kept(capsys.readouterr().err).read_text() == "# nothing\na = 2"


def test_an_interrupted_editor_keeps_what_it_had_saved(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("VISUAL", "slow-editor")

    def run(command, **_):
        Path(command[-1]).write_text("a = 2")
        raise KeyboardInterrupt

    monkeypatch.setattr("subprocess.run", run)
    with pytest.raises(KeyboardInterrupt):
        edit_draft("# nothing\n", dict, tmp_path, command="cpecfacts add")
    assert kept(capsys.readouterr().err).read_text() == "a = 2"


def test_windows_line_ends_and_a_byte_order_mark_are_no_change(tmp_path, editor, capsys):
    editor("text = b'\\xef\\xbb\\xbf' + text.replace('\\n', '\\r\\n').encode()")
    assert edit_draft("# nothing\na = 1\n", dict, tmp_path, command="x") is None
    assert capsys.readouterr().err == ""
