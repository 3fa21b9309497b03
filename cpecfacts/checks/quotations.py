"""The few words of a source that carry a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cpecfacts.checks.numerals import bare_values, is_vague, possible_values, readings_of
from cpecfacts.checks.rule import Examined, Finding, Severity, fact_finding, rule
from cpecfacts.model.fact import Fact, Stance
from cpecfacts.model.folding import fold

MOST_WORDS = 8
_MOST_SIGNS = 30  # of a script without spaces
_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@rule(Severity.ERROR)
def quotation_too_long(examined: Examined) -> Iterator[Finding]:
    """A quotation has at most eight words, or thirty characters of Chinese or Japanese.

    The store holds nobody's prose, only the words that carry the figure.
    """
    for fact in examined.snapshot.facts.values():
        for index, piece in enumerate(fact.evidence):
            quote = piece.quote or ""
            words = len(quote.split())
            if words > MOST_WORDS:
                message = f"the quotation has {words} words, and may have {MOST_WORDS}"
                yield _finding(fact, index, message, "keep the words around the figure")
            elif len(quote) > _MOST_SIGNS and _WITHOUT_SPACES.search(quote):
                message = f"the quotation has {len(quote)} characters, and may have {_MOST_SIGNS}"
                yield _finding(fact, index, message, "keep the words around the figure")


@rule(Severity.NOTE)
def evidence_without_quotation(examined: Examined) -> Iterator[Finding]:
    """A piece of evidence has a quotation.

    With its words at hand a claim is found in a long document at once.
    """
    for fact in examined.snapshot.facts.values():
        for index, piece in enumerate(fact.evidence):
            if not (piece.quote or "").strip():
                message = f"the evidence from “{piece.source}” has no quotation"
                yield _finding(fact, index, message, "quote at most eight words that carry the claim")


@rule(Severity.WARNING)
def quotation_without_figure(examined: Examined) -> Iterator[Finding]:
    """A quotation has the number that stands in `raw`, with or without its million.

    Words that do not carry the figure are no evidence for it.
    """
    for fact in examined.snapshot.facts.values():
        raw = fact.amount.raw if fact.amount is not None else None
        if raw is None or not readings_of(raw):
            continue
        for index, piece in enumerate(fact.evidence):
            if piece.quote and piece.stance is Stance.SUPPORTS and not _carries(piece.quote, raw):
                message = f"“{piece.quote}” does not have the figure “{raw}”"
                yield _finding(fact, index, message, "quote the words that have it")


def _carries(quote: str, raw: str) -> bool:
    """Whether a quotation has a number of the raw text, or its words."""
    if fold(raw) in fold(quote) or is_vague(quote):
        return True
    if possible_values(raw) & possible_values(quote):
        return True
    return bool(bare_values(raw) & bare_values(quote))  # eight words may end before "million"


@rule(Severity.ERROR)
def paragraph_below_one(examined: Examined) -> Iterator[Finding]:
    """Paragraphs are counted from 1, the one with the dateline.

    Nobody finds a paragraph 0.
    """
    for fact in examined.snapshot.facts.values():
        for index, piece in enumerate(fact.evidence):
            if piece.paragraph is not None and piece.paragraph < 1:
                message = f"there is no paragraph {piece.paragraph}"
                yield fact_finding(fact.id, f"evidence[{index}].paragraph", message, "count again, or set it to null")


@rule(Severity.WARNING)
def no_support(examined: Examined) -> Iterator[Finding]:
    """At least one piece of evidence supports the fact.

    A claim that all its sources dispute is nobody's claim.
    """
    for fact in examined.snapshot.facts.values():
        if fact.evidence and not fact.is_deprecated and all(p.stance is Stance.DISPUTES for p in fact.evidence):
            mend = "add who makes the claim, or deprecate the fact"
            yield fact_finding(fact.id, "evidence", "all evidence disputes the fact", mend)


def _finding(fact: Fact, index: int, message: str, mend: str) -> Finding:
    return fact_finding(fact.id, f"evidence[{index}].quote", message, mend)
