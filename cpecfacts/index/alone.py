"""One process at a time that writes an index: who builds it, and who changes it where it lies."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from cpecfacts.progress import work

_LOCK = ".lock"
_LOOKS_EVERY = 1.0  # seconds between two looks at whether the other one gets on


class StuckError(Exception):
    """Who holds the lock of an index does not get on: it was stopped, or hangs."""


@contextmanager
def alone(location: Path, patience: float) -> Iterator[bool]:
    """Hold the lock of an index, if it can be had in so many seconds; tell whether it is held.

    Nobody has it where the system has no locks. The lock file stays: two who wait would lock two files otherwise.
    """
    lock = _lock_of(location)
    with contextlib.suppress(Timeout, OSError, NotImplementedError):
        lock.acquire(timeout=patience, poll_interval=0.1)
    try:
        yield lock.is_locked
    finally:
        lock.release()


@contextmanager
def alone_in_turn(location: Path, title: str, patience: float) -> Iterator[bool]:
    """Hold the lock of an index as soon as others are done with it; tell whether it is held, as `alone` does.

    However long they take, they are waited for while they get on: while what they write grows or changes.

    Raises:
        StuckError: Nothing did for `patience` seconds.
    """
    lock = _lock_of(location)
    try:
        with contextlib.suppress(OSError, NotImplementedError):
            try:
                lock.acquire(timeout=0)
            except Timeout:
                with work(title):
                    _wait_for(lock, location, patience)
        yield lock.is_locked
    finally:
        lock.release()


def _lock_of(location: Path) -> FileLock:
    return FileLock(location.with_name(f"{location.name}{_LOCK}"))


def _wait_for(lock: FileLock, location: Path, patience: float) -> None:
    seen, since = _written(location), time.monotonic()
    while not lock.is_locked:
        try:
            lock.acquire(timeout=min(_LOOKS_EVERY, patience), poll_interval=0.1)
        except Timeout:
            now = _written(location)
            if now != seen:
                seen, since = now, time.monotonic()
            elif time.monotonic() - since >= patience:
                raise StuckError from None


def _written(location: Path) -> set[tuple[str, int, int]]:
    """Return names, sizes and times of all that is written for an index: its parts, itself, its journal."""
    written = set()
    for file in location.parent.glob(f"{location.name}*"):
        with contextlib.suppress(OSError):  # it is gone by now
            if not file.name.endswith(_LOCK):  # who waits touches that
                stat = file.stat()
                written.add((file.name, stat.st_size, stat.st_mtime_ns))
    return written
