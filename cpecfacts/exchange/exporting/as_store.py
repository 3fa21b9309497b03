"""Our own store format: the excerpt as a store that every command reads."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import msgspec

from cpecfacts.exchange.exporting.excerpt import Excerpt
from cpecfacts.store.writer import encode_store
from cpecfacts.wording.json_text import escape_unseen


def export_store(excerpt: Excerpt, out: BinaryIO) -> tuple[str, ...]:
    """Write a store in its canonical form; on a terminal with the characters that one cannot see as escapes.

    `meta` has no room for the question, so it stands in the title of what is not the whole store.
    """
    meta = excerpt.snapshot.meta
    if not excerpt.is_whole:
        meta = msgspec.structs.replace(meta, title=excerpt.heading)
    data = encode_store(msgspec.structs.replace(excerpt.snapshot, meta=meta), Path("the excerpt")).data
    out.write(escape_unseen(data) if out.isatty() else data)
    return ()
