"""Records that are to be added to a store, and the store with them."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable

import msgspec

from cpecfacts.model.fact import Fact
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.rate import Rate
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Snapshot

Tables = dict[str, dict[str, Record]]
"""Records by table and id."""


def empty_tables() -> Tables:
    """Return tables without a record."""
    return {name: {} for name in RECORDS}


def overlaid(snapshot: Snapshot, tables: Tables) -> Snapshot:
    """Return a view of a store with records laid over it: what is added to the tables later is seen too."""
    views = {name: ChainMap(tables[name], dict(snapshot.table(name))) for name in RECORDS}
    return msgspec.structs.replace(snapshot, **views)


def with_additions(snapshot: Snapshot, tables: Tables) -> Snapshot:
    """Return a store with the records that it does not have yet; those that it has stay as they are."""
    merged = {
        name: dict(sorted({**tables[name], **snapshot.table(name)}.items())) for name in RECORDS if tables.get(name)
    }
    return msgspec.structs.replace(snapshot, **merged)


def references_of(record: Record) -> Iterable[tuple[str, str | None]]:
    """Yield the table and id of everything that a record refers to; the id may be None."""
    match record:
        case Fact():
            yield from (("organizations", name) for name in record.companies)
            yield "projects", record.project
            yield "measures", record.measure
            for piece in record.evidence:
                yield "sources", piece.source
                yield "organizations", piece.asserted_by
        case Project():
            yield from (("organizations", name) for name in record.companies)
        case Organization():
            yield "organizations", record.parent
        case Rate():
            yield "sources", record.source
        case _:
            pass


def needed_with(facts: Iterable[Fact], offered: Tables) -> Tables:
    """Return the facts with those of the records offered that they refer to, directly or through others."""
    found = empty_tables()
    waiting: list[Record] = []
    for fact in facts:
        found["facts"][fact.id] = fact
        waiting.append(fact)
    while waiting:
        for table, name in references_of(waiting.pop()):
            record = None if name is None else offered[table].get(name)
            if record is not None and record.id not in found[table]:
                found[table][record.id] = record
                waiting.append(record)
    return found
