"""`cpecfacts timeline`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.options import ORDER, Filters, Output, QueryArgument, View

EXAMPLES = (
    ("cpecfacts timeline --company zong", "everything dated about Zong, year by year"),
    ("cpecfacts timeline --company huawei --tag safe-city --chart", "the same kind of thing as a chart"),
    ("cpecfacts timeline --chart --group company", "all companies at a glance"),
    ("cpecfacts timeline kind:launch 4g or 5g --by decade", "launches of 4G and 5G"),
    ("cpecfacts timeline --company daraz --undated", "also what has no date"),
)


def timeline(
    query: QueryArgument = None,
    *,
    by: Annotated[
        str, typer.Option("--by", metavar="PERIOD", help="month, year or decade; for the table.", rich_help_panel=ORDER)
    ] = "year",
    chart: Annotated[
        bool, typer.Option("--chart", help="Draw a chart with an axis instead of the table.", rich_help_panel=ORDER)
    ] = False,
    group: Annotated[
        str,
        typer.Option(
            "--group", metavar="WHAT", help="A row of the chart is a fact or a company.", rich_help_panel=ORDER
        ),
    ] = "fact",
    undated: Annotated[
        bool, typer.Option("--undated", help="List facts without a date too, at the end.", rich_help_panel=ORDER)
    ] = False,
    filters: Filters,
    view: View,
    output: Output,
) -> None:
    """Show dated facts in order, the oldest first, grouped by year.

    The mark before a date tells how exactly it is known; no day, month or year is ever made up.
    """
    from cpecfacts.analysis.timeline import Period
    from cpecfacts.cli.session import Session
    from cpecfacts.errors import RefusedError
    from cpecfacts.query.names import known_word
    from cpecfacts.query.order import SortKey
    from cpecfacts.reports.timeline import ChartBy, timeline_report

    if view.sort is not None and view.sort != SortKey.WHEN:
        raise RefusedError("a timeline is sorted by date; cpecfacts facts sorts by other fields")
    period = Period(known_word("period", by, Period))
    chart_by = ChartBy(known_word("row of the chart", group, ChartBy))
    session = Session(output)
    report = timeline_report(
        session.find(filters, query),
        session.library,
        by=period,
        chart=chart_by if chart or chart_by is not ChartBy.FACT else None,
        undated=undated,
        reverse=view.reverse,
        limit=view.limit,
    )
    session.emit(report, view)
