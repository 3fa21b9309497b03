"""A file that is replaced only when its successor is complete and on the disk."""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO, cast

_SUFFIX = ".part"


@contextmanager
def replacing(path: Path, step: Callable[[], AbstractContextManager[None]] = nullcontext) -> Iterator[BinaryIO]:
    """Yield a file to write; when the block ends well it takes the place of `path`, else nothing has happened.

    The new file is written in the folder of the real target (a symbolic link stays one and its target is replaced),
    forced to the disk, gets the mode of the old one and is then renamed, which no reader ever sees half done. The
    folder is forced to the disk too, or the renaming might be forgotten at a loss of power. `step` is what the
    renaming stands in.

    Raises:
        OSError: It cannot be written; the old file is there as it was.
    """
    from tempfile import NamedTemporaryFile  # 2 ms that only an output file needs

    target = Path(os.path.realpath(path))
    with NamedTemporaryFile(dir=target.parent, prefix=_prefix(target), suffix=_SUFFIX, delete=False) as temporary:
        unfinished = Path(temporary.name)
        try:
            yield cast("BinaryIO", temporary.file)
            temporary.flush()
            os.fsync(temporary.fileno())
            unfinished.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
            with step():
                unfinished.replace(target)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    _sync_folder(target.parent)


def remove_leftovers(path: Path) -> None:
    """Remove what killed writers of `path` left behind; only for who knows that nobody is writing it."""
    target = Path(os.path.realpath(path))
    for leftover in target.parent.glob(f"{_prefix(target)}*{_SUFFIX}"):
        with contextlib.suppress(OSError):  # it does no harm
            leftover.unlink()


def _prefix(target: Path) -> str:
    """Return how the names of unfinished successors of a file begin: short, however long its own name is."""
    return f".cpecfacts-{zlib.crc32(os.fsencode(target.name)):08x}-"


def _sync_folder(folder: Path) -> None:
    """Force the entries of a folder to the disk, where the system lets folders be opened."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows, or a folder that may be written but not read
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _umask() -> int:
    """Return the mask of the process; the only way to read it is to set it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
