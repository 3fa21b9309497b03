"""One record of any table by what people type for it."""

from __future__ import annotations

from collections.abc import Mapping

from cpecfacts.errors import AmbiguousNameError, UnknownIdError
from cpecfacts.model.folding import name_key
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.model.table import ids_beginning
from cpecfacts.query.names import NameIndex, Names, near_names

_TABLES = {
    "fact": "facts",
    "company": "organizations",
    "organization": "organizations",
    "project": "projects",
    "measure": "measures",
    "source": "sources",
}


def look_up(name: str, snapshot: Snapshot, names: Names) -> Record:
    """Return the fact, organization, project, measure or source that `name` stands for.

    An id first; then a name, alias or label; then the beginning of an id, if only one id begins so. A table may be
    named before a colon (`measure:rank`).

    Raises:
        AmbiguousNameError: It stands for several; the error lists their ids.
        UnknownIdError: It stands for nothing; the error has the nearest ids.
    """
    prefix, colon, rest = name.partition(":")
    if colon and prefix in _TABLES:
        wanted = {_TABLES[prefix]}
        name = rest
    else:
        wanted = set(_TABLES.values())
    tables: dict[str, Mapping[str, Record]] = {table: getattr(snapshot, table) for table in sorted(wanted)}
    indexes: dict[str, NameIndex] = {table: getattr(names, table) for table in tables}
    for find in (_by_id, _by_name, _by_beginning):
        candidates = find(name, tables, indexes)
        if len(candidates) == 1:
            table, found = candidates[0]
            return tables[table][found]
        if candidates:
            raise AmbiguousNameError("record", name, _tell_apart(candidates))
    near = [found for index in indexes.values() for found in near_names(name, index)]
    raise UnknownIdError(name, _closest(name_key(name), near))


_Tables = Mapping[str, Mapping[str, Record]]
_Indexes = Mapping[str, NameIndex]


def _by_id(name: str, tables: _Tables, indexes: _Indexes) -> list[tuple[str, str]]:
    del indexes
    return [(table, name) for table, records in tables.items() if name in records]


def _by_name(name: str, tables: _Tables, indexes: _Indexes) -> list[tuple[str, str]]:
    del tables
    key = name_key(name)
    return [(table, found) for table, index in indexes.items() for found in sorted(index.get(key, ()))]


def _by_beginning(name: str, tables: _Tables, indexes: _Indexes) -> list[tuple[str, str]]:
    del indexes
    beginning = name.lower()
    return [(t, found) for t, records in tables.items() if name for found in ids_beginning(records, beginning)]


def _tell_apart(candidates: list[tuple[str, str]]) -> list[str]:
    """Return the ids, with their tables before them where an id stands in several."""
    ids = [found for _, found in candidates]
    if len(set(ids)) == len(ids):
        return ids
    singular = {table: word for word, table in _TABLES.items()}
    return [f"{singular[table]}:{found}" for table, found in candidates]


def _closest(key: str, near: list[str], most: int = 3) -> list[str]:
    """Return the ids most like the key."""
    from difflib import SequenceMatcher

    return sorted(dict.fromkeys(near), key=lambda i: -SequenceMatcher(None, key, name_key(i)).ratio())[:most]
