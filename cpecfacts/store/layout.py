"""The store file as JSON: six tables and what the store says of itself."""

from __future__ import annotations

from typing import Any

import msgspec

from cpecfacts.model.snapshot import RECORDS

FORMAT = 1
TABLES = tuple(RECORDS)


def canonical_bytes(tables: Any) -> bytes:
    """Return the one way to write these tables: UTF-8, sorted keys, two spaces, a final newline.

    A change to one fact is then one hunk of a diff. The same as `json.dumps(..., sort_keys=True, indent=2,
    ensure_ascii=False)` of the standard library, but for the exponents of very large and small fractions.
    """
    return msgspec.json.format(msgspec.json.encode(tables, order="sorted"), indent=2) + b"\n"
