"""What is known of the index of stores: whether there is one, whether it is right, and what it takes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from cpecfacts.errors import StoreNotFoundError
from cpecfacts.index.alone import alone
from cpecfacts.index.fingerprint import renewed
from cpecfacts.index.opening import Index, build_index, remove, remove_parts
from cpecfacts.index.place import all_places, obstacle_at, place_of
from cpecfacts.index.state import IndexState, IndexStatus
from cpecfacts.store.location import LEAST_INDEXED, NO_INDEX_VARIABLE
from cpecfacts.store.reader import stat_of

_PATIENCE = 2  # seconds for which an index that somebody makes or changes is waited for before it is removed


def status_of(paths: Sequence[Path], *, no_index: bool = False, even_gone: bool = False) -> IndexStatus:
    """Return what is known of the index of stores; nothing is made or changed. `no_index`: the user wants none.

    Raises:
        StoreNotFoundError: A store is not there, or may not be looked at; not if it may be `even_gone`.
    """
    paths = list(dict.fromkeys(paths))
    size: int | None
    try:
        size = sum(stat_of(path).st_size for path in paths)
    except StoreNotFoundError:
        if not even_gone:
            raise
        size = None
    location = place_of(paths)
    index = Index.at(location)
    known: dict[str, object] = {}
    wrong: str | None = None
    if index is not None:
        try:
            known, wrong = _known(index), _what_is_wrong(index, paths)
        finally:
            index.close()
    state, reason = _state(size, location, no_index=no_index, there=index is not None, wrong=wrong)
    return msgspec.convert(
        {
            "store": " + ".join(map(_plain, paths)),
            "state": state,
            "reason": reason,
            "store_bytes": size or 0,
            "threshold": LEAST_INDEXED,
            "location": _plain(location),
            **known,
        },
        IndexStatus,
    )


def _state(
    size: int | None, location: Path, *, no_index: bool, there: bool, wrong: str | None
) -> tuple[IndexState, str]:
    if size is None:
        return IndexState.UNUSED, "the store is no more"
    if no_index:
        return IndexState.UNUSED, "--no-index was given"
    if os.environ.get(NO_INDEX_VARIABLE):
        return IndexState.UNUSED, f"{NO_INDEX_VARIABLE} is set"
    if size < LEAST_INDEXED:
        return IndexState.UNUSED, "the store is small: to read it takes less than to look at an index"
    if there and wrong is None:
        return IndexState.CURRENT, "it is of the store as it is now"
    obstacle = obstacle_at(location)
    if obstacle is not None:
        return IndexState.UNUSED, f"the store is read, as no index of it can be kept: {_plain(obstacle)}"
    if wrong is not None:
        return IndexState.STALE, f"{wrong}; the next question makes it anew"
    return IndexState.NONE, "the next question makes it"


def _known(index: Index) -> dict[str, object]:
    fingerprint = index.fingerprint
    stat = index.location.stat()
    (facts,) = index.connection.execute("SELECT count(*) FROM facts").fetchone()
    return {
        "bytes": stat.st_size,
        "facts": facts,
        "built": datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "seconds": index.seconds,
        "digest": index.digest,
        "program": fingerprint.program,
        "schema": fingerprint.schema,
    }


def _what_is_wrong(index: Index, paths: Sequence[Path]) -> str | None:
    try:
        now = renewed(index.fingerprint, paths)
    except (OSError, msgspec.MsgspecError):
        return "it cannot be read"
    return now if isinstance(now, str) else None


def clear(paths: Sequence[Path]) -> bool:
    """Remove the index of stores, which need not be there any more; return whether there was one.

    Raises:
        OSError: It cannot be removed.
    """
    location = place_of(list(dict.fromkeys(paths)))
    return location.parent.is_dir() and _clear(location)


def clear_all() -> int:
    """Remove the indexes of all stores, whether these are still there or not; return how many there were.

    Raises:
        OSError: One cannot be removed.
    """
    return sum(map(_clear, all_places()))


def _clear(location: Path) -> bool:
    with alone(location, _PATIENCE) as held:
        there = location.exists()
        remove(location)
        if held:
            remove_parts(location)
    return there


def rebuild(paths: Sequence[Path]) -> None:
    """Make the index of stores anew, whatever there is, and however small they are.

    Raises:
        As `opening.open_index`.
    """
    paths = list(dict.fromkeys(paths))
    clear(paths)
    build_index(paths, place_of(paths)).close()


def _plain(path: Path | str) -> str:
    """Return a path, or a text that has one in it, as text that JSON takes, which a path need not be."""
    return str(path).encode("utf-8", "backslashreplace").decode()
