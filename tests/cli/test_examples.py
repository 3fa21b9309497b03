"""Every example of every help text, run as it stands there."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from cpecfacts.cli.grouping import COMMANDS, command_module
from cpecfacts.store.location import packaged_store

SUMMARY = re.compile(
    r"left out: |^no errors, .* in 789 facts|no place in a timeline$|^[a-z0-9-]+ is disputed: |^the index "
)
WRITING = ("init", "add", "edit", "deprecate", "remove", "diff", "merge")
# Those of `import` need files, and are run where it is tested.
EXAMPLES = [line for name in COMMANDS if name not in (*WRITING, "import") for line, _ in command_module(name).EXAMPLES]
ON_A_TERMINAL = "cpecfacts add"
WRITING_EXAMPLES = [line for name in WRITING for line, _ in command_module(name).EXAMPLES if line != ON_A_TERMINAL]


def _runnable(line: str) -> str:
    """Return the example; without the part after the pipe where jq is not installed."""
    return line if shutil.which("jq") else line.partition(" | jq ")[0]


def _extent(path: Path) -> int:
    """Return the lines of a file, or the files of a folder."""
    return len(list(path.rglob("*.*"))) if path.is_dir() else len(path.read_bytes().splitlines())


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_runs_and_answers_something(shell, tmp_path, line):
    big = tmp_path / "big.json"
    if big.name in line:
        big.write_bytes(packaged_store().read_bytes())
    answer = shell(f"set -o pipefail; {_runnable(line)}")
    assert answer.code == 0
    assert [told for told in answer.err.splitlines() if not SUMMARY.search(told)] == []
    written = [path for path in tmp_path.iterdir() if path != big]
    output = line.partition(" -o ")[2]
    assert [path.name for path in written] == ([output] if output else [])
    assert _extent(written[0]) > 1 if output else len(answer.out.splitlines()) > (1 if "jq" not in line else 0)


EDITOR = """#!/bin/sh
sed -i -e 's/^name = ""/name = "A bank"/' -e 's/^type = ""/type = "bank"/' -e 's/^note = .*/note = "Seen."/' "$1"
"""
FACT = {
    "company": "Zong",
    "kind": "reach",
    "measure": "subscribers",
    "statement": "Zong had over 50 million subscribers.",
    "amount": "over 50 million",
    "when": "May 2024",
    "evidence": [{"source": "dna-2024-06-28"}],
}


@pytest.fixture
def workplace(shell, tmp_path):
    """A folder with what the examples of writing commands name: stores, a fact, an editor, a repository."""
    (tmp_path / "editor").write_text(EDITOR)
    (tmp_path / "editor").chmod(0o755)
    (tmp_path / "fact.json").write_text(json.dumps(FACT))
    made = shell(
        "set -e; cpecfacts init before.json --from-shipped; cp before.json theirs.json; cp before.json mine.json;"
        "cpecfacts edit zong --set note=Theirs. --store theirs.json;"
        "git init -q; git add mine.json; git -c user.name=me -c user.email=me@example.org commit -qm Begun;"
        "cpecfacts edit huawei --set note=Mine. --store mine.json;"
        "cpecfacts edit zong-4g-launch-2014 --set note=Mine. --store mine.json;"
        "cpecfacts remove xiaomi-air-link-plant-opening --yes --store mine.json;"
        "cpecfacts add organization --name Theirs --type bank --store theirs.json"
    )
    assert made.code == 0, made.err
    return {"EDITOR": str(tmp_path / "editor"), "CPECFACTS_STORE": "mine.json"}


@pytest.mark.parametrize("line", WRITING_EXAMPLES)
def test_an_example_of_a_command_that_writes_does_what_it_says(shell, tmp_path, workplace, line):
    if line.startswith("cpecfacts init mine.json"):
        (tmp_path / "mine.json").unlink()
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.json")}
    answer = shell(f"set -o pipefail; {_runnable(line)}", **workplace)
    assert answer.code == 0, answer.err
    assert answer.out.strip()
    changed = {path.name for path in tmp_path.glob("*.json") if before.get(path.name) != path.read_bytes()}
    unchanged = "--dry-run" in line or line.startswith("cpecfacts diff")
    made = "thesis.json" if "thesis" in line else "mine.json"
    assert changed == (set() if unchanged else {made})


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
