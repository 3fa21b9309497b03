"""One process at a time that writes an index: who builds it, and who changes it where it lies."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def alone(location: Path, patience: float) -> Iterator[bool]:
    """Hold the lock of an index, if it can be had in so many seconds; tell whether it is held.

    Nobody has it where the system has no locks. The lock file stays: two who wait would lock two files otherwise.
    """
    lock = FileLock(location.with_name(f"{location.name}.lock"))
    with contextlib.suppress(Timeout, OSError, NotImplementedError):
        lock.acquire(timeout=patience, poll_interval=0.1)
    try:
        yield lock.is_locked
    finally:
        lock.release()
