"""The names of an indexed store, looked up without fetching all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from functools import cached_property

from cpecfacts.index.tables import AFTER_ALL, fetched
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.names import FetchedNames, Names

COMPARED = 20_000
"""Up to so many names, one that was misspelt is compared with every one: 0.2 s at most."""

NEIGHBOURS = 150  # names before and after a place in the order that are compared
_WINDOW = 6  # signs before the first one that fits no name in which the mistake may lie
_BEAM = 4  # spellings that are followed further
_MISTAKES = 2
_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"

# The folded name of a fact: ids are a-z, 0-9 and hyphens.
_FACT_KEY = "replace(id, '-', '')"


class IndexedNames(Names):
    """The names of a store, by the connection to its index."""

    def __init__(self, snapshot: Snapshot, connection: sqlite3.Connection) -> None:
        super().__init__(snapshot)
        self._connection = connection

    @cached_property
    def organizations(self) -> IndexedKeys:
        """Ids, names and aliases of organizations."""
        return self._of("organizations")

    @cached_property
    def projects(self) -> IndexedKeys:
        """Ids and names of projects."""
        return self._of("projects")

    @cached_property
    def measures(self) -> IndexedKeys:
        """Ids and labels of measures."""
        return self._of("measures")

    @cached_property
    def sources(self) -> IndexedKeys:
        """Ids of sources."""
        return self._of("sources")

    @cached_property
    def facts(self) -> IndexedKeys:
        """Ids of facts."""
        return IndexedKeys(self._connection, "facts", _FACT_KEY, "1")

    def _of(self, kind: str) -> IndexedKeys:
        return IndexedKeys(self._connection, "names", "name_key", f"kind = '{kind}'")

    @cached_property
    def units(self) -> list[str]:
        """Units of amounts."""
        return self._words("unit")

    @cached_property
    def places(self) -> list[str]:
        """Places of facts."""
        return self._words("place")

    @cached_property
    def tags(self) -> list[str]:
        """Tags of facts."""
        return self._words("tag")

    @cached_property
    def publishers(self) -> list[str]:
        """Publishers of sources."""
        return self._words("publisher")

    def _words(self, field: str) -> list[str]:
        found = "SELECT word FROM vocabulary WHERE field = ?"
        return sorted(row[0] for row in self._connection.execute(found, (field,)))


class IndexedKeys(FetchedNames):
    """Folded names of the records of one table, and whose names they are."""

    def __init__(self, connection: sqlite3.Connection, table: str, column: str, condition: str) -> None:
        self._connection = connection
        chosen = f"{table} WHERE {condition} AND {column}"
        self._ids = f"SELECT id FROM {chosen} = ?"
        self._count = f"SELECT count(*) FROM (SELECT DISTINCT {column} FROM {chosen} > '')"
        self._all = f"SELECT DISTINCT {column} FROM {chosen} > '' ORDER BY 1"
        self._begun = f"SELECT DISTINCT {column} AS k FROM {chosen} >= ? AND {column} < ? ORDER BY length(k), k"
        self._after = f"SELECT {column} FROM {chosen} >= ? ORDER BY {column} LIMIT ?"
        self._before = f"SELECT {column} FROM {chosen} > '' AND {column} < ? ORDER BY {column} DESC LIMIT ?"

    def __getitem__(self, key: str) -> Collection[str]:
        ids = {row[0] for row in self._connection.execute(self._ids, (key,))} if key and _is_text(key) else None
        if not ids:
            raise KeyError(key)
        return ids

    @cached_property
    def _length(self) -> int:
        count: int = self._connection.execute(self._count).fetchone()[0]
        return count

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in fetched(self._connection, self._all))

    def names_beginning(self, key: str) -> Iterator[str]:
        """Return the folded names that begin so, the shortest first, of equally long ones in their order."""
        if not _is_text(key):
            return iter(())
        return (row[0] for row in fetched(self._connection, self._begun, (key, key + AFTER_ALL)))

    def names_like(self, key: str) -> Iterator[str]:
        """Return the folded names among which those like one are to be looked for.

        Of up to `COMPARED` names all. Of more only those that stand next to it in their order, or next to what it would
        be with one or two signs put right: a name that differs from its beginning on in more than that is not found.
        """
        if len(self) <= COMPARED:
            return iter(self)
        if not key or not _is_text(key):
            return iter(())
        found: dict[str, None] = {}
        spellings = [key]
        for _ in range(_MISTAKES + 1):
            for spelling in spellings:
                found.update(dict.fromkeys(self._neighbours(spelling)))
            others = {other for spelling in spellings for other in _respelt(spelling, self._known(spelling))}
            spellings = sorted(others, key=lambda other: (-self._known(other), other))[:_BEAM]
        return iter(found)

    def _known(self, key: str) -> int:
        """Return how many signs of a name some name begins with."""
        beside = (*self._connection.execute(self._after, (key, 1)), *self._connection.execute(self._before, (key, 1)))
        return max((_alike(key, row[0]) for row in beside), default=0)

    def _neighbours(self, key: str) -> Iterator[str]:
        for statement in (self._after, self._before):
            yield from (row[0] for row in self._connection.execute(statement, (key, NEIGHBOURS)))


def _alike(one: str, other: str) -> int:
    """Return with how many signs both begin."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _respelt(key: str, known: int) -> Iterator[str]:
    """Yield a name with one sign put right, near the first place where it begins like no other."""
    for at in range(max(0, known - _WINDOW), min(known + 1, len(key) + 1)):
        head, tail = key[:at], key[at:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for sign in _SIGNS:
            yield head + sign + tail
            yield head + sign + tail[1:]


def _is_text(key: object) -> bool:
    """Whether a database takes it as a text: halves of characters are none."""
    if not isinstance(key, str):
        return False
    try:
        key.encode()
    except UnicodeEncodeError:
        return False
    return True
