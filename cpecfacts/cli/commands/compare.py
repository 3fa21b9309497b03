"""`cpecfacts compare`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.completion import complete_company
from cpecfacts.cli.options import FILTERS, ORDER, Filters, Money, Output, Sums, View

EXAMPLES = (
    ("cpecfacts compare zong huawei alibaba", "the latest figure of each measure, side by side"),
    ("cpecfacts compare zong huawei --kind jobs", "only figures of one kind"),
    ("cpecfacts compare infinix vivo oppo --measure market-share --all-figures", "every figure, a row a date"),
    ("cpecfacts compare zong huawei --total --in USD", "what facts of payments add up to, side by side"),
    ("cpecfacts compare zong huawei --csv -o compare.csv", "for a spreadsheet"),
)


def compare(
    companies: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COMPANY COMPANY...",
            help="Two or more: id, name or alias.",
            show_default=False,
            autocompletion=complete_company,
        ),
    ] = None,
    *,
    all_figures: Annotated[
        bool,
        typer.Option("--all-figures", help="Every figure, a row a date, not only the latest.", rich_help_panel=ORDER),
    ] = False,
    where: Annotated[
        str | None,
        typer.Option(
            "--where", metavar="QUERY", help="A query text that the facts must match.", rich_help_panel=FILTERS
        ),
    ] = None,
    filters: Filters,
    view: View,
    money: Money,
    sums: Sums,
    output: Output,
) -> None:
    """Set companies side by side: a row a measure that at least one of them has.

    Each cell has the most recent figure with its date and the number of its sources; of a level or total, one of the
    company as a whole goes before one of a project. “1 of 4” tells of older or rival ones. Where a question has only
    one answer and sources give several, all are shown. The last column says when figures should not be compared, and
    why.
    """
    from cpecfacts.cli.session import Session, refuse_lone_explain
    from cpecfacts.errors import RefusedError
    from cpecfacts.query.tree import Field, Term

    if view.sort is not None:
        raise RefusedError("a comparison is not sorted: it is grouped by kind")
    total = refuse_lone_explain(sums)
    if total and all_figures:
        raise RefusedError("--total adds figures, --all-figures sets them side by side: give one of them")
    session = Session(output)
    chosen = session.library.resolve_companies(companies or ())
    about_them = Term(Field.COMPANY, chosen)
    findings = session.find(filters, [where] if where else None, about_them)
    currency = session.currency(money)
    if total:
        from cpecfacts.reports.totals import totals_report

        report = totals_report(
            findings,
            session.library,
            command="compare",
            companies=chosen,
            currency=currency,
            explain=sums.explain,
            reverse=view.reverse,
            limit=view.limit,
        )
        session.emit(report, view, noun="totals", count=sum(total.amount is not None for total in report.items))
        return
    from cpecfacts.reports.compare import compare_report

    report = compare_report(
        chosen,
        findings,
        session.library,
        all_figures=all_figures,
        reverse=view.reverse,
        limit=view.limit,
        currency=currency,
    )
    session.emit(report, view, noun="rows" if all_figures else "measures to compare")
