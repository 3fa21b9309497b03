"""The renderer of each format."""

from __future__ import annotations

import pytest

from cpecfacts.render.as_csv import render_csv, render_tsv
from cpecfacts.render.as_json import render_json
from cpecfacts.render.as_jsonl import render_jsonl
from cpecfacts.render.as_markdown import render_markdown
from cpecfacts.render.as_references import render_bibtex, render_csl_json, render_wikipedia
from cpecfacts.render.formats import renderer_for
from cpecfacts.render.plain import render_plain
from cpecfacts.render.setting import Format, Setting
from cpecfacts.render.terminal import render_terminal


@pytest.mark.parametrize(
    ("chosen", "renderer"),
    [
        (Format.JSON, render_json),
        (Format.JSONL, render_jsonl),
        (Format.CSV, render_csv),
        (Format.TSV, render_tsv),
        (Format.MARKDOWN, render_markdown),
        (Format.BIBTEX, render_bibtex),
        (Format.CSL_JSON, render_csl_json),
        (Format.WIKIPEDIA, render_wikipedia),
    ],
)
@pytest.mark.parametrize("width", [None, 80])
def test_every_format_has_its_renderer_wherever_it_goes(chosen, renderer, width):
    assert renderer_for(chosen, Setting(width=width)) is renderer


def test_a_table_is_drawn_on_a_terminal_and_plain_elsewhere():
    assert renderer_for(Format.TABLE, Setting(width=80)) is render_terminal
    assert renderer_for(Format.TABLE, Setting()) is render_plain


def test_a_report_leaves_the_output_open(small_report, render, renderer_name):
    # `render` reads the buffer after the renderer: a closed one would raise.
    assert render(small_report("facts"), renderer_name).endswith(b"\n")
