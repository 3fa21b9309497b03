"""Long tables on a terminal go through a pager, which gets them while they are drawn."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time

import pytest

from cpecfacts.cli import pager
from cpecfacts.cli.pager import PagerError, page, pager_command

SEQUENCE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
ROWS = 1002


@pytest.fixture
def long(tables, save):
    """The path of a store with a thousand facts that are not deprecated, and one."""
    one = tables["facts"]["alpha-launch-2013"]
    tables["facts"] |= {f"alpha-{n}": one | {"statement": f"Number {n} happened."} for n in range(ROWS - 3)}
    return save(tables, "long.json")


@pytest.fixture
def keeper(tmp_path):
    """A pager that keeps what it gets in the file `paged`, and passes it on."""
    path = tmp_path / "keeper"
    path.write_text(f"#!{sys.executable}\nimport shutil, sys\nopen('paged', 'wb').write(sys.stdin.buffer.read())\n")
    path.chmod(0o755)
    return path


def paged(tmp_path):
    return SEQUENCE.sub("", (tmp_path / "paged").read_text("utf-8"))


def test_a_long_table_is_paged_below_a_line_that_tells_how_many_there_are(draw, tmp_path, long, keeper):
    answer = draw(100, "facts", "--store", long, PAGER=str(keeper))
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "1,002 facts; left out: 1 deprecated (--all shows them)\n"
    lines = paged(tmp_path).splitlines()
    assert lines[0] == "1,002 facts; left out: 1 deprecated (--all shows them)"
    assert lines[1] == ""
    assert lines[2].split() == ["When", "Company", "Fact", "ID", "Kind", "Backing"]
    assert sum("Number" in line for line in lines) == ROWS - 3


def test_what_is_paged_has_colours_if_the_terminal_has(draw, tmp_path, long, keeper):
    draw(100, "facts", "--store", long, PAGER=str(keeper))
    assert "\x1b[1m" in (tmp_path / "paged").read_text("utf-8")
    draw(100, "facts", "--store", long, "--no-color", PAGER=str(keeper))
    assert "\x1b" not in (tmp_path / "paged").read_text("utf-8")


def test_a_pager_may_have_arguments(draw, tmp_path, long, keeper):
    answer = draw(100, "facts", "--store", long, PAGER=f"{sys.executable} '{keeper}' --any")
    assert (answer.code, answer.out) == (0, "")
    assert len(paged(tmp_path).splitlines()) > ROWS


@pytest.mark.skipif(sys.platform == "win32", reason="has no sh")
@pytest.mark.parametrize(
    "line", ["./keeper | cat", "ANY=X ./keeper", "~/keeper", "$KEEPER", "cat | ./keeper", "cat > paged; true"]
)
def test_a_pager_may_be_a_line_of_the_shell(draw, tmp_path, long, keeper, line):
    answer = draw(100, "facts", "--store", long, PAGER=line, KEEPER=str(keeper))
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "1,002 facts; left out: 1 deprecated (--all shows them)\n"
    assert len(paged(tmp_path).splitlines()) > ROWS


@pytest.mark.parametrize(
    ("chosen", "command"),
    [
        ("less", ["less"]),
        ("less -R '-P a b'", ["less", "-R", "-P a b"]),
        ("less | cat", ["sh", "-c", "less | cat"]),
        ("LESS=X less", ["sh", "-c", "LESS=X less"]),
        ("~/bin/p -x", ["sh", "-c", "~/bin/p -x"]),
    ],
)
def test_only_signs_of_the_shell_need_one(monkeypatch, chosen, command):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PAGER", chosen)
    assert pager_command() == command


@pytest.mark.parametrize(
    ("more", "variables"),
    [
        (("--limit", "1000"), {}),
        (("--no-pager",), {}),
        ((), {"TERM": "dumb"}),
        ((), {"PAGER": ""}),
        ((), {"PAGER": "cat"}),
        (("--json",), {}),
        (("--jsonl",), {}),
        (("--csv",), {}),
        (("--markdown",), {}),
        (("-o", "out.txt"), {}),
    ],
)
def test_what_needs_no_pager_or_wants_none_gets_none(draw, tmp_path, long, keeper, more, variables):
    answer = draw(100, "facts", "--store", long, *more, **({"PAGER": str(keeper)} | variables))
    assert answer.code == 0
    assert not (tmp_path / "paged").exists()
    assert ((tmp_path / "out.txt").read_text() if "-o" in more else answer.out).count("Number") >= 995


def test_a_pipe_is_never_paged(start, tmp_path, long, keeper):
    answer = start("facts", "--store", long, PAGER=str(keeper))
    assert answer.out.count("Number") == ROWS - 3
    assert not (tmp_path / "paged").exists()


def test_a_record_with_many_facts_is_paged_too(draw, tmp_path, long, keeper):
    answer = draw(100, "show", "alpha", "--store", long, PAGER=str(keeper))
    assert (answer.code, answer.out) == (0, "")
    assert paged(tmp_path).count("Number") == ROWS - 3


def test_who_leaves_the_pager_early_has_seen_enough(draw, tmp_path, long):
    quitter = tmp_path / "quitter"
    quitter.write_text("#!/bin/sh\nhead -c 10 > seen\n")
    quitter.chmod(0o755)
    answer = draw(100, "facts", "--store", long, PAGER=str(quitter))
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "1,002 facts; left out: 1 deprecated (--all shows them)\n"
    assert (tmp_path / "seen").stat().st_size == 10


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ("no-such-pager -x", "the pager no-such-pager cannot be started: no such file or directory"),
        ("false", "the pager false failed with 1"),
        ("cat > /dev/null; exit 3", "the pager “cat > /dev/null; exit 3” failed with 3"),
        ('"less', "PAGER has a quotation mark without its fellow"),
    ],
)
def test_a_pager_that_fails_is_told_of_after_the_table(draw, long, chosen, told):
    answer = draw(100, "facts", "--store", long, PAGER=chosen)
    assert (answer.code, answer.out.count("Number")) == (0, ROWS - 3)
    assert answer.err == (
        f"{told}; --no-pager or PAGER=cat does without\n1,002 facts; left out: 1 deprecated (--all shows them)\n"
    )


def test_without_a_pager_in_the_environment_it_is_less(monkeypatch):
    monkeypatch.delenv("PAGER", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(pager.shutil, "which", lambda _: "/usr/bin/less")
    assert pager_command() == ["less", "-FRX"]
    monkeypatch.setattr(pager.shutil, "which", lambda _: None)
    assert pager_command() is None


def test_a_less_of_ones_own_keeps_its_options(tmp_path, monkeypatch):
    tell = [sys.executable, "-c", "import os, pathlib; pathlib.Path('told').write_text(os.environ['LESS'])"]
    monkeypatch.chdir(tmp_path)
    for given, wanted in ((None, "FRX"), ("-M", "-M")):
        monkeypatch.delenv("LESS", raising=False) if given is None else monkeypatch.setenv("LESS", given)
        page(tell, lambda out: out.write(b"x"))
        assert (tmp_path / "told").read_text() == wanted


def test_nothing_to_show_starts_no_pager():
    page(["no-such-pager"], lambda out: out.flush())


def test_a_less_that_was_told_to_end_at_ctrl_c_has_not_failed(tmp_path):
    page(["sh", "-c", "cat > /dev/null; exit 130"], lambda out: out.write(b"x"))  # the shell's word for it
    for name, fails in (("less", False), ("more", True)):
        path = tmp_path / name
        path.write_text("#!/bin/sh\ncat > /dev/null\nexit 2\n")
        path.chmod(0o755)
        if fails:
            with pytest.raises(PagerError, match=r"failed with 2$"):
                page([str(path)], lambda out: out.write(b"x"))
        else:
            page([str(path)], lambda out: out.write(b"x"))


def test_an_error_while_it_is_drawn_ends_the_pager_and_gives_ctrl_c_back():
    before = signal.getsignal(signal.SIGINT)

    def fail(out):
        out.write(b"x")
        raise KeyError

    with pytest.raises(KeyError):
        page([sys.executable, "-c", "import sys; sys.stdin.read()"], fail)
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_belongs_to_the_pager(environment, tmp_path, long):
    """It reaches all of the terminal's processes; a pager that lives on is still shown everything."""
    patient = tmp_path / "patient"
    patient.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, signal, sys, time\n"
        "signal.signal(signal.SIGINT, lambda *_: pathlib.Path('interrupted').touch())\n"
        "pathlib.Path('begun').touch()\n"
        "while not pathlib.Path('interrupted').exists(): time.sleep(0.01)\n"
        "pathlib.Path('paged').write_bytes(sys.stdin.buffer.read())\n"
    )
    patient.chmod(0o755)
    pid, master = pty.fork()
    if pid == 0:  # a session of its own, whose terminal this is
        os.chdir(tmp_path)
        os.execve(  # noqa: S606
            sys.executable,
            [sys.executable, "-m", "cpecfacts", "facts", "--store", str(long)],
            environment | {"PAGER": str(patient)},
        )
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    _wait_for(tmp_path / "begun")
    os.write(master, b"\x03")
    seen = _rest_of(master)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert paged(tmp_path).count("Number") == ROWS - 3
    assert seen.decode().endswith("1,002 facts; left out: 1 deprecated (--all shows them)\r\n")


