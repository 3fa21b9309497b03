"""From when on it is too late to interrupt: told by whoever takes the decisive step, to whoever hears the signals.

A store is changed in one step far down, where nobody knows of signals. Once its new file is in place, an exit code that
says "interrupted" would be a lie, and whoever believes it makes the change twice. So the step tells, and from then on
Ctrl-C ends nothing but what may be left undone. Where nobody hears, as in a program that uses the library, all is as
ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Protocol


class Hearer(Protocol):
    """Whoever makes exceptions of signals."""

    too_late: bool
    """Whether what was asked for is done: then signals raise nothing."""

    may_cut: bool
    """Whether what is being done then may be left undone: the next signal raises `KeyboardInterrupt`, and it alone."""


_hearer: ContextVar[Hearer | None] = ContextVar("hearer", default=None)


@contextmanager
def heard_by(hearer: Hearer) -> Iterator[None]:
    """Tell a hearer of the decisive steps that are taken inside the block, in this thread."""
    token = _hearer.set(hearer)
    try:
        yield
    finally:
        _hearer.reset(token)


@contextmanager
def decisive_step() -> Iterator[None]:
    """Take the step by which what was asked for is done: from here on nothing is interrupted, unless the step fails."""
    hearer = _hearer.get()
    if hearer is None:
        yield
        return
    before = hearer.too_late
    hearer.too_late = True
    try:
        yield
    except BaseException:
        hearer.too_late = before
        raise


def do_unless_interrupted(work: Callable[[], object]) -> None:
    """Do what may be left undone after a decisive step; a signal ends it, and only it."""
    hearer = _hearer.get()
    if hearer is None or not hearer.too_late:
        work()
        return
    with suppress(KeyboardInterrupt):  # around all of it: a signal may come on the last line, too
        try:
            hearer.may_cut = True
            work()
        finally:
            hearer.may_cut = False
