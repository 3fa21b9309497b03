"""The profile of an organization."""

from __future__ import annotations

from collections.abc import Iterable

from cpecfacts.analysis.companies import summarize_company
from cpecfacts.analysis.figures import Figure, latest_figure
from cpecfacts.model.organization import Organization
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.reports.blocks import Block, Column, Group, Heading, Pairs, Table
from cpecfacts.reports.facts import facts_table
from cpecfacts.reports.items import (
    OrganizationCard,
    fact_items,
)
from cpecfacts.reports.report import Report
from cpecfacts.reports.show.card import card_report, current_facts, name_with_id
from cpecfacts.reports.values import DateValue, Faint, FigureValue, Listed


def show_organization(organization: Organization, snapshot: Snapshot) -> Report:
    """Return the card of an organization."""
    taking_part = (fact for fact in snapshot.facts.values() if organization.id in fact.companies)
    facts, deprecated, where = current_facts(taking_part, f"company:{organization.id}")
    summary = summarize_company(organization.id, facts, snapshot)
    children = tuple(o.id for o in snapshot.organizations.values() if o.parent == organization.id)
    figures: dict[str, Figure] = {}
    for measure in snapshot.measures.values():
        own = [f for f in facts if f.company == organization.id and f.measure == measure.id and (f.amount or f.when)]
        figure = latest_figure(own)
        if figure is not None:
            figures[measure.id] = figure
    item = OrganizationCard(
        organization=organization,
        subsidiaries=children,
        sources=summary.sources,
        first=summary.first,
        last=summary.last,
        figures=figures,
        facts=fact_items(facts),
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
                ("Since", DateValue(summary.first)),
                ("Until", DateValue(summary.last)),
            )
        )
        if figures:
            yield Heading("Latest figures")
            columns = (
                Column(title="Measure", flexible=True),
                Column(title="Figure", flexible=True),
                Column(title="ID", under=True),
            )
            rows = tuple((snapshot.measures[m].label, FigureValue(f, short=True), f.fact) for m, f in figures.items())
            yield Table(columns=columns, groups=(Group(rows=rows),))
        if facts:
            yield Heading("Facts")
            yield facts_table(facts)

    return card_report(organization, "organization", item, blocks(), deprecated)
