"""Items and rows that are made, or fetched, when it is their turn: an answer of a million facts needs no memory.

A list or a tuple is held: whoever needs to may look at all of it first. Every other sequence is a stream: it can be
gone through again and again, but each time everything is made anew, so what has to be known beforehand (the width of a
column, whether there are amounts in a second currency) is learnt from its first `SAMPLE` members, which are made as all
others are.
"""

from __future__ import annotations

from abc import ABC
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Generic, Protocol, TypeVar, overload, runtime_checkable

import msgspec

from cpecfacts.model.walked import Walked
from cpecfacts.progress import work

SAMPLE = 1000
"""Members of a stream that are looked at before the first of them is shown."""

_S = TypeVar("_S")
_T = TypeVar("_T")


@runtime_checkable
class Encoded(Protocol):
    """Items whose JSON stands ready: an index keeps it, and then nothing has to be worked out, decoded or encoded."""

    def encoded(self) -> Iterator[bytes]:
        """Yield the compact JSON of each item in order, the same bytes that msgspec would make of it."""


@runtime_checkable
class FactsWithItems(Protocol):
    """Facts found by what keeps the JSON of their items too, those of `facts` without a second currency."""

    def encoded_items(self) -> Iterator[bytes]:
        """Yield the compact JSON of the item of each fact in order."""


@runtime_checkable
class CountsDated(Protocol):
    """Facts of which it can be told how many have a date without going there."""

    def count_dated(self) -> int:
        """Return how many of the facts have a date."""
        ...


class Stream(Walked[_T], ABC):
    """A sequence to go through; single members are found by going there, unless a stream knows better."""

    @overload
    def __getitem__(self, index: int) -> _T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[_T]: ...

    def __getitem__(self, index: int | slice) -> _T | Sequence[_T]:
        if isinstance(index, slice):
            return tuple(self)[index]
        return next(islice(self, range(len(self))[index], None))


class Mapped(Stream[_T], Generic[_S, _T]):
    """A stream that makes each member from one of another sequence, when it is asked for."""

    def __init__(self, source: Sequence[_S], make: Callable[[_S], _T]) -> None:
        self.source = source
        self.make = make

    def __len__(self) -> int:
        return len(self.source)

    def __iter__(self) -> Iterator[_T]:
        return map(self.make, self.source)


class EncodedItems(Mapped[_S, _T]):
    """A stream of items whose JSON is not made from them but stands ready."""

    def __init__(self, source: Sequence[_S], make: Callable[[_S], _T], ready: Callable[[], Iterator[bytes]]) -> None:
        super().__init__(source, make)
        self._ready = ready

    def encoded(self) -> Iterator[bytes]:
        """Yield the JSON of each item."""
        return self._ready()


class Joined(Stream[_T]):
    """Several sequences one after the other, as one stream."""

    def __init__(self, *parts: Sequence[_T]) -> None:
        self.parts = parts

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def __iter__(self) -> Iterator[_T]:
        return chain.from_iterable(self.parts)


class Stretch(Stream[_T]):
    """The members of a sequence from one position up to another, forwards or backwards."""

    def __init__(self, source: Sequence[_T], start: int, stop: int) -> None:
        self.source = source
        self.start = start
        self.stop = stop

    def __len__(self) -> int:
        return self.stop - self.start

    def __iter__(self) -> Iterator[_T]:
        return islice(self.source, self.start, self.stop)

    def __reversed__(self) -> Iterator[_T]:
        after = len(self.source) - self.stop
        return islice(reversed(self.source), after, after + len(self))


class Anew(Generic[_T]):
    """Things of unknown number that are made anew each time somebody goes through them."""

    def __init__(self, make: Callable[[], Iterator[_T]]) -> None:
        self.make = make

    def __iter__(self) -> Iterator[_T]:
        return self.make()


def each(make: Callable[[_S], _T], things: Sequence[_S]) -> Sequence[_T]:
    """Return what is made of each thing: at once of a few that are held, else each when it is asked for."""
    return Mapped(things, make) if is_stream(things) or len(things) > SAMPLE else tuple(map(make, things))


def is_stream(things: Sequence[Any]) -> bool:
    """Whether things are made anew each time that somebody looks at them."""
    return not isinstance(things, (list, tuple))


def sample(things: Sequence[_T]) -> Sequence[_T]:
    """Return what may be looked at before anything is shown: all that is held, or the first of a stream."""
    return list(islice(things, SAMPLE)) if is_stream(things) else things


def encoded(items: Iterable[Any]) -> Iterator[bytes]:
    """Yield the compact JSON of each item: as it stands ready, else made."""
    return items.encoded() if isinstance(items, Encoded) else map(msgspec.json.encode, items)


def pieces(things: Iterable[_T], total: int | None = None) -> Iterator[list[_T]]:
    """Yield things in lists of 1, 10, 100, and then a thousand: the first is there at once, and many are cheap.

    It is told how many of the `total` were taken.
    """
    size, done, rest = 1, 0, iter(things)
    with work("Writing") as advance:
        while piece := list(islice(rest, size)):
            yield piece
            done += len(piece)
            advance(done, total)
            size = min(10 * size, 1000)
