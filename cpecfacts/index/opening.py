"""The index of a store, used if it is right and made if it is not."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

import msgspec

from cpecfacts.errors import IndexDamagedError
from cpecfacts.index.alone import StuckError, alone, alone_in_turn
from cpecfacts.index.fingerprint import Fingerprint, renewed, stamp
from cpecfacts.index.place import journal_of, make_folder, obstacle_at, place_of
from cpecfacts.index.shared import open_shared
from cpecfacts.model.snapshot import Meta
from cpecfacts.progress import Advance, work
from cpecfacts.store.reader import digest_together

if TYPE_CHECKING:
    from cpecfacts.index.reading import Records

# What SQLite calls a file that is not what it wrote: SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB.
_DAMAGED = (10, 11, 26)
_opened: list[Path] = []

# Seconds for which another process that makes the same index may write nothing, and one more for so many bytes of the
# store: before it writes anything it has read them all. 4 s at 500 MB are the longest that was measured.
_PATIENCE = 10
_READ_IN_A_SECOND = 50_000_000

_SUFFIX = ".part"


class UnwritableCacheError(Exception):
    """An index cannot be kept: `reason` tells why. The store has to be read without one."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Index:
    """An open index; until it is closed it answers as it was when it was opened, whatever becomes of its file."""

    def __init__(self, connection: sqlite3.Connection, location: Path, facts: dict[str, Any]) -> None:
        self.connection = connection
        self.location = location
        self._facts = facts

    @classmethod
    def at(cls, location: Path) -> Self | None:
        """Open an index file; None if there is none, or none that can be read."""
        if not location.is_file():
            return None
        connection = open_shared(f"file:{quote(os.fsencode(location))}?mode=ro")
        try:
            # What is read belongs together: who changes the index where it lies waits for this to end, or does without.
            connection.execute("BEGIN")
            facts = dict(connection.execute("SELECT key, value FROM meta"))
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            size = pages * connection.execute("PRAGMA page_size").fetchone()[0]
            if size <= location.stat().st_size and "fingerprint" in facts:
                # Not as mapped memory: that is a tenth faster, but its pages count as memory of the process, up to the
                # size of the file, and whoever cuts the file short would kill it.
                return cls(connection, location, facts)
        except (sqlite3.DatabaseError, OSError):
            pass
        connection.close()
        return None

    @property
    def fingerprint(self) -> Fingerprint:
        """What it was built from."""
        return msgspec.json.decode(self._facts["fingerprint"], type=Fingerprint)

    @property
    def meta(self) -> Meta:
        """What the store says of itself."""
        return msgspec.json.decode(self._facts["store"], type=Meta)

    @property
    def digest(self) -> str:
        """BLAKE2b-256 of the store's file, of several of their digests, in hexadecimal."""
        return str(msgspec.json.decode(self._facts["digest"]))

    @property
    def seconds(self) -> float:
        """How long it took to build it."""
        return float(msgspec.json.decode(self._facts["seconds"]))

    def close(self) -> None:
        """Close it."""
        self.connection.close()


def open_index(paths: Sequence[Path]) -> Index:
    """Return the index of stores: the one that is there if it is right for them, else a new one.

    Raises:
        StoreNotFoundError: A store is not there, or may not be read.
        StoreDataError: A store is not sound, or two of them differ.
        UnwritableCacheError: A new one cannot be kept.
    """
    paths = list(dict.fromkeys(paths))
    location = place_of(paths)
    _opened.append(location)
    found = current_index(paths, location)
    return found if found is not None else build_index(paths, location)


def damage_behind(error: BaseException) -> IndexDamagedError | None:
    """Return what to say of an error that comes from a damaged index, and remove that index; None for other errors."""
    if not (isinstance(error, sqlite3.DatabaseError) and _opened):
        return None
    if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
        return None
    for location in _opened:
        with contextlib.suppress(OSError):
            remove(location)
    return IndexDamagedError(" and ".join(map(str, dict.fromkeys(_opened))))


def current_index(paths: Sequence[Path], location: Path) -> Index | None:
    """Return the index that is there, if it is right for the stores."""
    index = Index.at(location)
    if index is None:
        return None
    try:
        known = index.fingerprint
        now = renewed(known, paths)
    except (OSError, msgspec.MsgspecError):
        now = "unknown"
    if isinstance(now, str):
        index.close()
        return None
    if now != known:
        index.close()
        _keep_fingerprint(location, known, now)
        index = Index.at(location)
        if index is not None and index.digest != digest_together([file.digest for file in now.files]):
            index.close()
            return None
    return index


