"""The README keeps its word: its commands run and print what stands there, its links and examples work."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from cpecfacts.cli.app import run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
TOUR = [tuple(block.removeprefix("$ ").split("\n", 1)) for block in CONSOLE]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def test_the_tour_has_seven_commands() -> None:
    assert len(TOUR) == 7
    assert all(block.startswith("$ cpecfacts ") for block in CONSOLE)


@pytest.mark.parametrize(("line", "expected"), TOUR, ids=[line for line, _ in TOUR])
def test_a_command_of_the_tour_prints_what_the_readme_shows(
    line: str, expected: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    program, *arguments = shlex.split(line)
    assert program == "cpecfacts"
    assert run(arguments) == 0
    printed = capfdbinary.readouterr().out.decode()
    if expected:
        assert printed == expected
    else:
        assert printed.startswith(arguments[-1])


def test_the_two_commands_set_everything_up_in_a_virtual_environment() -> None:
    commands = [line for line in README.splitlines() if line.startswith("python3 -m venv .venv && ")]
    assert [command.rpartition("/")[2] for command in commands] == ["cpecfacts companies", "python -m pytest"]


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102  (our own file)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 3
    assert all("uawei" in line or "youth" in line or "people" in line or "young" in line for line in lines)


@pytest.mark.parametrize("document", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_every_link_to_a_file_of_the_project_leads_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    for target in re.findall(r"\]\((?!https?://)([^)#\s]+)", text):
        assert (document.parent / target).exists(), target


def test_numbers_of_the_readme_are_those_of_the_store() -> None:
    from cpecfacts import Library

    snapshot = Library.open().snapshot
    cited = {source for fact in snapshot.facts.values() for source in fact.source_ids}
    languages = {snapshot.sources[source].language for source in cited}
    words = {11: "eleven"}
    assert f"{len(snapshot.facts)} facts" in README
    assert f"{len(cited)} documents in {words[len(languages)]} languages" in README
