"""`cpecfacts projects`."""

from __future__ import annotations

from cpecfacts.cli.options import Filters, Output, QueryArgument, View

EXAMPLES = (
    ("cpecfacts projects", "deals, programmes and assets, those with most facts first"),
    ("cpecfacts projects --company huawei --place Lahore", "Huawei's in Lahore"),
    ("cpecfacts projects fibre or cable", "those with facts that mention either"),
)


def projects(
    query: QueryArgument = None,
    *,
    filters: Filters,
    view: View,
    output: Output,
) -> None:
    """List the deals, programmes and assets that facts are about.

    With filters, only those of facts that match, and only those facts are counted.
    """
    from cpecfacts.cli.session import Session
    from cpecfacts.reports.catalogue import projects_report

    session = Session(output)
    report = projects_report(
        session.find(filters, query),
        session.library,
        sort=view.sort,
        reverse=view.reverse,
        limit=view.limit,
    )
    session.emit(report, view, noun="projects")
