"""`cpecfacts stats`."""

from __future__ import annotations

from cpecfacts.cli.options import Filters, Output, QueryArgument, View

EXAMPLES = (
    ("cpecfacts stats", "what the store holds, and which store it is"),
    ("cpecfacts stats --company huawei", "the same of the facts about one company"),
    ("cpecfacts stats --json | jq -r .store.digest", "the digest of the store, to cite it"),
)


def stats(
    query: QueryArgument = None,
    *,
    filters: Filters,
    view: View,
    output: Output,
) -> None:
    """Count what the store holds: by company, kind, year, class and language of source.

    Deprecated facts count too and have a line of their own. Says which file was read, its format and its digest.
    """
    from cpecfacts.cli.session import Session
    from cpecfacts.reports.stats import stats_report

    session = Session(output)
    findings = session.find(filters._replace(all=True), query)
    report = stats_report(findings, session.library, sort=view.sort, reverse=view.reverse, limit=view.limit)
    session.emit(report, view, noun=None)
