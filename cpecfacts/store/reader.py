"""Reading a store file, whole and without touching it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cpecfacts.errors import StoreNotFoundError
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.progress import work
from cpecfacts.store.codec import decode_store


class StoreFile(NamedTuple):
    """A store as it was read: its path, its records and its bytes."""

    path: Path
    snapshot: Snapshot
    data: bytes

    @property
    def digest(self) -> str:
        """BLAKE2b-256 of the file's bytes, in hexadecimal: two stores with one digest are the same."""
        return digest_of(self.data)


def digest_of(data: bytes) -> str:
    """Return the BLAKE2b-256 of bytes in hexadecimal."""
    import hashlib  # 3 ms, and only `stats` needs it

    return hashlib.blake2b(data, digest_size=32).hexdigest()


def digest_together(digests: Sequence[str]) -> str:
    """Return the digest of several files: of one its own, of several that of their digests in this order."""
    return digests[0] if len(digests) == 1 else digest_of("".join(digests).encode())


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a store file.

    Raises:
        StoreNotFoundError: It is missing, is no file or may not be read.
    """
    with _refusing(path):
        return path.read_bytes()


def stat_of(path: Path) -> os.stat_result:
    """Return what the system knows of a store file.

    Raises:
        StoreNotFoundError: It is missing, or may not be looked at.
    """
    with _refusing(path):
        return path.stat()


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what the system refuses into our error."""
    try:
        yield
    except FileNotFoundError:
        raise StoreNotFoundError(str(path), "there is no such file") from None
    except IsADirectoryError:
        raise StoreNotFoundError(str(path), "it is a folder, not a file") from None
    except (OSError, ValueError) as error:
        raise StoreNotFoundError(str(path), (getattr(error, "strerror", None) or str(error)).lower()) from None


def read_store(path: Path) -> StoreFile:
    """Read and check a store.

    Raises:
        StoreNotFoundError: There is no such file, or it may not be read.
        StoreDataError: It is no store, or not a sound one.
    """
    with work(f"Reading {path.name}"):
        data = read_bytes(path)
        return StoreFile(path, decode_store(data, str(path)), data)
