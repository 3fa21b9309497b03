"""How far the facts of an indexed store can be trusted, as it was worked out when the index was built."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

import msgspec

from cpecfacts.analysis.disputes import Dispute
from cpecfacts.analysis.trust import Appraiser, Trust
from cpecfacts.index.tables import fetched
from cpecfacts.model.walked import Walked

if TYPE_CHECKING:
    from cpecfacts.model.fact import Fact
    from cpecfacts.model.snapshot import Snapshot

KEPT = 20_000
"""Facts whose trust is kept once it was fetched: about 10 MB."""

IN_ORDER = "company, measure, ifnull(project, ''), grade, facts, d"
"""The order of disputes, that of `analysis.disputes.find_disputes`."""


class _Members(msgspec.Struct, frozen=True):
    """What the index keeps of a fact beside what it says."""

    sources: int
    against: int
    self_reported: bool
    quality: int
    disputes: tuple[str, ...]


_decode_members = msgspec.json.Decoder(_Members).decode
_decode_voices = msgspec.json.Decoder(tuple[str, ...]).decode
_decode_dispute = msgspec.json.Decoder(Dispute).decode


class IndexedAppraiser(Appraiser):
    """Appraises the facts of a store by the connection to its index."""

    def __init__(self, snapshot: Snapshot, connection: sqlite3.Connection) -> None:
        super().__init__(snapshot)
        self._connection = connection
        self._fetched: dict[str, tuple[bytes, bytes]] = {}

    def keep(self, fact_id: str, derived: bytes, voices: bytes) -> None:
        """Keep the columns of that name of a fact, which were fetched with the fact itself."""
        if len(self._fetched) >= KEPT:
            self._fetched.clear()
        self._fetched[fact_id] = derived, voices

    def _columns(self, fact_id: str) -> tuple[bytes, bytes] | None:
        """Return the columns of a fact; None if the store has no such fact."""
        columns = self._fetched.get(fact_id)
        if columns is None:
            asked = "SELECT derived, voices FROM bodies WHERE n = (SELECT n FROM facts WHERE id = ?)"
            columns = self._connection.execute(asked, (fact_id,)).fetchone()
            if columns is not None:
                self.keep(fact_id, *columns)
        return columns

    @cached_property
    def disputes(self) -> Sequence[Dispute]:  # type: ignore[override]  # as lazy as the facts
        """All disputes of the store."""
        return IndexedDisputes(self._connection)

    @cached_property
    def disputes_of(self) -> Mapping[str, tuple[Dispute, ...]]:  # type: ignore[override]  # as lazy as the facts
        """The disputes that a fact takes part in, by its id; facts without one are not in it."""
        return _DisputesOf(self._connection, self)

    def is_disputed(self, fact: Fact) -> bool:
        """Whether a fact takes part in a dispute."""
        return self.has_rivals(fact.id)

    def has_rivals(self, fact_id: str) -> bool:
        """Whether the fact of an id takes part in a dispute."""
        columns = self._columns(fact_id)
        return columns is not None and not columns[0].endswith(b'"disputes":[]}')

    def rivals(self, fact: Fact) -> tuple[str, ...]:
        """Return the ids of the facts that this one disagrees with, those of a dispute in the order of their dates."""
        return self.trust(fact).disputes if self.is_disputed(fact) else ()

    def trust(self, fact: Fact) -> Trust:
        """Return what is known of a fact beside what it says; if it is one of another store, it is worked out."""
        columns = self._columns(fact.id)
        if columns is None:
            return super().trust(fact)
        derived, voices = columns
        members = _decode_members(b"{" + derived)
        return Trust(
            sources=members.sources,
            against=members.against,
            origins=_decode_voices(voices),
            self_reported=members.self_reported,
            quality=members.quality,
            disputes=members.disputes,
        )

    def disputes_among(self, facts: Iterable[Fact]) -> tuple[Dispute, ...]:
        """Return the disputes in which at least one of the facts takes part, in their order."""
        found = {d: dispute for fact in facts if self.is_disputed(fact) for d, dispute in self.numbered(fact.id)}
        return tuple(sorted(found.values(), key=lambda d: (d.company, d.measure, d.project or "", d.grade, d.facts)))

    def numbered(self, fact_id: str) -> list[tuple[int, Dispute]]:
        """Return the disputes of a fact, with their numbers."""
        asked = (
            "SELECT d, record FROM disputes"
            f" WHERE d IN (SELECT d FROM rivals WHERE n = (SELECT n FROM facts WHERE id = ?)) ORDER BY {IN_ORDER}"
        )
        return [(d, _decode_dispute(record)) for d, record in self._connection.execute(asked, (fact_id,))]


class _DisputesOf(Mapping[str, tuple[Dispute, ...]]):
    def __init__(self, connection: sqlite3.Connection, appraiser: IndexedAppraiser) -> None:
        self._connection = connection
        self._appraiser = appraiser

    def __getitem__(self, key: str) -> tuple[Dispute, ...]:
        if key not in self:
            raise KeyError(key)
        return tuple(dispute for _, dispute in self._appraiser.numbered(key))

    def __contains__(self, key: object) -> bool:
        return key in self._appraiser.snapshot.facts and self._appraiser.has_rivals(str(key))

    def __iter__(self) -> Iterator[str]:
        asked = "SELECT id FROM facts WHERE disputed = 1 ORDER BY n"
        return (row[0] for row in fetched(self._connection, asked))

    def __len__(self) -> int:
        count: int = self._connection.execute("SELECT count(*) FROM facts WHERE disputed = 1").fetchone()[0]
        return count


class IndexedDisputes(Walked[Dispute]):
    """All disputes in their order, fetched each time that somebody walks through them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def _length(self) -> int:
        count: int = self._connection.execute("SELECT count(*) FROM disputes").fetchone()[0]
        return count

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Dispute]:
        asked = f"SELECT record FROM disputes ORDER BY {IN_ORDER}"
        return (_decode_dispute(row[0]) for row in fetched(self._connection, asked))

    @overload
    def __getitem__(self, index: int) -> Dispute: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Dispute]: ...

    def __getitem__(self, index: int | slice) -> Dispute | Sequence[Dispute]:
        return tuple(self)[index]

    def encoded_items(self) -> Iterator[bytes]:
        """Yield the compact JSON of the item of each dispute: the dispute with the figures of its facts."""
        asked = f"SELECT record, figures FROM disputes ORDER BY {IN_ORDER}"
        for record, figures in fetched(self._connection, asked):
            yield b'%b,"figures":%b}' % (record[:-1], figures)
