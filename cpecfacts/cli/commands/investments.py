"""`cpecfacts investments`."""

from __future__ import annotations

from cpecfacts.cli.options import Filters, Output, QueryArgument, View

EXAMPLES = (
    ("cpecfacts investments --company zong --since 2014", "what Zong put in, and paid for licences"),
    ("cpecfacts investments --min 100m --since 2015", "from US$100 million on; other currencies are counted"),
    ("cpecfacts investments --unit PKR --min '50 crore'", "the same in rupees"),
    ("cpecfacts investments --unit USD --sort amount --reverse --limit 10", "the ten greatest in US dollars"),
    ("cpecfacts investments --company zong --json | jq '.items[].amount.value'", "the bare figures"),
)


def investments(
    query: QueryArgument = None,
    *,
    filters: Filters,
    view: View,
    output: Output,
) -> None:
    """List money put in, planned or proposed: investments, acquisitions and licences.

    Amounts keep the hedge of their source: > more than, ≥ at least, ≈ about, ≤ up to. --min and --max ask for US
    dollars unless the amount or --unit says otherwise; amounts in other units are left out and counted.
    """
    from cpecfacts.cli.session import Session
    from cpecfacts.model.fact import INVESTMENT_KINDS
    from cpecfacts.query.tree import Field, Term
    from cpecfacts.reports.facts import investments_report

    session = Session(output)
    if (filters.min or filters.max) and filters.unit is None:
        filters = filters._replace(unit=_unit_of(filters))
    money = Term(Field.KIND, tuple(kind.value for kind in INVESTMENT_KINDS))
    findings = session.find(filters, query, money, view=view)
    session.emit(investments_report(findings, session.library), view, noun="investments")


def _unit_of(filters: Filters) -> str | None:
    """Return US dollars, unless the amounts name a unit themselves."""
    from cpecfacts.query.match import DEFAULT_CURRENCY
    from cpecfacts.query.quantities import parse_quantity

    named = [parse_quantity(text).unit for text in (filters.min, filters.max) if text]
    return None if any(named) else DEFAULT_CURRENCY
