"""Dated facts in order, as a table or as a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from cpecfacts.analysis.timeline import Period, TimelineGroup
from cpecfacts.library import Findings, Library
from cpecfacts.model.dates import Point, Precision, parse_when
from cpecfacts.model.fact import Fact
from cpecfacts.reports.blocks import Bar, Block, Chart, ChartRow, Column, Group, Heading, Table
from cpecfacts.reports.facts import BACKING, backing_of, date_of, facts_table, statement_of
from cpecfacts.reports.items import FactItem, fact_items
from cpecfacts.reports.report import Report
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
    hidden = dict(findings.hidden)
    groups = list(library.timeline(findings, by=by))
    dated = [fact for group in groups for fact in group.facts]
    if reverse:
        dated.reverse()
        groups = [TimelineGroup(period=g.period, facts=g.facts[::-1]) for g in reversed(groups)]
    without_date = [fact for fact in findings.facts if fact.when is None]
    if without_date and not undated:
        hidden["undated"] = hidden.get("undated", 0) + len(without_date)
        without_date = []
    found = len(dated) + len(without_date)
    if limit is not None and found > limit:
        hidden["beyond_limit"] = found - limit
        without_date = without_date[: max(0, limit - len(dated))]
        dated = dated[:limit]
        shown = {fact.id for fact in dated}
        kept = (TimelineGroup(period=g.period, facts=tuple(f for f in g.facts if f.id in shown)) for g in groups)
        groups = [group for group in kept if group.facts]

    def make_blocks() -> tuple[Block, ...]:
        first: Block = timeline_table(groups, by, library) if chart is None else timeline_chart(dated, chart)
        if without_date:
            return first, Heading("Without a date"), facts_table(without_date, library)
        return (first,)

    return Report(
        command="timeline",
        query=findings.query,
        description=findings.description,
        items=fact_items([*dated, *without_date], library),
        item_type=FactItem,
        make_blocks=make_blocks,
        hidden=hidden,
    )


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

    return Table(
        columns=columns,
        groups=tuple(Group(title=DateValue(g.period), rows=tuple(row(f) for f in g.facts)) for g in groups),
        group_title=by.value.capitalize(),
    )


def timeline_chart(facts: Sequence[Fact], by: ChartBy) -> Chart:
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
