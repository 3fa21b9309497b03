"""Ctrl-C and the signals that end a process: the first one unwinds what was begun, so that nothing is left behind."""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # until this is loaded and its handlers are there, Ctrl-C ends in a traceback of Python
if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED = 130
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_BEHIND = 0.01


class Signals:
    """Turns signals into exceptions: Ctrl-C into `KeyboardInterrupt`, others into an exit with 128 and their number.

    Python does the first itself, but lets others kill the process on the spot, whose temporary files stay; and an
    exception that comes while it runs a destructor is printed and lost.

    Only the first signal of a run does so. Whichever come after it, from an impatient hand, a terminal that is closed
    or a system that shuts down, must not end the tidying up that it began. Should that hang, there are SIGQUIT and
    SIGKILL, which end the process on the spot.

    And none does when it comes too late (`cpecfacts.interruption`): who has made a change was not interrupted.
    """

    def __init__(self) -> None:
        self.too_late = self.may_cut = False
        self._unwinds = False
        self._taken: list[int] = []

    def install(self) -> None:
        """Take over the signals of this process, but for those that whoever started it wants ignored."""
        for name in _NAMES:
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._stop)
                self._taken.append(number)
        sys.unraisablehook = self._unraisable

    def ignore(self) -> None:
        """Let nothing stop a process that is ending anyway."""
        for number in self._taken:
            signal.signal(number, signal.SIG_IGN)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        del frame
        if self.may_cut:
            self.may_cut = False
            raise KeyboardInterrupt
        if self._unwinds or self.too_late:
            return
        self._unwinds = True
        raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)

    def _unraisable(self, lost: sys.UnraisableHookArgs) -> None:
        """Send a signal again whose exception came where Python cannot raise any."""
        if isinstance(lost.exc_value, KeyboardInterrupt):
            self._unwinds = False
            _send_soon(signal.SIGINT)
        elif isinstance(lost.exc_value, SystemExit) and isinstance(lost.exc_value.code, int):
            self._unwinds = False
            _send_soon(lost.exc_value.code - 128)
        else:
            sys.__unraisablehook__(lost)


def _send_soon(number: int) -> None:
    """Send a signal to this process when the destructor is behind it: sent at once, it would be lost again."""
    import threading

    soon = threading.Timer(_BEHIND, os.kill, (os.getpid(), number))
    soon.daemon = True
    soon.start()
