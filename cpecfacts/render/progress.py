"""How far a long work is, in the last line of a terminal; gone when it is done.

Drawn by hand, not with Rich: that hides the cursor, which whoever is killed cannot show again, and takes 60 ms to
import while the work waits for the same processor.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from cpecfacts.progress import Advance
from cpecfacts.render.folding import display_width
from cpecfacts.wording.safety import make_visible

PATIENCE = 0.5
"""Seconds for which a work says nothing: what is done by then needs no bar, and nothing flashes."""

_FRAME = 0.1
_BAR = 30
_NARROWEST_BAR = 8
_ROOM_AFTER = 3  # "^C" and the cursor: a line that runs over the edge cannot be erased
_PULSE = 6  # cells of the piece that goes to and fro where nobody knows how much there is
_ERASE = "\r\x1b[K"
_FAINT, _MARK, _RESET = "\x1b[2m", "\x1b[36m", "\x1b[0m"


class ProgressLine:
    """Listens to works and draws the innermost of them on a terminal, once it has lasted for a while.

    A thread draws, so that calls of `advance` cost nothing and what tells nothing is seen to go on. `close` may be
    called at any time and from any state; it leaves the line empty and the cursor at its start.
    """

    def __init__(
        self, terminal: TextIO, *, colour: bool, patience: float = PATIENCE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._terminal = terminal
        self._colour = colour
        self._patience = patience
        self._clock = clock
        self._unicode = _shows_bars(terminal)
        self._works: list[_Work] = []
        self._drawing = threading.Lock()
        self._drawn = self._hidden = False
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @contextmanager
    def __call__(self, title: str) -> Iterator[Advance]:
        """Draw a work of this title until the block ends."""
        begun = _Work(make_visible(title), self._clock())
        if self._works:
            begun.since = self._works[0].since  # who has waited for the whole waits no longer for a part
        self._works.append(begun)
        try:
            self._start()
            yield begun.advance
        finally:
            if begun in self._works:
                self._works.remove(begun)
            if not self._works:
                self.close()

    def close(self) -> None:
        """End all works and leave nothing on the terminal."""
        self._works.clear()
        self._ended.set()
        with self._drawing:
            self._erase()

    @contextmanager
    def above(self) -> Iterator[None]:
        """Let something else be written to the terminal in its place; it is drawn again below that."""
        with self._drawing:
            self._erase()
            yield

    def hide(self) -> None:
        """Leave the terminal to others for good; works may go on."""
        with self._drawing:
            self._hidden = True
            self._erase()

    def draw(self) -> None:
        """Draw the innermost work, if the outermost has lasted long enough."""
        with self._drawing:
            works = list(self._works)
            if self._hidden or self._ended.is_set() or not works or self._clock() - works[0].since < self._patience:
                return
            self._drawn = True
            width = shutil.get_terminal_size().columns
            with suppress(OSError, ValueError):
                width = os.get_terminal_size(self._terminal.fileno()).columns or width  # some do not know theirs
            self._write(_ERASE + self.line(works[-1], width))

    def line(self, shown: _Work, width: int) -> str:
        """Return a work as one line that leaves room on the terminal for the ^C that it shows after it."""
        widest = max(0, width - _ROOM_AFTER)
        told = shown.told(self._clock())[:widest]
        room = widest - display_width(told)
        title = _fitted(shown.title, room - 2, "…" if self._unicode else "...")
        cells = min(_BAR, room - display_width(title) - 4)
        bar = "" if cells < _NARROWEST_BAR else f"  {self._bar(shown, cells)}"
        return "  ".join(filter(None, (title + bar, told)))

    def _bar(self, shown: _Work, cells: int) -> str:
        full, empty = ("━", "─") if self._unicode else ("#", ".")
        if shown.total:
            filled = min(cells, shown.done * cells // shown.total)
            parts = ("", full * filled, empty * (cells - filled))
        else:
            way = cells - _PULSE
            position = int((self._clock() - shown.begun) / _FRAME) % (2 * way)
            before = position if position <= way else 2 * way - position
            parts = (empty * before, full * _PULSE, empty * (way - before))
        if not self._colour:
            return "".join(parts)
        styles = (_FAINT, _MARK, _FAINT)
        return "".join(f"{style}{part}{_RESET}" for style, part in zip(styles, parts, strict=True) if part)

    def _start(self) -> None:
        if self._thread is None or self._ended.is_set():
            self._ended = threading.Event()
            self._thread = threading.Thread(target=self._go_on, args=(self._ended,), name="progress", daemon=True)
            self._thread.start()

    def _go_on(self, ended: threading.Event) -> None:
        ended.wait(self._patience)
        while not ended.is_set():
            self.draw()
            ended.wait(_FRAME)

    def _erase(self) -> None:
        if self._drawn:
            self._write(_ERASE)
            self._drawn = False

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):  # who cannot be told how far it is need not be
            self._terminal.write(text)
            self._terminal.flush()


class _Work:
    """A work that has begun: since when there is somebody waiting, and how far it is."""

    def __init__(self, title: str, begun: float) -> None:
        self.title = title
        self.begun = self.since = begun
        self.done = 0
        self.total: int | None = None

    def advance(self, done: int, total: int | None) -> None:
        self.done, self.total = done, total

    def told(self, now: float) -> str:
        """Return how far it is in words, and how long it will take where there is anything to go by."""
        if not self.done and not self.total:
            return ""
        if not self.total:
            return f"{self.done:,}"
        text = f"{self.done:,} of {self.total:,}"
        if 0 < self.done < self.total:
            left = round((now - self.begun) * (self.total - self.done) / self.done)
            text += f"  {left // 60}:{left % 60:02} left"
        return text


def _fitted(title: str, room: int, dots: str) -> str:
    """Return a title as it fits the room, with dots for what is left out; nothing if dots were all."""
    if display_width(title) <= room:
        return title
    while title and display_width(title) + len(dots) > room:
        title = title[:-1]
    return f"{title.rstrip()}{dots}" if title else ""


def _shows_bars(terminal: TextIO) -> bool:
    try:
        "━─…".encode(getattr(terminal, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
