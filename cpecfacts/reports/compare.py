"""Companies side by side."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cpecfacts.analysis.comparison import ComparisonRow
from cpecfacts.library import Findings, Library
from cpecfacts.reports.blocks import Block, Column, Group, Table
from cpecfacts.reports.conversion import convert_figure, remark_on_rates
from cpecfacts.reports.facts import figure_value
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import Value


def compare_report(
    companies: Sequence[str],
    findings: Findings,
    library: Library,
    *,
    all_figures: bool = False,
    reverse: bool = False,
    limit: int | None = None,
    currency: str | None = None,
) -> Report:
    """Return the report of `compare`: a row a measure, a column a company, the amounts also in a currency."""
    rows = [_converted(row, library, currency) for row in library.compare(companies, findings, all_figures=all_figures)]
    if reverse:
        rows.reverse()
    hidden = dict(findings.hidden)
    no_measure = library.count_unmeasured(companies, findings)
    if no_measure:
        hidden["no_measure"] = no_measure
    if limit is not None and len(rows) > limit:
        hidden["beyond_limit"] = len(rows) - limit
        rows = rows[:limit]
    names = " and ".join(companies) if len(companies) == 2 else f"{', '.join(companies[:-1])} and {companies[-1]}"

    def make_blocks() -> tuple[Block, ...]:
        shown = [figure for row in rows for figure in row.values.values() if figure is not None]
        ids = dict.fromkeys(fact for figure in shown for fact in (figure.fact, *figure.answers))
        facts = [library.snapshot.facts[fact] for fact in ids]
        return comparison_table(companies, rows, library, currency), *remark_on_rates(facts, library, currency)

    return Report(
        command="compare",
        query=findings.query,
        description=f"{names} compared: {findings.description}",
        items=rows,
        item_type=ComparisonRow,
        make_blocks=make_blocks,
        hidden=hidden,
    )


def _converted(row: ComparisonRow, library: Library, currency: str | None) -> ComparisonRow:
    """Return a row with its figures converted, if a currency is given."""
    if currency is None:
        return row
    values = {c: None if f is None else convert_figure(f, library, currency) for c, f in row.values.items()}
    return msgspec.structs.replace(row, values=values)


def comparison_table(
    companies: Sequence[str], rows: Sequence[ComparisonRow], library: Library, currency: str | None = None
) -> Table:
    """Return the table of a comparison, grouped by kind; amounts also in a currency."""

    def row(item: ComparisonRow) -> tuple[Value, ...]:
        figures = [item.values[company] for company in companies]
        several = sum(figure is not None for figure in figures) > 1
        return (
            item.label,
            *(None if figure is None else figure_value(figure, library, currency) for figure in figures),
            item.why_not if several else None,
        )

    columns = (
        Column(title="Measure", flexible=True),
        *(Column(title=company, flexible=True) for company in companies),
        Column(title="Not comparable", flexible=True),
    )
    kinds = dict.fromkeys(item.kind for item in rows)
    groups = tuple(Group(title=kind.value, rows=tuple(row(r) for r in rows if r.kind is kind)) for kind in kinds)
    return Table(columns=columns, groups=groups, group_title="Kind")
