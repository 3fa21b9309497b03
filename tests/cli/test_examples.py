"""Every example of every help text, run as it stands there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from cpecfacts.cli.grouping import COMMANDS, command_module

SUMMARY = re.compile(r"left out: |^no errors, .* in 789 facts|no place in a timeline$")
# Those of `import` need files, and are run where it is tested.
EXAMPLES = [line for name in COMMANDS if name != "import" for line, _ in command_module(name).EXAMPLES]


def _runnable(line: str) -> str:
    """Return the example; without the part after the pipe where jq is not installed."""
    return line if shutil.which("jq") else line.partition(" | jq ")[0]


def _extent(path: Path) -> int:
    """Return the lines of a file, or the files of a folder."""
    return len(list(path.rglob("*.*"))) if path.is_dir() else len(path.read_bytes().splitlines())


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_runs_and_answers_something(shell, tmp_path, line):
    answer = shell(f"set -o pipefail; {_runnable(line)}")
    assert answer.code == 0
    assert [told for told in answer.err.splitlines() if not SUMMARY.search(told)] == []
    written = list(tmp_path.iterdir())
    output = line.partition(" -o ")[2]
    assert [path.name for path in written] == ([output] if output else [])
    assert _extent(written[0]) > 1 if output else len(answer.out.splitlines()) > (1 if "jq" not in line else 0)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_with_their_meanings(name):
    examples = command_module(name).EXAMPLES
    assert len(examples) >= 2
    assert [pair for pair in examples if not (pair[0].startswith(f"cpecfacts {name}") and pair[1])] == []


def test_no_example_stands_twice():
    assert len(EXAMPLES) == len(set(EXAMPLES))


@pytest.mark.parametrize(
    "line",
    [
        "cpecfacts investments --since 2015 --min 100m",
        "cpecfacts investments --company zong --json | python3 -m json.tool",
    ],
)
def test_questions_that_the_program_was_made_for_are_answered(shell, line):
    answer = shell(f"set -o pipefail; {line}")
    assert answer.code == 0
    assert len(answer.out.splitlines()) > 10
