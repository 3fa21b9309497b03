"""One source and what rests on it."""

from __future__ import annotations

from cpecfacts.library import Library
from cpecfacts.model.fact import Fact
from cpecfacts.model.source import Source
from cpecfacts.query.tree import Field
from cpecfacts.reports.blocks import Block, Column, Group, Heading, Pairs, Table
from cpecfacts.reports.catalogue import source_item
from cpecfacts.reports.conversion import converted_column, converted_fact, remark_on_rates
from cpecfacts.reports.facts import date_of, statement_of
from cpecfacts.reports.items import (
    SourceCard,
    fact_items,
)
from cpecfacts.reports.report import Report
from cpecfacts.reports.show.card import card_report, current_facts
from cpecfacts.reports.values import DateValue, Faint, Listed, Quoted, Value


def show_source(source: Source, library: Library, currency: str | None = None) -> Report:
    """Return the card of a source, the amounts also in a currency."""
    facts, deprecated, where = current_facts(library.having({Field.SOURCE: source.id}), f"source:{source.id}")
    item = source_item(source, len(facts))
    columns = (
        Column(title="When"),
        *(() if currency is None else (Column(title="Amount", right=True), converted_column(currency))),
        Column(title="Fact", flexible=True),
        Column(title="ID", under=True),
        Column(title="Quotation", flexible=True),
    )

    def quotations(fact: Fact) -> Value:
        return Listed(
            tuple(Quoted(piece.quote) for piece in fact.evidence if piece.source == source.id and piece.quote)
        )

    def amounts(fact: Fact) -> tuple[Value, ...]:
        return () if currency is None else (fact.amount, converted_fact(fact, library, currency))

    rows = tuple((date_of(f), *amounts(f), statement_of(f), f.id, quotations(f)) for f in facts)
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
        *remark_on_rates(facts, library, currency),
    )
    return card_report(
        source, "source", SourceCard(source=item, facts=fact_items(facts, library, currency)), blocks, deprecated
    )
