"""`cpecfacts measures`."""

from __future__ import annotations

from cpecfacts.cli.options import Filters, Output, QueryArgument, View

EXAMPLES = (
    ("cpecfacts measures", "all that is counted or dated"),
    ("cpecfacts measures --company huawei --kind training", "what is known about Huawei's training"),
    ("cpecfacts measures --sort id --fields id,unit,facts", "ids, units and numbers of facts"),
)


def measures(
    query: QueryArgument = None,
    *,
    filters: Filters,
    view: View,
    output: Output,
) -> None:
    """List what is counted or dated, and in what shape.

    A level is a value at a date, a total is cumulative, a flow belongs to a period, once and each are one-off, a date
    is itself the answer. With filters, only the measures of facts that match.
    """
    from cpecfacts.cli.session import Session
    from cpecfacts.reports.catalogue import measures_report

    session = Session(output)
    report = measures_report(
        session.find(filters, query),
        session.library,
        sort=view.sort,
        reverse=view.reverse,
        limit=view.limit,
    )
    session.emit(report, view, noun="measures")
