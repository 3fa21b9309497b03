"""Whether a record is one that the store could have, before it is put there."""

from __future__ import annotations

from collections.abc import Callable

from cpecfacts.exchange.importing.rows import RowError
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Snapshot
from cpecfacts.store.references import flaws_beside

Check = Callable[[Record], None]
"""Raises a RowError for a record that is not sound."""

_TABLES = {record: table for table, record in RECORDS.items()}


def refuse_unsound(record: Record, view: Snapshot) -> None:
    """Check the id, the dates and the references of a record against the store that it is to be put into.

    Raises:
        RowError: With the field and what is wrong.
    """
    for flaw in flaws_beside(record, _TABLES[type(record)], view):
        raise RowError(f"{flaw.field}: {flaw.problem}")
