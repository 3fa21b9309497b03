"""What is told of all facts together, counted again after a change where it touched that."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from cpecfacts.analysis.companies import summarize_company
from cpecfacts.analysis.spans import first_and_last
from cpecfacts.analysis.tallies import tallies_of
from cpecfacts.curating.changes import RecordChange
from cpecfacts.index.appraising import IndexedAppraiser
from cpecfacts.index.lists import insert
from cpecfacts.index.rows import decode_fact
from cpecfacts.index.summaries import catalogue_row, company_row
from cpecfacts.model.fact import Fact
from cpecfacts.model.folding import name_key
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.model.source import Source


class Recount:
    """Counts what touched facts told before a change, and what they tell after it; the difference is written."""

    def __init__(self, connection: sqlite3.Connection, others: Sequence[RecordChange]) -> None:
        self._connection = connection
        self._others = others
        self._companies = {change.id for change in others if change.table == "organizations"}
        self._tallies: Counter[tuple[str, str]] = Counter()

    def count(self, facts: Iterable[Fact], view: Snapshot, by: int) -> None:
        """Count what facts tell of all facts, as the index has it now, and note whose summaries they are part of."""
        appraiser = IndexedAppraiser(view, self._connection)
        for fact in facts:
            self._companies.update(fact.companies)
            for group_and_key in tallies_of(fact, appraiser.trust(fact), view):
                self._tallies[group_and_key] += by

    def keep(self, old: Sequence[Fact], new: Sequence[Fact], view: Snapshot) -> None:
        """Write what is different now that the old facts are gone and the new ones there."""
        self._keep_tallies()
        self._sum_up(view)
        self._list(old, new)
        self._keep_vocabulary(old, new)

    def _column(self, statement: str, *parameters: Any) -> list[Any]:
        return [row[0] for row in self._connection.execute(statement, parameters)]

    def _keep_tallies(self) -> None:
        changed = 'UPDATE tallies SET facts = facts + ? WHERE "group" = ? AND key = ?'
        for (group, key), by in self._tallies.items():
            if by and not self._connection.execute(changed, (by, group, key)).rowcount:
                insert(self._connection, "tallies", [(group, key, by)])
        self._connection.execute("DELETE FROM tallies WHERE facts = 0")

    def _sum_up(self, view: Snapshot) -> None:
        """Write the summaries of organizations that touched facts are about, or that changed themselves."""
        appraiser = IndexedAppraiser(view, self._connection)
        asked = (
            "SELECT fact FROM bodies WHERE n IN (SELECT n FROM participants WHERE organization = ?)"
            " AND n NOT IN (SELECT n FROM facts WHERE rank = 'deprecated') ORDER BY n"
        )
        for organization in sorted(self._companies):
            self._connection.execute("DELETE FROM companies WHERE id = ?", (organization,))
            facts = [decode_fact(body) for body in self._column(asked, organization)]
            if facts:
                summary = summarize_company(organization, facts, appraiser)
                subject = any(fact.company == organization for fact in facts)
                insert(self._connection, "companies", [company_row(summary, subject=subject)])

    def _list(self, old: Iterable[Fact], new: Iterable[Fact]) -> None:
        """Count the facts of projects, measures and sources again, where facts or the record itself came or went."""
        named = {(change.table, change.id) for change in self._others if change.table in _CATALOGUED}
        for fact in (*old, *new):
            named |= {("sources", source) for source in fact.source_ids}
            named |= {("projects", fact.project)} if fact.project is not None else set()
            named |= {("measures", fact.measure)} if fact.measure is not None else set()
        for kind, key in sorted(named):
            self._connection.execute("DELETE FROM catalogue WHERE kind = ? AND id = ?", (kind, key))
            if not self._column(f"SELECT 1 FROM {kind} WHERE id = ?", key):
                continue
            chosen = _CATALOGUED[kind]
            (count,) = self._column(f"SELECT count(*) FROM ({chosen})", key)
            more: dict[str, Any] = {}
            if kind == "measures":
                more = {"companies": self._column(f"SELECT DISTINCT company FROM facts WHERE n IN ({chosen})", key)}
                more["companies"].sort()
            elif kind == "projects":
                facts = [decode_fact(b) for b in self._column(f"SELECT fact FROM bodies WHERE n IN ({chosen})", key)]
                first, last = first_and_last(facts)
                more = {"sources": len({s for fact in facts for s in fact.source_ids}), "first": first, "last": last}
            insert(self._connection, "catalogue", [catalogue_row(kind, key, count, **more)])

    def _keep_vocabulary(self, old: Iterable[Fact], new: Iterable[Fact]) -> None:
        """Add words that are new, and remove those that nothing has any more."""
        added = {word for fact in new for word in _words(fact)}
        gone = {word for fact in old for word in _words(fact)}
        added |= {("publisher", c.new.publisher) for c in self._others if isinstance(c.new, Source)}
        gone |= {("publisher", c.old.publisher) for c in self._others if isinstance(c.old, Source)}
        self._connection.executemany("INSERT OR IGNORE INTO vocabulary VALUES (?, ?)", sorted(added))
        for field, word in sorted(gone):
            keys = (name_key(word), word) if field == "publisher" else (word,)
            if not self._column(_USED[field], *keys):
                self._connection.execute("DELETE FROM vocabulary WHERE field = ? AND word = ?", (field, word))


# The facts that are counted for a record of a table.
_CATALOGUED = {
    "measures": "SELECT n FROM facts WHERE measure = ? AND rank != 'deprecated'",
    "projects": "SELECT n FROM facts WHERE project = ? AND rank != 'deprecated'",
    "sources": "SELECT n FROM evidence JOIN facts USING (n) WHERE source = ? AND rank != 'deprecated'",
}
_USED = {
    "unit": "SELECT 1 FROM facts WHERE unit = ? LIMIT 1",
    "place": "SELECT 1 FROM places WHERE place = ? LIMIT 1",
    "tag": "SELECT 1 FROM tags WHERE tag = ? LIMIT 1",
    "publisher": "SELECT 1 FROM sources WHERE publisher_key = ?"
    " AND json_extract(CAST(record AS TEXT), '$.publisher') = ? LIMIT 1",
}


def _words(fact: Fact) -> set[tuple[str, str]]:
    """Return the rows of the table `vocabulary` that a fact gives reason for."""
    units = () if fact.amount is None else (fact.amount.unit,)
    return {
        *(("unit", unit) for unit in units),
        *(("place", place) for place in fact.places),
        *(("tag", tag) for tag in fact.tags),
    }
