"""One writer of a store at a time, across processes; readers need no lock, as files are replaced whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from cpecfacts.errors import StoreLockedError

PATIENCE = 5.0  # seconds; a write takes a small part of one


def lock_path(path: Path) -> Path:
    """Return the file that is locked for a store: beside the real file, so that all its names share one lock.

    It stays there when the lock is gone. Removing it would let two waiting writers lock two different files.
    """
    target = Path(os.path.realpath(path))
    return target.with_name(f".{target.name}.lock")


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock on a store for the length of the block. The system lets go of it when the process dies.

    Raises:
        StoreLockedError: Somebody else still held it after `patience` seconds; the error has the process id.
        OSError: The lock file cannot be made.
    """
    file = lock_path(path)
    if not file.parent.is_dir():  # filelock would make the folder
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file.parent))
    lock = FileLock(file, timeout=patience)
    try:
        lock.acquire(poll_interval=0.02)
    except Timeout:
        raise StoreLockedError(str(path), _holder(file)) from None
    try:
        file.write_text(f"{os.getpid()}\n", encoding="ascii")
        yield
    finally:
        lock.release()


def _holder(file: Path) -> int | None:
    """Return the process that wrote its id into the lock file; None if it had not come so far."""
    try:
        return int(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
