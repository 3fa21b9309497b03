"""`cpecfacts companies`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.options import Filters, Output, QueryArgument, View

EXAMPLES = (
    ("cpecfacts companies", "who matters most, with what each has invested in all"),
    ("cpecfacts companies --type brand --type bank", "other organizations that take part in facts"),
    ("cpecfacts companies --kind training --since 2020", "who trains people in recent years"),
    ("cpecfacts companies --json | jq -r '.items[].id'", "the ids, for a script"),
)


def companies(
    query: QueryArgument = None,
    *,
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="Other organizations too: company, brand, public-body, court, bank, university, ngo, media, research, "
            "other, or all.",
        ),
    ] = None,
    filters: Filters,
    view: View,
    output: Output,
) -> None:
    """List the companies that facts are about, those with most facts first.

    Counts facts and sources, gives the first and last date and the latest figure of what each has invested in all.
    With filters, only the facts that match are counted.
    """
    from cpecfacts.cli.session import Session
    from cpecfacts.query.names import organization_types
    from cpecfacts.reports.companies import companies_report

    session = Session(output)
    report = companies_report(
        session.find(filters, query),
        session.library,
        types=organization_types(types or ()),
        sort=view.sort,
        reverse=view.reverse,
        limit=view.limit,
    )
    session.emit(report, view, noun="organizations" if types else "companies")
