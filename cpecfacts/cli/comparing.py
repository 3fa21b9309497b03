"""From the arguments of `diff` and `merge` to their answers."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from cpecfacts.cli.desk import Desk
from cpecfacts.cli.diagnostics import note
from cpecfacts.cli.options import Output
from cpecfacts.cli.session import Session
from cpecfacts.curating.changes import META, RecordChange, apply_changes, compare_snapshots
from cpecfacts.curating.merging import Merge, Side, merge_snapshots, name_of
from cpecfacts.errors import AmbiguousNameError, MergeConflictError, RefusedError
from cpecfacts.model.snapshot import RECORDS, Snapshot
from cpecfacts.query.names import known_word
from cpecfacts.render.setting import Format
from cpecfacts.reports.changes import changes_report, count_changes
from cpecfacts.store.codec import decode_store
from cpecfacts.store.location import choose_store
from cpecfacts.store.reader import StoreFile, read_store

_STANDARD_INPUT = "-"


def _named(name: str) -> StoreFile:
    """Read a store by its path, `shipped` or `-`."""
    if name != _STANDARD_INPUT:
        return read_store(choose_store(name))
    data = b"" if sys.stdin is None else sys.stdin.buffer.read()
    return StoreFile(Path(name), decode_store(data, "standard input"), data)


def answer_diff(old: str, new: str | None, tables: Sequence[str], output: Output) -> bool:
    """Write what differs between two stores; return whether anything does."""
    wanted = {known_word("table", name, [META, *RECORDS]) for name in tables} or {META, *RECORDS}
    if new is not None:
        if output.store is not None:
            raise RefusedError("name the second store once: as an argument or with --store")
        output = output._replace(store=[Path(new)])
    session = Session(output._replace(no_index=True))  # every record is looked at: an index would be read as a whole
    before = _named(old)
    changes = [c for c in compare_snapshots(before.snapshot, session.library.snapshot) if c.table in wanted]
    sentence = f"{count_changes(changes)} from {before.path} to {session.library.path}" if changes else "no difference"
    session.emit(changes_report("diff", changes, description=sentence), noun=None)
    if session.format is not Format.JSON:
        note(sentence)
    return bool(changes)


def answer_merge(
    other: str,
    base: str | None,
    mine: Sequence[str],
    theirs: Sequence[str],
    prefer: str | None,
    output: Output,
    *,
    dry_run: bool,
) -> None:
    """Take another store into one's own and write what was taken, or the conflicts.

    Raises:
        MergeConflictError: There are conflicts that nobody decided; nothing was written.
        RefusedError: There is no conflict about a record that is to be decided.
    """
    if _STANDARD_INPUT == other == base:
        raise RefusedError("standard input can be only one of the two stores")
    side = None if prefer is None else Side(known_word("side", prefer, Side))
    desk = Desk(output, "merge", dry_run=dry_run)
    from_them = _named(other).snapshot
    from_base = None if base is None else _named(base).snapshot
    all_conflicts = merge_snapshots(desk.file.snapshot, from_them, from_base).conflicts
    decided = {
        **{_decided(name, all_conflicts): Side.MINE for name in mine},
        **{_decided(name, all_conflicts): Side.THEIRS for name in theirs},
    }
    if len(decided) < len({*mine}) + len({*theirs}):
        raise RefusedError("a record is either --mine or --theirs")

    def merged(store: Snapshot) -> Merge:
        return merge_snapshots(store, from_them, from_base, decided.items(), prefer=side)

    found = merged(desk.file.snapshot)
    if found.conflicts:
        sentence = f"{len(found.conflicts)} in conflict; {count_changes(found.changes)} without them"
        report = changes_report("merge", found.changes, description=sentence, conflicts=found.conflicts)
        desk.emit(report, noun=None)
        raise MergeConflictError(str(desk.file.path), len(found.conflicts))

    def change(store: Snapshot) -> Snapshot:
        merge = merged(store)
        if merge.conflicts:  # somebody has written meanwhile
            raise MergeConflictError(str(desk.file.path), len(merge.conflicts))
        return apply_changes(store, merge.changes)

    desk.tell(desk.change(change))


def _decided(name: str, conflicts: Collection[RecordChange]) -> str:
    """Return the record in conflict that an id means, `table.id` where several tables have it."""
    found = [name_of(change) for change in conflicts if name in (change.id, name_of(change))]
    if len(found) > 1:
        raise AmbiguousNameError("record", name, found)
    if not found:
        raise RefusedError(f"there is no conflict about “{name}” to be decided")
    return found[0]
