"""Writes citations of sources and facts from one store in one style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import msgspec

from cpecfacts.citation.bibtex import bibtex_entry
from cpecfacts.citation.citation import Citation, CitedSource, Quotation
from cpecfacts.citation.csl import Item, fact_item, source_item
from cpecfacts.citation.order import sort_sources
from cpecfacts.citation.style import Style
from cpecfacts.citation.text import one_line
from cpecfacts.citation.wikipedia import wikipedia_comment, wikipedia_template
from cpecfacts.errors import RefusedError
from cpecfacts.model.fact import Evidence, Fact, WhenMeans, is_moment
from cpecfacts.model.folding import name_key
from cpecfacts.model.measure import Measure
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.model.source import Source
from cpecfacts.wording.dates import date_words

DIGITS = 12
"""How many digits of the store's digest a citation gives: 48 bits, enough to know one file from another."""

_LISTED_BY: dict[type[Record], str] = {Organization: "company", Project: "project", Measure: "measure"}


def citable(record: Record) -> Fact | Source:
    """Return a record that can be cited.

    Raises:
        RefusedError: It is neither a fact nor a source; the error tells what to ask instead.
    """
    if isinstance(record, (Fact, Source)):
        return record
    what = _LISTED_BY[type(record)]
    raise RefusedError(
        f"“{record.id}” is a {what}, and only facts and sources are cited: "
        f"cpecfacts sources --{what} {record.id} --style apa"
    )


class Citer(msgspec.Struct, frozen=True, kw_only=True):
    """Writes citations in a style; `digest` is that of the store, `accessed` the day on which its facts were seen."""

    snapshot: Snapshot
    digest: str
    style: Style
    accessed: date

    @classmethod
    def of(cls, snapshot: Snapshot, digest: str, style: str, accessed: date | None = None) -> Citer:
        """Return the writer of a style by its name; without a day of access it is today, where the program runs.

        Raises:
            ValueError: There is no such style.
        """
        today = datetime.now(tz=UTC).astimezone().date()
        return cls(snapshot=snapshot, digest=digest, style=Style(style), accessed=accessed or today)

    def references(self, sources: Iterable[Source], *, as_given: bool = False) -> tuple[Citation, ...]:
        """Return the list of references of sources, in the order of the style or `as_given`."""
        return self.cite(sources if as_given else sort_sources(sources, self.style))

    def cite(self, records: Iterable[Fact | Source]) -> tuple[Citation, ...]:
        """Return the citations of facts and sources, in their order."""
        listed = list(records)
        needed = {i: self.snapshot.sources[i] for record in listed for i in _source_ids(record)}
        texts = self._written(list(needed.values()))
        return tuple(
            self._cite_source(record, texts[record.id])
            if isinstance(record, Source)
            else self._cite_fact(record, texts)
            for record in listed
        )

    def _written(self, sources: Sequence[Source]) -> dict[str, str]:
        """Return the sources in the style, all at once: a style is read once."""
        match self.style:
            case Style.BIBTEX:
                return {s.id: bibtex_entry(source_item(s), s.issued, s.accessed) for s in sources}
            case Style.CSL_JSON:
                return {s.id: _as_json([source_item(s)]) for s in sources}
            case Style.WIKIPEDIA:
                return {s.id: wikipedia_template(source_item(s), s.issued, s.accessed) for s in sources}
            case _:
                from cpecfacts.citation.formatted import format_items

                written = format_items([source_item(source) for source in sources], self.style)
                return {source.id: text for source, text in zip(sources, written, strict=True)}

    def _cite_source(self, source: Source, text: str) -> Citation:
        return Citation(
            id=source.id,
            record="source",
            style=self.style,
            text=text,
            sources=(CitedSource(source=source.id, text=text, reprint_of=one_line(source.reprint_of) or None),),
            located=None,
            deprecated=None,
            csl=(source_item(source),),
        )

    def _cite_fact(self, fact: Fact, texts: dict[str, str]) -> Citation:
        cited = [self._cited(fact, self.snapshot.sources[i], texts[i]) for i in fact.source_ids]
        located = self._located(fact)
        deprecated = one_line(fact.rank_reason) if fact.is_deprecated else None
        items = [source_item(self.snapshot.sources[i]) for i in fact.source_ids]
        items.append(self._fact_item(fact, located, deprecated, cited))
        return Citation(
            id=fact.id,
            record="fact",
            style=self.style,
            text=self._fact_text(located, deprecated, cited, items),
            sources=tuple(cited),
            located=located,
            deprecated=deprecated,
            csl=tuple(items),
        )

    def _cited(self, fact: Fact, source: Source, text: str) -> CitedSource:
        """Return a source with what it says of a fact."""
        quotations = tuple(self._quotation(piece, source) for piece in fact.evidence if piece.source == source.id)
        if self.style is Style.WIKIPEDIA:
            text = _wikipedia(source, quotations)
        return CitedSource(
            source=source.id, text=text, reprint_of=one_line(source.reprint_of) or None, quotations=quotations
        )

    def _quotation(self, piece: Evidence, source: Source) -> Quotation:
        """Return a piece of evidence; who says so is left out where it is who published it."""
        asserted_by = None
        if piece.asserted_by is not None:
            speaker = self.snapshot.organizations[piece.asserted_by]
            names = {name_key(name) for name in (speaker.id, speaker.name, *speaker.aliases)}
            asserted_by = None if name_key(source.publisher) in names else one_line(speaker.name)
        return Quotation(
            quote=one_line(piece.quote) or None, paragraph=piece.paragraph, asserted_by=asserted_by, stance=piece.stance
        )

    def _located(self, fact: Fact) -> str:
        """Return the line that finds a fact again: its id, its date, and which state of which store."""
        meta = self.snapshot.meta
        what = "Deprecated fact" if fact.is_deprecated else "Fact"
        dated = f" ({_date_label(fact.when, fact.when_means)})" if fact.when is not None else ""
        title = f" in “{one_line(meta.title)}”" if one_line(meta.title) else ""
        updated = f"updated {date_words(meta.updated)}, " if meta.updated is not None else ""
        store = f"cpecfacts store, {updated}BLAKE2b {self.digest[:DIGITS]}…"
        return f"{what} {fact.id}{dated}{title} ({store}), accessed {date_words(self.accessed.isoformat())}."

    def _fact_item(self, fact: Fact, located: str, deprecated: str | None, cited: Sequence[CitedSource]) -> Item:
        evidence = [f"{said.source}: {line}" for said in cited for line in said.lines()]
        wrong = [] if deprecated is None else [f"Deprecated as wrong: {deprecated}"]
        meta = self.snapshot.meta
        return fact_item(
            fact.id,
            fact.statement,
            store=meta.title,
            updated=meta.updated,
            digest=self.digest[:DIGITS],
            accessed=self.accessed,
            note=" ".join([*wrong, located, *evidence]),
        )

    def _fact_text(
        self, located: str, deprecated: str | None, cited: Sequence[CitedSource], items: Sequence[Item]
    ) -> str:
        wrong = [] if deprecated is None else [f"Deprecated as wrong: {deprecated}"]
        match self.style:
            case Style.BIBTEX:
                entry = bibtex_entry(items[-1], self.snapshot.meta.updated, self.accessed.isoformat())
                return "\n\n".join([*(said.text for said in cited), entry])
            case Style.CSL_JSON:
                return _as_json(items)
            case Style.WIKIPEDIA:
                return "\n".join([*(said.text for said in cited), wikipedia_comment(" ".join([*wrong, located]))])
            case _:
                return "\n".join([*wrong, *(line for said in cited for line in (said.text, *said.lines())), located])


