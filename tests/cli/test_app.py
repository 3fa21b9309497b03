"""The program as a whole: its help, and how every way it can end becomes an exit code."""

from __future__ import annotations

import errno
import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from inline_snapshot import snapshot

from cpecfacts import __version__
from cpecfacts.cli import outlet
from cpecfacts.cli.app import run
from cpecfacts.cli.grouping import COMMANDS

BREAK = "import cpecfacts.cli.outlet as o; o.chosen_format = lambda output, annotations: {}[1]; "
MAIN = "import sys; from cpecfacts.__main__ import main; sys.argv[1:] = ['facts']; main()"


def _broken(*_: Any, **__: Any) -> Any:
    message = "out of\nluck \x1b[31m"
    raise RuntimeError(message)


def _interrupted(*_: Any, **__: Any) -> Any:
    raise KeyboardInterrupt


def test_the_program_alone_prints_its_help(ask):
    answer = ask()
    assert answer.code == 0
    assert answer.err == ""
    assert answer.out == ask("--help").out


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_every_command_and_where_to_begin(ask, option):
    answer = ask(option)
    assert answer.code == 0
    assert answer.err == ""
    assert answer.out.startswith("Usage: cpecfacts [OPTIONS] COMMAND [ARGS]...\n")
    section = answer.out.partition("\nCommands:\n")[2].partition("\nBegin with:\n")[0]
    listed = [line.split()[0] for line in section.splitlines() if line.startswith("  ") and line[2] != " "]
    assert listed == list(COMMANDS)
    assert answer.out.partition("\nBegin with:\n")[2] == (
        "  cpecfacts companies\n  cpecfacts timeline --company zong\n  cpecfacts COMMAND --help\n"
    )


def test_the_version_is_that_of_the_package(ask):
    assert ask("--version") == (0, f"cpecfacts {__version__}\n", "")


def test_what_is_no_command_or_option_is_one_line(ask):
    asked = [["comapnies"], [""], ["xyzzy"], ["--colour"], ["-x"], ["facts", "--colour"], ["show"], ["show", "a", "b"]]
    answers = {" ".join(arguments): ask(*arguments) for arguments in asked}
    assert {answer.code for answer in answers.values()} == {2}
    assert {answer.out for answer in answers.values()} == {""}
    assert {line: answer.err for line, answer in answers.items()} == snapshot(
        {
            "comapnies": "cpecfacts: unknown command “comapnies”: did you mean companies or compare?\n",
            "": "cpecfacts: unknown command “”: the commands are companies, investments, timeline, compare, disputes, facts, show, cite, sources, projects, measures, stats, check, init, add, edit, deprecate, remove, import, export, diff, merge, index, schema\n",
            "xyzzy": "cpecfacts: unknown command “xyzzy”: the commands are companies, investments, timeline, compare, disputes, facts, show, cite, sources, projects, measures, stats, check, init, add, edit, deprecate, remove, import, export, diff, merge, index, schema\n",
            "--colour": "cpecfacts: No such option: --colour\n",
            "-x": "cpecfacts: No such option: -x; to leave out a word, put -- before the query\n",
            "facts --colour": "cpecfacts: No such option: --colour (Possible options: --no-color, --source)\n",
            "show": "cpecfacts: Missing argument 'ID'.\n",
            "show a b": "cpecfacts: Got unexpected extra argument(s) (b)\n",
        }
    )


def test_a_mistyped_option_names_the_nearest(ask):
    answer = ask("companies", "--compny", "zong")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert "--compny" in answer.err
    assert "--company" in answer.err


def test_a_number_that_is_none_is_one_line(ask):
    answers = [ask("facts", "--limit", value) for value in ("-1", "many", "1.5")]
    assert [(answer.code, answer.out, answer.err.count("\n")) for answer in answers] == [(2, "", 1)] * 3
    assert [("--limit" in answer.err) for answer in answers] == [True] * 3


