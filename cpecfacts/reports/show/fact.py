"""One fact: what it says, every piece of evidence, and who else answers the same question."""

from __future__ import annotations

from collections.abc import Iterable

from cpecfacts.library import Library
from cpecfacts.model.fact import Evidence, Fact, Stance, WhenMeans
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.order import sort_facts
from cpecfacts.reports.blocks import Block, Column, Group, Heading, Pairs, Paragraph, Table
from cpecfacts.reports.catalogue import source_item
from cpecfacts.reports.facts import date_of, statement_of
from cpecfacts.reports.items import (
    FactCard,
    fact_item,
    fact_items,
)
from cpecfacts.reports.report import Report
from cpecfacts.reports.show.card import card_report, facts_by_source, name_with_id
from cpecfacts.reports.values import DateValue, Faint, Listed, Quoted, Value

_DATE_LABELS = {
    WhenMeans.EVENT: "When",
    WhenMeans.AS_OF: "As of",
    WhenMeans.PERIOD: "Period",
    WhenMeans.ANNOUNCED: "Announced",
    None: "When",
}


def show_fact(fact: Fact, library: Library) -> Report:
    """Return the card of a fact."""
    snapshot = library.snapshot
    kin = library.kin(fact)
    counts = facts_by_source(snapshot)
    current = {i: sum(not below.is_deprecated for below in counts[i]) for i in fact.source_ids}
    item = FactCard(
        fact=fact_item(fact),
        sources=tuple(source_item(snapshot.sources[i], current[i]) for i in fact.source_ids),
        kin=fact_items(kin),
    )
    return card_report(fact, "fact", item, _fact_blocks(fact, kin, snapshot))


def _fact_blocks(fact: Fact, kin: list[Fact], snapshot: Snapshot) -> Iterable[Block]:
    yield Heading(fact.id)
    yield Paragraph(fact.statement)
    measure = None if fact.measure is None else snapshot.measures[fact.measure]
    yield Pairs(
        (
            ("Company", name_with_id(fact.company, snapshot)),
            ("Parties", Listed(tuple(name_with_id(party, snapshot) for party in fact.parties))),
            ("Amount", fact.amount),
            ("In the source's words", None if fact.amount is None else fact.amount.raw),
            (_DATE_LABELS[fact.when_means], date_of(fact) if fact.when else "no date"),
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
    disputes = piece.stance is Stance.DISPUTES
    said: Value = "without a quotation" if disputes else None
    if piece.quote is not None:
        said = Quoted(piece.quote)
    return Pairs(
        (
            ("Disputes it" if disputes else "Says", said),
            ("Asserted by", piece.asserted_by and name_with_id(piece.asserted_by, snapshot)),
            ("Publisher", source.publisher),
            ("Published", DateValue(source.issued) if source.issued else "no date"),
            ("Title", source.title),
            ("Paragraph", piece.paragraph),
            ("URL", source.URL or "not recorded"),
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
        ("this" if f.id == marked.id else "", date_of(f), f.amount, statement_of(f), f.id, len(f.source_ids))
        for f in sort_facts(facts)
    )
    return Table(columns=columns, groups=(Group(rows=rows),))