def build_index(paths: Sequence[Path], location: Path) -> Index:
    """Build the index of stores and put it in its place, whatever lies there; of two who build at once one waits.

    It waits as long as the other one gets on; for one that was stopped, or hangs, nobody waits long.

    A new index is built beside its place and moved into it when it is complete: who is killed leaves at most a part,
    which the next one removes.

    Raises:
        As `open_index`.
    """
    obstacle = obstacle_at(location)
    if obstacle is not None:
        raise UnwritableCacheError(obstacle)
    try:
        make_folder(location.parent)
    except OSError as error:
        raise UnwritableCacheError(_reason(error)) from None
    with _in_turn(paths, location) as held:
        found = current_index(paths, location)  # somebody else has made it, or let it follow, while this one waited
        if found is not None:
            return found
        if held:
            remove_parts(location)
        part = location.with_name(f"{location.name}.{os.getpid()}{_SUFFIX}")
        try:
            with work(f"Making the index of {paths[-1].name}") as advance:
                _build(paths, part, advance)
            _put(part, location)
        except sqlite3.OperationalError as error:  # what the system refuses: a full disk, no right to write
            raise UnwritableCacheError(str(error)) from None
        except OSError as error:
            raise UnwritableCacheError(_reason(error)) from None
        finally:
            part.unlink(missing_ok=True)
    index = Index.at(location)
    if index is None:
        raise UnwritableCacheError("it was removed again at once")
    return index


@contextmanager
def _in_turn(paths: Sequence[Path], location: Path) -> Iterator[bool]:
    """Hold the lock of an index, after others who make the same one; tell whether it is held.

    Raises:
        UnwritableCacheError: One of them does not get on.
    """
    title = f"Waiting for another process that makes the index of {paths[-1].name}"
    patience = _PATIENCE + sum(_stat(path).st_size for path in paths) / _READ_IN_A_SECOND
    try:
        with alone_in_turn(location, title, patience) as held:
            yield held
    except StuckError:
        raise UnwritableCacheError("another process that makes it does not get on") from None


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _build(paths: Sequence[Path], part: Path, advance: Advance) -> None:
    from cpecfacts.index.building import fill
    from cpecfacts.index.database import new_database
    from cpecfacts.index.reading import IrregularError, read_records, read_whole

    started, seen = time.perf_counter(), time.time_ns()
    stats = [_stat(path) for path in paths]
    try:
        records = read_records(paths)
        connection = new_database(part)
        try:
            fill(connection, records, advance, part.with_name(f"{part.stem}.lists{_SUFFIX}"))
        except IrregularError:
            connection.close()
            raise
    except IrregularError:
        records = read_whole(paths)
        connection = new_database(part)
        fill(connection, records, advance)
    files = tuple(
        stamp(path, stat, digest, seen) for path, stat, digest in zip(paths, stats, records.digests, strict=True)
    )
    _keep(connection, Fingerprint(files=files), records, time.perf_counter() - started)
    connection.close()


def _stat(path: Path) -> os.stat_result:
    from cpecfacts.store.reader import stat_of

    return stat_of(path)


def _keep(connection: sqlite3.Connection, fingerprint: Fingerprint, records: Records, seconds: float) -> None:
    """Write what the index is of, last of all."""
    encode = msgspec.json.encode
    facts = {
        "fingerprint": encode(fingerprint),
        "store": encode(records.view.meta),
        "digest": encode(records.digest),
        "seconds": encode(round(seconds, 3)),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", [(key, value.decode()) for key, value in facts.items()])


def _put(part: Path, location: Path) -> None:
    """Move a complete index into its place, forced to the disk: a loss of power must not leave half of one there."""
    descriptor = os.open(part, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if journal_of(location).exists():
        remove(location)
    part.replace(location)


def remove(location: Path) -> None:
    """Remove an index, with what a process that was killed while it changed it left to take that back.

    The index first: with a journal beside it that is not its own, it would be spoilt by whoever opens it.

    Raises:
        OSError: It cannot be removed.
    """
    location.unlink(missing_ok=True)
    journal_of(location).unlink(missing_ok=True)


def remove_parts(location: Path) -> None:
    """Remove what builds of an index that were killed have left; its lock must be held.

    Raises:
        OSError: Something cannot be removed.
    """
    for part in location.parent.glob(f"{location.name}.*{_SUFFIX}"):
        part.unlink(missing_ok=True)


def _keep_fingerprint(location: Path, known: Fingerprint, now: Fingerprint) -> None:
    """Note that a store is the same although its times are others, so that its digest need not be worked out again.

    Only in the index that was looked at: it may have followed a change since, or be another one.
    """
    with contextlib.suppress(sqlite3.Error), alone(location, 0) as held:
        if held:
            with contextlib.closing(sqlite3.connect(location, timeout=0)) as connection:
                texts = [msgspec.json.encode(one).decode() for one in (now, known)]
                connection.execute("UPDATE meta SET value = ? WHERE key = 'fingerprint' AND value = ?", texts)
                connection.commit()
