"""The store as a TinyDB database.

Reading for the commands goes from bytes to typed records directly (`store.codec`): through TinyDB the same takes
five times as long, for plain dictionaries. Whoever wants TinyDB's own queries gets the very same file here, and a
writer has its place to begin.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NoReturn

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from cpecfacts.errors import ReadOnlyStoreError
from cpecfacts.store.location import choose_store
from cpecfacts.store.reader import read_store


class SluggedTable(Table):
    """A table whose document ids are our slugs, not TinyDB's numbers."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB asks for any callable, its annotation for int

    def _get_next_id(self) -> int:
        """Refuse to insert, before TinyDB looks for the next number; `store.atomic_json` has the table for writers."""
        raise ReadOnlyStoreError(str(getattr(self._storage, "path", "the store")))


class StoreDatabase(TinyDB):
    """TinyDB on a store."""

    table_class = SluggedTable


class ReadOnlyStorage(Storage):
    """Reads a store with all its checks, and refuses to write."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the six tables; `meta` is not one of them, as it has no documents."""
        tables: dict[str, dict[str, Any]] = msgspec.json.decode(read_store(self.path).data)
        return {name: table for name, table in tables.items() if name != "meta"}

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:
        """Refuse.

        Raises:
            ReadOnlyStoreError: Always.
        """
        del data
        raise ReadOnlyStoreError(str(self.path))


def open_database(path: str | os.PathLike[str] | None = None) -> TinyDB:
    """Open a store, by default the one that `choose_store` finds, as a read-only TinyDB database."""
    return StoreDatabase(choose_store(path), storage=ReadOnlyStorage)