def test_a_bug_of_ours_is_one_line_and_exit_code_70(ask, monkeypatch):
    monkeypatch.setattr(outlet, "chosen_format", _broken)
    assert tuple(ask("facts")) == snapshot(
        (
            70,
            "",
            "cpecfacts: this is a bug in cpecfacts (RuntimeError: out of luck \\x1b[31m); CPECFACTS_TRACEBACK=1 shows where\n",
        )
    )


def test_a_traceback_comes_when_it_is_asked_for(ask, monkeypatch):
    monkeypatch.setattr(outlet, "chosen_format", _broken)
    monkeypatch.setenv("CPECFACTS_TRACEBACK", "1")
    answer = ask("facts")
    assert (answer.code, answer.out) == (70, "")
    assert answer.err.startswith("Traceback (most recent call last):\n")
    assert "RuntimeError: out of\n" in answer.err


@pytest.mark.parametrize("way", ["stdout", "file"])
def test_a_broken_pipe_ends_with_141_and_says_nothing(ask, monkeypatch, tmp_path, way):
    def break_pipe(*_: Any) -> Any:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr(outlet, "renderer_for", break_pipe)
    answer = ask("facts", *(["-o", tmp_path / "a.json"] if way == "file" else []))
    assert answer == (141, "", "")
    assert list(tmp_path.iterdir()) == []


class _FailingStdout(io.StringIO):
    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, _text: str) -> int:
        raise self.error


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_that_cannot_be_written_ends_like_any_answer(monkeypatch, capsys, option):
    monkeypatch.setattr(sys, "stdout", _FailingStdout(BrokenPipeError(errno.EPIPE, "Broken pipe")))
    assert run([option]) == 141
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys, "stdout", _FailingStdout(OSError(errno.ENOSPC, "No space left on device")))
    assert run([option]) == 2
    assert capsys.readouterr().err == "cpecfacts: cannot write standard output: no space left on device\n"


def test_an_end_that_something_else_wants_is_let_through(ask, monkeypatch):
    def leave(*_: Any, **__: Any) -> Any:
        raise SystemExit(3)

    monkeypatch.setattr(outlet, "chosen_format", leave)
    with pytest.raises(SystemExit, match=r"^3$"):
        ask("facts")


def test_without_a_stdout_the_program_says_so(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", None)
    code = run(["facts"])
    if sys.stdout is not None:
        sys.stdout.close()
    assert code == 2
    assert capsys.readouterr().err == "cpecfacts: cannot write standard output: it is closed\n"


def test_an_interruption_ends_with_130_and_says_nothing(ask, monkeypatch):
    monkeypatch.setattr(outlet, "chosen_format", _interrupted)
    answer = ask("facts")
    assert (answer.code, answer.out, answer.err.strip()) == (130, "", "")


def test_an_abort_ends_like_an_interruption(ask, monkeypatch):
    def abort(*_: Any, **__: Any) -> Any:
        raise typer.Abort

    monkeypatch.setattr(outlet, "chosen_format", abort)
    assert ask("facts") == (130, "", "")


def test_the_exit_code_of_a_command_is_that_of_the_program(ask, monkeypatch):
    def leave(*_: Any, **__: Any) -> Any:
        raise typer.Exit(1)

    monkeypatch.setattr(outlet, "chosen_format", leave)
    assert ask("facts") == (1, "", "")


def test_run_takes_any_sequence_of_arguments(capsysbinary):
    assert run(("--version",)) == 0
    assert capsysbinary.readouterr().out == f"cpecfacts {__version__}\n".encode()


def test_a_bug_of_ours_shows_no_traceback_unless_asked(environment):
    done = subprocess.run([sys.executable, "-c", BREAK + MAIN], capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stdout) == (70, b"")
    assert done.stderr == snapshot(
        b"cpecfacts: this is a bug in cpecfacts (KeyError: 1); CPECFACTS_TRACEBACK=1 shows where\n"
    )


def test_a_bug_of_ours_keeps_its_exit_code_with_a_traceback(environment):
    asked = environment | {"CPECFACTS_TRACEBACK": "1"}
    done = subprocess.run([sys.executable, "-c", BREAK + MAIN], capture_output=True, env=asked, check=False)
    assert done.stdout == b""
    assert done.stderr.startswith(b"Traceback (most recent call last):\n")
    assert b"KeyError: 1\n" in done.stderr
    assert done.returncode == 70  # 1 would tell a script of findings


def test_an_empty_wish_for_a_traceback_is_none(environment):
    asked = environment | {"CPECFACTS_TRACEBACK": ""}
    done = subprocess.run([sys.executable, "-c", BREAK + MAIN], capture_output=True, env=asked, check=False)
    assert done.returncode == 70
    assert done.stderr.count(b"\n") == 1


def test_python_m_runs_the_program_from_any_folder(start):
    answer = start("companies", "--limit", 1, "--fields", "id")
    assert (answer.code, answer.out) == (0, "id\nzong\n")


def test_the_installed_command_runs_from_any_folder(shell):
    answer = shell("cpecfacts companies --limit 1 --fields id")
    assert (answer.code, answer.out) == (0, "id\nzong\n")


def test_reading_leaves_nothing_behind(start, tmp_path):
    assert start("timeline", "--company", "zong").code == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["facts --jsonl", "facts", "sources --csv"])
