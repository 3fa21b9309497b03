"""What the commands that change a store share: a store of one's own, the way of a change to it and to the reader."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from cpecfacts.cli.diagnostics import note
from cpecfacts.cli.editor import edit_draft, keep_draft
from cpecfacts.cli.options import Output
from cpecfacts.cli.outlet import Outlet
from cpecfacts.cli.session import Session
from cpecfacts.cli.sink import show
from cpecfacts.curating.changes import RecordChange, apply_changes, put_record
from cpecfacts.curating.drafts import draft_of, read_draft
from cpecfacts.curating.forms import NOUNS
from cpecfacts.curating.references import with_needed
from cpecfacts.curating.template import write_template
from cpecfacts.editing import Edit, change_store, plan_edit, refuse_shipped, replace_record, table_of
from cpecfacts.errors import (
    AmbiguousNameError,
    InvalidValueError,
    RefusedError,
    StoreChangedError,
    UnknownIdError,
)
from cpecfacts.library import Library
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Snapshot
from cpecfacts.render.setting import Format
from cpecfacts.reports.changes import changes_report, count_changes
from cpecfacts.reports.new_store import new_store_report
from cpecfacts.store.layers import read_layers
from cpecfacts.store.location import choose_stores
from cpecfacts.store.reader import StoreFile


class Desk(Session):
    """One run of a command that changes a store."""

    def __init__(self, output: Output, command: str, *, dry_run: bool) -> None:
        refuse_shipped(output.store or ())  # who may not write need not type first
        Outlet.__init__(self, output)
        layers = read_layers(choose_stores(output.store))
        self.library = Library(layers)
        self.file = layers.files[-1]
        self.command = command
        self.dry_run = dry_run

    def record(self, name: str) -> Record:
        """Return the record that an id, a name or a unique beginning means; of rates the id."""
        rates = self.library.snapshot.rates
        return self._own(rates.get(name.removeprefix("rate:")) or self.library.record(name))

    def whole_record(self, name: str) -> Record:
        """Return the record with an id, `source:ID` where several tables have it; what goes is named in full.

        Raises:
            UnknownIdError: There is none.
            AmbiguousNameError: There are several.
        """
        noun, colon, rest = name.partition(":")
        snapshot = self.library.snapshot
        tables = {noun: NOUNS[noun]} if colon and noun in NOUNS else NOUNS
        key = rest if tables is not NOUNS else name
        found = {noun: record for noun, table in tables.items() if (record := snapshot.table(table).get(key))}
        if len(found) > 1:
            raise AmbiguousNameError("record", key, [f"{noun}:{key}" for noun in found])
        if not found:
            raise UnknownIdError(name, [self.library.record(name).id])
        return self._own(next(iter(found.values())))

    def change(self, change: Callable[[Snapshot], Snapshot]) -> Edit:
        """Make a change and write it, unless it is a dry run."""
        return change_store(self.file, change, dry_run=self.dry_run)

    def wide(self, store: Snapshot) -> Snapshot:
        """Return what a store and those below it hold together."""
        if len(self.library.paths) == 1:
            return store
        below = self.library.snapshot
        mine = self.file.snapshot
        tables = {
            name: {key: record for key, record in below.table(name).items() if key not in mine.table(name)}
            | dict(store.table(name))
            for name in RECORDS
        }
        return msgspec.structs.replace(store, **{name: dict(sorted(table.items())) for name, table in tables.items()})

    def _own(self, record: Record) -> Record:
        """Return a record if it stands in the store that is changed.

        Raises:
            RefusedError: It stands in one below.
        """
        if record.id not in self.file.snapshot.table(table_of(record)):
            raise RefusedError(f"{record.id} stands in a store below {self.file.path}, and only that one is changed")
        return record

    def add(self, table: str, draft: Mapping[str, Any], beside: Sequence[RecordChange] = ()) -> Edit:
        """Add the record that a draft stands for, and records beside it that it needs."""
        return self.change(lambda store: self._with_draft(store, table, draft, beside))

    def keep(self, noun: str, draft: Mapping[str, Any], beside: Sequence[RecordChange]) -> None:
        """Keep what somebody has typed in files, as it cannot be written."""
        nouns = {table: word for word, table in NOUNS.items()}
        typed = [(nouns[change.table], draft_of(change.new)) for change in beside if isinstance(change.new, Record)]
        for word, one in (*typed, (noun, draft)):
            keep_draft(self._template(word, one), self.file.path.parent, self._again(word))

    def preview(self, table: str, draft: Mapping[str, Any], beside: Sequence[RecordChange]) -> None:
        """Show on stderr what would be added."""
        edit = plan_edit(self.file, self._with_draft(self.file.snapshot, table, draft, beside))
        show(changes_report(self.command, edit.changes, description=""))
        for warning in edit.warnings:
            note(warning)

    def _with_draft(
        self, store: Snapshot, table: str, draft: Mapping[str, Any], beside: Sequence[RecordChange]
    ) -> Snapshot:
        """Return a store with the record that a draft stands for, and with all that it refers to."""
        larger = apply_changes(store, beside) if beside else store
        wide = self.wide(larger)
        return with_needed(put_record(larger, table, read_draft(table, draft, wide)), wide)

    def replace(self, record: Record, draft: Mapping[str, Any]) -> Edit:
        """Put what a draft stands for in the place of a record, if nobody has changed that meanwhile."""
        table = table_of(record)

        def change(store: Snapshot) -> Snapshot:
            if store.table(table).get(record.id) != record:
                raise StoreChangedError(str(self.file.path))
            wide = self.wide(store)
            new = read_draft(table, draft, wide, replacing=record.id)
            return with_needed(replace_record(store, table, record.id, new), wide)

        return self.change(change)

    def add_in_editor(
        self, noun: str, draft: Mapping[str, Any], kept: Path | None, beside: Sequence[RecordChange] = ()
    ) -> Edit | None:
        """Let the user fill in a record in the editor, from a draft that may be empty or was kept in a file."""
        return edit_draft(
            self._template(noun, draft) if kept is None else _read(kept),
            lambda typed: self.add(NOUNS[noun], typed, beside),
            self.file.path.parent,
            changed=bool(draft) or kept is not None,
            command=self._again(noun),
        )

    def replace_in_editor(self, record: Record, kept: Path | None) -> Edit | None:
        """Let the user change a record in the editor."""
        table = table_of(record)
        heading = f"{record.id} in {self.file.path}. References follow a new id."
        text = write_template(table, draft_of(record), heading) if kept is None else _read(kept)
        return edit_draft(
            text,
            lambda typed: self.replace(record, typed),
            self.file.path.parent,
            changed=kept is not None,
            command=self._again(record.id),
        )

    def _template(self, noun: str, draft: Mapping[str, Any]) -> str:
        return write_template(NOUNS[noun], draft, f"A new {noun} for {self.file.path}.")

    def _again(self, what: str) -> str:
        """Return the command line with which to go on from a draft."""
        stores = "".join(f" --store {shlex.quote(str(path))}" for path in self.output.store or ())
        return f"cpecfacts {self.command} {what}{stores}"

    def tell(self, edit: Edit | None, *, seen: bool = False) -> None:
        """Show what was changed, or say that nothing was; `seen` tells that the user has seen it on the terminal."""
        changes = () if edit is None else edit.changes
        sentence = f"{count_changes(changes)} in {self.file.path}" if changes else "nothing was changed"
        if changes and self.dry_run:
            sentence = f"would change: {sentence}; nothing was written"
        warnings = () if edit is None else edit.warnings
        report = changes_report(self.command, changes, description=sentence, warnings=warnings)
        if not (seen and self.format is Format.TABLE and self.output.output is None and sys.stdout.isatty()):
            self.emit(report, noun=None)
        if self.format is not Format.JSON:
            note(sentence)


def tell_new_store(file: StoreFile, output: Output) -> None:
    """Show what a new store holds, and say how to use it."""
    session = Session(output._replace(store=[file.path], no_index=True))
    session.emit(new_store_report(file), noun=None)
    if session.format is not Format.JSON:
        note(f"to use it: --store {shlex.quote(str(file.path))}, or CPECFACTS_STORE={shlex.quote(str(file.path))}")


def _read(path: Path) -> str:
    """Return the text of a draft that was kept."""
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise InvalidValueError("--draft", str(path), f"a file ({(error.strerror or str(error)).lower()})") from None
