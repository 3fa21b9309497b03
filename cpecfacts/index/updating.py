"""An index that follows a change of its store: only what the change touches is worked out again."""

from __future__ import annotations

import os
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from cpecfacts.analysis.companies import summarize_company
from cpecfacts.analysis.disputes import Question, question_answered
from cpecfacts.analysis.spans import first_and_last
from cpecfacts.analysis.tallies import tallies_of
from cpecfacts.curating.changes import META, RecordChange
from cpecfacts.index.appraising import IndexedAppraiser
from cpecfacts.index.building import add_disputes, insert, name_rows
from cpecfacts.index.fingerprint import SCHEMA, Fingerprint, stamp
from cpecfacts.index.place import place_of
from cpecfacts.index.rows import (
    STRIDE,
    Deriver,
    dates_of,
    encode_json,
    fact_row,
    names_json,
    record_row,
    title_rows,
    word_row,
)
from cpecfacts.index.summaries import catalogue_row, company_row
from cpecfacts.index.tables import indexed_snapshot
from cpecfacts.model.fact import Fact
from cpecfacts.model.folding import name_key
from cpecfacts.model.measure import Measure
from cpecfacts.model.organization import Organization
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Meta, Snapshot
from cpecfacts.model.source import Source

MOST_FACTS = 5000
"""Facts that a change may touch; beyond them an index is built anew in about the same time."""

_PATIENCE = 2  # seconds for which somebody may be reading in the way of a change
_decode_fact = msgspec.json.Decoder(Fact).decode


class _TooMuchError(Exception):
    """The change touches more than can be followed: the index stays as it is, and the next question makes a new one."""


def follow(path: Path, before: str, after: str, meta: Meta, changes: Sequence[RecordChange]) -> bool:
    """Bring the index of one store to what the store has become; return whether it could be done.

    `before` and `after` are the digests of the store's file. Nothing is done, and no harm, where there is no index, it
    is of another state of the store, somebody holds it, or the change touches too much. It is one transaction: who is
    killed leaves the old index, which is then not right for the new store and made anew.
    """
    location = place_of([path])
    if not location.is_file():
        return False
    connection = sqlite3.connect(location, isolation_level=None, timeout=_PATIENCE)
    try:
        connection.execute("BEGIN IMMEDIATE")
        known = _fingerprint(connection)
        if known is None or [file.digest for file in known.files] != [before]:
            return False
        seen = time.time_ns()
        file = stamp(path, path.stat(), after, seen)
        if known.schema != SCHEMA or known.files[0].path != os.path.realpath(path):
            return False
        _Change(connection, changes).make()
        for key, value in (("fingerprint", Fingerprint(files=(file,))), ("store", meta), ("digest", after)):
            text = msgspec.json.encode(value).decode()
            connection.execute("UPDATE meta SET value = ? WHERE key = ?", (text, key))
        connection.execute("COMMIT")
    except (_TooMuchError, sqlite3.Error, OSError):
        return False
    finally:
        connection.close()
    return True


def _fingerprint(connection: sqlite3.Connection) -> Fingerprint | None:
    row = connection.execute("SELECT value FROM meta WHERE key = 'fingerprint'").fetchone()
    if row is None:
        return None
    try:
        return msgspec.json.decode(row[0], type=Fingerprint)
    except msgspec.MsgspecError:
        return None


