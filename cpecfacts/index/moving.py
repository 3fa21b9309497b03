"""One change of a store, made in its index: rows go and come, and what follows from the touched facts is new."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cpecfacts.analysis.disputes import Question, question_answered
from cpecfacts.curating.changes import META, RecordChange
from cpecfacts.index.building import mark_disputed
from cpecfacts.index.lists import add_disputes, insert, name_rows
from cpecfacts.index.recounting import Recount
from cpecfacts.index.rows import (
    STRIDE,
    Deriver,
    dates_of,
    decode_fact,
    encode_json,
    fact_row,
    names_json,
    record_row,
    title_rows,
    word_row,
)
from cpecfacts.index.tables import indexed_snapshot
from cpecfacts.model.fact import Fact
from cpecfacts.model.folding import name_key
from cpecfacts.model.measure import Measure
from cpecfacts.model.organization import Organization
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Meta, Snapshot

MOST_FACTS = 5000
"""Facts that a change may touch; beyond them an index is built anew in about the same time."""


class TooMuchError(Exception):
    """The change touches more than can be followed: the index stays as it is, and the next question makes a new one."""


class IndexChange:
    """A change while it is made."""

    def __init__(self, connection: sqlite3.Connection, changes: Sequence[RecordChange]) -> None:
        self._connection = connection
        self._facts = [change for change in changes if change.table == "facts"]
        if len(self._facts) > MOST_FACTS:
            raise TooMuchError
        self._others = [change for change in changes if change.table not in ("facts", META)]
        # What goes, comes or is worked out again, by number: facts whose tallies and companies may be others then.
        self._touched: dict[int, Fact] = {}
        self._recount = Recount(connection, self._others)

    def make(self) -> None:
        """Make it.

        Raises:
            TooMuchError: It touches too much.
        """
        view = self._view()
        old = [change.old for change in self._facts if isinstance(change.old, Fact)]
        new = [change.new for change in self._facts if isinstance(change.new, Fact)]
        resourced = self._facts_of_changed_sources()
        questions = self._questions([*old, *resourced, *new], view)
        self._touch(*old, *resourced, *(fact for question in questions for fact in self._answers(question, view)))
        self._recount.count(self._touched.values(), view, -1)
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
            answers = {self._number(fact.id): fact for fact in self._answers(question, view)}
            if len(answers) > 1:
                mark_disputed(self._connection, add_disputes(self._connection, deriver, answers))
        self._recount.count(self._touched.values(), view, +1)
        self._recount.keep(old, new, view)

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
            TooMuchError: There are too many.
        """
        asked = f"SELECT fact FROM bodies WHERE n IN ({condition}) ORDER BY n LIMIT {MOST_FACTS + 1}"
        bodies = self._column(asked, *parameters)
        if len(bodies) > MOST_FACTS:
            raise TooMuchError
        return [decode_fact(body) for body in bodies]

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
            raise TooMuchError

    def _clear_disputes(self) -> None:
        """Remove the disputes of the touched facts: all facts of a dispute answer one question, so all are touched."""
        for n in self._touched:
            for d in self._column("SELECT d FROM rivals WHERE n = ?", n):
                self._connection.execute("DELETE FROM disputes WHERE d = ?", (d,))
                self._connection.execute("DELETE FROM rivals WHERE d = ?", (d,))

    def _replace(self, change: RecordChange) -> None:
        """Put one record, which is no fact, in the place of another.

        Raises:
            TooMuchError: By it, facts that it does not name may have another voice or another dispute.
        """
        if change.table == "organizations":
            self._refuse_other_voices(change.old, change.new)  # type: ignore[arg-type]  # records of this table
        asked = "SELECT 1 FROM facts WHERE measure = ? LIMIT 1"
        if isinstance(change.old, Measure) and change.new is not None and self._column(asked, change.id):
            raise TooMuchError
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
                raise TooMuchError
            return
        names = {name for one in (old, new) if one is not None for name in (one.id, one.name, *one.aliases)}
        for key in filter(None, map(name_key, names)):
            if self._column("SELECT 1 FROM sources WHERE voice_key = ? LIMIT 1", key):
                raise TooMuchError

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
            TooMuchError: There is no room left.
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
    """Return as many numbers between two others, evenly and above nothing; beyond the last as far apart as when built.

    Raises:
        TooMuchError: There is no room for them.
    """
    below = below or 0
    if above is None:
        above = below + STRIDE * (count + 1)
    if above - below <= count:
        raise TooMuchError
    return [below + (above - below) * position // (count + 1) for position in range(1, count + 1)]
