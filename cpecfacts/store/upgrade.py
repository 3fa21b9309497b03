"""Stores of older formats: brought up to date when they are read, and kept beside when they are first written again.

There is only one format so far. A new one adds the step that leads to it to `STEPS`, and raises `layout.FORMAT`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from cpecfacts.store.atomic_file import replacing
from cpecfacts.store.layout import FORMAT, canonical_bytes

Step = Callable[[dict[str, Any]], dict[str, Any]]
STEPS: dict[int, Step] = {}
"""From a format to the next: takes the tables and returns them as the next format has them."""


class _Meta(msgspec.Struct):
    format: int


class _Head(msgspec.Struct):
    meta: _Meta


def format_of(data: bytes) -> int | None:
    """Return the number of the format that a store is written in; None for what is no store."""
    try:
        return msgspec.json.decode(data, type=_Head).meta.format
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def upgrade(data: bytes) -> bytes | None:
    """Return an older store as the present format has it; None if it is not older, or too old for any step."""
    found = format_of(data)
    if found is None or found >= FORMAT or any(number not in STEPS for number in range(found, FORMAT)):
        return None
    tables: dict[str, Any] = msgspec.json.decode(data)
    for number in range(found, FORMAT):
        tables = STEPS[number](tables)
        tables["meta"]["format"] = number + 1
    return canonical_bytes(tables)


def keep_older(path: Path, data: bytes) -> None:
    """Write a store of an older format, as it was read, to `.bak` beside it, before the present format replaces it.

    Raises:
        OSError: The copy cannot be written.
    """
    found = format_of(data)
    if found is not None and found < FORMAT:
        with replacing(path.with_name(f"{path.name}.bak")) as out:
            out.write(data)
