"""Facts that a question found in an index: counted, ordered, and fetched only when they are looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, overload

import msgspec

from cpecfacts.model.fact import Fact

_AT_ONCE = 1000  # facts in memory while they are gone through
_decode_fact = msgspec.json.Decoder(Fact).decode


class Asked(NamedTuple):
    """What is true of all facts found and no others, to ask more about them: SQL about a row `f` of `facts`."""

    connection: sqlite3.Connection
    condition: str
    parameters: Mapping[str, Any]

    def rows(self, statement: str, **more: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a statement in which `{condition}` stands for it."""
        text = statement.replace("{condition}", self.condition)
        return self.connection.execute(text, {**self.parameters, **more}).fetchall()


class IndexedFacts(Sequence[Fact]):
    """The facts that answer a question, in order: a sequence whose facts are read from the index each time.

    However many they are, memory does not grow. The connection has to stay open.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        numbers: str,
        parameters: Mapping[str, Any],
        length: int,
        asked: Asked | None = None,
    ) -> None:
        """Take SQL that selects the numbers of the facts in order, as `n`, and how many of them there are.

        `asked` is what is true of them, if no limit leaves some out.
        """
        self.asked = asked
        self._connection = connection
        self._numbers = numbers
        self._parameters = parameters
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Fact]:
        return (_decode_fact(fact) for (fact,) in self._fetch("b.fact"))

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

    def rows(self) -> Iterator[tuple[Fact, bytes, bytes]]:
        """Yield each fact with what follows from it, and with the names of its independent voices.

        Both are JSON: the members that an answer adds to the record with the closing brace, and a list.
        """
        for fact, derived, voices in self._fetch("b.fact, b.derived, b.voices"):
            yield _decode_fact(fact), derived, voices

    def encoded(self) -> Iterator[bytes]:
        """Yield the compact JSON of each fact as the JSON answers have it, in UTF-8."""
        for fact, derived in self._fetch("b.fact, b.derived"):
            yield fact[:-1] + b"," + derived

    def _between(self, first: int, end: int) -> Iterator[Fact]:
        return (_decode_fact(fact) for (fact,) in self._fetch("b.fact", first, end))

    def _fetch(self, columns: str, first: int = 0, end: int | None = None) -> Iterator[tuple[Any, ...]]:
        # The numbers alone are sorted, and their order is that of the rows: the join goes through them one by one.
        cursor = self._connection.execute(
            f"SELECT {columns} FROM ({self._numbers} LIMIT :most OFFSET :first) AS found "
            "CROSS JOIN bodies AS b ON b.n = found.n",
            {**self._parameters, "first": first, "most": (self._length if end is None else end) - first},
        )
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows
