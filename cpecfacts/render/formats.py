"""The output formats, and the renderer of each."""

from __future__ import annotations

from enum import StrEnum
from typing import BinaryIO, NamedTuple, Protocol, assert_never

from cpecfacts.reports.report import Report


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"


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


class Renderer(Protocol):
    """Writes a report as bytes in UTF-8."""

    def __call__(self, report: Report, out: BinaryIO, setting: Setting) -> None:
        """Write `report` to `out`."""


def renderer_for(chosen: Format, setting: Setting) -> Renderer:
    """Return the renderer of a format. A table is drawn on a terminal and written plainly elsewhere."""
    match chosen:
        case Format.TABLE:
            if setting.width is None:
                from cpecfacts.render.plain import render_plain

                return render_plain
            from cpecfacts.render.terminal import render_terminal

            return render_terminal
        case Format.JSON:
            from cpecfacts.render.as_json import render_json

            return render_json
        case Format.JSONL:
            from cpecfacts.render.as_jsonl import render_jsonl

            return render_jsonl
        case Format.CSV:
            from cpecfacts.render.as_csv import render_csv

            return render_csv
        case Format.TSV:
            from cpecfacts.render.as_csv import render_tsv

            return render_tsv
        case Format.MARKDOWN:
            from cpecfacts.render.as_markdown import render_markdown

            return render_markdown
        case _:
            assert_never(chosen)
