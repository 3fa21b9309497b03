"""A store as its index has it: the same answers as from the store itself, without reading that."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

import msgspec

from cpecfacts.analysis.companies import CompanySummary
from cpecfacts.analysis.comparison import ComparisonRow
from cpecfacts.analysis.tallies import Tally, ordered_tallies
from cpecfacts.index.appraising import IndexedAppraiser, IndexedDisputes
from cpecfacts.index.comparing import compare_latest, count_unmeasured
from cpecfacts.index.facts import FoundFacts
from cpecfacts.index.finding import find
from cpecfacts.index.found import Asked
from cpecfacts.index.judging import prepare
from cpecfacts.index.names import IndexedNames
from cpecfacts.index.opening import UnwritableCacheError, current_index, open_index
from cpecfacts.index.place import place_of
from cpecfacts.index.summaries import StoredCatalogue, companies_stored, participants_stored, tallies_stored
from cpecfacts.index.tables import indexed_snapshot
from cpecfacts.model.snapshot import Meta, Snapshot
from cpecfacts.query.finding import Findings, findings_of
from cpecfacts.query.order import SortKey
from cpecfacts.query.scope import Scope, scope_of
from cpecfacts.query.tree import Node

_decode_summary = msgspec.json.Decoder(CompanySummary).decode


class IndexedStore:
    """One store, or several laid over one another, by their index; `connection` has all tables of the schema."""

    def __init__(self, connection: sqlite3.Connection, paths: Sequence[Path], digest: str, meta: Meta) -> None:
        self.connection = connection
        self.paths = tuple(paths)
        self.digest = digest
        self._meta = meta
        prepare(connection)  # before several threads ask at once

    @classmethod
    def open(cls, paths: Sequence[Path]) -> Self | str:
        """Open stores by their index, which is made if there is none; if none can be kept, return why.

        Raises:
            StoreNotFoundError: There is no such file, or it may not be read.
            StoreDataError: It is not a sound store, or differs from another one.
        """
        try:
            index = open_index(paths)
        except UnwritableCacheError as error:
            return error.reason
        return cls(index.connection, list(dict.fromkeys(paths)), index.digest, index.meta)

    @classmethod
    def current(cls, paths: Sequence[Path]) -> Self | None:
        """Open stores by their index if there is one that is right for them; none is made."""
        paths = list(dict.fromkeys(paths))
        index = current_index(paths, place_of(paths))
        return None if index is None else cls(index.connection, paths, index.digest, index.meta)

    @property
    def path(self) -> Path:
        """The topmost file."""
        return self.paths[-1]

    def close(self) -> None:
        """Close the index; what was not fetched yet cannot be fetched any more."""
        self.connection.close()

    @cached_property
    def snapshot(self) -> Snapshot:
        """All records of the store, fetched when they are asked for."""
        return indexed_snapshot(self.connection, self._meta)

    @cached_property
    def names(self) -> IndexedNames:
        """The names of the store."""
        return IndexedNames(self.snapshot, self.connection)

    @cached_property
    def appraiser(self) -> IndexedAppraiser:
        """What knows disputes, origins and grades of the store's facts."""
        return IndexedAppraiser(self.snapshot, self.connection)

    def find(self, question: Node, *, sort: SortKey, reverse: bool, limit: int | None) -> Findings:
        """Return the facts that answer a question, as `query.finding.find_facts`.

        Raises:
            As `query.finding.findings_of`.
        """

        def answer(node: Node, *, ranks_asked: bool) -> tuple[FoundFacts, dict[str, int]]:
            facts, hidden = find(
                self.connection, node, ranks_asked=ranks_asked, sort=sort, reverse=reverse, limit=limit
            )
            return FoundFacts(facts, self.appraiser, scope_of(node)), hidden

        return findings_of(question, self.names, limit, answer)

    def disputes(self, findings: Findings) -> IndexedDisputes | None:
        """Return the disputes of all facts if these are what was found; no deprecated fact takes part in one."""
        return IndexedDisputes(self.connection) if self._scope(findings) is not None else None

    def companies(self, findings: Findings, types: Collection[str] | None) -> tuple[CompanySummary, ...] | None:
        """Return the summaries of organizations if all facts but the deprecated ones were found."""
        if self._scope(findings) is not Scope.CURRENT:
            return None
        return tuple(map(_decode_summary, companies_stored(self.connection, types)))

    def participants(self, findings: Findings) -> int | None:
        """Return how many organizations take part in all facts but the deprecated ones, if these were found."""
        return participants_stored(self.connection) if self._scope(findings) is Scope.CURRENT else None

    def catalogue(self, findings: Findings, kind: str) -> StoredCatalogue | None:
        """Return the items of projects, measures or sources if all facts but the deprecated ones were found."""
        return StoredCatalogue(self.connection, kind) if self._scope(findings) is Scope.CURRENT else None

    def compare(self, companies: Sequence[str], findings: Findings) -> list[ComparisonRow] | None:
        """Return the latest figures of companies side by side, if the facts found are those of this index."""
        asked = self._asked(findings)
        return None if asked is None else compare_latest(companies, asked, self.appraiser)

    def count_unmeasured(self, companies: Sequence[str], findings: Findings) -> int | None:
        """Return how many facts found are about these companies and have no measure."""
        asked = self._asked(findings)
        return None if asked is None else count_unmeasured(companies, asked)

    def tallies(self, findings: Findings) -> list[Tally] | None:
        """Return the counts of all facts, if these were found."""
        return ordered_tallies(tallies_stored(self.connection)) if self._scope(findings) is Scope.ALL else None

    def _found(self, findings: Findings) -> FoundFacts | None:
        """Return the facts found if this index found them; else they are what somebody else says they are."""
        facts = findings.facts
        return facts if isinstance(facts, FoundFacts) and facts.found.connection is self.connection else None

    def _asked(self, findings: Findings) -> Asked | None:
        """Return what is true of the facts found and no others, if this index found them."""
        found = self._found(findings)
        return None if found is None else found.asked

    def _scope(self, findings: Findings) -> Scope | None:
        """Return which facts of this index were found, if these are all of a scope."""
        found = self._found(findings)
        return None if found is None else found.scope
