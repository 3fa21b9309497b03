"""The renderer of each output format."""

from __future__ import annotations

from typing import BinaryIO, Protocol, assert_never

from cpecfacts.render.setting import Format, Setting
from cpecfacts.reports.report import Report


class Renderer(Protocol):
    """Writes a report as bytes, in UTF-8 wherever no terminal asks for another encoding."""

    def __call__(self, report: Report, out: BinaryIO, setting: Setting) -> None:
        """Write `report` to `out`."""


def renderer_for(chosen: Format, setting: Setting) -> Renderer:  # noqa: PLR0911  (a table: an arm a format)
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
        case Format.BIBTEX:
            from cpecfacts.render.as_references import render_bibtex

            return render_bibtex
        case Format.CSL_JSON:
            from cpecfacts.render.as_references import render_csl_json

            return render_csl_json
        case Format.WIKIPEDIA:
            from cpecfacts.render.as_references import render_wikipedia

            return render_wikipedia
        case Format.GITHUB:
            from cpecfacts.render.as_github import render_github

            return render_github
        case _:
            assert_never(chosen)
