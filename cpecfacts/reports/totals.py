"""Totals of payments in tables, and which facts they are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cpecfacts.analysis.exclusions import Reason
from cpecfacts.analysis.totals import Total
from cpecfacts.library import Findings, Library
from cpecfacts.model.amounts import Amount
from cpecfacts.model.exact import significant_digits
from cpecfacts.model.fact import Fact
from cpecfacts.reports.blocks import Block, Column, Group, Heading, Paragraph, Table
from cpecfacts.reports.conversion import MOST_DIGITS, converted_column, converted_fact, remark_on_years, source_words
from cpecfacts.reports.facts import date_of
from cpecfacts.reports.ordering import order_items
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import Faint, Labelled, Listed, Rough, Stack, Value

MOST_EXACT_DIGITS = 4
REASONS = {
    Reason.DEPRECATED: "deprecated",
    Reason.NO_AMOUNT: "no amount",
    Reason.NO_MONEY: "no money",
    Reason.PLAN: "a plan",
    Reason.CANCELLED: "cancelled",
    Reason.NO_MEASURE: "no measure, so nobody can tell what it counts",
    Reason.CUMULATIVE: "a total to a date, not a payment",
    Reason.LEVEL: "the state at a date, not a payment",
    Reason.VALUATION: "a value put on something, not a payment",
    Reason.ANNOUNCED: "only announced",
    Reason.UNDATED: "no date",
    Reason.NO_RATE: "no rate",
}


def totals_report(
    findings: Findings,
    library: Library,
    *,
    command: str = "investments",
    companies: Sequence[str] = (),
    currency: str | None = None,
    explain: bool = False,
    sort: str | None = None,
    reverse: bool = False,
    limit: int | None = None,
) -> Report:
    """Return the report of totals: a row a company and currency or, of `companies` to compare, a column a company.

    Raises:
        RefusedError: The question asks to add what cannot be added.
        UnknownNameError: There are no rates for the currency, or nothing to sort by of that name.
    """
    found = [
        total for total in library.totals(findings, currency=currency) if not companies or total.company in companies
    ]
    hidden = Counter(findings.hidden)
    for total in found:
        hidden.update({reason: len(ids) for reason, ids in total.excluded.items()})
    counts = dict(hidden)
    rows = order_items(found, Total, counts, sort=sort, reverse=reverse, limit=limit)
    names = f"{', '.join(companies)} compared, " if companies else ""

    def make_blocks() -> tuple[Block, ...]:
        summed = [total for total in rows if total.amount is not None]
        table = _comparison(summed, companies, library) if companies else _table(summed, library)
        explanation = _explanation(rows, library, currency) if explain else ()
        return table, *_remarks(summed, library, currency), *explanation

    return Report(
        command=command,
        query=findings.query,
        description=f"totals: {names}{findings.description}",
        items=rows,
        item_type=Total,
        make_blocks=make_blocks,
        hidden=counts,
    )


def sum_value(total: Total) -> Value:
    """Return the sum of a total as a value."""
    return None if total.amount is None else _value(total.amount, converted=total.converted)


def _value(amount: Amount, *, converted: bool) -> Value:
    """Return a sum as it is, or roughly where rates went into it or it has more digits than most of what it adds."""
    exact = not converted and significant_digits(amount.value) <= MOST_EXACT_DIGITS
    return amount if exact else Rough(amount, MOST_DIGITS)


def _parts(total: Total) -> Value:
    """Return what the sum is made of, if of several measures; else the one measure."""
    if len(total.parts) == 1:
        return total.parts[0].label
    return Stack(tuple(Labelled(part.label, _value(part.amount, converted=part.converted)) for part in total.parts))


def _choices(total: Total, library: Library) -> list[Value]:
    """Return the figures that sources give for one payment, that which is counted first, where they differ."""
    shown: list[Value] = []
    for choice in total.choices:
        if choice.reason is Reason.SAME_PAYMENT:
            facts = [library.snapshot.facts[fact] for fact in (*choice.counted, *choice.dropped)]
            figures: dict[tuple[str, float], Amount] = {}
            for amount in (fact.amount for fact in facts if fact.amount is not None):
                figures.setdefault((amount.unit, amount.value), amount)
            if len(figures) > 1:
                shown.append(Faint(Labelled("the first figure of", Listed(tuple(figures.values())))))
    return shown


def _table(totals: Sequence[Total], library: Library) -> Table:
    """Return totals, a row each; those of one thing together."""
    columns = (
        Column(title="Company"),
        Column(title="Sum", right=True),
        Column(title="Made of", flexible=True),
        Column(title="Counted", right=True),
        Column(title="Left out", right=True),
    )
    labels = dict.fromkeys(total.label for total in totals)
    groups = tuple(
        Group(title=label, rows=tuple(_row(total, library) for total in totals if total.label == label))
        for label in labels
    )
    return Table(columns=columns, groups=groups, group_title="Of")


def _row(total: Total, library: Library) -> tuple[Value, ...]:
    left = sum(map(len, total.excluded.values()))
    made_of = Stack((_parts(total), *_choices(total, library)))
    return total.company, sum_value(total), made_of, _facts(total.facts), left or None


def _facts(number: int) -> str:
    return f"{number} fact{'' if number == 1 else 's'}"


def _comparison(totals: Sequence[Total], companies: Sequence[str], library: Library) -> Table:
    """Return totals side by side: a row a thing and currency."""
    columns = (
        Column(title="Of", flexible=True),
        Column(title="Currency"),
        *(Column(title=company, flexible=True) for company in companies),
    )
    by_row: dict[tuple[str, str], dict[str, Total]] = {}
    for total in totals:
        by_row.setdefault((total.label, total.unit or ""), {})[total.company] = total
    rows = tuple(
        (label, unit, *(_cell(row[company], library) if company in row else None for company in companies))
        for (label, unit), row in by_row.items()
    )
    return Table(columns=columns, groups=(Group(rows=rows),))


def _cell(total: Total, library: Library) -> Value:
    parts: Value = Faint(_parts(total)) if len(total.parts) > 1 else None
    return Stack((sum_value(total), Faint(f"from {_facts(total.facts)}"), parts, *_choices(total, library)))


def _remarks(totals: Sequence[Total], library: Library, currency: str | None) -> Iterator[Block]:
    """Yield what is to be known of all sums, and the sources of rates."""
    if not totals:
        return
    text = (
        "A sum is that of the single payments that facts tell, each counted once; it is not all a company paid, and "
        "a project's cost stands with the company that the fact is about, whoever paid it. --explain lists the facts."
    )
    sources = sorted({source for total in totals for source in total.rate_sources})
    if currency is not None and sources:
        told = ", ".join(source_words(source, library) for source in sources)
        text += f" ≈ holds amounts converted by the average rate of their year: {told}."
        text += remark_on_years(note for total in totals for note in total.notes)
    yield Paragraph(Faint(text), apart=True)


def _explanation(totals: Iterable[Total], library: Library, currency: str | None) -> Iterator[Block]:
    """Yield a heading and a table of facts for each total, those without a sum too."""
    for total in totals:
        what = "no money" if total.unit is None else f"{total.label}, {total.unit}"
        counted = f"{len(total.counted)} counted, {sum(map(len, total.excluded.values()))} left out"
        yield Heading(f"{total.company}: {what}", Faint(counted))
        yield _facts_table(total, library, currency)


def _facts_table(total: Total, library: Library, currency: str | None) -> Table:
    """Return every fact of a total, those counted first, with the reason why the others are not."""
    facts = library.snapshot.facts
    chosen = {fact: choice for choice in total.choices for fact in choice.dropped}
    columns = (
        Column(title="Counted"),
        Column(title="When"),
        Column(title="Amount", right=True),
        *(() if currency is None else (converted_column(currency),)),
        Column(title="Fact", flexible=True),
        Column(title="Why", flexible=True, comfortable=24),
    )

    def row(fact: Fact, counted: str, why: Value) -> tuple[Value, ...]:
        converted = () if currency is None else (converted_fact(fact, library, currency),)
        return counted, date_of(fact), fact.amount, *converted, Stack((fact.statement, Faint(fact.id))), why

    rows = [row(facts[fact], "yes", None) for fact in total.counted]
    for reason, ids in total.excluded.items():
        for fact in ids:
            choice = chosen.get(fact)
            if choice is not None:
                why: Value = f"the same money as {' and '.join(choice.counted)}: {choice.why}"
            elif reason == Reason.NO_RATE and currency is not None:
                why = library.convert(facts[fact], currency).why_not
            else:
                why = REASONS.get(Reason(reason), reason.replace("_", " "))
            rows.append(row(facts[fact], "no", why))
    return Table(columns=columns, groups=(Group(rows=tuple(rows)),))
