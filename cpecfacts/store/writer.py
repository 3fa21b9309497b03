"""Records to bytes: the one door through which a store is changed.

A store is written whole, and only what reads as a sound store again takes the place of the old one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from cpecfacts.errors import OutputError, ReadOnlyStoreError, StoreChangedError
from cpecfacts.interruption import decisive_step
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.progress import work
from cpecfacts.store.atomic_file import remove_leftovers, replacing
from cpecfacts.store.codec import decode_store
from cpecfacts.store.layout import TABLES, canonical_bytes
from cpecfacts.store.location import packaged_store
from cpecfacts.store.lock import PATIENCE, locked
from cpecfacts.store.reader import StoreFile, read_bytes, read_store
from cpecfacts.store.upgrade import keep_older


def create_store(path: Path, snapshot: Snapshot) -> StoreFile:
    """Write a new store where there is no file yet.

    Raises:
        OutputError: There is one, or none can be written.
        StoreDataError: The records are no sound store; nothing was written.
    """
    file = encode_store(snapshot, path)
    with _writing(path, PATIENCE):
        if path.exists():
            raise OutputError(str(path), "there is a file of this name already")
        return replace_store(file, None)


def save_store(file: StoreFile, snapshot: Snapshot, patience: float = PATIENCE) -> StoreFile:
    """Write the records of a store that was read before, unless somebody has changed the file since.

    Raises:
        ReadOnlyStoreError: It is the store that comes with the program.
        StoreChangedError: The file is no longer what was read.
        StoreLockedError: Somebody else is writing, and was for `patience` seconds.
        StoreDataError: The records are no sound store; nothing was written.
        OutputError: It cannot be written; the old file is there as it was.
    """
    refuse_packaged(file.path)
    new = encode_store(snapshot, file.path)
    with _writing(file.path, patience):
        if read_bytes(file.path) != file.data:
            raise StoreChangedError(str(file.path))
        return replace_store(new, file.data)


def update_store(path: Path, change: Callable[[Snapshot], Snapshot], patience: float = PATIENCE) -> StoreFile:
    """Read, change and write a store with the lock held throughout: for a change that waits for nobody.

    Raises:
        ReadOnlyStoreError, StoreLockedError, StoreDataError, OutputError: As `save_store`.
        Exception: Whatever `change` raises; then nothing was written.
    """
    refuse_packaged(path)
    with _writing(path, patience):
        file = read_store(path)
        return replace_store(encode_store(change(file.snapshot), path), file.data)


def refuse_packaged(path: Path) -> None:
    """Raise if a file is the store that comes with the program, by whatever name.

    Raises:
        ReadOnlyStoreError: It is.
    """
    packaged = packaged_store()
    if path.exists() and packaged.exists() and path.samefile(packaged):
        raise ReadOnlyStoreError(str(path), shipped=True)


def encode_store(snapshot: Snapshot, path: Path) -> StoreFile:
    """Return a store in its canonical form as it will be read again; nothing is written.

    Raises:
        StoreDataError: It would be no sound store.
    """
    with work(f"Checking what is to be written to {path.name}"):
        data = canonical_bytes(_without_ids(snapshot))
        return StoreFile(path, decode_store(data, str(path), ours=True), data)


def _without_ids(snapshot: Snapshot) -> dict[str, object]:
    """Return the tables as the file has them: an id is the key of its record and no field of it."""
    tables: dict[str, object] = {"meta": snapshot.meta}
    for name in TABLES:
        tables[name] = {key: msgspec.structs.replace(record, id="") for key, record in snapshot.table(name).items()}
    return tables


def replace_store(file: StoreFile, replaced: bytes | None) -> StoreFile:
    """Put an encoded store in its place; the lock must be held. `replaced` are the bytes that stood there, if any.

    Raises:
        OSError: It cannot be written.
    """
    remove_leftovers(file.path)
    if replaced is not None:
        keep_older(file.path, replaced)
    with work(f"Writing {file.path.name}"), replacing(file.path, decisive_step) as out:
        out.write(file.data)
    return file


@contextmanager
def _writing(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock, and turn what the system refuses into our error."""
    try:
        with locked(path, patience):
            yield
    except OSError as error:
        raise OutputError(str(path), (error.strerror or str(error)).lower()) from None
