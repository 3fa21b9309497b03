"""What an import would do to a store: worked out first, row by row, and done at once or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from cpecfacts.curating.changes import RecordChange
from cpecfacts.exchange.importing.additions import Tables, needed_with, overlaid
from cpecfacts.exchange.importing.mapped_rows import MappedRows
from cpecfacts.exchange.importing.organization_names import Unmatched
from cpecfacts.exchange.importing.rows import Row, RowError, Table
from cpecfacts.exchange.importing.soundness import refuse_unsound
from cpecfacts.model.fact import Fact
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Snapshot

EVERY = 500
"""Rows between two signs of progress."""

Progress = Callable[[int, int], None]
"""Is told how many rows are done, and of about how many."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A row that cannot be imported, and why."""

    line: int
    reason: str
    row: Row


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be added, and what became of every row.

    `rows` counts all; of these `left_out` are not among those that the mapping chooses, and `refusals` tells of those
    that cannot be imported. `present` counts records that the store has already, or that an earlier row gave too.
    """

    additions: Tables
    rows: int
    left_out: int
    present: int
    refusals: tuple[Refusal, ...]
    unmatched: tuple[Unmatched, ...] = ()

    @property
    def adds_nothing(self) -> bool:
        """Whether the store stays as it is."""
        return not any(self.additions.values())


def plan_rows(table: Table, mapped: MappedRows, snapshot: Snapshot, progress: Progress | None = None) -> Plan:
    """Return what the rows of a table add to a store.

    A fact whose id the store has is never written again. Where the id holds the digest of its row, the row was imported
    before, and what was edited since stays; else the fact must be the same, or the row is refused.
    """
    added: dict[str, Fact] = {}
    lines: dict[str, int] = {}
    refusals: list[Refusal] = []
    rows = left_out = present = 0
    view = overlaid(snapshot, mapped.offered)
    for row in with_progress(table, progress):
        rows += 1
        try:
            if row.problem is None and not mapped.wants(row):
                left_out += 1
                continue
            facts = mapped.facts_of(row)
            new = [fact for fact in facts if not _is_present(fact, row, snapshot, added, lines, mapped)]
            for fact in new:
                refuse_unsound(fact, view)
        except RowError as error:
            refusals.append(Refusal(line=row.line, reason=str(error), row=row))
            continue
        present += len(facts) - len(new)
        added.update((fact.id, fact) for fact in new)
        lines.update((fact.id, row.line) for fact in new)
    return Plan(
        additions=needed_with(added.values(), mapped.offered),
        rows=rows,
        left_out=left_out,
        present=present,
        refusals=tuple(refusals),
        unmatched=mapped.organizations.unmatched(),
    )


def with_progress(table: Table, progress: Progress | None) -> Iterable[Row]:
    """Yield the rows of a table and tell how far they are."""
    for done, row in enumerate(table.rows, start=1):
        yield row
        if progress is not None and done % EVERY == 0:
            progress(done, max(done, table.expected))


def differing_fields(table: str, old: Record, new: Record) -> str:
    """Return the fields in which two records differ, as the end of a sentence."""
    change = RecordChange(table=table, id=new.id, old=old, new=new)
    paths = [field.path for field in change.fields]
    return ", ".join(paths[:4]) + (f" and {len(paths) - 4} more" if len(paths) > 4 else "")


def _is_present(
    fact: Fact,
    row: Row,
    snapshot: Snapshot,
    added: dict[str, Fact],
    lines: dict[str, int],
    mapped: MappedRows,
) -> bool:
    """Whether the store or an earlier row has this very fact.

    Raises:
        RowError: One of them has its id for another fact.
    """
    before = added.get(fact.id)
    if before is not None and before != fact:
        where = differing_fields("facts", before, fact)
        raise RowError(f"gives the id “{fact.id}” to another fact than line {lines[fact.id]} does: {where}")
    stored = snapshot.facts.get(fact.id)
    if stored is not None and stored != fact and mapped.digest(row) not in fact.id:
        where = differing_fields("facts", stored, fact)
        raise RowError(f"the store has “{fact.id}” already, with another {where}")
    return before is not None or stored is not None
