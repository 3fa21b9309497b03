"""Where the output goes: a pipe, a device, or a file that is replaced only when the new one is complete."""

from __future__ import annotations

import errno
import io
import json
import os
import stat
import sys
from pathlib import Path

import pytest

from cpecfacts.cli import outlet
from cpecfacts.cli.sink import ReaderGoneError, open_sink
from cpecfacts.errors import OutputError
from cpecfacts.render.setting import Setting

ONE = ("facts", "id:zong-4g-launch-2013")


def _breaking(error: BaseException):
    """Return a choice of renderers whose renderer fails half way."""

    def renderer_for(*_: object):
        def render(report, out, setting) -> None:
            out.write(b"half of ")
            out.flush()
            raise error

        return render

    return renderer_for


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("a.json", b'{\n  "format": 1,'),
        ("a.jsonl", b'{"id":"zong-4g-launch-2013",'),
        ("a.ndjson", b'{"id":"zong-4g-launch-2013",'),
        ("a.csv", b"id,company,"),
        ("a.tsv", b"id\tcompany\t"),
        ("a.md", b"| When |"),
        ("a.txt", b"When  Company  Fact"),
        ("A.JSON", b'{\n  "format": 1,'),
    ],
)
def test_a_file_has_the_format_of_its_ending(ask, tmp_path, name, beginning):
    assert tuple(ask(*ONE, "-o", tmp_path / name)) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(beginning)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "markdown"])
def test_a_file_holds_what_a_pipe_gets(ask, tmp_path, form):
    written = tmp_path / "out"
    assert tuple(ask(*ONE, "--format", form, "--output", written)) == (0, "", "")
    assert written.read_bytes().decode() == ask(*ONE, "--format", form).out


def test_a_file_in_the_current_folder_needs_no_path(ask, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert tuple(ask(*ONE, "-o", "a.json")) == (0, "", "")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["count"] == 1


def test_what_was_left_out_is_told_for_a_file_too(ask, tmp_path):
    answer = ask("facts", "company:zong", "--limit", 1, "-o", tmp_path / "a.csv")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("1 fact; left out: ")


def test_a_new_file_has_the_usual_mode(ask, tmp_path):
    before = os.umask(0o027)
    try:
        ask(*ONE, "-o", tmp_path / "a.json")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_a_replaced_file_keeps_its_mode(ask, tmp_path, mode):
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(mode)
    assert ask(*ONE, "-o", path).code == 0
    assert path.read_bytes() != b"old"
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_symbolic_link_is_followed(ask, tmp_path):
    (tmp_path / "folder").mkdir()
    target = tmp_path / "folder" / "target.csv"
    target.write_bytes(b"old")
    link = tmp_path / "link.json"
    link.symlink_to(target)
    assert ask(*ONE, "-o", link).code == 0
    assert link.is_symlink()
    assert json.loads(target.read_text("utf-8"))["count"] == 1
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["folder", "link.json", "target.csv"]


def test_a_link_to_nothing_makes_its_target(ask, tmp_path):
    link = tmp_path / "link.json"
    link.symlink_to("target.json")
    assert ask(*ONE, "-o", link).code == 0
    assert link.is_symlink()
    assert json.loads((tmp_path / "target.json").read_text("utf-8"))["count"] == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RuntimeError("broken"), 70),
        (OSError(errno.ENOSPC, "No space left on device"), 2),
        (OutputError("somewhere", "no"), 2),
    ],
    ids=["bug", "full disk", "other error"],
)
def test_a_file_is_as_it_was_when_writing_fails_half_way(ask, tmp_path, monkeypatch, error, code):
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(outlet, "renderer_for", _breaking(error))
    answer = ask(*ONE, "-o", path)
    assert (answer.code, answer.out) == (code, "")
    assert len(answer.err.splitlines()) == 1
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.json"]


