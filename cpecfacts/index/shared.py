"""A connection that several threads may ask at once: each statement, and each part of an answer, has its turn."""

from __future__ import annotations

import sqlite3
from threading import RLock
from typing import Any, Self

_SERIALIZED = 3  # what `sqlite3.threadsafety` says of a library that threads may share connections of


def open_shared(name: str) -> SharedConnection:
    """Open a database by the URI of its file."""
    # A cursor that is thrown away ends its statement there and then, so SQLite has to lock for itself as well.
    alone = sqlite3.threadsafety != _SERIALIZED
    return sqlite3.connect(name, uri=True, isolation_level=None, check_same_thread=alone, factory=SharedConnection)


class SharedConnection(sqlite3.Connection):
    """A connection for any thread.

    SQLite's own locks are not enough. Who waits for one of them may hold the interpreter, for which the statement that
    holds the lock waits as soon as it calls one of our functions; then both wait for ever. Here they wait for a lock of
    Python, which lets the interpreter go.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        self.turn = RLock()
        super().__init__(*args, **options)

    def cursor(self, *_: Any) -> sqlite3.Cursor:  # type: ignore[override]  # there is one sort of cursor
        """Return a cursor whose steps have their turn."""
        with self.turn:
            return super().cursor(_Cursor)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Execute a statement on a cursor of its own."""
        return self.cursor().execute(sql, parameters)

    def close(self) -> None:
        """Close it, when nobody is asking."""
        with self.turn:
            super().close()


class _Cursor(sqlite3.Cursor):
    connection: SharedConnection

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        with self.connection.turn:
            return super().execute(sql, parameters)

    def __next__(self) -> Any:
        with self.connection.turn:
            return super().__next__()

    def fetchone(self) -> Any:
        with self.connection.turn:
            return super().fetchone()

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        with self.connection.turn:
            return super().fetchmany(size)

    def fetchall(self) -> list[Any]:
        with self.connection.turn:
            return super().fetchall()
