"""The profile of an organization."""

from __future__ import annotations

from collections.abc import Iterable

from cpecfacts.analysis.companies import summarize_company
from cpecfacts.analysis.figures import Figure, latest_figure
from cpecfacts.library import Library
from cpecfacts.model.fact import Fact
from cpecfacts.model.organization import Organization
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.tree import Field
from cpecfacts.reports.blocks import Block, Column, Group, Heading, Pairs, Table
from cpecfacts.reports.conversion import convert_figure, remark_on_rates
from cpecfacts.reports.facts import facts_table, figure_value
from cpecfacts.reports.items import (
    OrganizationCard,
    fact_items,
)
from cpecfacts.reports.report import Report
from cpecfacts.reports.show.card import card_report, current_facts, name_with_id
from cpecfacts.reports.values import DateValue, Faint, Listed, Value


def show_organization(organization: Organization, library: Library, currency: str | None = None) -> Report:
    """Return the card of an organization, the amounts also in a currency."""
    snapshot = library.snapshot
    taking_part = library.having({Field.COMPANY: organization.id})
    facts, deprecated, where = current_facts(taking_part, f"company:{organization.id}")
    summary = summarize_company(organization.id, facts, library.appraiser)
    children = tuple(o.id for o in snapshot.organizations.values() if o.parent == organization.id)
    figures = tuple(
        convert_figure(figure, library, currency)
        for figure in _figures([fact for fact in facts if fact.company == organization.id], library)
    )
    item = OrganizationCard(
        organization=organization,
        subsidiaries=children,
        sources=summary.sources,
        first=summary.first,
        last=summary.last,
        figures=figures,
        facts=fact_items(facts, library, currency),
    )

    def blocks() -> Iterable[Block]:
        yield Heading(organization.name, Faint(organization.id))
        yield Pairs(
            (
                ("Type", organization.type.value),
                ("Country", organization.country),
                ("Sector", organization.sector),
                ("Parent", organization.parent and name_with_id(organization.parent, snapshot)),
                ("Subsidiaries", Listed(children)),
                ("Also called", Listed(organization.aliases)),
                ("Note", organization.note),
                ("Facts", len(facts)),
                ("Deprecated", where),
                ("Sources", summary.sources),
                ("Facts since", DateValue(summary.first)),
                ("Facts until", DateValue(summary.last)),
            )
        )
        if figures:
            yield Heading("Latest figures")
            columns = (
                Column(title="Measure", flexible=True),
                Column(title="Figure", flexible=True),
                Column(title="ID", under=True),
            )
            rows = tuple((_label(f, snapshot), figure_value(f, library, currency, short=True), f.fact) for f in figures)
            yield Table(columns=columns, groups=(Group(rows=rows),))
        if facts:
            yield Heading("Facts")
            yield facts_table(facts, library, currency)
            yield from remark_on_rates(facts, library, currency)

    return card_report(organization, "organization", item, blocks(), deprecated)


def _figures(facts: Iterable[Fact], library: Library) -> tuple[Figure, ...]:
    """Return the latest figure of each question that the facts answer, by the label of its measure."""
    snapshot = library.snapshot
    by_question: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if fact.measure is not None and (fact.amount or fact.when):
            by_question.setdefault((fact.measure, fact.project or ""), []).append(fact)
    labelled = sorted(by_question, key=lambda question: (snapshot.measures[question[0]].label, question))
    found = (
        latest_figure(by_question[question], library.trust, snapshot.measures[question[0]].shape)
        for question in labelled
    )
    return tuple(figure for figure in found if figure is not None)


def _label(figure: Figure, snapshot: Snapshot) -> Value:
    """Label of the measure, and the name of the project."""
    label = snapshot.measures[figure.measure or ""].label
    return label if figure.project is None else f"{label}: {snapshot.projects[figure.project].name}"
