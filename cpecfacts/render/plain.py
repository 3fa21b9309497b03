"""Tables for a pipe or a file: no colour, no wrapping, nothing cut off, one record a line, columns aligned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from cpecfacts.render.cells import cell_text
from cpecfacts.render.chart import chart_legend, chart_lines
from cpecfacts.render.folding import display_width
from cpecfacts.render.remarks import remark_line
from cpecfacts.render.setting import Setting
from cpecfacts.reports.blocks import Block, Chart, Entry, Heading, Pairs, Paragraph, Remark, Table
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import Value

CHART_WIDTH = 120
_GAP = "  "


def render_plain(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write the blocks of a report as plain text."""
    for index, block in enumerate(report.make_blocks()):
        lines = _block_lines(block, unicode=setting.unicode)
        if index and lines and stands_apart(block):
            lines.insert(0, "")
        out.write("".join(f"{line.rstrip()}\n" for line in lines).encode())


def stands_apart(block: Block) -> bool:
    """Whether an empty line stands before a block that is not the first."""
    return block.apart if isinstance(block, Paragraph) else not isinstance(block, (Entry, Remark))


def _block_lines(block: Block, *, unicode: bool) -> list[str]:
    match block:
        case Heading(text, faint):
            return ["  ".join(filter(None, (cell_text(text), cell_text(faint))))]
        case Paragraph(value):
            return [cell_text(value, unicode=unicode)]
        case Entry(text, below):
            return [cell_text(line, unicode=unicode) for line in (text, *below)]
        case Pairs(pairs):
            rows = [(f"{name}:", cell_text(value, unicode=unicode)) for name, value in pairs]
            return align([row for row in rows if row[1]], [False, False])
        case Table():
            return table_lines(block, unicode=unicode)
        case Chart():
            lines = [f"{line.label} {line.cells}" for line in chart_lines(block, CHART_WIDTH, unicode=unicode)]
            return [*lines, "", chart_legend(unicode=unicode)] if lines else []
        case Remark():
            return [remark_line(block, unicode=unicode)]
    raise TypeError(block)


def table_cells(table: Table, *, unicode: bool = True) -> tuple[list[str], list[list[str]]]:
    """Return the titles and rows of a table as text; the titles of groups become a first column."""
    grouped = table.group_title is not None
    titles = [column.title for column in table.columns]
    if grouped:
        titles.insert(0, table.group_title or "")
    rows: list[list[str]] = []
    for group in table.groups:
        title: tuple[Value, ...] = (group.title,) if grouped else ()
        rows.extend([cell_text(value, unicode=unicode) for value in (*title, *row)] for row in group.rows)
    return titles, rows


def table_lines(table: Table, *, unicode: bool = True) -> list[str]:
    """Return a table as aligned lines, its titles first; nothing for a table without rows."""
    titles, rows = table_cells(table, unicode=unicode)
    if not rows:
        return []
    right = [False] * (len(titles) - len(table.columns)) + [column.right for column in table.columns]
    return align([titles, *rows], right)


def align(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> list[str]:
    """Pad cells to columns by the width that a terminal gives them (CJK two, combining marks none)."""
    if not rows:
        return []
    sizes = [[display_width(cell) for cell in row] for row in rows]
    widest = [max(column) for column in zip(*sizes, strict=True)]
    lines: list[str] = []
    for row, size in zip(rows, sizes, strict=True):
        cells = []
        for cell, own, column, to_right in zip(row, size, widest, right, strict=True):
            padding = " " * (column - own)
            cells.append(padding + cell if to_right else cell + padding)
        lines.append(_GAP.join(cells))
    return lines
