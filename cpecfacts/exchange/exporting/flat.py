"""A fact as one flat row: names beside ids, evidence beside the fact."""

from __future__ import annotations

from typing import Any, NamedTuple

from cpecfacts.exchange.exporting.excerpt import Excerpt, earliest_of, latest_of
from cpecfacts.model.fact import Evidence, Fact, Stance

LISTED = "; "
"""What stands between the members of a list."""
PIECES = " | "
"""What stands between the pieces of evidence; the columns of evidence have one member each, in the same order."""


class FlatColumn(NamedTuple):
    """A column of the flat table and what it means."""

    name: str
    meaning: str


COLUMNS = (
    FlatColumn("id", "The fact; with it and the digest of the store it can be found again."),
    FlatColumn("statement", "The fact in one sentence."),
    FlatColumn("company", "Id of whom it is about."),
    FlatColumn("company_name", "Name of the same."),
    FlatColumn("parties", "Ids of the others who take part."),
    FlatColumn("party_names", "Names of the same."),
    FlatColumn("project", "Id of the deal, programme or asset."),
    FlatColumn("project_name", "Name of the same."),
    FlatColumn("kind", "investment, acquisition, licence, launch …"),
    FlatColumn("measure", "Id of what is counted or dated."),
    FlatColumn("measure_label", "The same in words."),
    FlatColumn("amount_value", "The figure, with every digit of the source; of “between” the lower end."),
    FlatColumn("amount_to", "The upper end of “between”; else empty."),
    FlatColumn("amount_unit", "ISO 4217 code of a currency, else what is counted."),
    FlatColumn("amount_bound", "exact, about, more-than, at-least, less-than, at-most, up-to, between."),
    FlatColumn("amount_raw", "The words of the source."),
    FlatColumn("when", "The date in EDTF, as exact as it is known: 2014, 2014-04, 2017~, 2018/2020."),
    FlatColumn("when_means", "event, as-of, period, announced."),
    FlatColumn("earliest", "First day that the date may mean; empty if it is open."),
    FlatColumn("latest", "Last day that the date may mean; empty if it is open."),
    FlatColumn("status", "planned, announced, under-way, completed, cancelled, reported."),
    FlatColumn("places", "Where."),
    FlatColumn("tags", "What about."),
    FlatColumn("sources", "How many documents support it."),
    FlatColumn("origins", "How many independent voices stand behind it."),
    FlatColumn("self_reported", "true if the only voice is the company itself."),
    FlatColumn("quality", "Grade of the sources, 1 to 5."),
    FlatColumn("disputed_by", "Ids of the facts that disagree with it, wherever in the store."),
    FlatColumn("evidence_sources", "Ids of the sources, one a piece of evidence."),
    FlatColumn("evidence_publishers", "Who published them."),
    FlatColumn("evidence_issued", "When, in EDTF."),
    FlatColumn("evidence_urls", "Where they are."),
    FlatColumn("evidence_quotes", "The words that carry the figure."),
    FlatColumn("evidence_stances", "supports or disputes."),
    FlatColumn("rank", "preferred, normal, deprecated (demonstrably wrong; only with --all)."),
    FlatColumn("rank_reason", "Why it has this rank."),
    FlatColumn("note", "A remark of the editors."),
)


def flat_row(fact: Fact, excerpt: Excerpt) -> tuple[Any, ...]:
    """Return the cells of a fact, in the order of `COLUMNS`: texts, numbers, truth values, None where there is none."""
    snapshot = excerpt.snapshot
    amount, trust = fact.amount, excerpt.trust(fact)
    return (
        fact.id,
        fact.statement,
        fact.company,
        snapshot.organizations[fact.company].name,
        LISTED.join(fact.parties),
        LISTED.join(snapshot.organizations[party].name for party in fact.parties),
        fact.project,
        None if fact.project is None else snapshot.projects[fact.project].name,
        fact.kind.value,
        fact.measure,
        None if fact.measure is None else snapshot.measures[fact.measure].label,
        *((None,) * 5 if amount is None else (amount.value, amount.to, amount.unit, amount.bound.value, amount.raw)),
        fact.when,
        None if fact.when_means is None else fact.when_means.value,
        earliest_of(fact.when),
        latest_of(fact.when),
        fact.status.value,
        LISTED.join(fact.places),
        LISTED.join(fact.tags),
        trust.sources,
        len(trust.origins),
        trust.self_reported,
        trust.quality,
        LISTED.join(trust.disputes),
        *(PIECES.join(column) for column in _evidence_columns(fact, excerpt)),
        fact.rank.value,
        fact.rank_reason,
        fact.note,
    )


def _evidence_columns(fact: Fact, excerpt: Excerpt) -> tuple[tuple[str, ...], ...]:
    return tuple(zip(*(_evidence_cells(piece, excerpt) for piece in fact.evidence), strict=True))


def _evidence_cells(piece: Evidence, excerpt: Excerpt) -> tuple[str, ...]:
    source = excerpt.snapshot.sources[piece.source]
    stance: Stance = piece.stance
    return (
        source.id,
        source.publisher,
        source.issued or "",
        source.URL or "",
        piece.quote or "",
        stance.value,
    )
