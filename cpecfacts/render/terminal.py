"""Reports on a terminal: tables drawn with Rich that fit the width, every cell folded and none cut off."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from rich.text import Text

from cpecfacts.render.cells import Alert, JoinedLine, Line, cell_lines, shown_text
from cpecfacts.render.chart import chart_legend, chart_lines
from cpecfacts.render.columns import GAP, ShownColumn, column_widths, shown_columns
from cpecfacts.render.folding import JOINT, display_width, fold_text
from cpecfacts.render.hanging import hanging_lines
from cpecfacts.render.plain import stands_apart
from cpecfacts.render.remarks import detail_lines, remark_parts
from cpecfacts.render.setting import Setting
from cpecfacts.reports.blocks import Block, Chart, Entry, Heading, Pairs, Paragraph, Remark, Table
from cpecfacts.reports.report import Report
from cpecfacts.reports.streams import SAMPLE, pieces
from cpecfacts.reports.values import DateMark, Value
from cpecfacts.wording.dates import legend

_NARROWEST_BESIDE = 20  # with less room, a value stands below its name

HEADING, FAINT, GROUP, MARK = "bold", "dim", "bold cyan", "cyan"
ALERT = "yellow"
_SEVERITIES = {"error": HEADING, "warning": ALERT}
_PLAIN, _FAINT, _BOLD, _ALERT = Style.null(), Style.parse(FAINT), Style.parse(HEADING), Style.parse(ALERT)


def render_terminal(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Draw the blocks of a report for a terminal of the given width."""
    text_out = io.TextIOWrapper(out, setting.encoding, errors="backslashreplace", newline="\n", write_through=True)
    console = terminal_console(text_out, setting)
    try:
        for index, block in enumerate(report.make_blocks()):
            if index and stands_apart(block):
                console.print()
            _Drawing(console, setting).block(block)
    finally:
        text_out.detach()


class _Console(Console):
    """A console that lets whoever opened the output hear of its end."""

    def on_broken_pipe(self) -> None:
        """Go on with the error: Rich would close standard output, and it may be a pager that is gone.

        Raises:
            BrokenPipeError: Always.
        """
        raise BrokenPipeError


def terminal_console(out: io.TextIOBase, setting: Setting) -> Console:
    """Return the Rich console that draws in a setting: no markup, no highlighting, no emoji codes."""
    return _Console(
        file=out,  # type: ignore[arg-type]  # a text stream is all that it writes to
        width=setting.width,
        height=25,  # with both sizes given, Rich does not take every TERM=dumb for 80 columns
        force_terminal=True,
        color_system="auto" if setting.colour else None,
        no_color=not setting.colour,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
    )


