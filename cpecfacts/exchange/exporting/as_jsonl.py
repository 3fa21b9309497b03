"""JSON Lines: every record of the excerpt as one line that says which table it belongs to."""

from __future__ import annotations

from typing import Any, BinaryIO

import msgspec

from cpecfacts.exchange.exporting.excerpt import Excerpt
from cpecfacts.wording.json_text import encode

ORDER = ("organizations", "measures", "projects", "sources", "rates", "facts")
"""Tables in an order in which what is referred to stands before what refers to it."""


def export_jsonl(excerpt: Excerpt, out: BinaryIO) -> tuple[str, ...]:
    """Write `meta` with the provenance, then all records; facts in the order asked for, the others by id."""
    meta = {"table": "meta", "format": excerpt.snapshot.meta.format, **msgspec.structs.asdict(excerpt.provenance)}
    out.write(_line(meta))
    for table in ORDER:
        records = excerpt.facts_to_write() if table == "facts" else excerpt.snapshot.table(table).values()
        out.writelines(_line({"table": table, **msgspec.to_builtins(record)}) for record in records)
    return ()


def _line(value: dict[str, Any]) -> bytes:
    return encode(value, indent=0) + b"\n"
