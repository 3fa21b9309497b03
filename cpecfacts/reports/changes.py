"""What was changed, would be changed, or differs between two stores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from cpecfacts.curating.changes import META, Change, RecordChange
from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Measure
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.rate import Rate
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Meta
from cpecfacts.model.source import Source
from cpecfacts.reports.blocks import Block, Column, Group, Heading, Pairs, Table
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import Faint, Listed, Stack, Value

NOUNS = {
    META: ("description of the store", "descriptions of the store"),
    "organizations": ("organization", "organizations"),
    "projects": ("project", "projects"),
    "measures": ("measure", "measures"),
    "sources": ("source", "sources"),
    "rates": ("rate", "rates"),
    "facts": ("fact", "facts"),
}
_FEW = 3
"""Up to so many new records are shown with all their fields; of more a line each, but for a fact that is alone."""


class FieldChangeItem(msgspec.Struct, frozen=True, kw_only=True):
    """A field that differs: of which record, and its value before and after, null where there was or is none.

    `change` tells what became of the record: added and removed ones have an item for each field that is not empty.
    `conflict` is a record that two stores have differently and nobody has decided upon: `old` is mine, `new` theirs.
    """

    change: str
    table: str
    id: str
    field: str
    old: Any
    new: Any


def change_items(
    changes: Iterable[RecordChange], conflicts: Iterable[RecordChange] = ()
) -> tuple[FieldChangeItem, ...]:
    """Return an item for each field that differs, conflicts first."""
    told = [("conflict", change) for change in conflicts] + [(change.change.value, change) for change in changes]
    return tuple(
        FieldChangeItem(change=word, table=change.table, id=change.id, field=f.path, old=f.old, new=f.new)
        for word, change in told
        for f in change.fields
    )


def changes_report(
    command: str,
    changes: Sequence[RecordChange],
    *,
    description: str,
    query: str = "",
    conflicts: Sequence[RecordChange] = (),
    warnings: tuple[str, ...] = (),
) -> Report:
    """Return the report of a command that changes a store or compares two."""
    return Report(
        command=command,
        query=query,
        description=description,
        items=change_items(changes, conflicts),
        item_type=FieldChangeItem,
        make_blocks=lambda: tuple(_blocks(changes, conflicts)),
        warnings=warnings,
    )


def count_changes(changes: Iterable[RecordChange]) -> str:
    """Return what was changed in words: "2 facts added, 1 source changed"; "nothing" for nothing.

    >>> count_changes([])
    'nothing'
    """
    counts: dict[tuple[Change, str], int] = {}
    for change in changes:
        key = (change.change, change.table)
        counts[key] = counts.get(key, 0) + 1
    ordered = sorted(counts, key=lambda key: (list(Change).index(key[0]), -list(NOUNS).index(key[1])))
    parts = [f"{counts[key]:,} {NOUNS[key[1]][counts[key] != 1]} {key[0].value}" for key in ordered]
    return ", ".join(parts) or "nothing"


def _blocks(changes: Sequence[RecordChange], conflicts: Sequence[RecordChange]) -> Iterable[Block]:
    if conflicts:
        yield Heading("Conflicts", Faint(f"{len(conflicts)}"))
        yield _fields_table(conflicts, ("Mine", "Theirs"))
    for change, title in ((Change.ADDED, "Added"), (Change.REMOVED, "Removed")):
        found = [one for one in changes if one.change is change]
        facts = [one for one in found if one.table == "facts"]
        whole = found if len(found) <= _FEW else facts if len(facts) == 1 else []
        for one in whole:
            yield Heading(f"{title} {NOUNS[one.table][0]}", Faint(one.id))
            yield Pairs(tuple((f.path, _cell(f.old if f.new is None else f.new)) for f in one.fields))
        others = [one for one in found if one not in whole]
        if others:
            yield Heading(title, Faint(f"{len(others)}"))
            columns = (Column(title="Table"), Column(title="What", flexible=True), Column(title="ID", under=True))
            rows = tuple((one.table, label_of(one), one.id) for one in others)
            yield Table(columns=columns, groups=(Group(rows=rows),))
    changed = [one for one in changes if one.change is Change.CHANGED]
    if changed:
        yield Heading("Changed", Faint(f"{len(changed)}"))
        yield _fields_table(changed, ("Before", "After"))


def _fields_table(changes: Sequence[RecordChange], titles: tuple[str, str]) -> Table:
    """A group a record, a row a field."""
    columns = (Column(title="Field"), *(Column(title=title, flexible=True) for title in titles))
    groups = tuple(
        Group(
            title=Stack((f"{NOUNS[one.table][0]} {one.id}".strip(), Faint(label_of(one)))),
            rows=tuple((f.path, _cell(f.old), _cell(f.new)) for f in one.fields),
        )
        for one in changes
    )
    return Table(columns=columns, groups=groups, group_title="Record")


def _cell(value: Any) -> Value:
    """Return a plain value as a cell: of a list its members, what is empty as a dash."""
    if value is None or value == []:
        return "–"
    if isinstance(value, list):
        return Listed(tuple(value))
    return value if isinstance(value, (str, int, float)) else str(value)


def label_of(change: RecordChange) -> str:
    """Return what a reader knows a record by, as it is now or, for a removed one, was."""
    record: Record | Meta | None = change.new if change.new is not None else change.old
    match record:
        case Fact():
            return record.statement
        case Organization() | Project():
            return record.name
        case Measure():
            return record.label
        case Source():
            return record.title or record.publisher
        case Rate():
            return f"{record.base} in {record.quote}, {record.year}"
        case _:
            return "what the store says of itself"
