"""An index that follows a change of its store: only what the change touches is worked out again."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import msgspec

from cpecfacts.curating.changes import RecordChange
from cpecfacts.index.alone import alone
from cpecfacts.index.fingerprint import Fingerprint, stamp
from cpecfacts.index.moving import IndexChange
from cpecfacts.index.place import place_of
from cpecfacts.model.snapshot import Meta

_PATIENCE = 2  # seconds for which somebody may be reading in the way of a change


def follow(path: Path, before: str, after: str, meta: Meta, changes: Sequence[RecordChange]) -> bool:
    """Bring the index of one store to what the store has become; return whether it could be done.

    `before` and `after` are the digests of the store's file. Nothing is done, and no harm, where there is no index, it
    is of another state of the store or not what it should be, somebody holds it, or the change touches too much. It is
    one transaction: who is killed leaves the old index, which is then not right for the new store and made anew.
    """
    location = place_of([path])
    if not location.is_file():
        return False
    with alone(location, _PATIENCE) as held:
        try:
            return held and _follow(location, path, before, after, meta, changes)
        except Exception:  # noqa: BLE001  (the store is written already; whatever is wrong with its index, it is made anew)
            return False


def _follow(location: Path, path: Path, before: str, after: str, meta: Meta, changes: Sequence[RecordChange]) -> bool:
    with contextlib.closing(sqlite3.connect(location, isolation_level=None, timeout=_PATIENCE)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        known = _fingerprint(connection)
        if known is None or not known.is_ours or [file.digest for file in known.files] != [before]:
            return False
        # Somebody may have replaced the store while this one waited, and the times would be those of another file: by
        # them the index is never taken for right (`seen` is 0), only by the digest, which the next question works out.
        file = stamp(path, path.stat(), after, 0)
        if known.files[0].path != file.path:
            return False
        IndexChange(connection, changes).make()
        for key, value in (("fingerprint", Fingerprint(files=(file,))), ("store", meta), ("digest", after)):
            text = msgspec.json.encode(value).decode()
            connection.execute("UPDATE meta SET value = ? WHERE key = ?", (text, key))
        connection.execute("COMMIT")
    return True


def _fingerprint(connection: sqlite3.Connection) -> Fingerprint | None:
    row = connection.execute("SELECT value FROM meta WHERE key = 'fingerprint'").fetchone()
    if row is None:
        return None
    try:
        return msgspec.json.decode(row[0], type=Fingerprint)
    except msgspec.MsgspecError:
        return None
