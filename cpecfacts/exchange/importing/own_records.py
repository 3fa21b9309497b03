"""Our own JSON to records: a store, an answer of `--json`, a list of records, or JSON Lines of them."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

import msgspec

from cpecfacts.analysis.companies import CompanySummary
from cpecfacts.errors import ImportDataError, StoreDataError
from cpecfacts.exchange.importing.additions import Tables, empty_tables, overlaid, references_of
from cpecfacts.exchange.importing.fact_maker import default_id
from cpecfacts.exchange.importing.input_file import InputFile
from cpecfacts.exchange.importing.json_rows import objects_of, read_json, unwrapped
from cpecfacts.exchange.importing.plan import (
    Plan,
    Progress,
    Refusal,
    differing_fields,
    with_progress,
)
from cpecfacts.exchange.importing.record_fields import build_record
from cpecfacts.exchange.importing.rows import Row, RowError, Table
from cpecfacts.exchange.importing.soundness import refuse_unsound
from cpecfacts.model.fact import Fact
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Snapshot
from cpecfacts.reports.items import FactItem, MeasureItem, ProjectItem, SourceItem
from cpecfacts.store.codec import decode_store

_META = "meta"
_CARDS = {
    "fact": "facts",
    "organization": "organizations",
    "project": "projects",
    "measure": "measures",
    "source": "sources",
}
_ITEMS: dict[str, type[msgspec.Struct]] = {
    "organizations": CompanySummary,
    "facts": FactItem,
    "projects": ProjectItem,
    "measures": MeasureItem,
    "sources": SourceItem,
}
# Fields that only records of one table have, and that are never left out.
_TELLING = {
    "statement": "facts",
    "publisher": "sources",
    "shape": "measures",
    "summary": "projects",
    "base": "rates",
    "type": "organizations",
}


def read_own_records(file: InputFile) -> Table:
    """Return the records of a file as rows that have them as `original`; they have no columns.

    Raises:
        ImportDataError: It is no JSON, or JSON without records.
    """
    content = read_json(file.data, file.path)
    if content.lines is None and _is_store(content.whole):
        return _rows_of_store(file)
    values = [value for value in objects_of(content, file.path) if not _is_meta(value.value)]
    rows = [Row(value.line, (), value.value, value.problem) for value in values]
    return Table((), rows, len(rows), f"records in {content.about}", is_json=True)


def _is_store(value: Any) -> bool:
    return isinstance(value, dict) and _META in value and "facts" in value


def _is_meta(value: Any) -> bool:
    """Whether an object tells of the file and is no record of it, as the first line of an export does."""
    return isinstance(value, dict) and value.get("table") == _META


def _rows_of_store(file: InputFile) -> Table:
    try:
        snapshot = decode_store(file.data, file.path)
    except StoreDataError as error:
        raise ImportDataError(file.path, error.place, error.problem) from None
    found = [
        {"table": name, **msgspec.to_builtins(record)} for name in RECORDS for record in snapshot.table(name).values()
    ]
    rows = [Row(number, (), fields) for number, fields in enumerate(found, start=1)]
    return Table((), rows, len(rows), "a store", is_json=True)


class _Given(NamedTuple):
    """A record of the file and the row that it comes from."""

    table: str
    record: Record
    row: Row


def plan_own_records(table: Table, snapshot: Snapshot, progress: Progress | None = None) -> Plan:
    """Return what the records of a file add to a store.

    A record that the store has already must be the same, or its row is refused; so are records that refer to something
    which neither the store nor the file has.
    """
    refusals: list[Refusal] = []
    given: list[_Given] = []
    rows = present = 0
    additions: Tables = empty_tables()
    for row in with_progress(table, progress):
        rows += 1
        try:
            name, record = _record_of(row)
            stored = snapshot.table(name).get(record.id)
            before = additions[name].get(record.id)
            _refuse_another(name, record, stored, "the store has")
            _refuse_another(name, record, before, "an earlier row has")
        except RowError as error:
            refusals.append(Refusal(line=row.line, reason=str(error), row=row))
            continue
        if stored is not None or before is not None:
            present += 1
        else:
            additions[name][record.id] = record
            given.append(_Given(name, record, row))
    refusals += _refuse_unsound(given, additions, snapshot)
    return Plan(
        additions=additions,
        rows=rows,
        left_out=0,
        present=present,
        refusals=tuple(sorted(refusals, key=lambda refusal: refusal.line)),
    )


def _refuse_another(table: str, record: Record, other: Record | None, whose: str) -> None:
    """Raise if another record has the id already.

    Raises:
        RowError: It has; with the fields that differ.
    """
    if other is not None and other != record:
        raise RowError(f"{whose} “{record.id}” already, with another {differing_fields(table, other, record)}")


def _refuse_unsound(given: list[_Given], additions: Tables, snapshot: Snapshot) -> list[Refusal]:
    """Take out of the additions what is not sound, and then what referred to it, until all the rest is."""
    refusals: list[Refusal] = []
    view = overlaid(snapshot, additions)
    waiting = given
    while True:
        sound: list[_Given] = []
        for one in waiting:
            try:
                refuse_unsound(one.record, view)
            except RowError as error:
                refusals.append(Refusal(line=one.row.line, reason=str(error), row=one.row))
                del additions[one.table][one.record.id]
                continue
            sound.append(one)
        if len(sound) == len(waiting):
            return refusals
        # Only what refers to something can have become unsound.
        waiting = [one for one in sound if any(name is not None for _, name in references_of(one.record))]


def _record_of(row: Row) -> tuple[str, Record]:
    """Return the table and the record of a row.

    Raises:
        RowError: It is none.
    """
    if row.problem is not None:
        raise RowError(row.problem)
    fields = unwrapped(row.original)
    card = fields.get("record")
    if isinstance(card, str) and card in _CARDS and isinstance(fields.get(card), dict):
        name, fields = _CARDS[card], dict(fields[card])
    else:
        name = _table_of(fields)
    derived = _derived_fields(name)
    known = {key: value for key, value in fields.items() if key not in derived and key != "table"}
    record = build_record(name, known)
    if not record.id and isinstance(record, Fact):
        content = msgspec.json.encode(record, order="sorted")
        digest = hashlib.blake2b(content, digest_size=4).hexdigest()
        record = msgspec.structs.replace(record, id=default_id(record, digest))
    return name, record


def _table_of(fields: dict[str, Any]) -> str:
    named = fields.get("table")
    if isinstance(named, str):
        if named in RECORDS:
            return named
        raise RowError(f"there is no table “{named[:40]}”; there are {', '.join(RECORDS)}")
    for field, table in _TELLING.items():
        if field in fields:
            return table
    raise RowError(
        "it is no record of ours (a fact has a statement, a source a publisher); other files need a --mapping"
    )


def _derived_fields(table: str) -> set[str]:
    """Return what answers have besides the stored fields of a record."""
    item = _ITEMS.get(table)
    if item is None:
        return set()
    stored = {field.encode_name for field in msgspec.structs.fields(RECORDS[table])}
    return {field.encode_name for field in msgspec.structs.fields(item)} - stored
