"""Quotations against the texts that they were taken from, where the user has these texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cpecfacts.checks.passages import Passages
from cpecfacts.checks.rule import Examined, Finding, Severity, fact_finding, rule
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.model.source_text import Lookup, SourceText, Verdict


def look_up_quotations(snapshot: Snapshot, texts: Sequence[SourceText]) -> tuple[Lookup, ...]:
    """Look up every quotation of the sources that have a text; in the order of the facts."""
    wanted = {text.id: text for text in texts if text.problem is None}
    ready: dict[str, Passages] = {}
    lookups: list[Lookup] = []
    for fact in snapshot.facts.values():
        for index, piece in enumerate(fact.evidence):
            if piece.source not in wanted or not (piece.quote or "").strip():
                continue
            if piece.source not in ready:
                ready[piece.source] = Passages(wanted[piece.source])
            lookups.append(
                _look_up(
                    ready[piece.source],
                    Lookup(
                        fact=fact.id,
                        evidence=index,
                        source=piece.source,
                        quote=piece.quote or "",
                        paragraph=piece.paragraph,
                        verdict=Verdict.FOUND,
                    ),
                )
            )
    return tuple(lookups)


def _look_up(passages: Passages, lookup: Lookup) -> Lookup:
    from msgspec.structs import replace

    found = passages.paragraphs_of(lookup.quote)
    if not found:
        nearest = passages.nearest(lookup.quote)
        passage, number = nearest if nearest is not None else (None, None)
        return replace(lookup, verdict=Verdict.MISSING, nearest=passage, nearest_in=number)
    moved = lookup.paragraph is not None and lookup.paragraph not in found
    return replace(lookup, verdict=Verdict.MOVED if moved else Verdict.FOUND, found_in=found)


@rule(Severity.ERROR)
def quotation_missing(examined: Examined) -> Iterator[Finding]:
    """A quotation stands in the text of its source (asked for with `--texts`).

    Words that nobody said are no evidence.
    """
    for lookup in examined.lookups:
        if lookup.verdict is Verdict.MISSING:
            message = f"“{lookup.quote}” is not in the text of “{lookup.source}”"
            mend = None
            if lookup.nearest is not None:
                mend = f"compare the nearest passage, in {paragraph_words(lookup.nearest_in)}: “{lookup.nearest}”"
            yield fact_finding(lookup.fact, f"evidence[{lookup.evidence}].quote", message, mend)


@rule(Severity.WARNING)
def quotation_moved(examined: Examined) -> Iterator[Finding]:
    """A quotation stands in the paragraph that the evidence names (asked for with `--texts`).

    Who looks it up looks there.
    """
    for lookup in examined.lookups:
        if lookup.verdict is Verdict.MOVED:
            places = " and ".join(paragraph_words(number) for number in lookup.found_in)
            message = f"“{lookup.quote}” is in {places} of “{lookup.source}”, not in paragraph {lookup.paragraph}"
            first = next((number for number in lookup.found_in if number), None)
            mend = None if first is None else f'set "paragraph" to {first}'
            yield fact_finding(lookup.fact, f"evidence[{lookup.evidence}].paragraph", message, mend)


def paragraph_words(number: int | None) -> str:
    """Return a paragraph's number in words; 0 is what stands before the first."""
    return f"paragraph {number}" if number else "the title"


@rule(Severity.WARNING)
def text_without_source(examined: Examined) -> Iterator[Finding]:
    """A text is named after a source (asked for with `--texts`).

    Of a text with another name no quotation is looked up.
    """
    for text in examined.texts:
        if text.id not in examined.ids.get("sources", ()):
            message = f"no source of the store is called “{text.id}”"
            yield Finding(message=message, mend="name the file after the id of its source", file=text.path)


@rule(Severity.WARNING)
def text_unread(examined: Examined) -> Iterator[Finding]:
    """A text can be read (asked for with `--texts`).

    Its quotations stay unproved.
    """
    for text in examined.texts:
        if text.problem is not None and text.id in examined.ids.get("sources", ()):
            yield Finding(message=f"the text cannot be read: {text.problem}", file=text.path)
