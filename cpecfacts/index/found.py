"""Facts that a question found in an index: counted, ordered, and fetched only when they are looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, overload

from cpecfacts.index.rows import UNDATED, decode_fact
from cpecfacts.model.fact import Fact
from cpecfacts.model.walked import Walked

_AT_ONCE = 1000  # facts in memory while they are gone through


class Asked(NamedTuple):
    """What is true of all facts found and no others, to ask more about them: SQL about a row `f` of `facts`."""

    connection: sqlite3.Connection
    condition: str
    parameters: Mapping[str, Any]

    def rows(self, statement: str, **more: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a statement in which `{condition}` stands for it."""
        text = statement.replace("{condition}", self.condition)
        return self.connection.execute(text, {**self.parameters, **more}).fetchall()


class InOrder(NamedTuple):
    """SQL that selects the numbers of facts as `n`, and the keys of their order, in which no two are equal.

    `cut_off` tells how many of them, the last ones, a limit leaves out.
    """

    numbers: str
    keys: Sequence[str]
    parameters: Mapping[str, Any]
    cut_off: int = 0

    def statement(self, *, backwards: bool = False) -> str:
        """Return the SQL that selects the numbers in this order, or in the opposite one."""
        keys = map(_turned, self.keys) if backwards else self.keys
        return f"{self.numbers} ORDER BY {', '.join(keys)}"


def _turned(key: str) -> str:
    """Return a key for the opposite order; in SQLite, NULL is less than any value."""
    return key.removesuffix(" DESC") if key.endswith(" DESC") else f"{key.removesuffix(' ASC')} DESC"


class IndexedFacts(Walked[Fact]):
    """The facts that answer a question, in order: a sequence whose facts are read from the index each time.

    However many they are, memory does not grow. The connection has to stay open.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        order: InOrder,
        length: int,
        asked: Asked | None = None,
    ) -> None:
        """Take the facts in order, and how many of them there are.

        `asked` is what is true of them, if no limit leaves some out.
        """
        self.asked = asked
        self.connection = connection
        self._order = order
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Fact]:
        return (decode_fact(fact) for (fact,) in self._fetch("b.fact"))

    def __reversed__(self) -> Iterator[Fact]:
        return (decode_fact(fact) for (fact,) in self._fetch("b.fact", backwards=True))

    @overload
    def __getitem__(self, index: int) -> Fact: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Fact]: ...

    def __getitem__(self, index: int | slice) -> Fact | Sequence[Fact]:
        chosen = range(self._length)[index]
        if isinstance(chosen, int):
            return next(self._between(chosen, chosen + 1))
        if not chosen:
            return ()
        first, last = min(chosen[0], chosen[-1]), max(chosen[0], chosen[-1])
        facts = tuple(self._between(first, last + 1))
        return tuple(facts[position - first] for position in chosen)

    def count_dated(self) -> int:
        """Return how many of the facts have a date, without fetching them."""
        if self.asked is not None:
            # Few facts have none, and an index knows them.
            undated = "SELECT count(*) FROM facts AS f WHERE f.day = :undated AND {condition}"
            return self._length - int(self.asked.rows(undated, undated=UNDATED)[0][0])
        dated = (
            f"SELECT count(*) FROM ({self._order.statement()} LIMIT :most) AS found "
            "CROSS JOIN facts AS f ON f.n = found.n WHERE f.day < :undated"
        )
        parameters = {**self._order.parameters, "most": self._length, "undated": UNDATED}
        return int(self.connection.execute(dated, parameters).fetchone()[0])

    def rows(self, *, backwards: bool = False) -> Iterator[tuple[Fact, bytes, bytes]]:
        """Yield each fact with what follows from it, and with the names of its independent voices.

        Both are JSON: the members that an answer adds to the record with the closing brace, and a list.
        """
        for fact, derived, voices in self._fetch("b.fact, b.derived, b.voices", backwards=backwards):
            yield decode_fact(fact), derived, voices

    def encoded(self) -> Iterator[bytes]:
        """Yield the compact JSON of each fact as the JSON answers have it, in UTF-8."""
        for fact, derived in self._fetch("b.fact, b.derived"):
            yield fact[:-1] + b"," + derived

    def _between(self, first: int, end: int) -> Iterator[Fact]:
        return (decode_fact(fact) for (fact,) in self._fetch("b.fact", first, end))

    def _fetch(
        self, columns: str, first: int = 0, end: int | None = None, *, backwards: bool = False
    ) -> Iterator[tuple[Any, ...]]:
        if backwards and self._length <= _AT_ONCE:
            # From the end it may be a long way to the few that a limit leaves.
            yield from reversed(tuple(self._fetch(columns)))
            return
        # The numbers alone are sorted, and their order is that of the rows: the join goes through them one by one.
        cursor = self.connection.execute(
            f"SELECT {columns} FROM ({self._order.statement(backwards=backwards)} LIMIT :most OFFSET :first) AS found "
            "CROSS JOIN bodies AS b ON b.n = found.n",
            {
                **self._order.parameters,
                "first": first + (self._order.cut_off if backwards else 0),
                "most": (self._length if end is None else end) - first,
            },
        )
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows
