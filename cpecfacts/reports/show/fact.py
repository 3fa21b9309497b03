"""One fact: what it says, every piece of evidence, and who else answers the same question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cpecfacts.analysis.disputes import Dispute
from cpecfacts.analysis.quality import BEST, GRADES
from cpecfacts.analysis.trust import Trust
from cpecfacts.library import Library
from cpecfacts.model.fact import Evidence, Fact, Stance, WhenMeans
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.order import sort_facts
from cpecfacts.query.tree import Field, Term
from cpecfacts.reports.blocks import Block, Column, Group, Heading, Pairs, Paragraph, Table
from cpecfacts.reports.catalogue import source_item
from cpecfacts.reports.conversion import (
    conversion_words,
    converted_column,
    converted_fact,
    converted_value,
    remark_on_rates,
)
from cpecfacts.reports.facts import BACKING, backing_of, date_of, statement_of
from cpecfacts.reports.items import (
    FactCard,
    dispute_item,
    fact_item,
    fact_items,
)
from cpecfacts.reports.report import Report
from cpecfacts.reports.show.card import card_report, name_with_id
from cpecfacts.reports.values import DateValue, Faint, Listed, Quoted, Stack, Value

_DATE_LABELS = {
    WhenMeans.EVENT: "When",
    WhenMeans.AS_OF: "As of",
    WhenMeans.PERIOD: "Period",
    WhenMeans.ANNOUNCED: "Announced",
    None: "When",
}


def show_fact(fact: Fact, library: Library, currency: str | None = None) -> Report:
    """Return the card of a fact, the amounts also in a currency."""
    snapshot = library.snapshot
    kin = library.kin(fact)
    disputes = library.appraiser.disputes_of.get(fact.id, ())
    current = {i: len(library.find(Term(Field.SOURCE, (i,))).facts) for i in fact.source_ids}
    item = FactCard(
        fact=fact_item(fact, library, currency),
        voices=library.trust(fact).origins,
        disputes=tuple(dispute_item(dispute, library) for dispute in disputes),
        sources=tuple(source_item(snapshot.sources[i], current[i]) for i in fact.source_ids),
        kin=fact_items(kin, library, currency),
    )
    return card_report(fact, "fact", item, _fact_blocks(fact, kin, disputes, library, currency))


def _fact_blocks(
    fact: Fact, kin: list[Fact], disputes: Sequence[Dispute], library: Library, currency: str | None
) -> Iterable[Block]:
    snapshot = library.snapshot
    trust = library.trust(fact)
    yield Heading(fact.id)
    yield Paragraph(fact.statement)
    measure = None if fact.measure is None else snapshot.measures[fact.measure]
    yield Pairs(
        (
            ("Company", name_with_id(fact.company, snapshot)),
            ("Parties", Listed(tuple(name_with_id(party, snapshot) for party in fact.parties))),
            ("Amount", fact.amount),
            *_converted_pairs(fact, library, currency),
            ("In the source's words", None if fact.amount is None else fact.amount.raw),
            (_DATE_LABELS[fact.when_means], date_of(fact) if fact.when else "no date"),
            ("Origins", _origins_words(trust)),
            ("Against", Listed(_voices_against(fact, snapshot))),
            ("Quality", _quality_words(trust)),
            ("Disputed", Stack(tuple(dispute.why for dispute in disputes))),
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
    for dispute in disputes:
        yield Heading("Disputed", Faint(f"{dispute.grade.value}: {dispute.why}"))
        rivals = [i for i in trust.disputes if i in dispute.facts]
        yield _rivals_table(rivals, library)
    yield Heading("Evidence", Faint(f"{len(fact.evidence)}"))
    for piece in fact.evidence:
        yield _evidence_pairs(piece, snapshot)
    if fact.measure is not None:
        yield Heading("The same question", Faint(_kin_words(kin, library)))
        if kin:
            yield _kin_table([*kin, fact], fact, library, currency)
            yield from remark_on_rates([*kin, fact], library, currency)


def _converted_pairs(fact: Fact, library: Library, currency: str | None) -> Iterable[tuple[str, Value]]:
    """Yield the amount in a currency, and by which rate; or why there is none."""
    if currency is None or fact.amount is None:
        return
    conversion = library.convert(fact, currency)
    yield f"In {currency}", conversion.why_not or converted_value(fact.amount, conversion)
    yield "Rate", conversion_words(conversion, library)


def _origins_words(trust: Trust) -> str:
    """Say how many independent voices stand behind a fact, and which."""
    words = f"{len(trust.origins)}: {', '.join(trust.origins)}" if trust.origins else "none"
    return f"{words}; self-reported" if trust.self_reported else words


def _voices_against(fact: Fact, snapshot: Snapshot) -> tuple[str, ...]:
    """Return who speaks against a fact in its own evidence: who asserts it, or else who published it."""
    pieces = [piece for piece in fact.evidence if piece.stance is Stance.DISPUTES]
    names = (
        snapshot.sources[p.source].publisher if p.asserted_by is None else snapshot.organizations[p.asserted_by].name
        for p in pieces
    )
    return tuple(dict.fromkeys(names))


def _quality_words(trust: Trust) -> str:
    """Return the grade and what it rests on."""
    return f"{trust.quality} of {BEST}: {GRADES[trust.quality] if trust.sources else 'no evidence supports it'}"


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


def _rivals_table(rivals: Sequence[str], library: Library) -> Table:
    """Facts that disagree with this one, with the words of their sources."""
    columns = (
        Column(title="When"),
        Column(title="Figure", right=True),
        Column(title="Evidence", flexible=True),
        Column(title="ID", under=True),
        BACKING,
    )
    facts = [library.snapshot.facts[rival] for rival in rivals]
    rows = tuple((date_of(f), f.amount, _said(f, library), f.id, backing_of(f, library)) for f in facts)
    return Table(columns=columns, groups=(Group(rows=rows),))


def _said(fact: Fact, library: Library) -> Value:
    """Each piece of evidence in a line: publisher, date and quotation; what speaks against the fact says so."""
    lines: list[Value] = []
    for piece in fact.evidence:
        source = library.snapshot.sources[piece.source]
        said = None if piece.quote is None else Quoted(piece.quote)
        publisher = source.publisher if piece.stance is Stance.SUPPORTS else f"against it: {source.publisher}"
        lines.append(Listed((publisher, DateValue(source.issued), said)))
    return Stack(tuple(lines))


def _kin_words(kin: Sequence[Fact], library: Library) -> str:
    """Say how many other facts answer the question, and how many of them are disputed."""
    if not kin:
        return "no other fact answers it"
    others = f"{len(kin)} other fact{'' if len(kin) == 1 else 's'}"
    disputed = sum(library.appraiser.is_disputed(fact) for fact in kin)
    if disputed == len(kin):
        return f"{others}, {'disputed' if disputed == 1 else 'all disputed'}"
    return f"{others}, {disputed} of them disputed" if disputed else others


def _kin_table(facts: list[Fact], marked: Fact, library: Library, currency: str | None) -> Table:
    """Answers to one question in date order, this one marked."""
    columns = (
        Column(title=""),
        Column(title="When"),
        Column(title="Amount", right=True),
        *(() if currency is None else (converted_column(currency),)),
        Column(title="Fact", flexible=True),
        Column(title="ID", under=True),
        BACKING,
    )

    def amounts(fact: Fact) -> tuple[Value, ...]:
        return (fact.amount,) if currency is None else (fact.amount, converted_fact(fact, library, currency))

    rows = tuple(
        ("this" if f.id == marked.id else "", date_of(f), *amounts(f), statement_of(f), f.id, backing_of(f, library))
        for f in sort_facts(facts)
    )
    return Table(columns=columns, groups=(Group(rows=rows),))
