"""How far a long work is: told by whoever does it, to whoever listens.

A work far down (reading a store, building an index, writing a file) does not know who started it, and is often begun by
the first question that needs it. So it tells how far it is to a listener that stands above them all; where nobody
listens, as in a program that uses the library, telling costs next to nothing.

>>> from contextlib import nullcontext
>>> told = []
>>> with listening(lambda title: nullcontext(lambda done, total: told.append((title, done, total)))):
...     numbers = [number for number in counted("ab", "Counting letters", 2)]
>>> told
[('Counting letters', 0, 2), ('Counting letters', 1, 2)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import TypeAlias, TypeVar

Advance: TypeAlias = Callable[[int, int | None], None]
"""Takes how many are done and of how many, None where nobody knows; may be called as often as one likes."""

Listener: TypeAlias = Callable[[str], AbstractContextManager[Advance]]
"""Is told the title of a work that begins, and given up again when the work has ended, well or not."""

_T = TypeVar("_T")
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)
_EVERY = 256  # of many things those between two calls of a listener: below the time of a blink, and no load
_MANY = 5000


def unheard(done: int, total: int | None) -> None:
    """Tell nobody."""


def work(title: str) -> AbstractContextManager[Advance]:
    """Begin a work that may take over a second, and yield what to call with how far it is, if anything.

    The title is a few words without a full stop: "Reading facts.json". A work may have others in it.
    """
    listener = _listener.get()
    return nullcontext(unheard) if listener is None else listener(title)


@contextmanager
def listening(listener: Listener | None) -> Iterator[None]:
    """Let a listener be told of all works begun inside the block, in this thread; None hears nothing."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def counted(things: Iterable[_T], title: str, total: int | None = None) -> Iterator[_T]:
    """Yield things one by one, as a work of this title that is done with the last of them."""
    with work(title) as advance:
        if advance is unheard:
            yield from things
            return
        every = 1 if total is not None and total < _MANY else _EVERY
        for done, thing in enumerate(things):
            if done % every == 0:
                advance(done, total)
            yield thing
