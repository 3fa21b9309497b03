"""Facts in tables: as they are, and as investments."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cpecfacts.analysis.figures import Figure
from cpecfacts.library import Findings, Library
from cpecfacts.model.fact import Fact, Rank, is_moment
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.reports.blocks import Block, Column, Group, Table
from cpecfacts.reports.items import FactItem, fact_items
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import Backing, DateValue, FigureValue, Stack, Value


def facts_report(findings: Findings, library: Library) -> Report:
    """Return the report of `facts`."""
    return _report("facts", findings, library, lambda: (facts_table(findings.facts, library),))


def investments_report(findings: Findings, library: Library) -> Report:
    """Return the report of `investments`."""
    return _report("investments", findings, library, lambda: (investments_table(findings.facts, library),))


def _report(command: str, findings: Findings, library: Library, make_blocks: Callable[[], tuple[Block, ...]]) -> Report:
    return Report(
        command=command,
        query=findings.query,
        description=findings.description,
        items=fact_items(findings.facts, library),
        item_type=FactItem,
        make_blocks=make_blocks,
        hidden=findings.hidden,
    )


def date_of(fact: Fact) -> DateValue:
    """Date of a fact, as a moment or a period."""
    return DateValue(fact.when, moment=is_moment(fact.when_means))


def figure_value(figure: Figure, snapshot: Snapshot, *, short: bool = False) -> FigureValue:
    """Return a figure as a value, with all answers where its question has only one."""
    answers = (snapshot.facts[answer] for answer in figure.answers)
    return FigureValue(figure, short, tuple(f.amount if f.amount is not None else date_of(f) for f in answers))


BACKING = Column(title="Backing", flexible=True, comfortable=14)


def backing_of(fact: Fact, library: Library) -> Backing:
    """Return what stands behind a fact, as a value."""
    trust = library.trust(fact)
    return Backing(
        sources=trust.sources - trust.against,
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


def facts_table(facts: Iterable[Fact], library: Library) -> Table:
    """Facts one by one: when, who, what, and what stands behind it."""
    columns = (
        Column(title="When"),
        Column(title="Company"),
        Column(title="Fact", flexible=True),
        Column(title="ID", under=True),
        Column(title="Kind", under=True),
        BACKING,
    )
    rows = tuple((date_of(f), f.company, statement_of(f), f.id, f.kind.value, backing_of(f, library)) for f in facts)
    return Table(columns=columns, groups=(Group(rows=rows),))


def investments_table(facts: Iterable[Fact], library: Library) -> Table:
    """Money put in: who, how much, what for, when, and what stands behind it."""
    columns = (
        Column(title="Company"),
        Column(title="Amount", right=True),
        Column(title="What", flexible=True),
        Column(title="ID", under=True),
        Column(title="Status", under=True),
        Column(title="When"),
        BACKING,
    )
    rows = tuple(
        (
            f.company,
            f.amount,
            _what(f, library.snapshot),
            f.id,
            f.status.value,
            date_of(f),
            backing_of(f, library),
        )
        for f in facts
    )
    return Table(columns=columns, groups=(Group(rows=rows),))


def _what(fact: Fact, snapshot: Snapshot) -> Value:
    """Measure and project of a fact; the statement where there is no measure."""
    if fact.measure is None:
        return statement_of(fact)
    label = snapshot.measures[fact.measure].label
    parts: list[Value] = [label if fact.project is None else f"{label}: {snapshot.projects[fact.project].name}"]
    if fact.rank is Rank.DEPRECATED:
        parts.append(f"deprecated: {fact.rank_reason}")
    return Stack(tuple(parts)) if len(parts) > 1 else parts[0]
