"""The tables of an indexed store: records fetched when they are asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import ItemsView, Iterator, ValuesView
from functools import cached_property
from typing import Any, Generic, TypeVar

import msgspec

from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Meta, Snapshot
from cpecfacts.model.table import FetchedTable

KEPT = 10_000
"""Records of one table that are kept once they were asked for: about 10 MB of facts."""

_AT_ONCE = 1000
_R = TypeVar("_R", bound=Record)

# Facts lie apart from their columns, and have numbers in the order of their ids.
_ONE = "SELECT record FROM {} WHERE id = ?"
_ALL = "SELECT id, record FROM {} ORDER BY id"
_ONE_FACT = "SELECT fact FROM bodies WHERE n = (SELECT n FROM facts WHERE id = ?)"
_ALL_FACTS = "SELECT NULL, fact FROM bodies ORDER BY n"
_ALL_FACT_IDS = "SELECT id FROM facts ORDER BY n"


class IndexedTable(FetchedTable[_R]):
    """One table of a store, by the connection to its index."""

    def __init__(self, connection: sqlite3.Connection, name: str, kind: type[_R]) -> None:
        self._connection = connection
        self._name = name
        facts = name == "facts"
        self._one = _ONE_FACT if facts else _ONE.format(name)
        self._all = _ALL_FACTS if facts else _ALL.format(name)
        self._ids = _ALL_FACT_IDS if facts else f"SELECT id FROM {name} ORDER BY id"
        self._decode = msgspec.json.Decoder(kind).decode
        self._kept: dict[str, _R] = {}

    def __getitem__(self, key: str) -> _R:
        record = self._kept.get(key)
        if record is None:
            row = self._connection.execute(self._one, (key,)).fetchone() if _is_id(key) else None
            if row is None:
                raise KeyError(key)
            record = self._decode(row[0])
            self.keep(record)
        return record

    def keep(self, record: _R) -> None:
        """Keep a record that was fetched in another way."""
        if len(self._kept) >= KEPT:
            self._kept.clear()
        self._kept[record.id] = record

    def __contains__(self, key: object) -> bool:
        if key in self._kept:
            return True
        found = f"SELECT 1 FROM {self._name} WHERE id = ?"
        return _is_id(key) and self._connection.execute(found, (key,)).fetchone() is not None

    @cached_property
    def _count(self) -> int:
        count: int = self._connection.execute(f"SELECT count(*) FROM {self._name}").fetchone()[0]
        return count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in fetched(self._connection, self._ids))

    def values(self) -> ValuesView[_R]:
        """Return the records; each walk through them fetches them anew."""
        return _Values(self)

    def items(self) -> ItemsView[str, _R]:
        """Return the records with their ids; each walk through them fetches them anew."""
        return _Items(self)

    def records(self) -> Iterator[_R]:
        """Yield all records in the order of their ids."""
        decode = self._decode
        return (decode(row[1]) for row in fetched(self._connection, self._all))

    def ids_beginning(self, text: str) -> Iterator[str]:
        """Return the ids that begin with a text, in their order."""
        if not _is_id(text):
            return iter(())
        begun = f"SELECT id FROM {self._name} WHERE id >= ? AND id < ? ORDER BY id"
        return (row[0] for row in fetched(self._connection, begun, (text, text + AFTER_ALL)))


AFTER_ALL = "\U0010ffff"
"""A text that follows all others with the same beginning; no name has this character."""


def _is_id(key: object) -> bool:
    """Whether it may be an id or the beginning of one; what has halves of characters, no database takes."""
    return isinstance(key, str) and key.isascii()


def fetched(connection: sqlite3.Connection, statement: str, parameters: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Yield the rows of a statement on a cursor of its own, so that others may be asked between two."""
    cursor = connection.execute(statement, parameters)
    while rows := cursor.fetchmany(_AT_ONCE):
        yield from rows


class _Values(ValuesView[_R], Generic[_R]):
    _mapping: IndexedTable[_R]

    def __iter__(self) -> Iterator[_R]:
        return self._mapping.records()


class _Items(ItemsView[str, _R], Generic[_R]):
    _mapping: IndexedTable[_R]

    def __iter__(self) -> Iterator[tuple[str, _R]]:
        return ((record.id, record) for record in self._mapping.records())


def indexed_snapshot(connection: sqlite3.Connection, meta: Meta) -> Snapshot:
    """Return the store of an index; its tables are fetched from it for as long as it is open."""
    tables: dict[str, Any] = {name: IndexedTable(connection, name, kind) for name, kind in RECORDS.items()}
    return Snapshot(meta=meta, **tables)