def unique_items(citations: Iterable[Citation]) -> list[Item]:
    """Return the items of CSL-JSON of citations, each source and fact once."""
    return list({item["id"]: item for citation in citations for item in citation.csl}.values())


def _wikipedia(source: Source, quotations: Sequence[Quotation]) -> str:
    """Return the template of a source with its words; behind it who says so, who disputes and whom it reprints."""
    paragraphs = list(dict.fromkeys(str(said.paragraph) for said in quotations if said.paragraph is not None))
    template = wikipedia_template(
        source_item(source),
        source.issued,
        source.accessed,
        quotes=[said.quote for said in quotations if said.quote],
        at=f"paragraph{'s' if len(paragraphs) > 1 else ''} {', '.join(paragraphs)}" if paragraphs else None,
    )
    remarks = [said.line() for said in quotations if said.asserted_by or said.disputes]
    if one_line(source.reprint_of):
        remarks.append(f"Reprint of: {one_line(source.reprint_of)}.")
    return " ".join([template, *(wikipedia_comment(remark) for remark in remarks if remark)])


def _source_ids(record: Fact | Source) -> tuple[str, ...]:
    return (record.id,) if isinstance(record, Source) else record.source_ids


def _date_label(when: str, means: WhenMeans | None) -> str:
    words = date_words(when, moment=is_moment(means))
    before = {WhenMeans.AS_OF: "as of ", WhenMeans.ANNOUNCED: "announced "}
    return words if means is None else before.get(means, "") + words


def _as_json(items: Sequence[Item]) -> str:
    return msgspec.json.format(msgspec.json.encode(items), indent=2).decode()
