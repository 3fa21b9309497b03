"""`cpecfacts facts`."""

from __future__ import annotations

from cpecfacts.cli.options import Filters, Money, Output, QueryArgument, View

EXAMPLES = (
    ("cpecfacts facts spectrum", "every fact with a word that begins so"),
    ("cpecfacts facts 'company:zong kind:investment amount:>1bn date:2014..2018'", "a question in one line"),
    ("cpecfacts facts '\"safe city\" -lahore (cameras or cost)'", "a phrase, something left out, a choice"),
    ("cpecfacts facts 中国移动", "names and quotations in any script"),
    ("cpecfacts facts --company daraz --fields id,when,amount.value,evidence.source --csv", "chosen fields as CSV"),
)


def facts(
    query: QueryArgument = None,
    *,
    filters: Filters,
    view: View,
    money: Money,
    output: Output,
) -> None:
    """Find facts by words and filters.

    Words are looked for in statements, notes, names, aliases, quotations and titles, without case, accents or
    width; a word also finds longer ones that begin with it. Fields of the query: company, kind, measure, project,
    status, unit, place, tag, source, publisher, rank, id, is (disputed, self-reported), date, amount.
    """
    from cpecfacts.cli.session import Session
    from cpecfacts.reports.facts import facts_report

    session = Session(output)
    currency = session.currency(money)
    session.emit(facts_report(session.find(filters, query, view=view), session.library, currency), view)
