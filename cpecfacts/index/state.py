"""What is told of the index of stores."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class IndexState(StrEnum):
    """Whether questions are answered by an index, and by which."""

    CURRENT = "current"
    STALE = "stale"
    NONE = "none"
    UNUSED = "unused"


class IndexStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the index of one store, or of several laid over one another.

    `state`: current, it answers; stale, it is made anew at the next question; none, it is made at the next question;
    unused, the store is read instead. `reason` says why. `store_bytes` is the size of the stores, `threshold` the size
    from which on they are indexed. The rest is null where there is no index: its size in bytes, how many facts it has,
    when it was last written (RFC 3339), in how many seconds it was made, the digest of the stores it was made from, the
    version of the program that made it, and the number of its schema.
    """

    store: str
    state: IndexState
    reason: str
    store_bytes: int
    threshold: int
    location: str
    bytes: int | None = None
    facts: int | None = None
    built: str | None = None
    seconds: float | None = None
    digest: str | None = None
    program: str | None = None
    schema: int | None = None
