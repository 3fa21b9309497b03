"""One measure with its facts."""

from __future__ import annotations

from cpecfacts.library import Library
from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Measure
from cpecfacts.query.tree import Field
from cpecfacts.reports.blocks import Block, Column, Group, Heading, Pairs, Paragraph, Table
from cpecfacts.reports.catalogue import measure_item
from cpecfacts.reports.conversion import converted_column, converted_fact, remark_on_rates
from cpecfacts.reports.facts import BACKING, backing_of, date_of, statement_of
from cpecfacts.reports.items import (
    MeasureCard,
    fact_items,
)
from cpecfacts.reports.report import Report
from cpecfacts.reports.show.card import card_report, current_facts
from cpecfacts.reports.values import Faint, Listed, Value


def show_measure(measure: Measure, library: Library, currency: str | None = None) -> Report:
    """Return the card of a measure, the amounts also in a currency."""
    facts, deprecated, where = current_facts(library.having({Field.MEASURE: measure.id}), f"measure:{measure.id}")
    item = measure_item(measure, facts)
    columns = (
        Column(title="Company"),
        Column(title="When"),
        Column(title="Amount", right=True),
        *(() if currency is None else (converted_column(currency),)),
        Column(title="Fact", flexible=True),
        Column(title="ID", under=True),
        BACKING,
    )

    def amounts(fact: Fact) -> tuple[Value, ...]:
        return (fact.amount,) if currency is None else (fact.amount, converted_fact(fact, library, currency))

    rows = tuple((f.company, date_of(f), *amounts(f), statement_of(f), f.id, backing_of(f, library)) for f in facts)
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
        *remark_on_rates(facts, library, currency),
    )
    return card_report(
        measure, "measure", MeasureCard(measure=item, facts=fact_items(facts, library, currency)), blocks, deprecated
    )
