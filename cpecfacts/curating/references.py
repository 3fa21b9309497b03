"""Which records refer to which: what stands in the way of a removal, what follows a new id, what must come along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from cpecfacts.curating.changes import RecordChange, apply_changes, drop_record, put_record
from cpecfacts.curating.forms import EVIDENCE, FORMS, FieldForm, Takes
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Snapshot

_TARGETS = {
    Takes.ORGANIZATION: "organizations",
    Takes.ORGANIZATIONS: "organizations",
    Takes.PROJECT: "projects",
    Takes.MEASURE: "measures",
    Takes.SOURCE: "sources",
}


class Reference(NamedTuple):
    """A record that refers to another."""

    table: str
    id: str


def referrers(snapshot: Snapshot, table: str, record_id: str) -> tuple[Reference, ...]:
    """Return the records that refer to a record, itself left out, by table and id."""
    return tuple(
        Reference(name, key)
        for name in RECORDS
        for key, record in snapshot.table(name).items()
        if (name, key) != (table, record_id) and _renamed(record, name, table, record_id, "") != record
    )


def rename_record(snapshot: Snapshot, table: str, old_id: str, record: Record) -> Snapshot:
    """Return the snapshot with a record in place of the one under `old_id`, and every reference following it."""
    followed = [
        RecordChange(table=name, id=key, old=found, new=_renamed(found, name, table, old_id, record.id))
        for name, key in referrers(snapshot, table, old_id)
        for found in [snapshot.table(name)[key]]
    ]
    own = _renamed(record, table, table, old_id, record.id)
    return put_record(drop_record(apply_changes(snapshot, followed), table, old_id), table, own)


def with_needed(snapshot: Snapshot, wider: Snapshot) -> Snapshot:
    """Return a store with the records of a wider one that its own refer to and that it lacks, and those they need."""
    while True:
        lacking = {
            (target, name)
            for table in RECORDS
            for record in snapshot.table(table).values()
            for target, name in _references(record, FORMS[table])
            if name not in snapshot.table(target) and name in wider.table(target)
        }
        if not lacking:
            return snapshot
        snapshot = apply_changes(
            snapshot,
            [RecordChange(table=table, id=key, old=None, new=wider.table(table)[key]) for table, key in lacking],
        )


def _references(record: msgspec.Struct, forms: tuple[FieldForm, ...]) -> Iterator[tuple[str, str]]:
    """Yield the tables and ids that a record refers to."""
    for form in forms:
        if form.takes is Takes.EVIDENCE:
            for piece in getattr(record, form.name):
                yield from _references(piece, EVIDENCE)
        elif form.takes in _TARGETS:
            value = getattr(record, form.name)
            names = value if isinstance(value, tuple) else () if value is None else (value,)
            yield from ((_TARGETS[form.takes], name) for name in names)


def _renamed(record: Record, name: str, table: str, old: str, new: str) -> Record:
    """Return a record of the table `name` with its references to `old` in `table` made to `new`."""
    changes = _changed(record, FORMS[name], table, old, new)
    return msgspec.structs.replace(record, **changes) if changes else record


def _changed(record: msgspec.Struct, forms: tuple[FieldForm, ...], table: str, old: str, new: str) -> Mapping[str, Any]:
    changes: dict[str, Any] = {}
    for form in forms:
        if form.takes is Takes.EVIDENCE:
            pieces = getattr(record, form.name)
            below = [_changed(piece, EVIDENCE, table, old, new) for piece in pieces]
            if any(below):
                changes[form.name] = tuple(
                    msgspec.structs.replace(piece, **change) for piece, change in zip(pieces, below, strict=True)
                )
        elif _TARGETS.get(form.takes) == table:
            value = getattr(record, form.name)
            if value == old:
                changes[form.name] = new
            elif isinstance(value, tuple) and old in value:
                changes[form.name] = tuple(new if member == old else member for member in value)
    return changes
