"""An index from records: one pass over the facts, and a second one over those that may disagree."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import islice
from typing import Any

import msgspec

from cpecfacts.analysis.disputes import Question, question_answered
from cpecfacts.analysis.figures import figures_of
from cpecfacts.analysis.trust import Appraiser
from cpecfacts.index.reading import Records
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
from cpecfacts.index.summaries import Gathering, tally_rows
from cpecfacts.model.fact import Fact
from cpecfacts.model.folding import name_key
from cpecfacts.model.snapshot import RECORDS, Snapshot
from cpecfacts.progress import Advance, unheard

OTHER_TABLES = tuple(name for name in RECORDS if name != "facts")
_AT_ONCE = 2000  # facts whose rows are held in memory
_decode_fact = msgspec.json.Decoder(Fact).decode


def fill(connection: sqlite3.Connection, records: Records, advance: Advance = unheard) -> None:
    """Make all tables of an empty database and fill them, but for `meta`; one transaction.

    Raises:
        IrregularError: As `reading.read_records`.
    """
    folder = files("cpecfacts.index")
    connection.executescript((folder / "schema.sql").read_text())
    connection.execute("BEGIN")
    # A buffer of 64 MB instead of one makes the index of words in 60 % of the time.
    connection.execute("INSERT INTO words(words, rank) VALUES ('hashsize', ?)", (64 << 20,))
    filling = _Filling(connection, records.view)
    done = 0
    facts = records.facts()
    while chunk := list(islice(facts, _AT_ONCE)):
        filling.add(chunk, done)
        done += len(chunk)
        advance(done, records.count)
    filling.finish()
    for statement in (folder / "indexes.sql").read_text().split(";"):
        connection.execute(statement)
    filling.add_disputes()
    filling.add_summaries()
    connection.execute("ANALYZE")
    connection.execute("COMMIT")


class _Filling:
    """The tables while they are filled."""

    def __init__(self, connection: sqlite3.Connection, view: Snapshot) -> None:
        self._connection = connection
        self._view = view
        self._deriver = Deriver(view)
        # Numbers of facts by what they have, each list in order: so rows are written in the order of their key.
        self._participants: dict[str, list[int]] = {}
        self._places: dict[str, list[int]] = {}
        self._tags: dict[str, list[int]] = {}
        self._evidence: dict[str, list[int]] = {}
        self._questions: dict[Question, list[int]] = {}
        self._units: set[str] = set()
        self._gathering = Gathering()

    def add(self, facts: list[Fact], done: int) -> None:
        """Add facts, which follow those `done` in the order of ids."""
        rows, bodies, words = [], [], []
        for n, fact in enumerate(facts, done + 1):
            number = n * STRIDE
            derived, dates = self._deriver.derive(fact), dates_of(fact.when)
            rows.append(fact_row(number, fact, derived, dates))
            bodies.append((number, encode_json(fact), derived.members(dates), names_json(derived.voices)))
            words.append(word_row(number, fact))
            self._file(number, fact)
        self._insert("facts", rows)
        self._insert("bodies", bodies)
        self._insert("words(rowid, statement, note, quotes)", words)

    def _file(self, n: int, fact: Fact) -> None:
        participants, sources = dict.fromkeys(fact.companies), fact.source_ids
        self._gathering.add(fact, participants, sources)
        for organization in participants:
            self._participants.setdefault(organization, []).append(n)
        for place in dict.fromkeys(fact.places):
            self._places.setdefault(place, []).append(n)
        for tag in dict.fromkeys(fact.tags):
            self._tags.setdefault(tag, []).append(n)
        for source in sources:
            self._evidence.setdefault(source, []).append(n)
        question = question_answered(fact, self._view.measures)
        if question is not None:
            self._questions.setdefault(question, []).append(n)
        if fact.amount is not None:
            self._units.add(fact.amount.unit)

    def finish(self) -> None:
        """Add everything but facts and disputes."""
        for name, lists in (
            ("participants", self._participants),
            ("places", self._places),
            ("tags", self._tags),
            ("evidence", self._evidence),
        ):
            self._insert(name, ((key, n) for key in sorted(lists) for n in lists[key]))
        view = self._view
        for table in OTHER_TABLES:
            self._insert(table, (record_row(record) for _, record in sorted(view.table(table).items())))
        self._insert("names", sorted(set(name_rows(view))))
        self._insert("titles(kind, id, text)", title_rows(view))
        self._insert("vocabulary", self._vocabulary())

    def _vocabulary(self) -> Iterator[tuple[str, str]]:
        publishers = {source.publisher for source in self._view.sources.values()}
        for field, words in (
            ("unit", self._units),
            ("place", self._places),
            ("tag", self._tags),
            ("publisher", publishers),
        ):
            yield from ((field, word) for word in sorted(words))

    def add_disputes(self) -> None:
        """Add the disputes of each question that several facts answer."""
        asked = [numbers for numbers in self._questions.values() if len(numbers) > 1]
        for numbers in asked:
            add_disputes(self._connection, self._deriver, numbers)

    def add_summaries(self) -> None:
        """Add what is told of all facts together."""
        evidence = {source: len(numbers) for source, numbers in self._evidence.items()}
        self._insert("tallies", tally_rows(self._connection, self._gathering.tallies(evidence, self._view)))
        self._insert("companies", self._gathering.companies(self._connection, self._view))
        self._insert("catalogue", self._gathering.catalogue(evidence, self._view))

    def _insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        insert(self._connection, table, rows)


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows into a table of the schema, all of one length."""
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return
    statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
    connection.execute(statement, first)
    connection.executemany(statement, iterator)


