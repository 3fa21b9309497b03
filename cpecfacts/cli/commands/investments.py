"""`cpecfacts investments`."""

from __future__ import annotations

from cpecfacts.cli.options import Filters, Money, Output, QueryArgument, Sums, View

EXAMPLES = (
    ("cpecfacts investments --company zong --since 2014", "what Zong put in, and paid for licences"),
    ("cpecfacts investments --min 100m --since 2015", "from US$100 million on; other currencies are counted"),
    ("cpecfacts investments --unit PKR --min '50 crore'", "the same in rupees"),
    ("cpecfacts investments --unit USD --sort amount --reverse --limit 10", "the ten greatest in US dollars"),
    ("cpecfacts investments --company huawei --in USD", "rupees and yuan also in dollars, by the rate of the year"),
    ("cpecfacts investments --total", "what facts of payments add up to, by company and currency"),
    ("cpecfacts investments --company zong --total --explain", "which facts are added, and which are not and why"),
    ("cpecfacts investments --company zong --json | jq '.items[].amount.value'", "the bare figures"),
)


def investments(
    query: QueryArgument = None,
    *,
    filters: Filters,
    view: View,
    money: Money,
    sums: Sums,
    output: Output,
) -> None:
    """List money put in, planned or proposed: investments, acquisitions and licences.

    Amounts keep the hedge of their source: > more than, ≥ at least, ≈ about, ≤ up to. --min and --max ask for US
    dollars unless the amount or --unit says otherwise; amounts in other units are left out and counted. --in never
    changes which facts are found. --total adds what was paid, each payment once: no plans, no totals to a date.
    """
    from cpecfacts.cli.session import Session, refuse_lone_explain
    from cpecfacts.model.fact import INVESTMENT_KINDS
    from cpecfacts.query.tree import Field, Term

    session = Session(output)
    if (filters.min or filters.max) and filters.unit is None:
        filters = filters._replace(unit=_unit_of(filters))
    currency = session.currency(money)
    kinds = Term(Field.KIND, tuple(kind.value for kind in INVESTMENT_KINDS))
    if not refuse_lone_explain(sums):
        from cpecfacts.reports.facts import investments_report

        findings = session.find(filters, query, kinds, view=view)
        session.emit(investments_report(findings, session.library, currency), view, noun="investments")
        return
    from cpecfacts.reports.totals import totals_report

    report = totals_report(
        session.find(filters, query, kinds),
        session.library,
        currency=currency,
        explain=sums.explain,
        sort=view.sort,
        reverse=view.reverse,
        limit=view.limit,
    )
    session.emit(report, view, noun="totals", count=sum(total.amount is not None for total in report.items))


def _unit_of(filters: Filters) -> str | None:
    """Return US dollars, unless the amounts name a unit themselves."""
    from cpecfacts.query.match import DEFAULT_CURRENCY
    from cpecfacts.query.quantities import parse_quantity

    named = [parse_quantity(text).unit for text in (filters.min, filters.max) if text]
    return None if any(named) else DEFAULT_CURRENCY