def _wait_for(path):
    ends = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < ends
        time.sleep(0.01)


def _rest_of(master):
    seen = b""
    while True:
        try:
            chunk = os.read(master, 4096)
        except OSError:
            return seen
        if not chunk:
            return seen
        seen += chunk


def test_the_first_page_is_there_before_the_last_is_drawn(environment, tmp_path, tables, save):
    """A pager that leaves after its first page: what it was sent is a small part of the whole."""
    one = tables["facts"]["alpha-launch-2013"]
    tables["facts"] |= {f"alpha-{n}": one for n in range(30_000)}
    store = save(tables, "longer.json")
    code = (
        "import io, json, sys\n"
        "from cpecfacts import Library\n"
        "from cpecfacts.render.setting import Setting\n"
        "from cpecfacts.render.terminal import render_terminal\n"
        "from cpecfacts.reports.facts import facts_report\n"
        "library = Library.open(sys.argv[1])\n"
        "made = []\n"
        "trust = library.trust\n"
        "library.trust = lambda fact: made.append(fact) or trust(fact)\n"
        "class Gone(io.RawIOBase):\n"
        "    def writable(self): return True\n"
        "    def write(self, data): raise BrokenPipeError\n"
        "try:\n"
        "    render_terminal(facts_report(library.find(), library), Gone(), Setting(width=80))\n"
        "except BrokenPipeError:\n"
        "    print(json.dumps(len(made)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(store)], capture_output=True, env=environment, check=True)
    assert json.loads(done.stdout) == 1000
