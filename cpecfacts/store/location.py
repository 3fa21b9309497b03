"""Which file is the store."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

STORE_VARIABLE = "CPECFACTS_STORE"
NO_INDEX_VARIABLE = "CPECFACTS_NO_INDEX"
LEAST_INDEXED = 4_000_000
"""Bytes of the stores together from which on an index is used."""

SHIPPED = "shipped"  # a name for the packaged store, unless there is a file of that name


def packaged_store() -> Path:
    """Return the path of the store that ships with the package.

    A wheel carries it inside the package; in a checkout it lies beside the package, in `data/`.
    """
    package = Path(__file__).parent.parent
    inside = package / "data" / "facts.json"
    return inside if inside.exists() else package.parent / "data" / "facts.json"


def choose_store(path: str | os.PathLike[str] | None) -> Path:
    """Return the path of the one store to use: the one given, else the last of `CPECFACTS_STORE`, else the packaged."""
    return choose_stores(None if path is None else (path,))[-1]


def choose_stores(paths: Sequence[str | os.PathLike[str]] | None) -> tuple[Path, ...]:
    """Return the paths of the stores to lay over one another, the lowest first.

    Those given, else those that `CPECFACTS_STORE` names (several as in `PATH`), else the packaged one, which can be
    named `shipped` too.
    """
    if paths:
        return tuple(_named(os.fspath(path)) for path in paths)
    named = [name for name in os.environ.get(STORE_VARIABLE, "").split(os.pathsep) if name]
    return tuple(map(_named, named)) or (packaged_store(),)


def _named(name: str) -> Path:
    path = Path(name)
    return packaged_store() if name == SHIPPED and not path.exists() else path


def is_worth_indexing(paths: Sequence[Path]) -> bool:
    """Whether stores are so large that an index answers sooner, and the user has not said that there shall be none."""
    if os.environ.get(NO_INDEX_VARIABLE):
        return False
    try:
        return sum(path.stat().st_size for path in dict.fromkeys(paths)) >= LEAST_INDEXED
    except (OSError, ValueError):  # reading will tell
        return False
