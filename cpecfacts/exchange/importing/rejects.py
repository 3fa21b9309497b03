"""Refused rows as a file that can be repaired and imported again."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from cpecfacts.errors import OutputError
from cpecfacts.exchange.importing.input_file import STANDARD_INPUT
from cpecfacts.exchange.importing.json_rows import unwrapped
from cpecfacts.exchange.importing.plan import Refusal
from cpecfacts.exchange.importing.rows import REJECTED_LINE, REJECTED_REASON, REJECTED_TEXT, Table
from cpecfacts.store.atomic_file import replacing


def rejects_bytes(table: Table, refusals: Sequence[Refusal]) -> bytes:
    """Return the refused rows as they were, each with its line and the reason before it.

    Rows of JSON come as JSON Lines, all others as CSV with commas: in UTF-8 with a byte order mark, without which Excel
    takes it for another encoding and spoils what is repaired in it. Reading passes over what was put before a row.
    """
    if table.is_json:
        return b"".join(_json_line(refusal) for refusal in refusals)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow((REJECTED_LINE, REJECTED_REASON, *table.columns))
    for refusal in refusals:
        writer.writerow((refusal.line, refusal.reason, *refusal.row.cells))
    return buffer.getvalue().encode("utf-8-sig", "surrogatepass")


def _json_line(refusal: Refusal) -> bytes:
    original = refusal.row.original
    row = unwrapped(original) if isinstance(original, dict) else {REJECTED_TEXT: original}
    return msgspec.json.encode({REJECTED_LINE: refusal.line, REJECTED_REASON: refusal.reason, **row}) + b"\n"


def write_rejects(path: str | None, imported: str, table: Table, refusals: Sequence[Refusal]) -> str:
    """Write the refused rows and return the name of the file.

    Without a path, the file stands beside the imported one (of standard input in the present folder) and takes the
    place of none: what somebody has repaired there is not lost when the first file is imported again.

    Raises:
        OutputError: It cannot be written.
    """
    data = rejects_bytes(table, refusals)
    target = Path(path) if path is not None else _free_path(imported, ".jsonl" if table.is_json else ".csv", data)
    if not (target.is_file() and target.read_bytes() == data):
        try:
            with replacing(target) as out:
                out.write(data)
        except OSError as error:
            raise OutputError(str(target), (error.strerror or str(error)).lower()) from None
    return str(target)


def _free_path(imported: str, suffix: str, data: bytes) -> Path:
    """Return the first name that is free, or holds the same bytes."""
    path = Path("rows") if imported == STANDARD_INPUT else Path(imported)
    stem, _, number = path.stem.partition(".rejects")
    first = int(number.removeprefix("-") or 1) + 1 if number.removeprefix("-").isdecimal() or path.stem != stem else 1
    while True:
        name = f"{stem}.rejects{'' if first == 1 else f'-{first}'}{suffix}"
        target = path.with_name(name)
        if not os.path.lexists(target) or (target.is_file() and target.read_bytes() == data):
            return target
        first += 1
