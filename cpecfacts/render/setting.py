"""What the output is written as, and where it goes: the words that all renderers share."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Format(StrEnum):
    """How an answer is written; `github` are annotations, for problems in files only."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"
    WIKIPEDIA = "wikipedia"
    GITHUB = "github"


class Setting(NamedTuple):
    """Where the output goes and what it can show.

    `width` is that of the terminal in columns, None for a pipe or a file. `unicode` tells whether signs beyond ASCII
    may be used, `colour` whether ANSI sequences may, `raw` that CSV and TSV cells stay as they are. `encoding` is that
    of the terminal; everything that goes elsewhere is UTF-8.
    """

    width: int | None = None
    encoding: str = "utf-8"
    unicode: bool = True
    colour: bool = False
    raw: bool = False
