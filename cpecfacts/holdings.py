"""An open store: its files, its records and their names."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from cpecfacts.errors import UnknownIdError
from cpecfacts.model.fact import Fact
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.names import Names, near_names
from cpecfacts.store.layers import Layers, read_layers
from cpecfacts.store.location import choose_stores, is_worth_indexing

if TYPE_CHECKING:
    from cpecfacts.index.holding import IndexedStore
    from cpecfacts.store.reader import StoreFile


class Holdings:
    """What one store, or several laid over one another, hold; `Library` answers questions about it.

    It is read, or known by its index: then records are fetched when they are asked for, and whatever needs the store
    itself (`file`) reads it there and then.
    """

    def __init__(self, store: Layers | IndexedStore, without_index: str | None = None) -> None:
        self._store = store
        self.without_index = without_index
        """Why a large store was read although an index would answer sooner: what the system says; else None."""

    @classmethod
    def open(
        cls,
        *paths: str | os.PathLike[str] | None,
        index: bool | None = None,
    ) -> Self:
        """Open a store: the path given, else the one named by `CPECFACTS_STORE`, else the one of the package.

        Several are laid over one another, the lowest first; `shipped` is the one of the package. Each is a sound store
        on its own, and what stands in two of them is the same in both.

        Large stores are answered by an index (docs/index.md), which is made at the first time: `index` says whether;
        unless it does, the size of the stores and `CPECFACTS_NO_INDEX` do. Answers are the same either way. Where
        no index can be kept, the store is read, and `without_index` tells why.

        Raises:
            StoreNotFoundError: There is no such file, or it may not be read.
            StoreDataError: It is not a sound store, or differs from another one; the error names the place.
        """
        chosen = choose_stores([path for path in paths if path is not None])
        if is_worth_indexing(chosen) if index is None else index:
            from cpecfacts.index.holding import IndexedStore  # sqlite3 takes as long to import as a small store to read

            indexed = IndexedStore.open(chosen)
            if isinstance(indexed, IndexedStore):
                return cls(indexed)
            return cls(read_layers(chosen), without_index=indexed)
        return cls(read_layers(chosen))

    def close(self) -> None:
        """Close the index of the store, if it is one that was opened by its index.

        Until then the index stays as it was, and changes of the store leave it to be made anew (docs/index.md).
        """
        if self._indexed is not None:
            self._indexed.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def _layers(self) -> Layers:
        return self._store if isinstance(self._store, Layers) else read_layers(self._store.paths)

    @property
    def _indexed(self) -> IndexedStore | None:
        return None if isinstance(self._store, Layers) else self._store

    @property
    def file(self) -> StoreFile:
        """The file as it is read, of several the topmost: the one that is changed."""
        return self._layers.files[-1]

    @property
    def path(self) -> Path:
        """The file that was read, of several the topmost."""
        return self._store.path

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that were read, the lowest first."""
        return self._store.paths

    @property
    def digest(self) -> str:
        """BLAKE2b-256 of the file that was read, in hexadecimal; of several, of their digests in this order."""
        return self._store.digest

    @property
    def snapshot(self) -> Snapshot:
        """All records of the store."""
        return self._store.snapshot

    @cached_property
    def names(self) -> Names:
        """The names of the store, for looking up what people type."""
        return Names(self.snapshot) if self._indexed is None else self._indexed.names

    def fact(self, fact_id: str) -> Fact:
        """Return one fact.

        Raises:
            UnknownIdError: No fact has this id; the error has the nearest ids.
        """
        found = self.snapshot.facts.get(fact_id)
        if found is None:
            raise UnknownIdError(fact_id, near_names(fact_id, self.names.facts))
        return found

    def record(self, name: str) -> Record:
        """Return the fact, organization, project, measure or source that an id, a name or a unique beginning means.

        Raises:
            AmbiguousNameError: It means several.
            UnknownIdError: It means nothing.

        >>> Holdings.open().record("CMPak").id
        'zong'
        """
        from cpecfacts.query.lookup import look_up

        return look_up(name, self.snapshot, self.names)
