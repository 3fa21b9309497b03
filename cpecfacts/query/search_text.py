"""The text in which the words of a query are looked for."""

from __future__ import annotations

from cpecfacts.model.fact import Fact
from cpecfacts.model.folding import words_of
from cpecfacts.model.snapshot import Snapshot

# Between two texts: no word contains it, so a phrase never runs from one text into the next.
_BREAK = " \n "


def search_text(fact: Fact, snapshot: Snapshot) -> str:
    """Return the folded words of everything a fact can be found by, each between spaces.

    Statement, note, the names and aliases of its companies, the project's name, the quotations and the titles of
    the sources.
    """
    texts = [fact.statement, fact.note]
    for organization_id in fact.companies:
        organization = snapshot.organizations[organization_id]
        texts.append(organization.name)
        texts.extend(organization.aliases)
    if fact.project is not None:
        texts.append(snapshot.projects[fact.project].name)
    for piece in fact.evidence:
        texts.append(piece.quote)
        texts.append(snapshot.sources[piece.source].title)
    return f" {_BREAK.join(' '.join(words_of(text)) for text in texts if text)} "


def begins_a_word(text: str, searched: str) -> bool:
    """Whether the words of `text` stand in `searched` in order, the last one perhaps only as a beginning.

    A text without any word rules nothing out.
    """
    return f" {' '.join(words_of(text))}" in searched


def has_words(text: str, searched: str) -> bool:
    """Whether the words of `text` stand in `searched` in order, each of them whole.

    A text without any word rules nothing out.
    """
    words = words_of(text)
    return not words or f" {' '.join(words)} " in searched
