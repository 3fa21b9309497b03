"""Which store answered, as answers that depend on its very bytes say."""

from __future__ import annotations

from cpecfacts.library import Library
from cpecfacts.reports.report import StoreStamp


def stamp_of(library: Library) -> StoreStamp:
    """Return what identifies the store of a library."""
    meta = library.snapshot.meta
    return StoreStamp(
        path=" + ".join(map(str, library.paths)).encode("utf-8", "backslashreplace").decode(),  # no path need be text
        format=meta.format,
        title=meta.title,
        licence=meta.licence,
        updated=meta.updated,
        digest=library.digest,
    )
