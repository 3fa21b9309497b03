"""Tables for a pipe or a file: no colour, no wrapping, nothing cut off, one record a line, columns aligned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from cpecfacts.render.cells import cell_text
from cpecfacts.render.chart import chart_legend, chart_lines
from cpecfacts.render.folding import display_width
from cpecfacts.render.remarks import remark_line
from cpecfacts.render.setting import Setting
from cpecfacts.reports.blocks import Block, Chart, Entry, Heading, Pairs, Paragraph, Remark, Table
from cpecfacts.reports.report import Report
from cpecfacts.reports.streams import SAMPLE, pieces
from cpecfacts.reports.values import Value

CHART_WIDTH = 120
_GAP = "  "


def render_plain(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write the blocks of a report as plain text, the first lines at once."""
    for index, block in enumerate(report.make_blocks()):
        before = "\n" if index and stands_apart(block) else ""
        for piece in pieces(_block_lines(block, unicode=setting.unicode)):
            out.write((before + "".join(f"{line.rstrip()}\n" for line in piece)).encode())
            if len(piece) == 1:
                out.flush()
            before = ""


def stands_apart(block: Block) -> bool:
    """Whether an empty line stands before a block that is not the first."""
    return block.apart if isinstance(block, Paragraph) else not isinstance(block, (Entry, Remark))


def _block_lines(block: Block, *, unicode: bool) -> Iterable[str]:
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


def table_titles(table: Table) -> tuple[list[str], list[bool]]:
    """Return the titles of a table's columns and which of them stand right; that of groups becomes a first column."""
    titles = [column.title for column in table.columns]
    right = [column.right for column in table.columns]
    return (titles, right) if table.group_title is None else ([table.group_title, *titles], [False, *right])


def table_rows(table: Table, *, unicode: bool = True) -> Iterator[list[str]]:
    """Yield the rows of a table as text; the titles of groups become a first column."""
    for group in table.groups:
        title: tuple[Value, ...] = () if table.group_title is None else (group.title,)
        for row in group.rows:
            yield [cell_text(value, unicode=unicode) for value in (*title, *row)]


def table_lines(table: Table, *, unicode: bool = True) -> Iterator[str]:
    """Yield a table as aligned lines, its titles first; nothing for a table without rows.

    The columns are as wide as the first `SAMPLE` rows need; a wider cell after them moves the rest of its line.
    """
    titles, right = table_titles(table)
    rows = table_rows(table, unicode=unicode)
    first = list(islice(rows, SAMPLE))
    if not first:
        return
    sizes = [widest(column) for column in zip(titles, *first, strict=True)]
    for row in chain([titles], first, rows):
        yield _aligned(row, sizes, right)


def widest(cells: Iterable[str]) -> int:
    """Return the width of the widest cell as a terminal shows it (CJK two, combining marks none)."""
    return max(map(display_width, cells))


def align(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> list[str]:
    """Pad cells to columns by the width that a terminal gives them."""
    sizes = [widest(column) for column in zip(*rows, strict=True)]
    return [_aligned(row, sizes, right) for row in rows]


def _aligned(row: Sequence[str], sizes: Sequence[int], right: Sequence[bool]) -> str:
    cells = []
    for cell, size, to_right in zip(row, sizes, right, strict=True):
        padding = " " * (size - display_width(cell))
        cells.append(padding + cell if to_right else cell + padding)
    return _GAP.join(cells)
