"""Works that last: drawn where somebody watches, silent everywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING

from cpecfacts.progress import listening

if TYPE_CHECKING:
    from cpecfacts.render.progress import ProgressLine

_line: ContextVar[ProgressLine | None] = ContextVar("line", default=None)


@contextmanager
def watched_works(arguments: Sequence[str]) -> Iterator[None]:
    """Draw the works that begin inside the block on stderr, where that is a terminal that can move its cursor.

    Whatever ends the block, nothing stays on the terminal.
    """
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    from cpecfacts.render.progress import ProgressLine

    line = ProgressLine(sys.stderr, colour=not (os.environ.get("NO_COLOR") or "--no-color" in arguments))
    token = _line.set(line)
    try:
        with listening(line):
            yield
    finally:
        _line.reset(token)
        line.close()


def above_works() -> AbstractContextManager[None]:
    """Keep works from being drawn while a line is written to the terminal, which then stands above them."""
    line = _line.get()
    return nullcontext() if line is None else line.above()


def hide_works() -> None:
    """Draw no works any more: from now on the terminal belongs to the answer, to a pager or to a question."""
    line = _line.get()
    if line is not None:
        line.hide()
