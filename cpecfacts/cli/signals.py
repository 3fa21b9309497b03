"""Ctrl-C and the signals that end a process: every one unwinds what was begun, so that nothing is left behind."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

INTERRUPTED = 130
_BEHIND = 0.01
_ONE_PRESS = 0.5  # seconds in which a second Ctrl-C is the same: it must not end the tidying up that the first began


class Signals:
    """Turns signals into exceptions: Ctrl-C into `KeyboardInterrupt`, others into an exit with 128 and their number.

    Python does the first itself, but lets others kill the process on the spot, whose temporary files stay; and an
    exception that comes while it runs a destructor is printed and lost.
    """

    def __init__(self) -> None:
        self._last = -_ONE_PRESS
        self._taken: list[int] = []

    def install(self) -> None:
        """Take over the signals of this process, but for those that whoever started it wants ignored."""
        self._take(signal.SIGINT, self._interrupt)
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._take(number, self._end)
        sys.unraisablehook = self._unraisable

    def _take(self, number: int, handler: Callable[[int, FrameType | None], None]) -> None:
        signal.signal(number, handler)
        self._taken.append(number)

    def ignore(self) -> None:
        """Let nothing stop a process that is ending anyway."""
        for number in self._taken:
            signal.signal(number, signal.SIG_IGN)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        now = time.monotonic()
        again = now - self._last < _ONE_PRESS
        self._last = now
        if not again:
            raise KeyboardInterrupt

    def _end(self, number: int, frame: FrameType | None) -> None:
        del frame
        raise SystemExit(128 + number)

    def _unraisable(self, lost: sys.UnraisableHookArgs) -> None:
        """Send a signal again whose exception came where Python cannot raise any."""
        if isinstance(lost.exc_value, KeyboardInterrupt):
            self._last = -_ONE_PRESS
            _send_soon(signal.SIGINT)
        elif isinstance(lost.exc_value, SystemExit) and isinstance(lost.exc_value.code, int):
            _send_soon(lost.exc_value.code - 128)
        else:
            sys.__unraisablehook__(lost)


def _send_soon(number: int) -> None:
    """Send a signal to this process when the destructor is behind it: sent at once, it would be lost again."""
    import threading

    soon = threading.Timer(_BEHIND, os.kill, (os.getpid(), number))
    soon.daemon = True
    soon.start()
