"""Facts found in an index: fetched when they are asked for, and with them what is known of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

from cpecfacts.model.fact import Fact
from cpecfacts.model.walked import Walked

if TYPE_CHECKING:
    from cpecfacts.index.appraising import IndexedAppraiser
    from cpecfacts.index.found import Asked, IndexedFacts
    from cpecfacts.query.scope import Scope


class FoundFacts(Walked[Fact]):
    """The facts of an answer. Each walk fetches them anew, and tells the appraiser what it need not ask."""

    def __init__(self, found: IndexedFacts, appraiser: IndexedAppraiser, scope: Scope | None = None) -> None:
        """Take what was found; `scope` tells that it is everything, unless a limit has left some out."""
        self.found = found
        self.scope = scope if found.asked is not None else None
        self._appraiser = appraiser

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Fact]:
        return self._walk(backwards=False)

    def __reversed__(self) -> Iterator[Fact]:
        return self._walk(backwards=True)

    def _walk(self, *, backwards: bool) -> Iterator[Fact]:
        keep = self._appraiser.keep
        for fact, derived, voices in self.found.rows(backwards=backwards):
            keep(fact.id, derived, voices)
            yield fact

    @overload
    def __getitem__(self, index: int) -> Fact: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Fact]: ...

    def __getitem__(self, index: int | slice) -> Fact | Sequence[Fact]:
        return self.found[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (FoundFacts, tuple)):
            return len(self) == len(other) and all(own == its for own, its in zip(self, other, strict=True))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]  # as of a list: whether two are equal takes a walk through them

    @property
    def asked(self) -> Asked | None:
        """What is true of these facts and no others, as SQL; None where a limit has left some out."""
        return self.found.asked

    def count_dated(self) -> int:
        """Return how many of the facts have a date, without fetching them."""
        return self.found.count_dated()

    def encoded_items(self) -> Iterator[bytes]:
        """Yield the compact JSON of the item of each fact in order."""
        return self.found.encoded()
