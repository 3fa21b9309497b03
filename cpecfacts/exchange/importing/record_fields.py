"""Records from fields as files have them: complete, or with what may be empty left out."""

from __future__ import annotations

from typing import Any

import msgspec

from cpecfacts.exchange.importing.rows import RowError
from cpecfacts.model.amounts import Amount
from cpecfacts.model.fact import Evidence
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS
from cpecfacts.store.diagnosis import in_plain_words

_USUAL: dict[str, Any] = {"rank": "normal", "stance": "supports", "bound": "exact"}


def build_record(table: str, fields: dict[str, Any]) -> Record:
    """Return a record of a table; fields that may be null or empty may be missing, the rank is normal unless said.

    Raises:
        RowError: A field is missing, unknown or of the wrong sort; with its name.
    """
    record = RECORDS[table]
    complete = _complete(record, fields)
    if isinstance(complete.get("amount"), dict):
        complete["amount"] = _complete(Amount, complete["amount"])
    if isinstance(complete.get("evidence"), list):
        complete["evidence"] = [
            _complete(Evidence, piece) if isinstance(piece, dict) else piece for piece in complete["evidence"]
        ]
    try:
        return msgspec.convert(complete, record)
    except msgspec.ValidationError as error:
        message, _, inside = str(error).rpartition(" - at `$")
        place = inside.rstrip("`").lstrip(".") if message else ""
        problem = in_plain_words(message or str(error))
        raise RowError(f"{place}: {problem}" if place else problem) from None


def _complete(struct: type[msgspec.Struct], fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with null, the empty list or the usual value for those that may have it."""
    complete = dict(fields)
    for field in msgspec.structs.fields(struct):
        name, annotation = field.encode_name, str(field.type)
        if name in complete:
            continue
        if name in _USUAL:
            complete[name] = _USUAL[name]
        elif "None" in annotation:
            complete[name] = None
        elif "tuple" in annotation:
            complete[name] = []
    return complete
