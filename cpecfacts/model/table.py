"""Tables that are too large to be held: records are fetched when they are asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import TypeVar

from cpecfacts.model.record import Record

_R = TypeVar("_R", bound=Record)


class FetchedTable(Mapping[str, _R], ABC):
    """A table of a snapshot that lies elsewhere, in the order of its ids; whoever walks through it holds one record."""

    @abstractmethod
    def ids_beginning(self, text: str) -> Iterable[str]:
        """Return the ids that begin with a text, in their order."""


def ids_beginning(table: Mapping[str, Record], text: str) -> Iterable[str]:
    """Return the ids of a table that begin with a text, in their order."""
    if isinstance(table, FetchedTable):
        return table.ids_beginning(text)
    return [record_id for record_id in table if record_id.startswith(text)]
