"""One source and what rests on it."""

from __future__ import annotations

from cpecfacts.library import Library
from cpecfacts.model.fact import Fact
from cpecfacts.model.source import Source
from cpecfacts.reports.blocks import Block, Column, Group, Heading, Pairs, Table
from cpecfacts.reports.catalogue import source_item
from cpecfacts.reports.facts import date_of, statement_of
from cpecfacts.reports.items import (
    SourceCard,
    fact_items,
)
from cpecfacts.reports.report import Report
from cpecfacts.reports.show.card import card_report, current_facts, facts_by_source
from cpecfacts.reports.values import DateValue, Faint, Listed, Quoted, Value


def show_source(source: Source, library: Library) -> Report:
    """Return the card of a source."""
    snapshot = library.snapshot
    facts, deprecated, where = current_facts(facts_by_source(snapshot)[source.id], f"source:{source.id}")
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

    rows = tuple((date_of(f), statement_of(f), f.id, quotations(f)) for f in facts)
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
    return card_report(source, "source", SourceCard(source=item, facts=fact_items(facts, library)), blocks, deprecated)
