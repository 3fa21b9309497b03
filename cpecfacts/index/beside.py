"""A second process that fills the lists of an index while the first one writes the facts: half of the work each."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from cpecfacts.index.database import new_database
from cpecfacts.index.lists import LISTS, Found, Lists, make_tables
from cpecfacts.index.reading import Records, chunks

LEAST_FACTS = 20_000
"""Facts from on which a second process pays: below, to start it and to copy its lists takes what it saves."""

_BLINK = 0.1  # seconds between two looks at whether the first process is still there


class Beside:
    """The second process, from its start to its end; the block that it is used in outlives it.

    It is a copy of this one that shares its memory (a fork), as the records stand there already. Only Linux has that
    without surprises; elsewhere, on one core or with few facts, `works` is false and nothing happens. Whatever it
    meets ends it, and who waits for it does the work alone then.
    """

    def __init__(self, records: Records, path: Path | None) -> None:
        self._records = records
        self._path = path
        self._process: int | None = None

    @property
    def works(self) -> bool:
        """Whether it was started."""
        return self._process is not None

    def __enter__(self) -> Self:
        if self._path is not None and self._records.count >= LEAST_FACTS and _can_fork():
            parent = os.getpid()
            # Between the fork and its own work the copy would tidy up what is this process's, if it were interrupted.
            mask = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
            try:
                with contextlib.suppress(OSError):  # too little memory, or too many processes
                    self._process = os.fork()
                if self._process == 0:
                    _work(self._records, self._path, parent)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = None
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def _ended_well(self) -> bool:
        """Wait for the process, and return whether it has done its work."""
        if self._process is None:
            return False
        _, status = os.waitpid(self._process, 0)
        self._process = None
        return status == 0

    def take(self, connection: sqlite3.Connection) -> Found:
        """Wait for it, put its lists into an index and return what they tell; without it, fill them here."""
        if not self._ended_well():
            lists, done = Lists(connection, self._records), 0
            for facts in chunks(self._records.facts()):
                lists.add(facts, done)
                done += len(facts)
            return lists.finish()
        # Nobody sees the database yet: what a transaction is good for is not needed, and inside one none is attached.
        connection.execute("COMMIT")
        connection.execute("ATTACH ? AS lists", (os.fsencode(self._path or ""),))
        connection.execute("BEGIN")
        for table in LISTS:
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM lists.{table}")
        for table in _tables_of_words(connection):
            connection.execute(f"DELETE FROM main.{table}")
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM lists.{table}")
        found = msgspec.msgpack.decode(connection.execute("SELECT data FROM lists.found").fetchone()[0], type=Found)
        connection.execute("COMMIT")
        connection.execute("DETACH lists")
        connection.execute("BEGIN")
        return found


def _can_fork() -> bool:
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def _tables_of_words(connection: sqlite3.Connection) -> list[str]:
    """Return the tables in which SQLite keeps the words of facts."""
    names = [row[0] for row in connection.execute("SELECT name FROM lists.sqlite_schema WHERE type = 'table'")]
    return [name for name in names if name.startswith("words_")]


def _work(records: Records, path: Path, parent: int) -> None:
    """Fill the lists in a file of their own, and end the process without touching anything else of it."""
    try:
        threading.Thread(target=_end_with, args=(parent, path), daemon=True).start()
        connection = new_database(path)
        make_tables(connection)
        connection.execute("BEGIN")
        lists, done = Lists(connection, records), 0
        for facts in chunks(map(records.at, range(records.count))):  # whether they are sound, the first process sees
            lists.add(facts, done)
            done += len(facts)
        connection.execute("CREATE TABLE found (data BLOB)")
        connection.execute("INSERT INTO found VALUES (?)", (msgspec.msgpack.encode(lists.finish()),))
        connection.execute("COMMIT")
        connection.close()
        os._exit(0)
    except BaseException:  # noqa: BLE001  (whatever it is: the first process does the work then)
        os._exit(1)


def _end_with(parent: int, path: Path) -> None:
    """End this process when the first was killed: it has the lock of the index too, for which the next one waits."""
    while os.getppid() == parent:
        time.sleep(_BLINK)
    path.unlink(missing_ok=True)
    os._exit(1)
