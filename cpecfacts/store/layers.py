"""Several stores as one: each sound on its own, laid over one another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from cpecfacts.errors import StoreDataError
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Meta, Snapshot
from cpecfacts.store.layout import FORMAT, TABLES
from cpecfacts.store.reader import StoreFile, digest_together, read_store


class Layers(msgspec.Struct, frozen=True, kw_only=True):
    """One or more stores that were read, the lowest first, and all their records."""

    files: tuple[StoreFile, ...]
    snapshot: Snapshot

    @classmethod
    def of(cls, file: StoreFile) -> Layers:
        """Return one store alone."""
        return cls(files=(file,), snapshot=file.snapshot)

    @property
    def path(self) -> Path:
        """The file that was read, of several the topmost."""
        return self.files[-1].path

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that were read, the lowest first."""
        return tuple(file.path for file in self.files)

    @property
    def digest(self) -> str:
        """BLAKE2b-256 in hexadecimal: of the file, of several files of their digests in this order."""
        return digest_together([file.digest for file in self.files])


def read_layers(paths: Sequence[Path]) -> Layers:
    """Read and check stores and lay them over one another; a store that is named twice counts once.

    Raises:
        StoreNotFoundError: One is not there, or may not be read.
        StoreDataError: One is not a sound store, or an id stands in two of them and means different things.
    """
    files = tuple(read_store(path) for path in dict.fromkeys(paths))
    if len(files) == 1:
        return Layers.of(files[0])
    tables: dict[str, Any] = {name: _union(name, files) for name in TABLES}
    return Layers(files=files, snapshot=Snapshot(meta=joined_meta([file.snapshot.meta for file in files]), **tables))


def _union(name: str, files: Sequence[StoreFile]) -> dict[str, Record]:
    """Return the records of a table in all stores, in the order of their ids.

    Raises:
        StoreDataError: Two stores have different records under one id.
    """
    union: dict[str, Record] = {}
    for file in files:
        table = file.snapshot.table(name)
        for key in union.keys() & table.keys():
            if union[key] != table[key]:
                lower = next(f.path for f in files if key in f.snapshot.table(name))
                problem = f"differs from the record of this id in {lower}; stores agree in what both of them have"
                raise StoreDataError(str(file.path), f"{name}.{key}", problem)
        union.update(table)
    return dict(sorted(union.items()))


def joined_meta(metas: Sequence[Meta]) -> Meta:
    """Return what stores say of themselves together: all titles and licences, the latest date."""
    return Meta(
        format=FORMAT,
        title=_joined([meta.title for meta in metas]),
        licence=_joined([meta.licence for meta in metas]),
        updated=max((meta.updated for meta in metas if meta.updated is not None), default=None),
    )


def _joined(texts: Sequence[str | None]) -> str | None:
    known = dict.fromkeys(text for text in texts if text is not None)
    return " + ".join(known) or None
