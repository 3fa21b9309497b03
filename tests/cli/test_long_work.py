"""Works that last are seen on a terminal, and nowhere else."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import subprocess
import sys
import threading

import pytest

from cpecfacts.cli.diagnostics import note
from cpecfacts.cli.first_write import FirstWrite
from cpecfacts.cli.long_work import above_works, hide_works, watched_works
from cpecfacts.progress import unheard, work


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def look(monkeypatch):
    """Make stderr a terminal; within a test, as pytest puts its own in the place between fixtures and test."""

    def look():
        monkeypatch.setenv("TERM", "xterm")
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        return terminal

    return look


def watched(*arguments):
    with watched_works(arguments), work("Reading") as advance:
        return advance is not unheard


def test_works_are_watched_only_on_a_terminal_that_can_move_its_cursor(monkeypatch, look):
    look()
    assert watched()
    monkeypatch.setenv("TERM", "dumb")
    assert not watched()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert not watched()
    monkeypatch.setattr(sys, "stderr", None)
    assert not watched()


@pytest.mark.parametrize(
    ("arguments", "variable", "coloured"), [((), "", True), (("--no-color",), "", False), ((), "1", False)]
)
def test_a_bar_has_colours_where_everything_has(monkeypatch, look, arguments, variable, coloured):
    from cpecfacts.cli import long_work

    look()
    monkeypatch.setenv("NO_COLOR", variable)
    with watched_works(arguments):
        assert long_work._line.get()._colour is coloured


def test_a_remark_stands_above_the_bar_and_the_answer_in_its_place(look):
    from cpecfacts.cli import long_work

    stderr = look()
    with watched_works(()), work("Reading"):
        line = long_work._line.get()
        line._patience = 0
        line.draw()
        note("A remark.")
        assert "\r\x1b[KA remark.\n" in stderr.getvalue()
        line.draw()
        hide_works()
        assert stderr.getvalue().endswith("\r\x1b[K")
    hide_works()
    with above_works():
        pass


def test_an_output_begins_with_its_first_byte():
    begun = []

    def begin():
        begun.append(io.BytesIO())
        return begun[0]

    out = FirstWrite(begin)
    out.flush()
    assert (out.writable(), begun) == (True, [])
    assert out.write(b"a") == 1
    out.write(b"b")
    out.flush()
    assert [one.getvalue() for one in begun] == [b"ab"]


def test_a_command_that_waits_is_seen_to_wait_and_its_answer_takes_the_place(environment, tmp_path, small):
    """A store that comes through a pipe, slowly: until the first byte of the answer there is a bar."""
    os.mkfifo(tmp_path / "slow.json")
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "cpecfacts", "facts", "--store", "slow.json", "--jsonl"]
    with subprocess.Popen(command, stdout=slave, stderr=slave, env=environment, cwd=tmp_path) as process:
        os.close(slave)
        stop = threading.Timer(60, process.kill)
        stop.start()
        seen = b""
        while b"Reading slow.json" not in seen:
            seen += os.read(master, 4096)
        (tmp_path / "slow.json").write_bytes(small.read_bytes())
        with contextlib.suppress(OSError):
            while chunk := os.read(master, 4096):
                seen += chunk
        assert process.wait() == 0
        stop.cancel()
    os.close(master)
    bar, gone, answer = seen.decode().rpartition("\r\x1b[K")
    assert "Reading slow.json  " in bar
    assert gone
    assert [line[:6] for line in answer.splitlines()[:3]] == ['{"id":'] * 3
