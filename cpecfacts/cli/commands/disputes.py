"""`cpecfacts disputes`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.options import FILTERS, ORDER, Filters, Output, QueryArgument, View

EXAMPLES = (
    ("cpecfacts disputes", "everything that sources disagree about"),
    ("cpecfacts disputes --company zong --grade conflict", "only what cannot both be true"),
    ("cpecfacts disputes --tag safe-city --markdown", "for an article or an issue"),
    ("cpecfacts disputes --json | jq -r '.items[] | [.company, .measure, .why] | @tsv'", "a line each, for a script"),
    ("cpecfacts disputes --measure 4g-launch --exit-code || echo 'not settled'", "a check for a script"),
)


def disputes(
    query: QueryArgument = None,
    *,
    grade: Annotated[
        str | None,
        typer.Option(
            "--grade",
            metavar="GRADE",
            help="conflict: they cannot both be true; tension: hardly.",
            rich_help_panel=FILTERS,
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 when there are any.", rich_help_panel=ORDER)
    ] = False,
    filters: Filters,
    view: View,
    output: Output,
) -> None:
    """Show where sources disagree: the rival figures side by side, who says them, and why they cannot both be true.

    With filters, the disputes in which at least one fact that matches takes part. Hedges count: “over US$3 billion” and
    “US$3.2 billion” agree; figures of different dates follow one another.
    """
    from cpecfacts.analysis.claims import Grade
    from cpecfacts.cli.session import Session
    from cpecfacts.query.names import known_word
    from cpecfacts.reports.disputes import disputes_report

    chosen = None if grade is None else Grade(known_word("grade", grade, Grade))
    session = Session(output)
    report = disputes_report(
        session.find(filters, query),
        session.library,
        grade=chosen,
        sort=view.sort,
        reverse=view.reverse,
        limit=view.limit,
    )
    session.emit(report, view, noun="disputes")
    if exit_code and (report.items or report.hidden.get("beyond_limit")):
        raise typer.Exit(1)
