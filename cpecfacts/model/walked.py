"""Sequences of which single members are dear: they are made, or fetched, one after the other."""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

_T = TypeVar("_T")


class Walked(Sequence[_T], ABC):
    """A sequence to go through; what `Sequence` does by asking for one place after another is done by walking."""

    def __reversed__(self) -> Iterator[_T]:
        """Go through it backwards; who knows a way that needs no memory has its own."""
        return reversed(tuple(self))

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Return the first place of a member.

        Raises:
            ValueError: It is not there.
        """
        places = range(len(self))[start:stop]
        for place, member in zip(places, islice(self, places.start, places.stop), strict=True):
            if member is value or member == value:
                return place
        raise ValueError(value)
