"""Something in a store that the format does not allow, and where it stands."""

from __future__ import annotations

import msgspec


class Flaw(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong in one place of a store, so that it cannot be read as it stands.

    `rule` is the name of the check that it breaks. `table`, `id` and `field` lead to the place; a field may be a path
    (`evidence[0].quote`), and what is missing is no part of the way. `mend` is what would set it right, where that is
    known. `stands_at` is the field to point at where that is another one, and `position` that of a character in the
    text where no path leads there: of the last of two equal keys.
    """

    rule: str
    table: str = ""
    id: str | None = None
    field: str = ""
    problem: str
    mend: str | None = None
    stands_at: str = ""
    position: int | None = None

    @property
    def place(self) -> str:
        """The path inside the JSON, as errors show it."""
        return path_to(self.table, self.id, self.field)


def path_to(table: str, identifier: str | None = None, field: str = "") -> str:
    """Return the path of a table, a record or a field inside the JSON of a store.

    >>> path_to("facts", "zong-x", "amount.value"), path_to("facts", "zong-x"), path_to("meta", None, "format")
    ('facts.zong-x.amount.value', 'facts.zong-x', 'meta.format')
    """
    record = table if identifier is None else f"{table}.{identifier}"
    return f"{record}.{field}" if record and field else record or field
