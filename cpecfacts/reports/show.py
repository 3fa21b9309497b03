"""One record in full: a fact with its evidence and kin, or the profile of an organization, project, measure, source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cpecfacts.analysis.companies import summarize_company
from cpecfacts.analysis.figures import Figure, latest_figure
from cpecfacts.library import Library
from cpecfacts.model.fact import Evidence, Fact, Stance, WhenMeans
from cpecfacts.model.measure import Measure
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.model.source import Source
from cpecfacts.query.order import sort_facts
from cpecfacts.reports.blocks import Block, Column, Group, Heading, Pairs, Paragraph, Table
from cpecfacts.reports.catalogue import measure_item, project_item, source_item
from cpecfacts.reports.facts import facts_table, statement_of
from cpecfacts.reports.items import (
    FactCard,
    MeasureCard,
    OrganizationCard,
    ProjectCard,
    SourceCard,
    fact_item,
    fact_items,
)
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import DateValue, Faint, FigureValue, Listed, Quoted, Value

_DATE_LABELS = {
    WhenMeans.EVENT: "When",
    WhenMeans.AS_OF: "As of",
    WhenMeans.PERIOD: "Period",
    WhenMeans.ANNOUNCED: "Announced",
    None: "When",
}


def show_report(record: Record, library: Library) -> Report:
    """Return the report of `show` for a record of any table."""
    match record:
        case Fact():
            return _show_fact(record, library)
        case Organization():
            return _show_organization(record, library.snapshot)
        case Project():
            return _show_project(record, library.snapshot)
        case Measure():
            return _show_measure(record, library.snapshot)
        case Source():
            return _show_source(record, library.snapshot)
    raise TypeError(record)


def _report(record: Record, what: str, item: Any, blocks: Iterable[Block], deprecated: int = 0) -> Report:
    made = tuple(blocks)
    return Report(
        command="show",
        query=record.id,
        description=f"the {what} {record.id}",
        items=(item,),
        item_type=type(item),
        make_blocks=lambda: made,
        hidden={"deprecated": deprecated} if deprecated else {},
    )


def _current(facts: Iterable[Fact], search: str) -> tuple[list[Fact], int, Value]:
    """Return the facts that are not deprecated in date order, how many are, and where these are to be found."""
    ordered = sort_facts(facts)
    current = [fact for fact in ordered if not fact.is_deprecated]
    deprecated = len(ordered) - len(current)
    where = f"{deprecated} (cpecfacts facts {search} rank:deprecated)" if deprecated else None
    return current, deprecated, where


def _show_fact(fact: Fact, library: Library) -> Report:
    snapshot = library.snapshot
    kin = library.kin(fact)
    counts = _facts_by_source(snapshot)
    current = {i: sum(not below.is_deprecated for below in counts[i]) for i in fact.source_ids}
    item = FactCard(
        fact=fact_item(fact),
        sources=tuple(source_item(snapshot.sources[i], current[i]) for i in fact.source_ids),
        kin=fact_items(kin),
    )
    return _report(fact, "fact", item, _fact_blocks(fact, kin, snapshot))


def _name(organization_id: str, snapshot: Snapshot) -> Value:
    return f"{snapshot.organizations[organization_id].name} [{organization_id}]"


def _fact_blocks(fact: Fact, kin: list[Fact], snapshot: Snapshot) -> Iterable[Block]:
    yield Heading(fact.id)
    yield Paragraph(fact.statement)
    measure = None if fact.measure is None else snapshot.measures[fact.measure]
    yield Pairs(
        (
            ("Company", _name(fact.company, snapshot)),
            ("Parties", Listed(tuple(_name(party, snapshot) for party in fact.parties))),
            ("Amount", fact.amount),
            ("In the source's words", None if fact.amount is None else fact.amount.raw),
            (_DATE_LABELS[fact.when_means], DateValue(fact.when) if fact.when else "no date"),
            ("Status", fact.status.value),
            ("Kind", fact.kind.value),
            ("Measure", None if measure is None else f"{measure.label} [{measure.id}]: {measure.meaning}"),
            ("Project", fact.project and f"{snapshot.projects[fact.project].name} [{fact.project}]"),
            ("Places", Listed(fact.places)),
            ("Tags", Listed(fact.tags)),
            ("Rank", None if fact.rank == "normal" else fact.rank.value),
            ("Because", fact.rank_reason),
            ("Note", fact.note),
        )
    )
    yield Heading("Evidence", Faint(f"{len(fact.evidence)}"))
    for piece in fact.evidence:
        yield _evidence_pairs(piece, snapshot)
    if fact.measure is not None:
        yield Heading("The same question", Faint(None if kin else "no other fact answers it"))
        if kin:
            yield _kin_table([*kin, fact], fact)


def _evidence_pairs(piece: Evidence, snapshot: Snapshot) -> Pairs:
    source = snapshot.sources[piece.source]
    said = None if piece.quote is None else Quoted(piece.quote)
    return Pairs(
        (
            ("Disputes it" if piece.stance is Stance.DISPUTES else "Says", said),
            ("Asserted by", piece.asserted_by and _name(piece.asserted_by, snapshot)),
            ("Publisher", source.publisher),
            ("Published", DateValue(source.issued) if source.issued else "no date"),
            ("Title", source.title),
            ("Paragraph", piece.paragraph),
            ("URL", source.URL),
            ("Reprint of", source.reprint_of),
            ("Source", f"{source.id} ({source.class_.value}, {source.language})"),
            ("On the source", source.note),
        )
    )


def _kin_table(facts: list[Fact], marked: Fact) -> Table:
    """Answers to one question in date order, this one marked."""
    columns = (
        Column(title=""),
        Column(title="When"),
        Column(title="Amount", right=True),
        Column(title="Fact", flexible=True),
        Column(title="ID", under=True),
        Column(title="Sources", right=True),
    )
    rows = tuple(
        ("this" if f.id == marked.id else "", DateValue(f.when), f.amount, statement_of(f), f.id, len(f.source_ids))
        for f in sort_facts(facts)
    )
    return Table(columns=columns, groups=(Group(rows=rows),))


def _show_organization(organization: Organization, snapshot: Snapshot) -> Report:
    taking_part = (fact for fact in snapshot.facts.values() if organization.id in fact.companies)
    facts, deprecated, where = _current(taking_part, f"company:{organization.id}")
    summary = summarize_company(organization.id, facts, snapshot)
    children = tuple(o.id for o in snapshot.organizations.values() if o.parent == organization.id)
    figures: dict[str, Figure] = {}
    for measure in snapshot.measures.values():
        own = [f for f in facts if f.company == organization.id and f.measure == measure.id]
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
                ("Parent", organization.parent and _name(organization.parent, snapshot)),
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

    return _report(organization, "organization", item, blocks(), deprecated)


def _show_project(project: Project, snapshot: Snapshot) -> Report:
    own = (fact for fact in snapshot.facts.values() if fact.project == project.id)
    facts, deprecated, where = _current(own, f"project:{project.id}")
    item = project_item(project, facts)
    blocks: tuple[Block, ...] = (
        Heading(project.name, Faint(project.id)),
        Paragraph(project.summary),
        Pairs(
            (
                ("Companies", Listed(tuple(_name(company, snapshot) for company in project.companies))),
                ("Places", Listed(project.places)),
                ("Facts", item.facts),
                ("Deprecated", where),
                ("Sources", item.sources),
                ("Since", DateValue(item.first)),
                ("Until", DateValue(item.last)),
            )
        ),
        Heading("Facts"),
        facts_table(facts),
    )
    return _report(project, "project", ProjectCard(project=item, facts=fact_items(facts)), blocks, deprecated)


def _show_measure(measure: Measure, snapshot: Snapshot) -> Report:
    own = (fact for fact in snapshot.facts.values() if fact.measure == measure.id)
    facts, deprecated, where = _current(own, f"measure:{measure.id}")
    item = measure_item(measure, facts)
    columns = (
        Column(title="Company"),
        Column(title="When"),
        Column(title="Amount", right=True),
        Column(title="Fact", flexible=True),
        Column(title="ID", under=True),
        Column(title="Sources", right=True),
    )
    rows = tuple((f.company, DateValue(f.when), f.amount, statement_of(f), f.id, len(f.source_ids)) for f in facts)
    blocks: tuple[Block, ...] = (
        Heading(measure.label, Faint(measure.id)),
        Paragraph(measure.meaning),
        Pairs(
            (
                ("Shape", measure.shape.value),
                ("Unit", measure.unit),
                ("Companies", Listed(item.companies)),
                ("Deprecated", where),
            )
        ),
        Heading("Facts"),
        Table(columns=columns, groups=(Group(rows=rows),)),
    )
    return _report(measure, "measure", MeasureCard(measure=item, facts=fact_items(facts)), blocks, deprecated)


def _show_source(source: Source, snapshot: Snapshot) -> Report:
    facts, deprecated, where = _current(_facts_by_source(snapshot)[source.id], f"source:{source.id}")
    item = source_item(source, len(facts))
    columns = (
        Column(title="When"),
        Column(title="Fact", flexible=True),
        Column(title="ID", under=True),
        Column(title="Quotation", flexible=True),
    )

    def quotations(fact: Fact) -> Value:
        return Listed(
            tuple(Quoted(piece.quote) for piece in fact.evidence if piece.source == source.id and piece.quote)
        )

    rows = tuple((DateValue(f.when), statement_of(f), f.id, quotations(f)) for f in facts)
    blocks: tuple[Block, ...] = (
        Heading(source.title or source.publisher, Faint(source.id)),
        Pairs(
            (
                ("Publisher", source.publisher),
                ("Published", DateValue(source.issued) if source.issued else "no date"),
                ("URL", source.URL),
                ("Class", source.class_.value),
                ("Language", source.language),
                ("Type", source.type),
                ("Reprint of", source.reprint_of),
                ("Accessed", DateValue(source.accessed)),
                ("Note", source.note),
                ("Deprecated", where),
            )
        ),
        Heading("Facts"),
        Table(columns=columns, groups=(Group(rows=rows),)),
    )
    return _report(source, "source", SourceCard(source=item, facts=fact_items(facts)), blocks, deprecated)


def _facts_by_source(snapshot: Snapshot) -> dict[str, list[Fact]]:
    """Facts that each source is evidence for; sources without one too."""
    by_source: dict[str, list[Fact]] = {source: [] for source in snapshot.sources}
    for fact in snapshot.facts.values():
        for source in fact.source_ids:
            by_source[source].append(fact)
    return by_source
