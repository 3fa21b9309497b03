"""docs/own-store.md keeps its word: its commands run, one after the other, and print what stands there."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from cpecfacts.cli.app import run

TEXT = (Path(__file__).parent.parent / "docs" / "own-store.md").read_text("utf-8")
CONSOLE = "".join(re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL))
STEPS = [tuple(step.split("\n", 1)) for step in CONSOLE.removeprefix("$ ").split("\n$ ")]


def test_the_examples_run_in_an_empty_folder_and_print_what_stands_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CPECFACTS_STORE", raising=False)
    codes = []
    for line, expected in ((step[0], step[1] if len(step) > 1 else "") for step in STEPS):
        words = shlex.split(line)
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            monkeypatch.setenv(name, value.replace(":", os.pathsep))
            continue
        assert words[0] == "cpecfacts"
        codes.append(run(words[1:]))
        captured = capfdbinary.readouterr()
        printed = captured.out.decode() if codes[-1] == 0 else captured.err.decode()
        if expected.strip():
            assert printed.strip("\n") == expected.strip("\n"), line
    assert codes == [0, 0, 0, 0, 0, 5]
