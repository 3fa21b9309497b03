"""`cpecfacts sources`."""

from __future__ import annotations

from cpecfacts.cli.options import Filters, Output, QueryArgument, View

EXAMPLES = (
    ("cpecfacts sources --company zong --since 2024", "where recent facts about Zong come from"),
    ("cpecfacts sources --sort issued --limit 20", "the oldest documents"),
    ("cpecfacts sources --kind regulatory --csv -o sources.csv", "a list to check, for a spreadsheet"),
    ("cpecfacts sources --json | jq '.items[] | select(.class == \"official\") | .URL'", "official documents"),
)


def sources(
    query: QueryArgument = None,
    *,
    filters: Filters,
    view: View,
    output: Output,
) -> None:
    """List the documents that facts (and rates) rest on, those with most facts first.

    With filters, only the sources of facts that match, and only those facts are counted.
    """
    from cpecfacts.cli.session import Session
    from cpecfacts.reports.catalogue import sources_report

    session = Session(output)
    report = sources_report(
        session.find(filters, query),
        session.library.snapshot,
        sort=view.sort,
        reverse=view.reverse,
        limit=view.limit,
    )
    session.emit(report, view, noun="sources")
