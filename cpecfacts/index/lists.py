"""What stands in lists beside the facts: who takes part, words, records, and where facts disagree."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec

from cpecfacts.analysis.disputes import Question, question_answered
from cpecfacts.analysis.figures import figures_of
from cpecfacts.analysis.trust import Appraiser
from cpecfacts.index.reading import Records
from cpecfacts.index.rows import STRIDE, Deriver, dates_of, encode_json, record_row, title_rows, word_row
from cpecfacts.index.summaries import Gathering, Heard
from cpecfacts.model.fact import Fact
from cpecfacts.model.folding import name_key
from cpecfacts.model.snapshot import RECORDS, Snapshot

OTHER_TABLES = tuple(name for name in RECORDS if name != "facts")
LISTS = ("participants", "places", "tags", "evidence", "vocabulary", "catalogue", "disputes", "rivals")
"""The tables that `Lists` fills, but for that of words."""


class Found(NamedTuple):
    """What the lists tell of the facts themselves and of all together, for the tables that hold these.

    `disputed` are the columns `derived` and `n` of disputed facts, `heard` what was heard of each organization, and
    `tallies` those rows of that table which sources tell.
    """

    disputed: list[tuple[bytes, int]]
    heard: list[Heard]
    tallies: list[tuple[str, str, int]]


class Lists:
    """The lists while they are filled."""

    def __init__(self, connection: sqlite3.Connection, records: Records) -> None:
        self._connection = connection
        self._records = records
        # Numbers of facts by what they have, each list in order: so rows are written in the order of their key.
        self._participants: dict[str, list[int]] = {}
        self._places: dict[str, list[int]] = {}
        self._tags: dict[str, list[int]] = {}
        self._evidence: dict[str, list[int]] = {}
        self._questions: dict[Question, list[int]] = {}
        self._units: set[str] = set()
        # Each id once, not once for each fact: 80 MB less of a million facts.
        self._sources = {source: source for source in records.view.sources}
        self._gathering = Gathering()
        # A buffer of 32 MB instead of one makes the index of words in 60 % of the time.
        connection.execute("INSERT INTO words(words, rank) VALUES ('hashsize', ?)", (32 << 20,))

    def add(self, facts: list[Fact], done: int) -> None:
        """Add facts, which follow those `done` in the order of ids."""
        for n, fact in enumerate(facts, done + 1):
            self._file(n * STRIDE, fact)
        words = [word_row(n * STRIDE, fact) for n, fact in enumerate(facts, done + 1)]
        insert(self._connection, "words(rowid, statement, note, quotes)", words)

    def _file(self, n: int, fact: Fact) -> None:
        participants = dict.fromkeys(fact.companies)
        sources = tuple([self._sources[source] for source in fact.source_ids])
        self._gathering.add(fact, participants, sources)
        for organization in participants:
            self._participants.setdefault(organization, []).append(n)
        for place in dict.fromkeys(fact.places):
            self._places.setdefault(place, []).append(n)
        for tag in dict.fromkeys(fact.tags):
            self._tags.setdefault(tag, []).append(n)
        for source in sources:
            self._evidence.setdefault(source, []).append(n)
        question = question_answered(fact, self._records.view.measures)
        if question is not None:
            self._questions.setdefault(question, []).append(n)
        if fact.amount is not None:
            self._units.add(fact.amount.unit)

    def finish(self) -> Found:
        """Add what is known only when all facts are, and return what the lists tell."""
        for name, lists in (
            ("participants", self._participants),
            ("places", self._places),
            ("tags", self._tags),
            ("evidence", self._evidence),
        ):
            self._insert(name, ((key, n) for key in sorted(lists) for n in lists[key]))
        view = self._records.view
        self._insert("vocabulary", self._vocabulary())
        evidence = {source: len(numbers) for source, numbers in self._evidence.items()}
        self._insert("catalogue", self._gathering.catalogue(evidence, view))
        return Found(
            disputed=list(self._disputes(Deriver(view))),
            heard=list(self._gathering.heard()),
            tallies=list(self._gathering.tallies(evidence, view)),
        )

    def _vocabulary(self) -> Iterator[tuple[str, str]]:
        publishers = {source.publisher for source in self._records.view.sources.values()}
        for field, words in (
            ("unit", self._units),
            ("place", self._places),
            ("tag", self._tags),
            ("publisher", publishers),
        ):
            yield from ((field, word) for word in sorted(words))

    def _disputes(self, deriver: Deriver) -> Iterator[tuple[bytes, int]]:
        """Add the disputes of each question that several facts answer."""
        at = self._records.at
        for numbers in self._questions.values():
            if len(numbers) > 1:
                yield from add_disputes(self._connection, deriver, {n: at(n // STRIDE - 1) for n in numbers})

    def _insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        insert(self._connection, table, rows)


def add_records(connection: sqlite3.Connection, view: Snapshot) -> None:
    """Add all records but facts, with their names and titles."""
    for table in OTHER_TABLES:
        insert(connection, table, (record_row(record) for _, record in sorted(view.table(table).items())))
    insert(connection, "names", sorted(set(name_rows(view))))
    insert(connection, "titles(kind, id, text)", title_rows(view))


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of the schema, without their indexes."""
    connection.executescript((files("cpecfacts.index") / "schema.sql").read_text(encoding="utf-8"))


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


def add_disputes(
    connection: sqlite3.Connection, deriver: Deriver, answers: Mapping[int, Fact]
) -> list[tuple[bytes, int]]:
    """Add the disputes among the facts that answer one question, given by their numbers.

    Return the columns `derived` and `n` of the disputed ones.
    """
    facts = {fact.id: fact for fact in answers.values()}
    appraiser = Appraiser(msgspec.structs.replace(deriver.view, facts=facts))
    if not appraiser.disputes:
        return []
    number_of = dict(zip(facts, answers, strict=True))
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
    return [
        (derived[fact.id].members(dates_of(fact.when), trusts[fact.id].disputes), number_of[fact.id])
        for fact in disputed
    ]
