"""Markdown for an article, a wiki or an issue: tables of GitHub's flavour, everything from the data escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from cpecfacts.render.cells import cell_text
from cpecfacts.render.chart import chart_legend, chart_lines
from cpecfacts.render.plain import CHART_WIDTH, table_rows, table_titles
from cpecfacts.render.remarks import remark_line
from cpecfacts.render.setting import Setting
from cpecfacts.reports.blocks import Block, Chart, Entry, Heading, Pairs, Paragraph, Remark, Table
from cpecfacts.reports.report import Report
from cpecfacts.reports.streams import pieces

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~$]|^[-=:])")

# An address that can stand between angle brackets as it is, and be followed.
_ADDRESS = re.compile(r"https?://[!-;=?-~]+")
# One inside of a text ends before the punctuation of the sentence.
_ADDRESS_IN_PROSE = re.compile(r"(?<!\S)(https?://[!-;=?-~]*[!#-&*+/-9=@-Z_a-z~-])(?=[.,;:)]*(?: |$))")
_NUMBERED = re.compile(r"^(\d{1,9})(\.)")


def escape(text: str) -> str:
    """Return text that Markdown shows as it is: no emphasis, link, HTML or cell border comes from the data."""
    if _ADDRESS.fullmatch(text):
        return f"<{text}>"
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # Spaces at the beginning would make a code block; Markdown shows none at either end.
    return _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text.strip(" ")))


def escape_prose(text: str) -> str:
    """Return a text as `escape` does, with the addresses in it between angle brackets, so that they can be followed.

    The punctuation of the sentence after an address is not part of it.
    """
    parts = _ADDRESS_IN_PROSE.split(text.strip(" "))
    return "".join(f"<{part}>" if index % 2 else _escape_part(part) for index, part in enumerate(parts))


def _escape_part(text: str) -> str:
    """Return a part of a line escaped, with its spaces at either end."""
    inner = text.strip(" ")
    if not inner:
        return text
    before, after = text.split(inner, 1)
    return before + escape(inner) + after


def render_markdown(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write the blocks of a report as Markdown, the first lines at once."""
    bullet = "-"
    between = ""
    for block in report.make_blocks():
        if isinstance(block, Pairs):
            bullet = "*" if bullet == "-" else "-"  # with one sign, two lists in a row would be one
        for piece in pieces(_block_lines(block, bullet, unicode=setting.unicode)):
            out.write((between + "\n".join(piece)).encode())
            if len(piece) == 1:
                out.flush()
            between = "\n"
        between = "\n\n" if between else ""
    out.write(b"\n")


def _block_lines(block: Block, bullet: str, *, unicode: bool) -> Iterable[str]:
    match block:
        case Heading(text, faint):
            after = cell_text(faint, unicode=unicode)
            return [f"## {escape(cell_text(text, unicode=unicode))}" + (f" ({escape(after)})" if after else "")]
        case Paragraph(value):
            return filter(None, [escape_prose(cell_text(value, unicode=unicode))])
        case Entry(text, below):
            return [line for part in (text, *below) for line in ("", escape_prose(cell_text(part, unicode=unicode)))][
                1:
            ]
        case Pairs(pairs):
            texts = [(name, cell_text(value, unicode=unicode)) for name, value in pairs]
            return [f"{bullet} **{escape(name)}:** {escape(text)}" for name, text in texts if text]
        case Table():
            return _table_lines(block, unicode=unicode)
        case Chart():
            drawn = chart_lines(block, CHART_WIDTH, unicode=unicode)
            if not drawn:
                return []
            lines = [f"{line.label} {line.cells}".rstrip() for line in drawn]
            return ["````text", *lines, "````", "", escape(chart_legend(unicode=unicode))]
        case Remark():
            lines = [f"- {escape(remark_line(block, unicode=unicode))}"]
            return lines + [f"  - {escape(cell_text(detail, unicode=unicode))}" for detail in block.details]
    raise TypeError(block)


def _table_lines(table: Table, *, unicode: bool) -> Iterator[str]:
    """Yield a table; its cells are not padded, which no reader of Markdown needs and a stream could not have."""
    titles, right = table_titles(table)
    rows = table_rows(table, unicode=unicode)
    first = next(rows, None)
    if first is None:
        return
    yield _line(escape(title) for title in titles)
    yield _line("---:" if to_right else "---" for to_right in right)
    for row in chain([first], rows):
        yield _line(map(escape, row))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
