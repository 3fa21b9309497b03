"""A chart of dates as lines of text: labels on the left, an axis of years, a cell a stretch of days."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cpecfacts.render.cells import shown_text
from cpecfacts.render.folding import display_width, fold_text
from cpecfacts.reports.blocks import Bar, Chart, ChartRow


class Signs(NamedTuple):
    """What a chart is drawn with."""

    mark: str
    several: str
    many: str
    sure: str
    unsure: str
    from_before: str
    onwards: str
    axis: str
    tick: str


UNICODE_SIGNS = Signs("●", "◆", "█", "━", "┄", "◀", "▶", "─", "┬")
ASCII_SIGNS = Signs("*", "#", "@", "=", ".", "<", ">", "-", "+")


class ChartLine(NamedTuple):
    """A line of the chart: the label, padded, and what stands right of it."""

    label: str
    cells: str


SMALLEST_AXIS = 8
_WIDEST_LABEL_PART = 0.45
_SEVERAL, _MANY = 2, 5
_STUB = 3  # cells of an open start: "by 2024" says nothing of how long before


def chart_lines(chart: Chart, width: int, *, unicode: bool = True) -> list[ChartLine]:
    """Draw a chart in `width` columns; a label that is too long goes on in the next line.

    A period is drawn through where it is sure and dotted where its ends are imprecise; one without an end goes on to
    the edge, one without a start has an arrow before it. A single date is a mark where one cell holds it, otherwise
    dotted as far as it may reach.
    """
    signs = UNICODE_SIGNS if unicode else ASCII_SIGNS
    if not chart.rows:
        return []
    labels = [shown_text(row.label, unicode=unicode) for row in chart.rows]
    label_width = min(max(map(display_width, labels)), max(8, int(width * _WIDEST_LABEL_PART)))
    axis_width = max(SMALLEST_AXIS, width - label_width - 1)
    axis = _Axis(chart.start, chart.end, axis_width)
    lines = [ChartLine(" " * label_width, cells) for cells in axis.head(signs)]
    for row, label in zip(chart.rows, labels, strict=True):
        parts = fold_text(label, label_width)
        cells = _row_cells(row, axis, signs)
        for index, part in enumerate(parts):
            lines.append(ChartLine(part + " " * (label_width - display_width(part)), cells if index == 0 else ""))
    return lines


class _Axis:
    """Days to columns."""

    def __init__(self, start: int, end: int, width: int) -> None:
        self.first = date(start, 1, 1).toordinal()
        self.days = date(end, 12, 31).toordinal() - self.first + 1
        self.start, self.end, self.width = start, end, width

    def column(self, day: date) -> int:
        return min(self.width - 1, max(0, (day.toordinal() - self.first) * self.width // self.days))

    def head(self, signs: Signs) -> list[str]:
        """Return the years and the line with their ticks: as many as fit, at round distances."""
        years = self.end - self.start + 1
        step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000) if years / s * 6 <= self.width)
        names, ticks = [" "] * self.width, [signs.axis] * self.width
        for year in range(self.start, self.end + 1):
            column = self.column(date(year, 1, 1))
            if year % step == 0 and column + 4 <= self.width:
                names[column : column + 4] = f"{year:04}"
                ticks[column] = signs.tick
        if not "".join(names).strip():  # no round year in sight
            names[:4], ticks[0] = f"{self.start:04}", signs.tick
        return ["".join(names).rstrip(), "".join(ticks)]


def _row_cells(row: ChartRow, axis: _Axis, signs: Signs) -> str:
    """Draw the dates of a row; marks cover sure stretches, and these cover dotted ones."""
    counts = [0] * axis.width
    cells = [" "] * axis.width
    for bar in row.bars:
        _draw_unsure(bar, cells, axis, signs)
    for bar in row.bars:
        if bar.period:
            _draw_sure(bar, cells, axis, signs)
        elif bar.low is not None and bar.high is not None and axis.column(bar.low) == axis.column(bar.high):
            counts[axis.column(bar.low)] += 1
    for bar in row.bars:
        if bar.low is None and bar.high is not None:
            cells[_stub(bar, axis)] = signs.from_before
    if any(bar.high is None for bar in row.bars):
        cells[-1] = signs.onwards
    for column, count in enumerate(counts):
        if count:
            cells[column] = signs.mark if count < _SEVERAL else signs.several if count < _MANY else signs.many
    return "".join(cells).rstrip()


def _draw_unsure(bar: Bar, cells: list[str], axis: _Axis, signs: Signs) -> None:
    high = axis.width - 1 if bar.high is None else axis.column(bar.high)
    low = _stub(bar, axis) if bar.low is None else axis.column(bar.low)
    for column in range(low, high + 1):
        if cells[column] == " ":
            cells[column] = signs.unsure


def _stub(bar: Bar, axis: _Axis) -> int:
    """Return the column of the arrow of an open start: shortly before what is sure of the end."""
    known = bar.sure_high or bar.high
    return 0 if known is None else max(0, axis.column(known) - _STUB)


def _draw_sure(bar: Bar, cells: list[str], axis: _Axis, signs: Signs) -> None:
    """Draw the days that surely belong to a period; of one with an open end only the known edge."""
    sure_low = bar.sure_low or bar.sure_high
    sure_high = bar.sure_high or bar.sure_low
    if sure_low is None or sure_high is None:
        return
    for column in range(axis.column(sure_low), axis.column(sure_high) + 1):
        cells[column] = signs.sure


def chart_legend(*, unicode: bool = True) -> str:
    """Return what the signs of a chart mean."""
    signs = UNICODE_SIGNS if unicode else ASCII_SIGNS
    return (
        f"{signs.mark} a date, {signs.several} several, {signs.many} {_MANY} or more; {signs.sure} a period; "
        f"{signs.unsure} possible days; {signs.from_before} {signs.onwards} open"
    )
