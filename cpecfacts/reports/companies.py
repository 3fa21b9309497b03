"""Organizations with what the facts say of them."""

from __future__ import annotations

from collections.abc import Collection

from cpecfacts.analysis.companies import CompanySummary
from cpecfacts.library import Findings, Library
from cpecfacts.model.organization import OrganizationType
from cpecfacts.reports.blocks import Block, Column, Group, Table
from cpecfacts.reports.ordering import order_items
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import DateValue, FigureValue, Value


def companies_report(
    findings: Findings,
    library: Library,
    *,
    types: Collection[OrganizationType] | None = None,
    sort: str | None = None,
    reverse: bool = False,
    limit: int | None = None,
) -> Report:
    """Return the report of `companies`; the sort field is one of `CompanySummary`."""
    summaries = library.companies(findings, types=types)
    left_out = 0
    if types is None:
        left_out = library.participants(findings) - len(summaries)
    hidden = findings.hidden | ({"other_types": left_out} if left_out else {})
    items = order_items(summaries, CompanySummary, hidden, sort=sort, reverse=reverse, limit=limit)
    return Report(
        command="companies",
        query=findings.query,
        description=findings.description,
        items=items,
        item_type=CompanySummary,
        make_blocks=lambda: _blocks(items, with_type=types is not None),
        hidden=hidden,
    )


def _blocks(summaries: tuple[CompanySummary, ...], *, with_type: bool) -> tuple[Block, ...]:
    columns = (
        Column(title="ID"),
        Column(title="Name", under=True, flexible=True, comfortable=18),
        *((Column(title="Type"),) if with_type else ()),
        Column(title="Facts", right=True),
        Column(title="Sources", right=True),
        Column(title="Disputes", right=True),
        Column(title="Facts since"),
        Column(title="Facts until"),
        Column(title="Total invested", flexible=True, comfortable=16),
    )

    def row(summary: CompanySummary) -> tuple[Value, ...]:
        invested = summary.total_invested
        return (
            summary.id,
            summary.name,
            *((summary.type.value,) if with_type else ()),
            summary.facts,
            summary.sources,
            summary.disputes or None,
            DateValue(summary.first),
            DateValue(summary.last),
            None if invested is None else FigureValue(invested, short=True),
        )

    return (Table(columns=columns, groups=(Group(rows=tuple(row(summary) for summary in summaries)),)),)
