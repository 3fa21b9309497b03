"""Facts in tables: as they are, and as investments."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cpecfacts.analysis.figures import Figure
from cpecfacts.library import Findings, Library
from cpecfacts.model.fact import Fact, Rank, is_moment
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.reports.blocks import Block, Column, Group, Table
from cpecfacts.reports.conversion import converted_column, converted_fact, remark_on_rates
from cpecfacts.reports.items import FactItem, fact_stream
from cpecfacts.reports.report import Report
from cpecfacts.reports.streams import each
from cpecfacts.reports.values import Backing, DateValue, FigureValue, Stack, Value


def facts_report(findings: Findings, library: Library, currency: str | None = None) -> Report:
    """Return the report of `facts`, the amounts also in a currency."""
    return _report("facts", findings, library, currency, facts_table)


def investments_report(findings: Findings, library: Library, currency: str | None = None) -> Report:
    """Return the report of `investments`, the amounts also in a currency."""
    return _report("investments", findings, library, currency, investments_table)


_MakeTable = Callable[[Sequence[Fact], Library, str | None], Table]


def _report(command: str, findings: Findings, library: Library, currency: str | None, table: _MakeTable) -> Report:
    def make_blocks() -> tuple[Block, ...]:
        facts = findings.facts
        return table(facts, library, currency), *remark_on_rates(facts, library, currency)

    return Report(
        command=command,
        query=findings.query,
        description=findings.description,
        items=fact_stream(findings.facts, library, currency),
        item_type=FactItem,
        make_blocks=make_blocks,
        hidden=findings.hidden,
    )


def date_of(fact: Fact) -> DateValue:
    """Date of a fact, as a moment or a period."""
    return DateValue(fact.when, moment=is_moment(fact.when_means))


def figure_value(figure: Figure, library: Library, currency: str | None = None, *, short: bool = False) -> FigureValue:
    """Return a figure as a value, with all answers where its question has only one, also in a currency."""
    facts = library.snapshot.facts
    answers = [facts[answer] for answer in figure.answers]
    converted: Value = None
    if currency is not None:
        shown = [converted_fact(fact, library, currency) for fact in answers or [facts[figure.fact]]]
        converted = Stack(tuple(dict.fromkeys(value for value in shown if value is not None)))
    values = tuple(fact.amount if fact.amount is not None else date_of(fact) for fact in answers)
    return FigureValue(figure, short, values, converted)


BACKING = Column(title="Backing", flexible=True, comfortable=14)


def backing_of(fact: Fact, library: Library) -> Backing:
    """Return what stands behind a fact, as a value."""
    trust = library.trust(fact)
    return Backing(
        sources=trust.sources,
        against=trust.against,
        origins=len(trust.origins),
        quality=trust.quality,
        self_reported=trust.self_reported,
        disputed=bool(trust.disputes),
    )


def statement_of(fact: Fact) -> Value:
    """Statement, and below it what the rank says of it."""
    if fact.rank is Rank.DEPRECATED:
        return Stack((fact.statement, f"deprecated: {fact.rank_reason}"))
    return fact.statement


def facts_table(facts: Sequence[Fact], library: Library, currency: str | None = None) -> Table:
    """Facts one by one: when, who, what, and what stands behind it; with a currency also their amounts, and in it."""
    money: tuple[Column, ...] = ()
    if currency is not None:
        money = (Column(title="Amount", right=True), converted_column(currency))

    def amounts(fact: Fact) -> tuple[Value, ...]:
        return () if currency is None else (fact.amount, converted_fact(fact, library, currency))

    columns = (
        Column(title="When"),
        Column(title="Company"),
        *money,
        Column(title="Fact", flexible=True),
        Column(title="ID", under=True),
        Column(title="Kind", under=True),
        BACKING,
    )

    def row(f: Fact) -> tuple[Value, ...]:
        return date_of(f), f.company, *amounts(f), statement_of(f), f.id, f.kind.value, backing_of(f, library)

    return Table(columns=columns, groups=(Group(rows=each(row, facts)),))


def investments_table(facts: Sequence[Fact], library: Library, currency: str | None = None) -> Table:
    """Money put in: who, how much (also in a currency), what for, when, and what stands behind it."""
    columns = (
        Column(title="Company"),
        Column(title="Amount", right=True),
        *(() if currency is None else (converted_column(currency),)),
        Column(title="What", flexible=True),
        Column(title="ID", under=True),
        Column(title="Status", under=True),
        Column(title="When"),
        BACKING,
    )

    def row(f: Fact) -> tuple[Value, ...]:
        return (
            f.company,
            f.amount,
            *(() if currency is None else (converted_fact(f, library, currency),)),
            _what(f, library.snapshot),
            f.id,
            f.status.value,
            date_of(f),
            backing_of(f, library),
        )

    return Table(columns=columns, groups=(Group(rows=each(row, facts)),))


def _what(fact: Fact, snapshot: Snapshot) -> Value:
    """Measure and project of a fact; the statement where there is no measure."""
    if fact.measure is None:
        return statement_of(fact)
    label = snapshot.measures[fact.measure].label
    parts: list[Value] = [label if fact.project is None else f"{label}: {snapshot.projects[fact.project].name}"]
    if fact.rank is Rank.DEPRECATED:
        parts.append(f"deprecated: {fact.rank_reason}")
    return Stack(tuple(parts)) if len(parts) > 1 else parts[0]
