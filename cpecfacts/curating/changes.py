"""What differs between two stores: records added, removed and changed, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

import msgspec

from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Meta, Snapshot

META = "meta"
"""The table name under which changes of what a store says of itself go; it has no id."""


class Change(StrEnum):
    """What became of a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """A field with its value before and after, as JSON has them; None where it is null or was not there.

    `path` leads into the record as in the store's errors: `amount.value`, `evidence[0].quote`. Of a list of words
    the values are the whole lists. An index is that of the new list, for what was taken out that of the old one.
    """

    path: str
    old: Any
    new: Any


class RecordChange(msgspec.Struct, frozen=True, kw_only=True):
    """One record before and after; `old` is None for an added one and `new` for a removed one, never both."""

    table: str
    id: str
    old: Record | Meta | None
    new: Record | Meta | None

    @property
    def change(self) -> Change:
        """What became of it."""
        if self.old is None:
            return Change.ADDED
        return Change.REMOVED if self.new is None else Change.CHANGED

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields that differ, in the order of the record; all that are not empty of one added or removed."""
        return tuple(_field_changes("", _plain(self.old), _plain(self.new)))


def compare_snapshots(old: Snapshot, new: Snapshot) -> tuple[RecordChange, ...]:
    """Return what is to be done to `old` to have `new`: by table in the order of the store, then by id.

    >>> from cpecfacts.library import Library
    >>> snapshot = Library.open().snapshot
    >>> compare_snapshots(snapshot, snapshot)
    ()
    """
    changes: list[RecordChange] = []
    if old.meta != new.meta:
        changes.append(RecordChange(table=META, id="", old=old.meta, new=new.meta))
    for table in RECORDS:
        before, after = old.table(table), new.table(table)
        if before is after:
            continue
        changes += [
            RecordChange(table=table, id=key, old=before.get(key), new=after.get(key))
            for key in sorted({*before, *after})
            if not _same(before.get(key), after.get(key))
        ]
    return tuple(changes)


def apply_changes(snapshot: Snapshot, changes: Iterable[RecordChange]) -> Snapshot:
    """Return the snapshot with its records replaced as the changes say, its tables in the order of the ids.

    Nothing is compared: who wants to know whether a record is still as a change found it looks at `old` before.
    """
    tables = {name: dict(snapshot.table(name)) for name in RECORDS}
    meta = snapshot.meta
    for change in changes:
        if isinstance(change.new, Meta):
            meta = change.new
        elif change.new is None:
            tables[change.table].pop(change.id, None)
        else:
            tables[change.table][change.id] = change.new
    ordered = {name: dict(sorted(table.items())) for name, table in tables.items()}
    return msgspec.structs.replace(snapshot, meta=meta, **ordered)


def put_record(snapshot: Snapshot, table: str, record: Record) -> Snapshot:
    """Return the snapshot with a record under its id, in place of one that was there."""
    return apply_changes(snapshot, [RecordChange(table=table, id=record.id, old=None, new=record)])


def drop_record(snapshot: Snapshot, table: str, record_id: str) -> Snapshot:
    """Return the snapshot without a record."""
    records = {key: record for key, record in snapshot.table(table).items() if key != record_id}
    return msgspec.structs.replace(snapshot, **{table: records})


def _plain(record: Record | Meta | None) -> dict[str, Any]:
    """Return a record as JSON has it, without its id."""
    if record is None:
        return {}
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    plain.pop("id", None)
    return plain


def _same(old: object, new: object) -> bool:
    """Whether two records are the same in a file; 3 and 3.0 are equal in Python, and two figures there."""
    return old is new or (old == new and msgspec.json.encode(old) == msgspec.json.encode(new))


_ABSENT: Any = object()


def _field_changes(path: str, old: Any, new: Any) -> Iterator[FieldChange]:
    """Yield the plain values that differ; objects and lists of objects are looked into, if there is one on a side."""
    if isinstance(old, dict) or isinstance(new, dict):
        before, after = _fields_of(old), _fields_of(new)
        for key in dict.fromkeys((*before, *after)):
            below = f"{path}.{key}" if path else key
            yield from _field_changes(below, before.get(key, _ABSENT), after.get(key, _ABSENT))
    elif _holds_objects(old) or _holds_objects(new):
        for index, before_one, after_one in _aligned(_members_of(old), _members_of(new)):
            yield from _field_changes(f"{path}[{index}]", before_one, after_one)
    elif _differ(old, new):
        yield FieldChange(path=path, old=None if old is _ABSENT else old, new=None if new is _ABSENT else new)


def _fields_of(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _members_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _holds_objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(member, dict) for member in value)


def _differ(old: Any, new: Any) -> bool:
    """Whether there is something to tell; that what was not there is empty now is nothing."""
    if old is _ABSENT or new is _ABSENT:
        return (new if old is _ABSENT else old) not in (_ABSENT, None, [])
    return not _same(old, new)


def _aligned(old: list[Any], new: list[Any]) -> Iterator[tuple[int, Any, Any]]:
    """Pair the members of two lists: equal ones at the beginning and the end, the others between in their order."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    for index in range(first, max(len(old), len(new)) - last):
        before = old[index] if index < len(old) - last else _ABSENT
        after = new[index] if index < len(new) - last else _ABSENT
        yield index, before, after
