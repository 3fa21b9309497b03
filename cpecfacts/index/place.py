"""Where indexes lie: in the user's cache folder, each named after its stores."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

_README = """Here lie indexes of cpecfacts: what makes large stores of facts answer at once.

They are worked out from the stores, which they are named after, and may be deleted at any time; then the next question
takes longer. `cpecfacts index` tells of them, `cpecfacts index --clear` removes the one of a store, and with `--all`
those of all stores.
"""
_OF_AN_INDEX = re.compile(r"([A-Za-z0-9_-]*-[0-9a-f]{16}\.sqlite)(-journal|\..*\.part)?")
_LONGEST_NAME = 60  # characters of a store's name; most file systems end at 255 bytes


def cache_folder() -> Path:
    """Return the folder of all indexes; it need not be there."""
    import platformdirs

    return platformdirs.user_cache_path("cpecfacts", appauthor=False) / "indexes"


def place_of(paths: Sequence[Path]) -> Path:
    """Return the file of the index of one store, or of several laid over one another in this order."""
    real = [os.path.realpath(path) for path in paths]
    name = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in Path(real[-1]).stem)
    digest = blake2b("\0".join(real).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return cache_folder() / f"{name[:_LONGEST_NAME]}-{digest}.sqlite"


def all_places() -> list[Path]:
    """Return the files of all indexes, also where only a part or a journal of one is left."""
    folder = cache_folder()
    if not folder.is_dir():
        return []
    found = (_OF_AN_INDEX.fullmatch(entry.name) for entry in folder.iterdir())
    return sorted({folder / match[1] for match in found if match is not None})


def journal_of(location: Path) -> Path:
    """Return the file in which SQLite keeps what an index was before a change, until that is made."""
    return location.with_name(f"{location.name}-journal")


def obstacle_at(location: Path) -> str | None:
    """Return what stands against keeping an index at a place, as far as can be seen; None for nothing.

    It is asked before an index is made, as that takes long and would be in vain.
    """
    for file in (location, journal_of(location)):
        if os.path.isdir(file) and not os.path.islink(file):  # noqa: PTH112, PTH114  (these raise nothing, Path may)
            return f"{file} is a folder"
    folder = location.parent
    while not os.path.lexists(folder) and folder != folder.parent:
        folder = folder.parent
    if not os.path.isdir(folder):  # noqa: PTH112
        return f"{folder} is no folder"
    return None if os.access(folder, os.W_OK | os.X_OK) else f"{folder} cannot be written"


def make_folder(folder: Path) -> None:
    """Make the folder of indexes, for its owner only, with a file that tells what it is.

    Raises:
        OSError: It cannot be made, or written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    readme = folder / "README.txt"
    if not readme.exists():
        readme.write_text(_README, encoding="utf-8")
