"""Both ways to answer a question, side by side."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from cpecfacts.analysis.trust import Appraiser
from cpecfacts.index.building import fill
from cpecfacts.index.finding import find
from cpecfacts.index.reading import Records
from cpecfacts.model.fact import Fact
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.finding import answers, asks_for_ranks
from cpecfacts.query.order import SortKey
from cpecfacts.query.tree import Mark, Node

WAYS = [(sort, reverse) for sort in SortKey for reverse in (False, True)]


class Both:
    """A store as records and as an index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.appraiser = Appraiser(snapshot)
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        fill(self.connection, Records(snapshot, self._facts), lambda *_: None)

    def _facts(self) -> Iterator[Fact]:
        return iter(self.snapshot.facts.values())

    def close(self) -> None:
        self.connection.close()

    def bears(self, fact: Fact, mark: Mark) -> bool:
        if mark is Mark.DISPUTED:
            return self.appraiser.is_disputed(fact)
        return self.appraiser.trust(fact).self_reported

    def by_match(self, node: Node, sort: SortKey, reverse: bool, limit: int | None):
        key_of = self.appraiser.sort_key(sort) if sort in (SortKey.ORIGINS, SortKey.QUALITY) else None
        facts, hidden = answers(
            node,
            self.snapshot,
            self.bears,
            ranks_asked=asks_for_ranks(node),
            sort=sort,
            key_of=key_of,
            reverse=reverse,
            limit=limit,
        )
        return [fact.id for fact in facts], hidden

    def by_index(self, node: Node, sort: SortKey, reverse: bool, limit: int | None):
        found, hidden = find(
            self.connection, node, ranks_asked=asks_for_ranks(node), sort=sort, reverse=reverse, limit=limit
        )
        ids = [fact.id for fact in found]
        assert len(found) == len(ids)
        assert [fact.id for fact in reversed(found)] == ids[::-1]
        assert found.count_dated() == sum(self.snapshot.facts[i].when is not None for i in ids)
        return ids, hidden

    def agree(self, node: Node, sort: SortKey = SortKey.WHEN, reverse: bool = False, limit: int | None = None) -> None:
        assert self.by_index(node, sort, reverse, limit) == self.by_match(node, sort, reverse, limit)