class _Change:
    """A change while it is made."""

    def __init__(self, connection: sqlite3.Connection, changes: Sequence[RecordChange]) -> None:
        self._connection = connection
        self._facts = [change for change in changes if change.table == "facts"]
        if len(self._facts) > MOST_FACTS:
            raise _TooMuchError
        self._others = [change for change in changes if change.table not in ("facts", META)]
        # What goes, comes or is worked out again, by number: facts whose tallies and companies may be others then.
        self._touched: dict[int, Fact] = {}
        self._companies: set[str] = set()
        self._tallies: Counter[tuple[str, str]] = Counter()

    def make(self) -> None:
        """Make it.

        Raises:
            _TooMuchError: It touches too much.
        """
        view = self._view()
        old = [change.old for change in self._facts if isinstance(change.old, Fact)]
        new = [change.new for change in self._facts if isinstance(change.new, Fact)]
        resourced = self._facts_of_changed_sources()
        questions = self._questions([*old, *resourced, *new], view)
        self._touch(*old, *resourced, *(fact for question in questions for fact in self._answers(question, view)))
        self._count(view, -1)
        self._clear_disputes()
        for change in self._others:
            self._replace(change)
        view = self._view()
        deriver = Deriver(view)
        for fact in old:
            self._remove(fact)
        for n, fact in self._numbered(new):
            self._add(n, fact)
        for n, fact in self._touched.items():
            self._derive(n, fact, deriver)
        for question in questions:
            numbers = [self._number(fact.id) for fact in self._answers(question, view)]
            if len(numbers) > 1:
                add_disputes(self._connection, deriver, numbers)
        self._count(view, +1)
        self._keep_tallies()
        self._sum_up(view)
        self._list(old, new)
        self._keep_vocabulary(old, new)

    def _questions(self, facts: Iterable[Fact], view: Snapshot) -> list[Question]:
        """Return the questions that facts answer, each once; their measures may be new."""
        new = {change.id: change.new for change in self._others if isinstance(change.new, Measure)}
        found: dict[Question, None] = {}
        for fact in facts:
            question = question_answered(fact, new if fact.measure in new else view.measures)
            if question is not None:
                found[question] = None
        return list(found)

    def _view(self) -> Snapshot:
        """Return the store as the index has it now."""
        return indexed_snapshot(self._connection, Meta(format=0))

    def _column(self, statement: str, *parameters: Any) -> list[Any]:
        return [row[0] for row in self._connection.execute(statement, parameters)]

    def _number(self, fact_id: str) -> int:
        number: int = self._column("SELECT n FROM facts WHERE id = ?", fact_id)[0]
        return number

    def _selected(self, condition: str, *parameters: Any) -> list[Fact]:
        """Return the facts of a condition on their numbers, in their order.

        Raises:
            _TooMuchError: There are too many.
        """
        asked = f"SELECT fact FROM bodies WHERE n IN ({condition}) ORDER BY n LIMIT {MOST_FACTS + 1}"
        bodies = self._column(asked, *parameters)
        if len(bodies) > MOST_FACTS:
            raise _TooMuchError
        return [_decode_fact(body) for body in bodies]

    def _facts_of_changed_sources(self) -> list[Fact]:
        changed = [c.id for c in self._others if c.table == "sources" and c.old is not None and c.new is not None]
        found = (fact for key in changed for fact in self._selected("SELECT n FROM evidence WHERE source = ?", key))
        return list({fact.id: fact for fact in found}.values())

    def _answers(self, question: Question, view: Snapshot) -> list[Fact]:
        """Return the facts that answer a question."""
        column = "company" if question.project is None else "project"
        subject = question.company if question.project is None else question.project
        chosen = f"SELECT n FROM facts WHERE {column} = ? AND measure = ?"
        facts = self._selected(chosen, subject, question.measure)
        return [fact for fact in facts if question_answered(fact, view.measures) == question]

    def _touch(self, *facts: Fact) -> None:
        for fact in {fact.id: fact for fact in facts}.values():
            self._touched[self._number(fact.id)] = fact
        if len(self._touched) + len(self._facts) > MOST_FACTS:
            raise _TooMuchError

    def _count(self, view: Snapshot, by: int) -> None:
        """Count what the touched facts tell of all facts, and note whose summaries they are part of."""
        appraiser = IndexedAppraiser(view, self._connection)
        for fact in self._touched.values():
            self._companies.update(fact.companies)
            for group_and_key in tallies_of(fact, appraiser.trust(fact), view):
                self._tallies[group_and_key] += by

    def _clear_disputes(self) -> None:
        """Remove the disputes of the touched facts: all facts of a dispute answer one question, so all are touched."""
        for n in self._touched:
            for d in self._column("SELECT d FROM rivals WHERE n = ?", n):
                self._connection.execute("DELETE FROM disputes WHERE d = ?", (d,))
                self._connection.execute("DELETE FROM rivals WHERE d = ?", (d,))

    def _replace(self, change: RecordChange) -> None:
        """Put one record, which is no fact, in the place of another.

        Raises:
            _TooMuchError: By it, facts that it does not name may have another voice or another dispute.
        """
        if change.table == "organizations":
            self._refuse_other_voices(change.old, change.new)  # type: ignore[arg-type]  # records of this table
            self._companies.add(change.id)
        asked = "SELECT 1 FROM facts WHERE measure = ? LIMIT 1"
        if isinstance(change.old, Measure) and change.new is not None and self._column(asked, change.id):
            raise _TooMuchError
        connection = self._connection
        connection.execute(f"DELETE FROM {change.table} WHERE id = ?", (change.id,))
        for table in ("names", "titles"):
            connection.execute(f"DELETE FROM {table} WHERE kind = ? AND id = ?", (change.table, change.id))
        if change.new is not None:
            alone = _alone(change.table, change.new)  # type: ignore[arg-type]  # only `meta` has no records
            insert(connection, change.table, [record_row(change.new)])  # type: ignore[arg-type]
            insert(connection, "names", sorted(set(name_rows(alone))))
            insert(connection, "titles(kind, id, text)", title_rows(alone))

    def _refuse_other_voices(self, old: Organization | None, new: Organization | None) -> None:
        """Raise if facts may get another voice by a change of an organization."""
        if old is not None and new is not None:
            if (old.name, old.aliases, old.parent, old.type) != (new.name, new.aliases, new.parent, new.type):
                raise _TooMuchError
            return
        names = {name for one in (old, new) if one is not None for name in (one.id, one.name, *one.aliases)}
        for key in filter(None, map(name_key, names)):
            if self._column("SELECT 1 FROM sources WHERE voice_key = ? LIMIT 1", key):
                raise _TooMuchError

    def _remove(self, fact: Fact) -> None:
        """Remove a fact with all its rows."""
        n = self._number(fact.id)
        connection = self._connection
        words = "INSERT INTO words(words, rowid, statement, note, quotes) VALUES ('delete', ?, ?, ?, ?)"
        connection.execute(words, word_row(n, fact))
        for table, column, keys in _lists(fact):
            delete = f"DELETE FROM {table} WHERE {column} = ? AND n = ?"
            connection.executemany(delete, [(key, n) for key in keys])
        connection.execute("DELETE FROM bodies WHERE n = ?", (n,))
        connection.execute("DELETE FROM facts WHERE n = ?", (n,))
        self._touched.pop(n)

    def _add(self, n: int, fact: Fact) -> None:
        """Add the rows of a fact that do not follow from others."""
        self._touched[n] = fact
        insert(self._connection, "words(rowid, statement, note, quotes)", [word_row(n, fact)])
        for table, _, keys in _lists(fact):
            insert(self._connection, table, ((key, n) for key in keys))

    def _derive(self, n: int, fact: Fact, deriver: Deriver) -> None:
        """Write what follows from a fact; of its disputes nothing is known yet."""
        derived, dates = deriver.derive(fact), dates_of(fact.when)
        connection = self._connection
        connection.execute("DELETE FROM facts WHERE n = ?", (n,))
        connection.execute("DELETE FROM bodies WHERE n = ?", (n,))
        insert(connection, "facts", [fact_row(n, fact, derived, dates)])
        body = n, encode_json(fact), derived.members(dates), names_json(derived.voices)
        insert(connection, "bodies", [body])

    def _numbered(self, facts: Iterable[Fact]) -> list[tuple[int, Fact]]:
        """Return new facts with numbers in the order of ids; those that come between two old ones share their room.

        Raises:
            _TooMuchError: There is no room left.
        """
        by_room: dict[tuple[int | None, int | None], list[Fact]] = {}
        for fact in sorted(facts, key=lambda fact: fact.id):
            below = self._column("SELECT n FROM facts WHERE id < ? ORDER BY id DESC LIMIT 1", fact.id)
            above = self._column("SELECT n FROM facts WHERE id > ? ORDER BY id LIMIT 1", fact.id)
            room = below[0] if below else None, above[0] if above else None
            by_room.setdefault(room, []).append(fact)
        numbered: list[tuple[int, Fact]] = []
        for (below_n, above_n), new in by_room.items():
            numbered += zip(_spread(below_n, above_n, len(new)), new, strict=True)
        return numbered

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
            facts = [_decode_fact(body) for body in self._column(asked, organization)]
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
                facts = [_decode_fact(b) for b in self._column(f"SELECT fact FROM bodies WHERE n IN ({chosen})", key)]
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


def _lists(fact: Fact) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield the tables that list facts by what they have, each with its column and what this fact has."""
    yield "participants", "organization", dict.fromkeys(fact.companies)
    yield "places", "place", dict.fromkeys(fact.places)
    yield "tags", "tag", dict.fromkeys(fact.tags)
    yield "evidence", "source", fact.source_ids


def _alone(table: str, record: Record) -> Snapshot:
    """Return a store that has only this record."""
    tables: dict[str, Any] = {name: {record.id: record} if name == table else {} for name in RECORDS}
    return Snapshot(meta=Meta(format=0), **tables)


def _spread(below: int | None, above: int | None, count: int) -> list[int]:
    """Return as many numbers between two others, evenly; beyond the first or the last as far apart as in a new index.

    Raises:
        _TooMuchError: There is no room for them.
    """
    if below is None:
        below = 0 if above is None else above - STRIDE * (count + 1)
    if above is None:
        above = below + STRIDE * (count + 1)
    if above - below <= count:
        raise _TooMuchError
    return [below + (above - below) * position // (count + 1) for position in range(1, count + 1)]