def test_a_file_is_as_it_was_when_the_user_interrupts(ask, tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(outlet, "renderer_for", _breaking(KeyboardInterrupt()))
    answer = ask(*ONE, "-o", path)
    assert (answer.code, answer.out, answer.err.strip()) == (130, "", "")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_no_file_is_left_when_writing_a_new_one_fails(ask, tmp_path, monkeypatch):
    monkeypatch.setattr(outlet, "renderer_for", _breaking(RuntimeError("broken")))
    assert ask(*ONE, "-o", tmp_path / "a.json").code == 70
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_question_leaves_the_file_as_it_was(ask, tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    assert ask("facts", "--company", "huwaei", "-o", path).code == 2
    assert ask("facts", "--fields", "nmae", "-o", path).code == 2
    assert ask("facts", "--store", tmp_path / "missing.json", "-o", path).code == 3
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_old_file_stays_readable_until_the_new_one_is_complete(ask, tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    seen = []

    def renderer_for(*_: object):
        def render(report, out, setting) -> None:
            out.write(b"new")
            out.flush()
            seen.append(path.read_bytes())

        return render

    monkeypatch.setattr(outlet, "renderer_for", renderer_for)
    assert ask(*ONE, "-o", path).code == 0
    assert seen == [b"old"]
    assert path.read_bytes() == b"new"


def test_a_file_that_is_not_ours_is_not_taken_for_the_unfinished_one(ask, tmp_path):
    others = {tmp_path / f".a.json.{os.getpid()}.part", tmp_path / ".a.json.part", tmp_path / "a.json.tmp"}
    for other in others:
        other.write_bytes(b"not ours")
    answer = ask(*ONE, "-o", tmp_path / "a.json")
    assert {other: other.read_bytes() for other in others if other.exists()} == dict.fromkeys(others, b"not ours")
    assert tuple(answer) == (0, "", "")


def test_a_missing_folder_is_one_line(ask, tmp_path):
    path = tmp_path / "missing" / "a.json"
    assert tuple(ask(*ONE, "-o", path)) == (2, "", f"cpecfacts: cannot write {path}: no such file or directory\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["", "/", "/."])
def test_a_folder_as_target_is_one_line(ask, tmp_path, ending):
    answer = ask(*ONE, "-o", f"{tmp_path}{ending}")
    assert tuple(answer) == (2, "", f"cpecfacts: cannot write {tmp_path}: is a directory\n")
    assert list(tmp_path.iterdir()) == []


def test_a_file_as_folder_is_one_line(ask, tmp_path):
    (tmp_path / "file").write_bytes(b"old")
    path = tmp_path / "file" / "a.json"
    assert tuple(ask(*ONE, "-o", path)) == (2, "", f"cpecfacts: cannot write {path}: not a directory\n")


def test_a_name_that_is_too_long_is_one_line(ask, tmp_path):
    path = tmp_path / ("a" * 300)
    assert tuple(ask(*ONE, "-o", path)) == (2, "", f"cpecfacts: cannot write {path}: file name too long\n")


def test_a_name_as_long_as_the_system_allows_is_written(ask, tmp_path):
    path = tmp_path / ("a" * 250 + ".json")
    assert tuple(ask(*ONE, "-o", path)) == (0, "", "")
    assert list(tmp_path.iterdir()) == [path]


def test_the_store_itself_may_not_be_the_output(ask, small):
    before = small.read_bytes()
    answer = ask("facts", "--store", small, "-o", small)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert small.read_bytes() == before


def test_a_device_is_written_to_and_stays_one(ask):
    assert tuple(ask(*ONE, "-o", os.devnull)) == (0, "", "")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_full_device_is_one_line(ask):
    answer = ask(*ONE, "-o", "/dev/full")
    assert tuple(answer) == (2, "", "cpecfacts: cannot write /dev/full: no space left on device\n")


def test_a_named_pipe_is_written_to(shell):
    line = "mkfifo pipe && { cat pipe > got & } && cpecfacts facts id:zong-4g-launch-2013 --json -o pipe && wait"
    assert shell(f"{line} && test -p pipe && head -2 got") == (0, '{\n  "format": 1,\n', "")


@pytest.mark.parametrize("target", ["/dev/stdout", ">(cat)", "/dev/fd/1"])
def test_the_pipes_of_a_shell_are_written_to(shell, target):
    answer = shell(f"cpecfacts facts id:zong-4g-launch-2013 --fields id -o {target} | cat")
    assert answer == (0, "id\nzong-4g-launch-2013\n", "")


@pytest.mark.parametrize("arguments", [ONE, ("schema",), ("--help",)])
def test_a_full_stdout_is_one_line(start, arguments):
    with Path("/dev/full").open("wb") as full:
        answer = start(*arguments, stdout=full)
    assert answer == (2, "", "cpecfacts: cannot write standard output: no space left on device\n")


@pytest.mark.parametrize("arguments", ["facts", "schema", "--help", "--version"])
def test_a_closed_stdout_is_one_line(shell, arguments):
    answer = shell(f"cpecfacts {arguments} >&-")
    assert answer == (2, "", "cpecfacts: cannot write standard output: it is closed\n")


def test_a_file_needs_no_stdout(shell, tmp_path):
    assert shell("cpecfacts facts id:zong-4g-launch-2013 -o a.json >&-") == (0, "", "")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["count"] == 1


def test_a_wrong_option_needs_no_stdout(shell):
    assert shell("cpecfacts facts --company huwaei >&-").code == 2


def test_a_schema_is_replaced_as_a_whole_too(ask, tmp_path):
    path = tmp_path / "schema.json"
    path.write_bytes(b"old")
    assert tuple(ask("schema", "store", "-o", path)) == (0, "", "")
    assert json.loads(path.read_text("utf-8"))["title"] == "A store of cpecfacts, format 1"
    assert list(tmp_path.iterdir()) == [path]


class _Stdout:
    """A stdout that says what it is and keeps what it gets."""

    def __init__(self, *, tty: bool, encoding: str | None = "utf-8", error: OSError | None = None) -> None:
        self.encoding = encoding
        self.tty = tty
        self.error = error
        self.buffer = self

    def fileno(self):
        raise io.UnsupportedOperation

    def isatty(self) -> bool:
        return self.tty

    def flush(self) -> None:
        if self.error is not None:
            raise self.error


def _setting(monkeypatch, *, raw=False, no_color=False, tty=True, encoding: str | None = "utf-8", **variables: str):
    monkeypatch.setenv("COLUMNS", "72")
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", _Stdout(tty=tty, encoding=encoding))
    with open_sink(None, raw=raw, no_color=no_color) as (_, setting):
        return setting


def test_a_pipe_has_no_width_and_no_colour(monkeypatch):
    assert _setting(monkeypatch, tty=False, raw=True) == Setting(raw=True)
    assert _setting(monkeypatch, tty=False, encoding="ascii") == Setting()


def test_a_terminal_has_its_width_and_its_letters(monkeypatch):
    assert _setting(monkeypatch) == Setting(width=72, encoding="utf-8", unicode=True, colour=True)
    assert _setting(monkeypatch, raw=True).raw


@pytest.mark.parametrize(
    ("encoding", "unicode"),
    [("utf-8", True), ("gb18030", True), ("ascii", False), ("latin-1", False), ("no-such-encoding", False)],
)
def test_signs_need_a_terminal_that_has_them(monkeypatch, encoding, unicode):
    assert _setting(monkeypatch, encoding=encoding)[:3] == (72, encoding, unicode)


def test_a_terminal_that_does_not_say_is_taken_for_unicode(monkeypatch):
    assert _setting(monkeypatch, encoding=None)[:3] == (72, "utf-8", True)


def test_colour_can_be_refused_in_three_ways(monkeypatch):
    assert not _setting(monkeypatch, no_color=True).colour
    with monkeypatch.context() as patch:
        assert not _setting(patch, NO_COLOR="1").colour
    with monkeypatch.context() as patch:
        assert _setting(patch, NO_COLOR="").colour
    with monkeypatch.context() as patch:
        assert not _setting(patch, TERM="dumb").colour


def test_a_pipe_without_a_reader_has_an_error_of_its_own(monkeypatch):
    monkeypatch.setattr(sys, "stdout", _Stdout(tty=False, error=BrokenPipeError(errno.EPIPE, "Broken pipe")))
    with pytest.raises(ReaderGoneError), open_sink(None, raw=False, no_color=False):
        pass


def test_an_error_without_words_of_the_system_keeps_its_own(monkeypatch):
    monkeypatch.setattr(sys, "stdout", _Stdout(tty=False, error=OSError("Gone")))
    with (
        pytest.raises(OutputError, match=r"^cannot write standard output: gone$"),
        open_sink(None, raw=False, no_color=False),
    ):
        pass


def test_without_a_stdout_there_is_nothing_to_open(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    with (
        pytest.raises(OutputError, match=r"^cannot write standard output: it is closed$"),
        open_sink(None, raw=False, no_color=False),
    ):
        pass
