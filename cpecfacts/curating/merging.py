"""Two stores made one: what only one of them has is taken, what both have differently is a conflict."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from cpecfacts.curating.changes import META, RecordChange, compare_snapshots
from cpecfacts.model.snapshot import Snapshot


class Side(StrEnum):
    """Whose record is to stay."""

    MINE = "mine"
    THEIRS = "theirs"


class Merge(NamedTuple):
    """What is to be done to my store to take in the other.

    `changes` are what can be done, `conflicts` what nobody has decided: each from my record to theirs.
    """

    changes: tuple[RecordChange, ...]
    conflicts: tuple[RecordChange, ...]


def merge_snapshots(
    mine: Snapshot, theirs: Snapshot, base: Snapshot | None = None, decided: Iterable[tuple[str, Side]] = (),
    *, prefer: Side | None = None,
) -> Merge:  # fmt: skip
    """Return what is to be done to `mine` to take in `theirs`.

    With `base`, the store that both were made from, a record that only one side has changed or removed is taken from
    that side. Without it nobody knows who changed what: every record that differs is a conflict, and nothing is
    removed. `decided` has records as `table.id` with the side to take, `prefer` the side for all others. What a store
    says of itself stays mine.
    """
    sides = dict(decided)
    changes: list[RecordChange] = []
    conflicts: list[RecordChange] = []
    theirs_changed = {(c.table, c.id) for c in compare_snapshots(base, theirs)} if base is not None else None
    mine_changed = {(c.table, c.id) for c in compare_snapshots(base, mine)} if base is not None else set()
    for change in compare_snapshots(mine, theirs):
        key = (change.table, change.id)
        if change.table == META:
            continue
        if theirs_changed is None:
            if change.new is None:  # only I have it
                continue
            conflicting = change.old is not None
        elif key not in theirs_changed:
            continue
        else:
            conflicting = key in mine_changed
        side = sides.get(name_of(change), prefer) if conflicting else Side.THEIRS
        if side is None:
            conflicts.append(change)
        elif side is Side.THEIRS:
            changes.append(change)
    return Merge(tuple(changes), tuple(conflicts))


def name_of(change: RecordChange) -> str:
    """Return how a record is named where it could be one of any table."""
    return f"{change.table}.{change.id}"
