"""Statements that say nearly the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import ceil

from cpecfacts.checks.rule import Examined, Finding, Severity, fact_finding, rule
from cpecfacts.model.fact import Fact
from cpecfacts.model.folding import words_of

_ALIKE = 0.85  # the part of all their words that two statements must share
_MOST_BEARERS = 100  # statements under one rare word that are compared with each other
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a an and as at by for from had has have in is it its of on or that the their to was were with",
    )
)
# A word that tells two statements apart, however alike they are in the others.
_TELLING = frozenset(
    re.findall(
        r"\w+",
        "january february march april may june july august september october november december first second "
        "third fourth spring summer autumn winter quarter half not no male female men women urban rural",
    )
)
_NAME = re.compile(r"\b[A-Z]\w*")

_Words = frozenset[str]


@rule(Severity.WARNING)
def near_duplicate_statement(examined: Examined) -> Iterator[Finding]:
    """Two facts of a company do not say nearly the same in the same numbers.

    They may be one claim under two ids; then its evidence is torn in two.
    """
    groups: dict[object, list[tuple[_Words, str]]] = defaultdict(list)
    for fact in examined.snapshot.facts.values():
        if fact.is_deprecated:
            continue
        words = frozenset(words_of(fact.statement)) - _EMPTY
        if words:
            groups[fact.company, _telling(fact, words)].append((words, fact.id))
    for group in groups.values():
        for earlier, later in _alike(group):
            statement = examined.snapshot.facts[earlier].statement
            message = f"says nearly the same as “{earlier}”: “{statement}”"
            yield fact_finding(later, "statement", message, "join the two, or say what tells them apart")


def _telling(fact: Fact, words: _Words) -> object:
    """Return what keeps two statements apart however alike they are: numbers, names, months and places."""
    names = {word for name in _NAME.findall(fact.statement) for word in words_of(name)} - _EMPTY
    numbers = {word for word in words if any(sign.isdigit() for sign in word)}
    return frozenset(names | numbers | (words & _TELLING)), frozenset(fact.places)


def _alike(group: list[tuple[_Words, str]]) -> Iterator[tuple[str, str]]:
    """Yield pairs of ids whose words are alike, each later one once, with the first that it is like.

    Two sets that share so many words share one of their rarest too, so that only statements under the same rare word
    are compared (prefix filtering; Chaudhuri, Ganti and Kaushik 2006).
    """
    times = Counter(word for words, _ in group for word in words)
    bearers: dict[str, list[tuple[_Words, str]]] = defaultdict(list)
    seen: dict[_Words, str] = {}
    for words, identifier in group:
        if words in seen:
            yield seen[words], identifier
            continue
        seen[words] = identifier
        rare = sorted(words, key=lambda word: (times[word], word))[: len(words) - ceil(_ALIKE * len(words)) + 1]
        candidates = {other: those for word in rare for those, other in bearers[word][-_MOST_BEARERS:]}
        for other, those in candidates.items():
            if len(words & those) >= _ALIKE * len(words | those):
                yield other, identifier
                break
        for word in rare:
            bearers[word].append((words, identifier))
