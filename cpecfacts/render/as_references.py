"""Files of references: BibTeX, CSL-JSON and Wikipedia's templates, of citations only, and nothing else in them."""

from __future__ import annotations

from typing import BinaryIO

from cpecfacts.citation.citation import Citation
from cpecfacts.citation.citer import unique_items
from cpecfacts.errors import RefusedError
from cpecfacts.render.setting import Format, Setting
from cpecfacts.reports.report import Report
from cpecfacts.wording.json_text import encode


def render_bibtex(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write an entry for each source and fact, each once, with empty lines between them."""
    del setting
    entries = [entry for citation in _citations(report, Format.BIBTEX) for entry in citation.text.split("\n\n")]
    out.write("\n".join(f"{entry}\n" for entry in dict.fromkeys(entries)).encode())


def render_csl_json(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write an array of items, each source and fact once."""
    del setting
    out.write(encode(unique_items(_citations(report, Format.CSL_JSON))) + b"\n")


def render_wikipedia(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write a template a line."""
    del setting
    lines = [line for citation in _citations(report, Format.WIKIPEDIA) for line in citation.text.splitlines()]
    out.write("".join(f"{line}\n" for line in dict.fromkeys(lines)).encode())


def _citations(report: Report, chosen: Format) -> list[Citation]:
    """Return the items of a report of citations.

    Raises:
        RefusedError: It is of something else, such as facts or companies.
    """
    if report.item_type is not Citation:
        raise RefusedError(
            f"{chosen.value} is for references, which “{report.command}” has none of: "
            f"cpecfacts sources --format {chosen.value}, or cpecfacts cite ID --style {chosen.value}"
        )
    return list(report.items)
