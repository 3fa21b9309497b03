"""Dated facts in order, as a table or as a chart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from cpecfacts.analysis.timeline import Period, TimelineGroup, stream_by_period
from cpecfacts.library import Findings, Library
from cpecfacts.model.dates import Point, Precision, parse_when
from cpecfacts.model.fact import Fact
from cpecfacts.query.order import sort_facts
from cpecfacts.reports.blocks import Bar, Block, Chart, ChartRow, Column, Group, Heading, Table
from cpecfacts.reports.facts import BACKING, backing_of, date_of, facts_table, statement_of
from cpecfacts.reports.items import FactItem, fact_stream
from cpecfacts.reports.report import Report
from cpecfacts.reports.streams import Anew, CountsDated, Joined, Stream, Stretch, each, is_stream
from cpecfacts.reports.values import DateMark, DateValue, Value


class ChartBy(StrEnum):
    """What a row of the chart is."""

    FACT = "fact"
    COMPANY = "company"


def timeline_report(
    findings: Findings,
    library: Library,
    *,
    by: Period = Period.YEAR,
    chart: ChartBy | None = None,
    undated: bool = False,
    reverse: bool = False,
    limit: int | None = None,
) -> Report:
    """Return the report of `timeline`; facts without a date come last or are counted as hidden."""
    dated, without_date = _split(findings.facts)
    hidden = dict(findings.hidden)
    if without_date and not undated:
        hidden["undated"] = hidden.get("undated", 0) + len(without_date)
        without_date = ()
    found = len(dated) + len(without_date)
    groups: Iterable[TimelineGroup] = _Groups(dated, by, reverse=reverse)
    if not is_stream(dated):
        groups = tuple(groups)
    if limit is not None and found > limit:
        hidden["beyond_limit"] = found - limit
        without_date = without_date[: max(0, limit - len(dated))]
        groups = tuple(_first_facts(groups, limit))
        dated = [fact for group in groups for fact in group.facts]
    elif isinstance(groups, tuple):
        dated = [fact for group in groups for fact in group.facts]
    else:
        dated = _InGroups(dated, groups)

    def make_blocks() -> tuple[Block, ...]:
        first: Block = timeline_table(groups, by, library) if chart is None else timeline_chart(dated, chart)
        if without_date:
            return first, Heading("Without a date"), facts_table(without_date, library)
        return (first,)

    return Report(
        command="timeline",
        query=findings.query,
        description=findings.description,
        items=fact_stream(_joined(dated, without_date), library),
        item_type=FactItem,
        make_blocks=make_blocks,
        hidden=hidden,
    )


def _split(facts: Sequence[Fact]) -> tuple[Sequence[Fact], Sequence[Fact]]:
    """Return the dated facts of an answer in the order of their dates, and the others, which stand last in it."""
    if not is_stream(facts):
        return sort_facts(fact for fact in facts if fact.when is not None), [f for f in facts if f.when is None]
    if isinstance(facts, CountsDated):
        count = facts.count_dated()
    else:
        count = bisect_left(range(len(facts)), 1, key=lambda index: facts[index].when is None)
    return Stretch(facts, 0, count), Stretch(facts, count, len(facts))


class _Groups(Anew[TimelineGroup]):
    """The groups of dated facts, those of a stream made when it is their turn."""

    def __init__(self, dated: Sequence[Fact], by: Period, *, reverse: bool) -> None:
        super().__init__(lambda: stream_by_period(reversed(dated) if reverse else dated, by, reverse=reverse))


class _InGroups(Stream[Fact]):
    """Dated facts in the order of their groups: within one day of the calendar that of their dates may be another."""

    def __init__(self, dated: Sequence[Fact], groups: Iterable[TimelineGroup]) -> None:
        self.dated = dated
        self.groups = groups

    def __len__(self) -> int:
        return len(self.dated)

    def __iter__(self) -> Iterator[Fact]:
        return (fact for group in self.groups for fact in group.facts)


def _first_facts(groups: Iterable[TimelineGroup], limit: int) -> Iterator[TimelineGroup]:
    """Yield groups up to the one with the fact that is the last to be shown; of that only what is shown."""
    left = limit
    if not left:
        return
    for group in groups:
        yield TimelineGroup(period=group.period, facts=group.facts[:left])
        left -= len(group.facts)
        if left <= 0:
            return


def _joined(dated: Sequence[Fact], without_date: Sequence[Fact]) -> Sequence[Fact]:
    if not without_date:
        return dated
    held = not (is_stream(dated) or is_stream(without_date))
    return [*dated, *without_date] if held else Joined(dated, without_date)


def timeline_table(groups: Iterable[TimelineGroup], by: Period, library: Library) -> Table:
    """Return the table of a timeline: under each period its facts, each with the sign of its date's precision."""
    columns = (
        Column(title=""),
        Column(title="When"),
        Column(title="Company"),
        Column(title="Fact", flexible=True),
        Column(title="ID", under=True),
        BACKING,
    )

    def row(fact: Fact) -> tuple[Value, ...]:
        return (
            DateMark(fact.when),
            date_of(fact),
            fact.company,
            statement_of(fact),
            fact.id,
            backing_of(fact, library),
        )

    def shown(group: TimelineGroup) -> Group:
        return Group(title=DateValue(group.period), rows=each(row, group.facts))

    return Table(
        columns=columns,
        groups=tuple(map(shown, groups)) if isinstance(groups, tuple) else Anew(lambda: map(shown, groups)),
        group_title=by.value.capitalize(),
    )


def timeline_chart(facts: Iterable[Fact], by: ChartBy) -> Chart:
    """Return the chart of dated facts, a row a fact or a row a company."""
    rows: dict[str, list[Bar]] = {}
    for fact in facts:
        rows.setdefault(fact.company if by is ChartBy.COMPANY else fact.id, []).append(bar_of(fact))
    edges = [day for bars in rows.values() for bar in bars for day in (bar.low, bar.high) if day is not None]
    years = [day.year for day in edges]
    return Chart(
        rows=tuple(ChartRow(label, tuple(bars)) for label, bars in rows.items()),
        start=min(years, default=0),
        end=max(years, default=0),
    )


def bar_of(fact: Fact) -> Bar:
    """Return the bar of a dated fact: what may be meant, and what is sure."""
    when = parse_when(fact.when or "")
    if not when.is_interval:
        point = when.anchor
        sure = point.first if point.precision is Precision.DAY and point.earliest == point.first else None
        return Bar(point.earliest, sure, sure, point.latest, period=False)
    start = when.start if isinstance(when.start, Point) else None
    end = when.end if isinstance(when.end, Point) else None
    sure_low = start.latest if start else None
    sure_high = end.earliest if end else None
    return Bar(start and start.earliest, sure_low, sure_high, end and end.latest, period=True)
