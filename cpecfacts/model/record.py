"""What every record of the store has: an id that is its key in the file."""

from __future__ import annotations

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A record under its id.

    In the file the id is the key of the record and stands nowhere else; `store.codec` puts it in.
    """

    id: str = ""
