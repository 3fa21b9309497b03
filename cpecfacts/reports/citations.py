"""Citations of facts and sources, and the list of references of a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cpecfacts.citation.citation import Citation
from cpecfacts.citation.style import FORMATTED
from cpecfacts.library import Library
from cpecfacts.reports.blocks import Block, Entry, Paragraph
from cpecfacts.reports.report import Report
from cpecfacts.reports.stamp import stamp_of


def cite_report(citations: Sequence[Citation], library: Library) -> Report:
    """Return the report of `cite`.

    Whoever cites a disputed fact is warned: the citation is of one side, and does not name the other.
    """
    ids = ", ".join(citation.id for citation in citations)
    return Report(
        command="cite",
        query=" ".join(citation.id for citation in citations),
        description=f"citation of {ids}" if len(citations) == 1 else f"citations of {ids}",
        items=citations,
        item_type=Citation,
        make_blocks=lambda: tuple(_blocks(citations)),
        warnings=tuple(_disputed(citations, library)),
        store=stamp_of(library),
    )


def _disputed(citations: Iterable[Citation], library: Library) -> Iterable[str]:
    for fact in dict.fromkeys(citation.id for citation in citations if citation.is_fact):
        for dispute in library.appraiser.disputes_of.get(fact, ()):
            yield f"{fact} is disputed: {dispute.why}; cpecfacts show {fact} has the other side"


def bibliography_report(sources: Report, citations: Sequence[Citation]) -> Report:
    """Return a report of sources with their citations as its items."""
    return msgspec.structs.replace(
        sources, items=citations, item_type=Citation, make_blocks=lambda: tuple(_blocks(citations))
    )


def _blocks(citations: Iterable[Citation]) -> Iterable[Block]:
    """Yield a paragraph a source, and of a fact one a line, with an empty one before and after it."""
    before: Citation | None = None
    for citation in citations:
        if before is not None and (citation.is_fact or before.is_fact):
            yield Paragraph("")
        before = citation
        yield from _formatted(citation) if citation.style in FORMATTED else map(Paragraph, citation.text.splitlines())


def _formatted(citation: Citation) -> Iterable[Block]:
    if not citation.is_fact:
        yield Entry(citation.text)
        return
    if citation.deprecated is not None:
        yield Paragraph(f"Deprecated as wrong: {citation.deprecated}")
    for said in citation.sources:
        yield Entry(said.text, tuple(said.lines()))
    yield Paragraph(citation.located)