class _Drawing:
    """Draws blocks on a console."""

    def __init__(self, console: Console, setting: Setting) -> None:
        self.console = console
        self.unicode = setting.unicode
        self.width = setting.width or 80

    def block(self, block: Block) -> None:
        match block:
            case Heading(text, faint):
                line = Text()
                for part, style in ((text, HEADING), (faint, FAINT)):
                    for shown in cell_lines(part, unicode=self.unicode):
                        line.append(("  " if line else "") + shown, style)
                self.folded(line)
            case Paragraph(value):
                for shown in cell_lines(value, unicode=self.unicode) or [""]:
                    self.folded(Text(shown, _style_of(shown, _PLAIN)))
            case Entry(text, below):
                shown, *told = (shown_text(part, unicode=self.unicode) for part in (text, *below))
                lines, after = hanging_lines(shown, told, self.width)
                self.console.print(*(Text(part) for part in lines), sep="\n", overflow="fold")
                for part in after:
                    self.console.print(Text(part, FAINT), overflow="fold")
            case Pairs(pairs):
                named = [(name, cell_lines(value, unicode=self.unicode)) for name, value in pairs]
                named = [(name, lines) for name, lines in named if lines]
                self.pairs(named, max((display_width(name) for name, _ in named), default=0))
            case Table():
                self.table(block)
            case Chart():
                self.chart(block)
            case Remark():
                self.remark(block)

    def folded(self, text: Text) -> None:
        """Print a text, folded at the width of the terminal."""
        spans = text.spans
        plain = text.plain
        position = 0
        for part in fold_text(plain, self.width):
            start = plain.index(part, position) if part else position
            line = Text(part, text.style)
            for span in spans:
                line.stylize(span.style, max(0, span.start - start), max(0, span.end - start))
            self.console.print(line, overflow="fold")
            position = start + len(part)

    def remark(self, remark: Remark) -> None:
        """Print a remark, and below it, faint and indented, what explains it."""
        place, severity, said = remark_parts(remark, unicode=self.unicode)
        self.folded(Text.assemble(f"{place}: ", (severity, _SEVERITIES.get(severity, FAINT)), f": {said}"))
        for line in detail_lines(remark, self.width, unicode=self.unicode):
            self.console.print(Text(line, FAINT), overflow="fold")

    def pairs(self, pairs: Sequence[tuple[str, list[str]]], longest: int) -> None:
        """Print names and the lines of their values; a value stands below its name where the terminal is narrow.

        `longest` is the width of the longest name, here or in other pairs that are to look alike.
        """
        margin = longest + GAP
        beside = self.width - margin >= _NARROWEST_BESIDE
        room = self.width - (margin if beside else GAP)
        for name, lines in pairs:
            folded = [(part, _style_of(line, _PLAIN)) for line in lines for part in _fold(line, max(1, room))]
            if not beside:
                self.console.print(Text(name, FAINT), overflow="fold")
            for index, (part, style) in enumerate(folded):
                head = name if beside and index == 0 else ""
                line = Text(head + " " * ((margin if beside else GAP) - display_width(head)), FAINT)
                line.append(part, style)
                self.console.print(line, overflow="fold")

    def table(self, table: Table) -> None:
        """Print a table; as pairs, record by record, where the terminal is too narrow for its columns.

        The widths come from the first rows: what is wider after them is folded as any other cell.
        """
        first = table.first_rows(SAMPLE)
        if not first:
            return
        lines = [self.cells(row) for row in first]
        for apart in (True, False):
            columns = shown_columns(table, apart=apart)
            cells = lines if apart else [self.stacked(row, columns) for row in lines]
            widths = column_widths(columns, cells, self.width, roomy=apart)
            if widths is not None:
                self.grid(table, columns, iter(cells), widths, apart=apart)
                break
        else:
            self.records(table)
        if any(isinstance(value, DateMark) for value in first[0]):
            self.console.print()
            self.folded(Text(legend(unicode=self.unicode), FAINT))

    def cells(self, row: Sequence[Value]) -> list[list[str]]:
        """Lines of the cells of a row."""
        return [cell_lines(value, unicode=self.unicode) for value in row]

    def stacked(self, row: list[list[str]], columns: list[ShownColumn]) -> list[list[str]]:
        """Lines of the cells of a row, and in one more line of each, joined, what stands under it."""
        cells: list[list[str]] = []
        for shown in columns:
            under = [line for position in shown.under for line in row[position]]
            joined = [JoinedLine(JOINT.join(under)) if self.unicode else Line(", ".join(under))] if under else []
            cells.append([*row[shown.position], *joined])
        return cells

    def grid(
        self,
        table: Table,
        columns: list[ShownColumn],
        ready: Iterator[list[list[str]]],
        widths: list[int],
        *,
        apart: bool,
    ) -> None:
        """Print rows under fixed columns; the title of a group stands above its rows.

        `ready` are the cells of the first rows, which were needed for the widths.
        """
        self.rows(columns, [[[shown.column.title] for shown in columns]], widths, _BOLD)
        rule = ("─" if self.unicode else "-") * min(self.width, sum(widths) + GAP * (len(widths) - 1))
        self.console.print(Text(rule, FAINT))
        first = True
        for group in table.groups:
            if not group.rows:
                continue
            title = cell_lines(group.title, unicode=self.unicode)
            if title and not first:
                self.console.print()
            first = False
            self.title(title)
            for piece in pieces(group.rows):
                cells = [
                    next(ready, []) or (self.cells(row) if apart else self.stacked(self.cells(row), columns))
                    for row in piece
                ]
                self.rows(columns, cells, widths)

    def title(self, lines: list[str]) -> None:
        """Print the title of a group, what is of second rank in it faint."""
        for line in lines:
            self.folded(Text(line, FAINT if isinstance(line, Line) else GROUP))

    def rows(
        self, columns: list[ShownColumn], rows: list[list[list[str]]], widths: list[int], style: Style = _PLAIN
    ) -> None:
        """Print rows of cells, each folded in its column.

        As segments, not as a Rich table: that would fold and measure every cell once more, by other widths than a
        terminal has for some scripts (Hindi), and takes 80 of 95 ms for 226 facts.
        """
        segments: list[Segment] = []
        for row in rows:
            folded = [
                [(part, _style_of(line, style)) for line in cell for part in _fold(line, width)]
                for cell, width in zip(row, widths, strict=True)
            ]
            for index in range(max(map(len, folded))):
                parts = [cell[index] if index < len(cell) else ("", _PLAIN) for cell in folded]
                segments += _line_segments(parts, columns, widths)
        self.console.print(Segments(segments), end="", crop=False, no_wrap=True)

    def records(self, table: Table) -> None:
        """Print each row as pairs, all with the same margin."""
        longest = max(display_width(column.title) for column in table.columns)
        first = True
        for group in table.groups:
            if not group.rows:
                continue
            title = cell_lines(group.title, unicode=self.unicode)
            if title:
                if not first:
                    self.console.print()
                self.title(title)
            for row in group.rows:
                if not first or title:
                    self.console.print()
                first = False
                self.pairs(self.record(table, row), longest)

    def record(self, table: Table, row: Sequence[Value]) -> list[tuple[str, list[str]]]:
        """Names and lines of a row; the mark of a date stands before the value that follows it."""
        shown: list[tuple[str, list[str]]] = []
        mark = ""
        for column, value in zip(table.columns, row, strict=True):
            lines = cell_lines(value, unicode=self.unicode)
            if isinstance(value, DateMark) and lines:
                mark = f"{lines[0]} "
            elif lines:
                shown.append((column.title, [mark + lines[0], *lines[1:]] if mark else lines))
                mark = ""
        return shown

    def chart(self, chart: Chart) -> None:
        """Print a chart over the whole width."""
        lines = chart_lines(chart, self.width, unicode=self.unicode)
        for index, line in enumerate(lines):
            drawn = Text(line.label + " ", FAINT if index < 2 else "")
            drawn.append(line.cells, FAINT if index < 2 else MARK)
            drawn.rstrip()
            self.console.print(drawn, overflow="fold")
        if lines:
            self.console.print()
            self.folded(Text(chart_legend(unicode=self.unicode), FAINT))


def _style_of(line: str, otherwise: Style) -> Style:
    """Return the style of a line of a cell."""
    if isinstance(line, Line):
        return _FAINT
    return _ALERT if isinstance(line, Alert) else otherwise


def _fold(line: str, width: int) -> list[str]:
    return fold_text(line, width, joined=isinstance(line, JoinedLine))


def _line_segments(parts: list[tuple[str, Style]], columns: list[ShownColumn], widths: list[int]) -> list[Segment]:
    """Return one line of a row: each part padded to its column, and nothing after the last one."""
    segments: list[Segment] = []
    blank = 0  # spaces that are due before the next part
    for (part, style), shown, width in zip(parts, columns, widths, strict=True):
        padding = width - display_width(part)
        before = blank + (padding if shown.column.right else 0)
        if part:
            segments += [Segment(" " * before), Segment(part, style)]
            blank = GAP + (0 if shown.column.right else padding)
        else:
            blank += width + GAP
    return [*segments, Segment.line()]
