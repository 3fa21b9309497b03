"""Which format is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpecfacts.cli.exporting import split_format
from cpecfacts.errors import InvalidValueError, RefusedError, UnknownNameError


@pytest.mark.parametrize(
    ("words", "output", "chosen", "query"),
    [
        (["csv"], None, "csv", []),
        (["CSV", "zong"], None, "csv", ["zong"]),
        (["Csl-Json"], None, "csl-json", []),
        (["ftm", "zong"], "x.json", "ftm", ["zong"]),
        (["company:zong"], "x.db", "sqlite", ["company:zong"]),
        ([], "x.mmd", "mermaid", []),
        (["data", "centre"], "x.csv", "csv", ["data", "centre"]),
        (["csv", "csv"], "x.csv", "csv", ["csv"]),
    ],
)
def test_the_first_word_or_the_file_tells(words, output, chosen, query):
    assert split_format(words, output and Path(output)) == (chosen, query)


@pytest.mark.parametrize(
    ("words", "output", "error", "sentence"),
    [
        (["sqlit"], "x.db", UnknownNameError, "unknown export format “sqlit”: did you mean sqlite?"),
        (["zong"], None, UnknownNameError, "unknown export format “zong”: there are csv, jsonl, store, sqlite, "),
        (["zong"], "x.txt", UnknownNameError, "unknown export format “zong”: there are csv, "),
        ([], None, RefusedError, "export as what? One of csv, jsonl, store, sqlite, datapackage, ftm, "),
        ([], "x.txt", InvalidValueError, "ending “.txt” cannot be read: expected one of .csv .jsonl "),
    ],
)
def test_what_cannot_be_known_is_refused(words, output, error, sentence):
    with pytest.raises(error) as caught:
        split_format(words, output and Path(output))
    assert str(caught.value).startswith(sentence)
