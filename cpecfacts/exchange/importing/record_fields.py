"""Records from fields as files have them: complete, or with what may be empty left out."""

from __future__ import annotations

from typing import Any

import msgspec

from cpecfacts.exchange.importing.rows import RowError
from cpecfacts.model.amounts import Amount
from cpecfacts.model.fact import Evidence
from cpecfacts.model.flaw import Flaw
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS
from cpecfacts.store.fields import flaws_of_record

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
    except msgspec.ValidationError:
        identifier = complete.pop("id", "")
        flaws = flaws_of_record(complete, record, table, None)
        raise RowError(_told(next(flaws, None)) or f"id: {identifier!r} is no text") from None


def _told(flaw: Flaw | None) -> str:
    """Return a flaw as one sentence."""
    if flaw is None:
        return ""
    mend = f"; {flaw.mend}" if flaw.mend else ""
    return f"{flaw.field}: {flaw.problem}{mend}" if flaw.field else f"{flaw.problem}{mend}"


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
