"""Whether a record is one that the store could have, before it is put there."""

from __future__ import annotations

from collections.abc import Callable

from cpecfacts.errors import StoreDataError
from cpecfacts.exchange.importing.rows import RowError
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.store.references import refuse_bad_record

Check = Callable[[Record], None]
"""Raises a RowError for a record that is not sound."""


def refuse_unsound(record: Record, view: Snapshot) -> None:
    """Check the id, the dates and the references of a record against the store that it is to be put into.

    Raises:
        RowError: With the field and what is wrong.
    """
    try:
        refuse_bad_record(record, view, "")
    except StoreDataError as error:
        raise RowError(f"{error.place}: {error.problem}") from None
