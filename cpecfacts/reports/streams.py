"""Items and rows that are made, or fetched, when it is their turn: an answer of a million facts needs no memory.

A list or a tuple is held: whoever needs to may look at all of it first. Every other sequence is a stream: it can be
gone through again and again, but each time everything is made anew, so what has to be known beforehand (the width of a
column, whether there are amounts in a second currency) is learnt from its first `SAMPLE` members, which are made as all
others are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Generic, Protocol, TypeVar, overload, runtime_checkable

import msgspec

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


class Mapped(Sequence[_T], Generic[_S, _T]):
    """A stream that makes each member from one of another sequence, when it is asked for."""

    def __init__(self, source: Sequence[_S], make: Callable[[_S], _T]) -> None:
        self.source = source
        self.make = make

    def __len__(self) -> int:
        return len(self.source)

    def __iter__(self) -> Iterator[_T]:
        return map(self.make, self.source)

    @overload
    def __getitem__(self, index: int) -> _T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[_T]: ...

    def __getitem__(self, index: int | slice) -> _T | Sequence[_T]:
        if isinstance(index, slice):
            return Mapped(self.source[index], self.make)
        return self.make(self.source[index])


class EncodedItems(Mapped[_S, _T]):
    """A stream of items whose JSON is not made from them but stands ready."""

    def __init__(self, source: Sequence[_S], make: Callable[[_S], _T], ready: Callable[[], Iterator[bytes]]) -> None:
        super().__init__(source, make)
        self._ready = ready

    def encoded(self) -> Iterator[bytes]:
        """Yield the JSON of each item."""
        return self._ready()


class Joined(Sequence[_T]):
    """Several sequences one after the other, as one stream."""

    def __init__(self, *parts: Sequence[_T]) -> None:
        self.parts = parts

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def __iter__(self) -> Iterator[_T]:
        return chain.from_iterable(self.parts)

    @overload
    def __getitem__(self, index: int) -> _T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[_T]: ...

    def __getitem__(self, index: int | slice) -> _T | Sequence[_T]:
        if isinstance(index, slice):
            return tuple(self)[index]
        position = range(len(self))[index]
        for part in self.parts:
            if position < len(part):
                return part[position]
            position -= len(part)
        raise IndexError(index)


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


def pieces(things: Iterable[_T]) -> Iterator[list[_T]]:
    """Yield things in lists of 1, 10, 100, and then a thousand: the first is there at once, and many are cheap."""
    size, rest = 1, iter(things)
    while piece := list(islice(rest, size)):
        yield piece
        size = min(10 * size, 1000)
