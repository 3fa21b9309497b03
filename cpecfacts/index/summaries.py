"""What all facts of a store say together: worked out while it is indexed, so that nobody has to look at all of them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from cpecfacts.analysis.companies import TOTAL_INVESTED, CompanySummary, summary_of, tells_investment
from cpecfacts.analysis.figures import Figure, latest_figure
from cpecfacts.analysis.spans import edges, is_target
from cpecfacts.index.appraising import IndexedAppraiser
from cpecfacts.index.rows import decode_fact
from cpecfacts.index.tables import fetched
from cpecfacts.model.fact import Fact
from cpecfacts.model.snapshot import Snapshot

_Counts = Mapping[tuple[str, str], int]

# The groups of `analysis.tallies` that columns of facts tell.
_BY_COLUMN = {"company": "company", "kind": "kind", "year": "period", "quality": "CAST(quality AS TEXT)"}
_OF_NOTE = {
    "two or more sources": "sources > 1",
    "two or more origins": "origins > 1",
    "self-reported": "self_reported",
    "disputed": "disputed",
    "undated": '"when" IS NULL',
    "deprecated": "rank = 'deprecated'",
}


class _Gathered:
    """What was heard of one organization: number of facts, their sources, and dates as `analysis.spans.edges` wants."""

    __slots__ = ("dates", "facts", "own_dates", "sources", "subject")

    def __init__(self) -> None:
        self.facts = 0
        self.subject = False
        self.sources: set[str] = set()
        self.dates: set[tuple[str, bool]] = set()
        self.own_dates: set[tuple[str, bool]] = set()


class Heard(NamedTuple):
    """What the facts that are not deprecated say of one organization; `subject` tells whether one is about it."""

    organization: str
    subject: bool
    facts: int
    sources: int
    first: str | None
    last: str | None


class Gathering:
    """Gathers from facts one by one what the tables `companies` and `tallies` are made of."""

    def __init__(self) -> None:
        self._gathered: dict[str, _Gathered] = {}
        self._projects: dict[str, _Gathered] = {}
        self._measures: dict[str, tuple[list[int], set[str]]] = {}  # number of facts, and whom they are about
        self._deprecated: Counter[str] = Counter()  # facts by source
        self._several: list[tuple[str, ...]] = []  # sources of facts that have more than one

    def add(self, fact: Fact, participants: Iterable[str], sources: tuple[str, ...]) -> None:
        """Add a fact, with its distinct participants and sources."""
        if len(sources) > 1:
            self._several.append(sources)
        if fact.is_deprecated:
            self._deprecated.update(sources)
            return
        date = None if fact.when is None else (fact.when, is_target(fact))
        for organization in participants:
            gathered = self._gathered.get(organization)
            if gathered is None:
                gathered = self._gathered[organization] = _Gathered()
            gathered.facts += 1
            gathered.sources.update(sources)
            if organization == fact.company:
                gathered.subject = True
                if date is not None:
                    gathered.own_dates.add(date)
            elif date is not None:
                gathered.dates.add(date)
        if fact.project is not None:
            gathered = self._projects.get(fact.project)
            if gathered is None:
                gathered = self._projects[fact.project] = _Gathered()
            gathered.facts += 1
            gathered.sources.update(sources)
            if date is not None:
                gathered.dates.add(date)
        if fact.measure is not None:
            count, companies = self._measures.setdefault(fact.measure, ([0], set()))
            count[0] += 1
            companies.add(fact.company)

    def catalogue(self, evidence: Mapping[str, int], view: Snapshot) -> Iterator[tuple[str, str, int, bytes]]:
        """Yield the rows of the table `catalogue`; `evidence` has the number of facts of each source."""
        for measure in view.measures:
            (count,), companies = self._measures.get(measure, ([0], set()))
            yield catalogue_row("measures", measure, count, companies=sorted(companies))
        nothing = _Gathered()
        for project in view.projects:
            gathered = self._projects.get(project, nothing)
            first, last = edges(gathered.dates)
            more = {"sources": len(gathered.sources), "first": first, "last": last}
            yield catalogue_row("projects", project, gathered.facts, **more)
        for source in view.sources:
            yield catalogue_row("sources", source, evidence.get(source, 0) - self._deprecated[source])

    def tallies(self, evidence: Mapping[str, int], view: Snapshot) -> Iterator[tuple[str, str, int]]:
        """Yield the tallies that sources tell; `evidence` has the number of facts of each source."""
        for group, key_of in (("class of source", _class_of), ("language", _language_of)):
            counts: Counter[str] = Counter()
            for source, count in evidence.items():
                counts[key_of(view, source)] += count
            # A fact counts once for each class among its sources.
            for sources in self._several:
                of_fact = Counter(key_of(view, source) for source in sources)
                counts.subtract({key: count - 1 for key, count in of_fact.items()})
            yield from ((group, key, count) for key, count in sorted(counts.items()))

    def heard(self) -> Iterator[Heard]:
        """Yield what was heard of each organization, in the order of ids."""
        for organization, gathered in sorted(self._gathered.items()):
            first, last = edges(gathered.own_dates if gathered.subject else gathered.dates)
            yield Heard(organization, gathered.subject, gathered.facts, len(gathered.sources), first, last)


def company_rows(
    connection: sqlite3.Connection, view: Snapshot, heard: Iterable[Heard]
) -> Iterator[tuple[str, str, int, int, bytes]]:
    """Yield the rows of the table `companies`; all other tables are there."""
    disputes = dict(
        connection.execute("SELECT company, count(DISTINCT d) FROM rivals JOIN facts USING (n) GROUP BY company")
    )
    invested = _invested(connection, view)
    for one in heard:
        summary = summary_of(
            view.organizations[one.organization],
            facts=one.facts,
            sources=one.sources,
            edges=(one.first, one.last),
            disputes=disputes.get(one.organization, 0),
            total_invested=invested.get(one.organization),
        )
        yield company_row(summary, subject=one.subject)


def catalogue_row(kind: str, key: str, facts: int, **more: Any) -> tuple[str, str, int, bytes]:
    """Return the row of the table `catalogue`; `more` are the members of the item that follow the number of facts."""
    return kind, key, facts, msgspec.json.encode({"facts": facts, **more})[1:]


def company_row(summary: CompanySummary, *, subject: bool) -> tuple[str, str, int, int, bytes]:
    """Return the row of the table `companies`; `subject` tells whether a fact is about the organization."""
    return summary.id, summary.type.value, int(subject), summary.facts, msgspec.json.encode(summary)


def _class_of(view: Snapshot, source: str) -> str:
    return view.sources[source].class_.value


def _language_of(view: Snapshot, source: str) -> str:
    return view.sources[source].language


def _invested(connection: sqlite3.Connection, view: Snapshot) -> dict[str, Figure]:
    """Return the latest figure of what each company has invested in all."""
    asked = (
        "SELECT fact, derived, voices FROM bodies WHERE n IN"
        " (SELECT n FROM facts WHERE measure = ? AND unit IS NOT NULL AND rank != 'deprecated')"
    )
    appraiser = IndexedAppraiser(view, connection)
    answers: dict[str, list[Fact]] = {}
    for body, derived, voices in fetched(connection, asked, (TOTAL_INVESTED,)):
        fact = decode_fact(body)
        if tells_investment(fact):
            answers.setdefault(fact.company, []).append(fact)
            appraiser.keep(fact.id, derived, voices)
    found = ((company, latest_figure(facts, appraiser.trust)) for company, facts in answers.items())
    return {company: figure for company, figure in found if figure is not None}


def tally_rows(
    connection: sqlite3.Connection, gathered: Iterable[tuple[str, str, int]]
) -> Iterator[tuple[str, str, int]]:
    """Yield the rows of the table `tallies`: those that were gathered, and those that columns of facts tell."""
    rows = list(gathered)
    noted = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in _OF_NOTE.values())
    total, *counts = connection.execute(f"SELECT count(*), {noted} FROM facts").fetchone()
    rows.append(("all", "facts", total))
    rows += [("of note", key, count) for key, count in zip(_OF_NOTE, counts, strict=True)]
    for group, column in _BY_COLUMN.items():
        asked = f"SELECT ?, {column}, count(*) FROM facts WHERE {column} IS NOT NULL GROUP BY 2"
        rows += connection.execute(asked, (group,))
    return (row for row in sorted(rows) if row[2])


def tallies_stored(connection: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """Return the table `tallies` as `analysis.tallies` counts."""
    counts: dict[str, dict[str, int]] = {}
    for group, key, count in connection.execute('SELECT "group", key, facts FROM tallies'):
        counts.setdefault(group, {})[key] = count
    return counts


def companies_stored(connection: sqlite3.Connection, types: Collection[str] | None) -> Iterator[bytes]:
    """Yield the JSON of `analysis.companies.CompanySummary`, those with most facts first, as that module chooses."""
    condition = "type = 'company' AND subject = 1" if types is None else f"type IN ({', '.join('?' * len(types))})"
    asked = f"SELECT summary FROM companies WHERE {condition} ORDER BY facts DESC, id"
    return (row[0] for row in connection.execute(asked, tuple(types or ())))


class StoredCatalogue:
    """The items of projects, measures or sources with the numbers of their facts, those with most facts first."""

    def __init__(self, connection: sqlite3.Connection, kind: str) -> None:
        self._connection = connection
        self._kind = kind

    def __len__(self) -> int:
        asked = "SELECT count(*) FROM catalogue WHERE kind = ?"
        count: int = self._connection.execute(asked, (self._kind,)).fetchone()[0]
        return count

    def encoded_items(self) -> Iterator[bytes]:
        """Yield the compact JSON of each item."""
        asked = (
            f"SELECT record, more FROM catalogue AS c CROSS JOIN {self._kind} AS r ON r.id = c.id"
            " WHERE c.kind = ? ORDER BY c.facts DESC, c.id"
        )
        for record, more in fetched(self._connection, asked, (self._kind,)):
            yield b"%b,%b" % (record[:-1], more)


def participants_stored(connection: sqlite3.Connection) -> int:
    """Return how many organizations take part in facts that are not deprecated."""
    count: int = connection.execute("SELECT count(*) FROM companies").fetchone()[0]
    return count
