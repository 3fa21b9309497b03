"""Which file is the store."""

from __future__ import annotations

import os
from pathlib import Path

STORE_VARIABLE = "CPECFACTS_STORE"


def packaged_store() -> Path:
    """Return the path of the store that ships with the package.

    A wheel carries it inside the package; in a checkout it lies beside the package, in `data/`.
    """
    package = Path(__file__).parent.parent
    inside = package / "data" / "facts.json"
    return inside if inside.exists() else package.parent / "data" / "facts.json"


def choose_store(path: str | os.PathLike[str] | None) -> Path:
    """Return the path of the store to use: the one given, else `CPECFACTS_STORE`, else the packaged one."""
    if path is not None:
        return Path(path)
    named = os.environ.get(STORE_VARIABLE)
    return Path(named) if named else packaged_store()
