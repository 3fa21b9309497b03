"""Every command gives the same answer with an index as without, byte for byte."""

from __future__ import annotations

import re
import shlex

import pytest

from cpecfacts.cli.app import run
from cpecfacts.cli.grouping import COMMANDS, command_module

WRITING = ("init", "add", "edit", "deprecate", "remove", "diff", "merge", "import", "index", "check", "schema")
LINES = [line for name in COMMANDS if name not in WRITING for line, _ in command_module(name).EXAMPLES]
MORE = [
    "facts",
    "facts --all --sort amount --reverse --limit 7",
    "facts --in USD --company huawei",
    "facts --company zon",
    "facts --tag nothing-like-this",
    "facts --measure totl-invested",
    "facts id:zong-4g-lauch-2013",
    "facts --project islamabad-safe-cty",
    "facts --source dna-2024-06-29",
    "facts --disputed --sort quality",
    "facts --self-reported --sort origins --reverse",
    "investments --total --explain",
    "investments --total --in PKR",
    "companies --all",
    "companies --type all",
    "companies --type bank --sort id",
    "companies --limit 3 --reverse",
    "companies --since 2020",
    "compare zong huawei --all",
    "compare zong huawei alibaba --all-figures",
    "compare zong huawei --in PKR --where 'date:2018..'",
    "compare zong huawei --measure revenue --reverse --limit 1",
    "compare zong nobody",
    "compare zong",
    "stats --disputed",
    "stats --sort facts --limit 5",
    "timeline --undated --reverse --limit 20",
    "timeline --by decade kind:tax",
    "disputes --grade tension",
    "disputes --sort company --reverse --limit 3",
    "disputes --company zong --limit 2",
    "disputes --kind ranking",
    "measures --all",
    "projects --all --sort first",
    "sources --limit 10 --all",
    "sources --style apa --kind tax",
    "show zon",
    "show nothing",
    "show zong-4g-launch-201",
    "show ''",
    "show ترکی",
    "show total-invested --in PKR",
    "show company:zong",
    "show measure:rank",
    "cite nothing",
    "export csv --company zong",
    "export jsonl --measure 4g-launch",
    "export store",
    "export ftm --disputed",
]
# What tells the moment of the run.
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d[:.]\d\d[:.]\d\d(?:\.\d+)?Z?")


def _arguments(line: str) -> list[str]:
    """Return the arguments of a command line; what it writes goes to stdout, and only the program runs."""
    line = re.split(r" \| | \|\| ", line)[0]
    line = re.sub(r" -o \S+", "", line)
    return shlex.split(line)[1:] if line.startswith("cpecfacts ") else shlex.split(line)


def _forms(line: str) -> tuple[str, ...]:
    """Return the output options to put to a line: none where it has a format of its own, nor where stdout takes none."""
    if re.search(r"export (?:sqlite|parquet|datapackage|kind)", line):
        return ()
    has_format = re.search(r"export|--(?:json|csv|jsonl|tsv|markdown|format|style)\b", line)
    return ("",) if has_format else ("", "--json", "--csv")


@pytest.mark.parametrize(("line", "form"), [(line, form) for line in (*LINES, *MORE) for form in _forms(line)])
@pytest.mark.usefixtures("shared_cache")
def test_a_command_answers_the_same_with_an_index(
    line: str, form: str, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [*_arguments(line), *([form] if form else [])]
    answers = []
    for large in (False, True):
        opened: list[bool] = []

        def is_large(paths: object, large: bool = large, opened: list[bool] = opened) -> bool:
            opened.append(large)
            return large

        monkeypatch.setattr("cpecfacts.holdings.is_worth_indexing", is_large)
        code = run(arguments)
        out, err = capsysbinary.readouterr()
        assert opened
        answers.append((code, MOMENT.sub(b"now", out), MOMENT.sub(b"now", err)))
    assert answers[0] == answers[1]
    assert answers[0][1] or answers[0][2]
    assert answers[0][0] in (0, 1, 2, 3)
