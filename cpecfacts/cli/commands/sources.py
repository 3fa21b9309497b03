"""`cpecfacts sources`."""

from __future__ import annotations

from cpecfacts.cli.options import Filters, Output, QueryArgument, StyleOption, View

EXAMPLES = (
    ("cpecfacts sources --company zong --since 2024", "where recent facts about Zong come from"),
    ("cpecfacts sources --sort issued --limit 20", "the oldest documents"),
    ("cpecfacts sources --kind regulatory --csv -o sources.csv", "a list to check, for a spreadsheet"),
    ("cpecfacts sources --company zong --format bibtex -o zong.bib", "a bibliography for LaTeX"),
    ("cpecfacts sources --project islamabad-safe-city --style apa", "a list of references to paste"),
    ("cpecfacts sources --json | jq '.items[] | select(.class == \"official\") | .URL'", "official documents"),
)


def sources(
    query: QueryArgument = None,
    *,
    style: StyleOption = None,
    filters: Filters,
    view: View,
    output: Output,
) -> None:
    """List the documents that facts (and rates) rest on, those with most facts first.

    With filters, only the sources of facts that match, and only those facts are counted. With --style, the list of
    references: in the order of the style, or as --sort has it.
    """
    from cpecfacts.cli.citing import chosen_style
    from cpecfacts.cli.session import Session
    from cpecfacts.reports.catalogue import sources_report

    chosen, output = chosen_style(style, output, view)
    session = Session(output)
    report = sources_report(
        session.find(filters, query),
        session.library,
        sort=view.sort,
        reverse=view.reverse,
        limit=view.limit,
    )
    if chosen is not None:
        from cpecfacts.reports.citations import bibliography_report

        ids = [item.id for item in report.items]
        citations = session.library.references(ids, style=chosen, as_given=view.sort is not None)
        report = bibliography_report(report, citations)
    session.emit(report, view, noun="sources")
