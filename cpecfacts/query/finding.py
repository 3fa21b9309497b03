"""Which facts answer a question, and what was left out: the one seam behind which an index answers instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from cpecfacts.model.fact import Fact
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.describe import describe, query_text
from cpecfacts.query.match import Marks, Verdict, match
from cpecfacts.query.names import Names, resolve
from cpecfacts.query.order import SortKey, sort_facts
from cpecfacts.query.scope import Scope, scope_of
from cpecfacts.query.tree import Field, Node, Term, walk


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a question.

    `query` is the question as a query text with every name resolved, `description` the same in words. `hidden`
    counts by reason the facts that were left out although nothing in the question rules them out: `deprecated`,
    `other_unit`, `open_ended`, `no_amount`, `undated`, `beyond_limit`. `facts` need not be held in memory: those of an
    index are fetched each time that somebody walks through them. `scope` tells that the question is about everything.
    """

    query: str
    description: str
    facts: Sequence[Fact]
    hidden: dict[str, int]
    scope: Scope | None = None


def find_facts(
    question: Node,
    snapshot: Snapshot,
    names: Names,
    marks: Marks,
    *,
    sort: SortKey = SortKey.WHEN,
    key_of: Callable[[Fact], Any] | None = None,
    reverse: bool = False,
    limit: int | None = None,
) -> Findings:
    """Return the facts of a snapshot that answer a question whose names need not be resolved yet.

    Deprecated facts are left out and counted, unless the question says something of the rank. `key_of` is as in
    `sort_facts`.

    Raises:
        ValueError: A negative limit.
        UnknownNameError: A name in the question means nothing.
        AmbiguousNameError: A name in it means several things.
    """

    def answer(node: Node, *, ranks_asked: bool) -> tuple[Sequence[Fact], Mapping[str, int]]:
        return answers(
            node, snapshot, marks, ranks_asked=ranks_asked, sort=sort, key_of=key_of, reverse=reverse, limit=limit
        )

    return findings_of(question, names, limit, answer)


class Answering(Protocol):
    """What finds the facts that answer a resolved question, and counts by reason those that were left out."""

    def __call__(self, node: Node, *, ranks_asked: bool) -> tuple[Sequence[Fact], Mapping[str, int]]:
        """Return the facts in their order, and the counts."""
        ...


def findings_of(question: Node, names: Names, limit: int | None, answer: Answering) -> Findings:
    """Return the answer to a question whose names need not be resolved yet, found by what `answer` is.

    Raises:
        ValueError: A negative limit.
        UnknownNameError: A name in the question means nothing.
        AmbiguousNameError: A name in it means several things.
    """
    if limit is not None and limit < 0:
        message = f"limit must not be negative: {limit}"
        raise ValueError(message)
    node = resolve(question, names)
    facts, hidden = answer(node, ranks_asked=asks_for_ranks(node))
    return Findings(
        query=query_text(node),
        description=describe(node, names.label),
        facts=facts,
        hidden={reason: hidden[reason] for reason in _REASONS if hidden.get(reason)},
        scope=scope_of(node),
    )


_REASONS = ("deprecated", *(verdict.value for verdict in Verdict), "beyond_limit")


def asks_for_ranks(node: Node) -> bool:
    """Whether a question says something of the rank, so that deprecated facts are facts like any other."""
    return any(isinstance(below, Term) and below.field is Field.RANK for below in walk(node))


def answers(
    node: Node,
    snapshot: Snapshot,
    marks: Marks,
    *,
    ranks_asked: bool,
    sort: SortKey = SortKey.WHEN,
    key_of: Callable[[Fact], Any] | None = None,
    reverse: bool = False,
    limit: int | None = None,
) -> tuple[tuple[Fact, ...], dict[str, int]]:
    """Return the facts that answer a resolved question and what is hidden, as `find_facts` tells; no limit is negative.

    It is what `index.finding.find` has to agree with.
    """
    found: list[Fact] = []
    hidden: Counter[str] = Counter()
    for fact in snapshot.facts.values():
        verdict = match(node, fact, snapshot, marks)
        if verdict is Verdict.NO:
            continue
        if fact.is_deprecated and not ranks_asked:
            # Of a deprecated fact only this is told, whatever else might hide it.
            hidden["deprecated"] += verdict is Verdict.YES
        elif verdict is Verdict.YES:
            found.append(fact)
        else:
            hidden[verdict.value] += 1
    ordered = sort_facts(found, sort, reverse=reverse, key_of=key_of)
    if limit is not None and len(ordered) > limit:
        hidden["beyond_limit"] = len(ordered) - limit
        ordered = ordered[:limit]
    return tuple(ordered), {reason: count for reason, count in hidden.items() if count}