def test_a_reader_who_has_enough_hears_nothing(shell, command):
    answer = shell(f"cpecfacts {command} | head -1; echo ${{PIPESTATUS[0]}}")
    first, code = answer.out.splitlines()
    assert first.strip()
    assert code in {"0", "141"}
    assert [line for line in answer.err.splitlines() if "left out" not in line] == []


@pytest.mark.parametrize("arguments", [["facts", "--jsonl"], ["schema"], ["--help"], ["--version"]])
def test_a_pipe_that_was_closed_from_the_start_is_silent(start, arguments):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        answer = start(*arguments, stdout=writing)
    finally:
        os.close(writing)
    assert (answer.code, answer.err) == (141, "")


@pytest.mark.parametrize("arguments", [["facts", "--company", "huwaei"], ["facts", "nothinglikethis"]])
def test_the_exit_code_does_not_depend_on_stderr(start, arguments):
    with Path("/dev/full").open("wb") as full:
        told = start(*arguments)
        untold = start(*arguments, stderr=full)
    assert told.err
    assert (untold.code, untold.out) == (told.code, told.out)


def test_a_closed_stderr_does_not_matter(shell):
    answer = shell("cpecfacts facts --company huwaei 2>&-; echo $?; cpecfacts facts nothinglikethis 2>&-; echo $?")
    assert answer == (0, "2\n0\n", "")


def test_an_interrupt_signal_ends_with_130_and_no_traceback(environment, tmp_path):
    store = tmp_path / "store.json"
    os.mkfifo(store)
    process = subprocess.Popen(
        [sys.executable, "-m", "cpecfacts", "facts", "--store", str(store)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    # The opening waits until the program reads the store: it is in the middle of its work from then on.
    with process, store.open("wb"):
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")


def test_bytes_on_the_command_line_that_are_no_text_are_told_as_such(shell):
    answer = shell("cpecfacts facts --company $'\\xff'; echo $?; cpecfacts facts $'\\xff' --json; echo $?")
    assert answer.out == "2\n2\n"
    assert answer.err == snapshot("""\
cpecfacts: unknown company “\\udcff”: cpecfacts companies --type all lists them
cpecfacts: column 1 of the query: there is no word to search for, at “\\udcff”
""")


def test_a_term_that_leaves_a_word_out_needs_no_quotes_after_a_double_hyphen(ask):
    assert ask("facts", "--limit", 3, "--json", "--", "launch", "-4g").json["query"] == "launch -4g"
