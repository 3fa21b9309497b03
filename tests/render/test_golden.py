"""What every renderer writes, byte for byte.

`CPECFACTS_UPDATE_GOLDEN=1` rewrites the files; the tests fail all the same, so that nobody passes by updating. Look at
what has changed before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
VARIABLE = "CPECFACTS_UPDATE_GOLDEN"
ENDINGS = {"markdown": "md", "csv": "csv", "tsv": "tsv", "json": "json", "jsonl": "jsonl"}
TEXT = ("facts", "investments", "timeline", "chart", "compare", "show-fact", "disputes")
CITED = ("cite-apa", "cite-wikipedia", "references")
MORE_TEXT = (*TEXT, *CITED, "companies-all", "chart-company", "sources", "stats", "show-organization")
CASES = {
    "plain": MORE_TEXT,
    "terminal-160": TEXT,
    "terminal-80": MORE_TEXT,
    "terminal-40": TEXT,
    "terminal-80-colour": ("timeline", "compare", "show-fact", "chart", "disputes"),
    "terminal-80-ascii": ("timeline", "compare", "chart", "disputes"),
    "markdown": (*TEXT, *CITED),
    "csv": ("facts", "compare", "companies-all", "disputes"),
    "tsv": ("facts", "sources", "disputes"),
    "json": ("facts", "compare", "show-fact", "stats", "disputes"),
    "jsonl": ("facts", "compare", "projects", "measures", "disputes"),
}
PAIRS = [(renderer, report) for renderer, reports in CASES.items() for report in reports]


def golden_file(renderer, report):
    return GOLDEN / f"{report}.{ENDINGS.get(renderer, renderer + '.txt')}"


@pytest.mark.parametrize(("renderer", "report"), PAIRS)
def test_the_output_is_the_golden_one(small_report, render, renderer, report):
    path = golden_file(renderer, report)
    written = render(small_report(report), renderer)
    if os.environ.get(VARIABLE) == "1":
        path.write_bytes(written)
        pytest.fail(f"{path.name} is rewritten: look at it, then run without {VARIABLE}")
    assert written.decode() == path.read_bytes().decode()


def test_every_golden_file_belongs_to_a_case():
    files = {path.name for path in GOLDEN.iterdir() if path.name != ".gitattributes"}
    assert files == {golden_file(renderer, report).name for renderer, report in PAIRS}
