"""What an index was built from, and whether the stores are still the same."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from cpecfacts.store.reader import digest_of, read_bytes
from cpecfacts.version import VERSION

SCHEMA = 1
"""Number of the schema; whatever changes a row of an index raises it."""

# File systems stamp changes with clocks of up to two seconds (FAT); what changes twice in one tick looks unchanged.
_TICK = 2_000_000_000


class FileStamp(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was at `seen`: its size, when it was changed, and its digest. Times are nanoseconds."""

    path: str
    size: int
    mtime: int
    ctime: int
    inode: int
    seen: int
    digest: str

    def looks_like(self, stat: os.stat_result) -> bool:
        """Whether the file looks untouched; false also where a change could go unseen."""
        return (
            self.size == stat.st_size
            and (self.mtime, self.ctime, self.inode) == (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
            and max(self.mtime, self.ctime) < self.seen - _TICK
        )


class Fingerprint(msgspec.Struct, frozen=True, kw_only=True):
    """What an index was built from, and by which program."""

    files: tuple[FileStamp, ...]
    schema: int = SCHEMA
    program: str = VERSION

    @property
    def is_ours(self) -> bool:
        """Whether it is of an index that this version of the program would make so."""
        return self.schema == SCHEMA and self.program == VERSION


def real_name(path: Path) -> str:
    """Return the real path of a file as text that JSON takes, which a path need not be."""
    return os.fsencode(os.path.realpath(path)).decode("utf-8", "backslashreplace")


def stamp(path: Path, stat: os.stat_result, digest: str, seen: int) -> FileStamp:
    """Return the stamp of a file whose bytes have this digest; `stat` is of a moment before they were read."""
    return FileStamp(
        path=real_name(path),
        size=stat.st_size,
        mtime=stat.st_mtime_ns,
        ctime=stat.st_ctime_ns,
        inode=stat.st_ino,
        seen=seen,
        digest=digest,
    )


def renewed(known: Fingerprint, paths: Sequence[Path]) -> Fingerprint | str:
    """Return the fingerprint of stores as they are now, if an index of the one known is right for them; else why not.

    The digest decides; it is worked out only where size or times do not tell.

    Raises:
        OSError, StoreNotFoundError: A file is not there, or cannot be read.
    """
    if not known.is_ours:
        return "it was made by another version of the program"
    if [file.path for file in known.files] != [real_name(path) for path in paths]:
        return "it was made from other files"
    now: list[FileStamp] = []
    for file, path in zip(known.files, paths, strict=True):
        seen = time.time_ns()
        stat = path.stat()
        if file.looks_like(stat):
            now.append(file)
        elif file.size == stat.st_size and digest_of(read_bytes(path)) == file.digest:
            now.append(stamp(path, stat, file.digest, seen))
        else:
            return "the store has changed since"
    return msgspec.structs.replace(known, files=tuple(now))
