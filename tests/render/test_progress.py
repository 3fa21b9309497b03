from __future__ import annotations

import io
import re
import threading
import time

import pytest

from cpecfacts.render.progress import ProgressLine

SEQUENCE = re.compile(r"\x1b\[[0-9;]*[mK]")


class Terminal(io.StringIO):
    """A terminal with an encoding."""

    def __init__(self, encoding="utf-8"):
        super().__init__()
        self.name = encoding

    @property
    def encoding(self):
        return self.name

    @property
    def shown(self):
        """What stands in its last line."""
        return SEQUENCE.sub("", self.getvalue().rpartition("\r")[2])


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    return Terminal()


@pytest.fixture
def line(terminal, clock, monkeypatch):
    """A line whose thread never draws; it is drawn by hand."""
    monkeypatch.setattr(threading.Thread, "start", lambda _: None)
    return ProgressLine(terminal, colour=False, clock=clock)


def test_a_work_that_is_soon_done_shows_nothing(line, terminal, clock):
    with line("Reading") as advance:
        advance(1, 2)
        clock.now += 0.49
        line.draw()
    assert terminal.getvalue() == ""


def test_a_work_shows_how_far_it_is_and_how_long_it_takes(line, terminal, clock):
    with line("Reading a.csv") as advance:
        clock.now += 30
        advance(600, 2400)
        line.draw()
        assert terminal.shown == f"Reading a.csv  {'━' * 7}{'─' * 23}  600 of 2,400  1:30 left"
        advance(2400, 2400)
        line.draw()
        assert terminal.shown == f"Reading a.csv  {'━' * 30}  2,400 of 2,400"
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_work_of_unknown_length_goes_to_and_fro(line, terminal, clock):
    with line("Checking") as advance:
        clock.now += 1
        line.draw()
        assert terminal.shown == f"Checking  {'─' * 10}{'━' * 6}{'─' * 14}"
        clock.now += 2.35
        line.draw()
        assert terminal.shown == f"Checking  {'─' * 15}{'━' * 6}{'─' * 9}"
        advance(1234567, None)
        line.draw()
        assert terminal.shown.endswith("  1,234,567")


def test_the_innermost_work_is_shown_and_waits_no_second_time(line, terminal, clock):
    with line("Importing") as outer:
        outer(1, 2)
        clock.now += 1
        with line("Writing mine.json"):
            line.draw()
            assert terminal.shown.startswith("Writing mine.json  ")
        line.draw()
        assert terminal.shown.startswith("Importing  ")


def test_works_one_after_the_other_each_wait_and_each_are_gone(line, terminal, clock):
    for title in ("One", "Two"):
        with line(title):
            line.draw()
            assert terminal.shown == ""
            clock.now += 1
            line.draw()
            assert terminal.shown.startswith(title)
        assert terminal.shown == ""


def test_an_error_leaves_nothing_behind(line, terminal, clock):
    def fail():
        with line("Reading"):
            clock.now += 1
            line.draw()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert terminal.shown == ""


def test_a_line_that_was_closed_draws_no_more(line, terminal, clock):
    with line("Reading"):
        clock.now += 1
        line.draw()
        line.close()
        line.draw()
        assert terminal.shown == ""


