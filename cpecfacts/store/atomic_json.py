"""A TinyDB storage that cannot lose a store: checked, locked, and replaced only when complete."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage

from cpecfacts.errors import InvalidValueError
from cpecfacts.store.codec import decode_store
from cpecfacts.store.layout import TABLES, canonical_bytes
from cpecfacts.store.lock import PATIENCE, locked
from cpecfacts.store.reader import StoreFile, read_bytes
from cpecfacts.store.tiny import SluggedTable
from cpecfacts.store.writer import refuse_packaged, replace_store


class AtomicJsonStorage(Storage):
    """Reads and writes a store that exists, as the only writer from opening to closing.

    Every write is a whole new file: put in canonical form, read back with all checks, forced to the disk and then put
    in the place of the old one. `meta` is no table; it is kept as it was.

    Raises:
        ReadOnlyStoreError: It is the store that comes with the program.
        StoreNotFoundError: There is no such file.
        StoreLockedError: Somebody else is writing, and was for `patience` seconds.
    """

    def __init__(self, path: str | os.PathLike[str], patience: float = PATIENCE) -> None:
        self.path = Path(path)
        refuse_packaged(self.path)
        read_bytes(self.path)  # a lock file beside a store that does not exist would be litter
        self._lock = locked(self.path, patience)
        self._lock.__enter__()

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the six tables.

        Raises:
            StoreDataError: The file is not a sound store.
        """
        return {name: table for name, table in self._parse(read_bytes(self.path)).items() if name in TABLES}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the six tables.

        Raises:
            StoreDataError: They are no sound store; nothing was written.
            OSError: The file cannot be written; the old one is there as it was.
        """
        replaced = read_bytes(self.path)
        tables = {"meta": self._parse(replaced)["meta"], **{name: data.get(name, {}) for name in (*TABLES, *data)}}
        written = canonical_bytes(tables)
        replace_store(StoreFile(self.path, decode_store(written, str(self.path), ours=True), written), replaced)

    def close(self) -> None:
        """Let go of the lock."""
        self._lock.__exit__(None, None, None)

    def _parse(self, data: bytes) -> dict[str, dict[str, Any]]:
        decode_store(data, str(self.path))
        tables: dict[str, dict[str, Any]] = msgspec.json.decode(data)
        return tables


class WritableTable(SluggedTable):
    """A table whose documents are inserted under our slugs."""

    def _get_next_id(self) -> int:
        """Refuse to make up an id.

        Raises:
            InvalidValueError: Always; insert `tinydb.table.Document(fields, doc_id="our-slug")`.
        """
        raise InvalidValueError("document without an id", str(self.name), "a Document with our slug as its doc_id")


class WritableDatabase(TinyDB):
    """TinyDB on a store of one's own."""

    table_class = WritableTable


def open_for_writing(path: str | os.PathLike[str], patience: float = PATIENCE) -> TinyDB:
    """Open a store of one's own as a TinyDB database; nobody else writes to it until it is closed."""
    return WritableDatabase(path, patience, storage=AtomicJsonStorage)
