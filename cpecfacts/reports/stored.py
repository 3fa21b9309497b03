"""Items whose JSON an index keeps: it is passed on as it stands, and looked into only where somebody looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Generic, Protocol, TypeVar, overload, runtime_checkable

import msgspec

from cpecfacts.model.walked import Walked

_T = TypeVar("_T")


@runtime_checkable
class Keeper(Protocol):
    """What keeps the JSON of items."""

    def __len__(self) -> int:
        """Return how many items there are."""
        ...

    def encoded_items(self) -> Iterator[bytes]:
        """Yield the compact JSON of each item in order."""
        ...


class StoredItems(Walked[_T], Generic[_T]):
    """The first items of a keeper, or all; made from their JSON each time that somebody walks through them."""

    def __init__(self, keeper: Keeper, item_type: type[_T], limit: int | None = None) -> None:
        self._keeper = keeper
        self._decode = msgspec.json.Decoder(item_type).decode
        self._length = len(keeper) if limit is None else min(len(keeper), limit)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[_T]:
        return map(self._decode, self.encoded())

    @overload
    def __getitem__(self, index: int) -> _T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[_T]: ...

    def __getitem__(self, index: int | slice) -> _T | Sequence[_T]:
        return tuple(self)[index]

    def encoded(self) -> Iterator[bytes]:
        """Yield the compact JSON of each item in order."""
        return islice(self._keeper.encoded_items(), self._length)


def stored_items(keeper: Keeper, item_type: type[_T], hidden: dict[str, int], *, limit: int | None) -> StoredItems[_T]:
    """Return the items of a keeper cut off at `limit`; what is cut off is added to `hidden`."""
    items = StoredItems(keeper, item_type, limit)
    if len(items) < len(keeper):
        hidden["beyond_limit"] = len(keeper) - len(items)
    return items
