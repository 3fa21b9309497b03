"""A new database file, before anybody else sees it."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def new_database(part: Path) -> sqlite3.Connection:
    """Return an empty database that nobody else sees; what a killed process leaves of it is thrown away."""
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    connection = sqlite3.connect(part, isolation_level=None)
    connection.executescript(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
        "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768; PRAGMA threads = 2"
    )
    return connection