def name_rows(view: Snapshot) -> Iterator[tuple[str, str, str]]:
    """Yield the rows of the table `names`."""
    for key, organization in view.organizations.items():
        for name in (key, organization.name, *organization.aliases):
            yield "organizations", name_key(name), key
    for key, project in view.projects.items():
        for name in (key, project.name):
            yield "projects", name_key(name), key
    for key, measure in view.measures.items():
        for name in (key, measure.label):
            yield "measures", name_key(name), key
    for key in view.sources:
        yield "sources", name_key(key), key


def add_disputes(connection: sqlite3.Connection, deriver: Deriver, numbers: list[int]) -> None:
    """Add the disputes among the facts that answer one question, given by their numbers."""
    fetch = "SELECT fact FROM bodies WHERE n = ?"
    facts = {}
    for n in numbers:
        fact = _decode_fact(connection.execute(fetch, (n,)).fetchone()[0])
        facts[fact.id] = fact
    appraiser = Appraiser(msgspec.structs.replace(deriver.view, facts=facts))
    if not appraiser.disputes:
        return
    number_of = dict(zip(facts, numbers, strict=True))
    disputed = [facts[fact_id] for fact_id in appraiser.disputes_of]
    derived = {fact.id: deriver.derive(fact) for fact in disputed}
    trusts = {fact.id: derived[fact.id].trust(appraiser.rivals(fact)) for fact in disputed}
    for dispute in appraiser.disputes:
        row = (
            dispute.company,
            dispute.measure,
            dispute.project,
            dispute.grade.value,
            " ".join(dispute.facts),
            encode_json(dispute),
            encode_json(figures_of([facts[i] for i in dispute.facts], lambda fact: trusts[fact.id], dispute.shape)),
        )
        d = connection.execute("INSERT INTO disputes VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
        insert(connection, "rivals", [(number_of[fact], d) for fact in dispute.facts])
    for fact in disputed:
        members = derived[fact.id].members(dates_of(fact.when), trusts[fact.id].disputes)
        connection.execute("UPDATE bodies SET derived = ? WHERE n = ?", (members, number_of[fact.id]))
        connection.execute("UPDATE facts SET disputed = 1 WHERE n = ?", (number_of[fact.id],))
