"""Changes of a store: looked at before they are written, and written only if they are sound."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from cpecfacts.checks.registry import RULES
from cpecfacts.checks.rule import Examined, Severity
from cpecfacts.curating.changes import META, RecordChange, compare_snapshots, drop_record, put_record
from cpecfacts.curating.references import referrers, rename_record
from cpecfacts.errors import RecordRefusedError, StillReferredToError, StoreChangedError, StoreDataError
from cpecfacts.interruption import do_unless_interrupted
from cpecfacts.model.flaw import path_to
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Meta, Snapshot
from cpecfacts.progress import work
from cpecfacts.store.layout import FORMAT
from cpecfacts.store.location import choose_stores, is_worth_indexing, packaged_store
from cpecfacts.store.reader import StoreFile, read_store
from cpecfacts.store.writer import create_store, encode_store, refuse_packaged, save_store

_TRIES = 20
"""How often a change is made again on a store that others keep writing; each time one of them got on."""


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """A change of a store that passed all checks: `before` is what was read, `after` what is to be written.

    `changes` tells what differs, but for the day of the change in the store's `meta`; `warnings` are sentences about
    the records that are new or different.
    """

    before: StoreFile
    after: StoreFile
    changes: tuple[RecordChange, ...]
    warnings: tuple[str, ...]


def refuse_shipped(paths: Sequence[str | os.PathLike[str]] = ()) -> None:
    """Raise if the store that would be changed, of several the topmost, is the one that comes with the program.

    Raises:
        ReadOnlyStoreError: It is.
    """
    refuse_packaged(choose_stores(paths)[-1])


def new_store(
    path: Path, *, from_shipped: bool = False, title: str | None = None, licence: str | None = None
) -> StoreFile:
    """Make a store: empty, or with all records of the one that comes with the program.

    Raises:
        OutputError: There is a file already, or none can be written.
    """
    if from_shipped:
        snapshot = read_store(packaged_store()).snapshot
        meta = snapshot.meta
    else:
        meta = Meta(format=FORMAT, updated=_today())
        snapshot = Snapshot(meta=meta, organizations={}, projects={}, measures={}, sources={}, rates={}, facts={})
    told = {name: text for name, text in (("title", title), ("licence", licence)) if text is not None}
    return create_store(path, msgspec.structs.replace(snapshot, meta=msgspec.structs.replace(meta, **told)))


def plan_edit(file: StoreFile, snapshot: Snapshot) -> Edit:
    """Check what a store would become; nothing is written.

    Raises:
        RecordRefusedError: It would be no sound store, or break a rule that has no exceptions.
    """
    with work("Checking the change"):
        return _planned(file, snapshot)


def _planned(file: StoreFile, snapshot: Snapshot) -> Edit:
    changes = compare_snapshots(file.snapshot, snapshot)
    if any(change.table != META for change in changes):
        snapshot = msgspec.structs.replace(snapshot, meta=msgspec.structs.replace(snapshot.meta, updated=_today()))
    try:
        after = encode_store(snapshot, file.path)
    except StoreDataError as error:
        raise RecordRefusedError([(error.place, error.problem)]) from None
    found = tuple(_findings(after.snapshot, changes))
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        # What was wrong before does not stand in the way of a change, as that may be the first step of its mending.
        known = {(one.place, one.message) for one in _findings(file.snapshot, changes)}
        errors = [one for one in errors if (one.place, one.message) not in known]
    if errors:
        raise RecordRefusedError([(one.place, one.message) for one in errors])
    return Edit(
        before=file, after=after, changes=changes, warnings=tuple(f"{one.place}: {one.message}" for one in found)
    )


class _Found(NamedTuple):
    """What a rule found: how bad it is, where, and what."""

    severity: Severity
    place: str
    message: str


def _findings(snapshot: Snapshot, changes: Sequence[RecordChange]) -> Iterator[_Found]:
    """Yield the errors and warnings of the records that are new or different."""
    changed = {(change.table, change.id) for change in changes if change.new is not None}
    if not changed:
        return
    today = date.today()  # noqa: DTZ011  (the day on which the user's calendar stands)
    ids = {name: snapshot.table(name) for name in RECORDS}
    examined = Examined(snapshot=_around(snapshot, changed), ids=ids, today=today)
    for rule in RULES.values():
        # What was just added is there to be used by the next one.
        if rule.severity is Severity.NOTE or rule.name.startswith("unused-"):
            continue
        for finding in rule.look(examined):
            # Of two facts that say the same, the finding may be about the other one.
            named = any(table == finding.table and f"“{key}”" in finding.message for table, key in changed)
            if (finding.table, finding.id) in changed or named:
                yield _Found(rule.severity, path_to(finding.table, finding.id, finding.field), finding.message)


def _around(snapshot: Snapshot, changed: Collection[tuple[str, str]]) -> Snapshot:
    """Return the records with only those facts that a rule may hold a changed one against: of its company or project.

    Nothing is told of other facts, and to look at all 789 takes most of the time of adding one.
    """
    facts = [snapshot.facts[key] for table, key in changed if table == "facts" and key in snapshot.facts]
    companies, projects = {fact.company for fact in facts}, {fact.project for fact in facts} - {None}
    near = {key: fact for key, fact in snapshot.facts.items() if fact.company in companies or fact.project in projects}
    return msgspec.structs.replace(snapshot, facts=near)


def save_edit(edit: Edit) -> StoreFile:
    """Write what was planned, if the store is still what was read.

    Raises:
        ReadOnlyStoreError, StoreChangedError, StoreLockedError, OutputError: As `save_store`.
    """
    if not edit.changes:
        return edit.before
    saved = save_store(edit.before, edit.after.snapshot)
    keep_index(edit.before, saved, edit.changes)
    return saved


def keep_index(before: StoreFile, after: StoreFile, changes: Sequence[RecordChange] | None = None) -> None:
    """Let the index of a store that was written follow, if it has one; else the next question makes it anew.

    Ctrl-C cuts it short, and no more than it: the store is written.
    """

    def follow_change() -> None:
        from cpecfacts.index.updating import follow  # only a large store has an index

        made = compare_snapshots(before.snapshot, after.snapshot) if changes is None else changes
        follow(after.path, before.digest, after.digest, after.snapshot.meta, made)

    if is_worth_indexing([after.path]):
        do_unless_interrupted(follow_change)


def change_store(file: StoreFile, change: Callable[[Snapshot], Snapshot], *, dry_run: bool = False) -> Edit:
    """Plan a change that waits for nobody, and write it unless `dry_run`; on what others have written meanwhile, too.

    Raises:
        RecordRefusedError: As `plan_edit`.
        ReadOnlyStoreError, StoreLockedError, OutputError: As `save_store`.
        Exception: Whatever `change` raises; then nothing was written.
    """
    refuse_packaged(file.path)
    for _ in range(_TRIES):
        edit = plan_edit(file, change(file.snapshot))
        if dry_run:
            return edit
        try:
            save_edit(edit)
        except StoreChangedError:
            file = read_store(file.path)
        else:
            return edit
    raise StoreChangedError(str(file.path))


def replace_record(snapshot: Snapshot, table: str, old_id: str, record: Record) -> Snapshot:
    """Return the snapshot with a record in place of another; references follow a new id."""
    if record.id == old_id:
        return put_record(snapshot, table, record)
    return rename_record(snapshot, table, old_id, record)


def remove_record(snapshot: Snapshot, table: str, record_id: str) -> Snapshot:
    """Return the snapshot without a record.

    Raises:
        StillReferredToError: Others refer to it.
    """
    found = referrers(snapshot, table, record_id)
    if found:
        raise StillReferredToError(record_id, [reference.id for reference in found])
    return drop_record(snapshot, table, record_id)


def table_of(record: Record) -> str:
    """Return the table that a record stands in."""
    return next(name for name, kind in RECORDS.items() if isinstance(record, kind))


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011  (the day on which the user's calendar stands)