@pytest.mark.parametrize("width", range(1, 100))
def test_the_line_is_narrower_than_the_terminal(line, terminal, clock, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    with line("读取中国移动巴基斯坦公司.json") as advance:
        clock.now += 3
        advance(100, 2000)
        line.draw()
        told = "100 of 2,000  0:57 left"
        size = len(terminal.shown) + sum(ord(sign) > 0x3000 for sign in terminal.shown)
        assert size <= max(0, width - 3)  # behind it Ctrl-C shows as ^C, and a line that wraps is not erased
        assert told[: max(0, width - 3)] in terminal.shown
        assert ("─" in terminal.shown) == (width >= 67)


@pytest.mark.parametrize(
    ("encoding", "width", "shown"),
    [
        ("utf-8", 60, "Making the index of many.json  6,000 of 50,000  0:22 left"),
        ("utf-8", 59, "Making the index of many.js…  6,000 of 50,000  0:22 left"),
        ("utf-8", 45, "Making the in…  6,000 of 50,000  0:22 left"),
        ("utf-8", 42, "Making the…  6,000 of 50,000  0:22 left"),
        ("utf-8", 33, "M…  6,000 of 50,000  0:22 left"),
        ("utf-8", 32, "6,000 of 50,000  0:22 left"),
        ("ascii", 45, "Making the...  6,000 of 50,000  0:22 left"),
        ("cp437", 45, "Making the...  6,000 of 50,000  0:22 left"),
    ],
)
def test_a_title_that_is_cut_off_says_so(clock, encoding, width, shown):
    line = ProgressLine(Terminal(encoding), colour=False, clock=clock)
    with line("Making the index of many.json") as advance:
        clock.now += 3
        advance(6000, 50000)
        assert line.line(line._works[-1], width) == shown


def test_a_title_of_wide_signs_is_cut_between_them(clock):
    line = ProgressLine(Terminal(), colour=False, clock=clock)
    with line("读取中国移动巴基斯坦公司.json"):
        assert line.line(line._works[-1], 14) == "读取中国…"
        assert line.line(line._works[-1], 15) == "读取中国…"


def test_a_terminal_of_ascii_gets_ascii(clock, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    terminal = Terminal("ascii")
    line = ProgressLine(terminal, colour=False, clock=clock)
    assert line.line(_work(line, 1, 3), 80) == f"Reading  {'#' * 10}{'.' * 20}  1 of 3  0:00 left"
    line.close()
    strange = ProgressLine(Terminal("no-such-encoding"), colour=False)
    assert "#" in strange.line(_work(strange, 1, 3), 80)
    strange.close()


def _work(line, done, total):
    with line("Reading") as advance:
        advance(done, total)
        return line._works[-1]


def test_colours_are_only_there_where_they_may_be(terminal, clock):
    line = ProgressLine(terminal, colour=True, clock=clock)
    shown = _work(line, 3, 3)
    assert line.line(shown, 80) == f"Reading  \x1b[36m{'━' * 30}\x1b[0m  3 of 3"


def test_control_characters_of_a_file_name_do_not_reach_the_terminal(line, terminal, clock):
    with line("Reading \x1b]0;x\x07"):
        clock.now += 1
        line.draw()
    assert "\x1b]0;x" not in terminal.getvalue()
    assert r"\x1b]0;x\x07" in terminal.getvalue()


def test_a_thread_draws_what_tells_nothing(terminal):
    line = ProgressLine(terminal, colour=False, patience=0)
    with line("Sleeping"):
        ends = time.monotonic() + 20
        while not terminal.shown and time.monotonic() < ends:
            time.sleep(0.01)
        assert terminal.shown.startswith("Sleeping  ")
    line._thread.join(20)
    assert terminal.shown == ""


def test_a_terminal_that_is_gone_is_no_reason_to_stop(line, terminal, clock):
    with line("Reading"):
        clock.now += 1
        terminal.close()
        line.draw()


def test_a_line_written_meanwhile_stands_above_it(line, terminal, clock):
    with line("Reading"):
        clock.now += 1
        line.draw()
        with line.above():
            terminal.write("A remark.\n")
        line.draw()
    assert "\r\x1b[KA remark.\n\r\x1b[KReading  " in terminal.getvalue()


def test_a_line_that_is_hidden_draws_no_more_though_works_go_on(line, terminal, clock):
    with line("Reading") as advance:
        clock.now += 1
        line.draw()
        line.hide()
        assert terminal.shown == ""
        advance(1, 2)
        line.draw()
        assert terminal.shown == ""
