"""Long tables on a terminal, page by page: through $PAGER, else less, else straight out.

The pager gets a table while it is drawn, so that its first page is there at once; who leaves it early has seen enough,
and the rest is never worked out.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from cpecfacts.cli.first_write import FirstWrite
from cpecfacts.cli.long_work import hide_works

_LESS = ("less", "-FRX")
_INTERRUPTED_LESS = 2  # what less ends with after Ctrl-C where it is told to end so (-K)
_INTERRUPTED_SHELL = 130
_SHELL = ("sh", "-c")
_FOR_SHELL = frozenset("|&;<>()$`*?[#~=%")
"""Signs that mean something to a shell: those that git looks for, but for spaces and quotes, which are read here."""


class PagerError(Exception):
    """The pager cannot be started, or failed; in words that can end a sentence."""


def pager_command() -> list[str] | None:
    """Return the program that pages and its arguments, or None if nobody does.

    An empty `PAGER`, `cat` and a terminal that is `dumb` ask for none. What has signs of the shell in it (`less | cat`,
    `LESS=X less`, `~/bin/p`) is run by one, as by git and man; words are run directly, and a program that is not there
    can be told.

    Raises:
        PagerError: `PAGER` is no command line.
    """
    if os.environ.get("TERM") == "dumb":
        return None
    chosen = os.environ.get("PAGER")
    if chosen is None:
        return list(_LESS) if shutil.which(_LESS[0]) else None
    if os.name == "posix" and not _FOR_SHELL.isdisjoint(chosen):
        return [*_SHELL, chosen]
    try:
        words = shlex.split(chosen, posix=os.name == "posix")
    except ValueError:
        message = "PAGER has a quotation mark without its fellow"
        raise PagerError(message) from None
    return words if words and Path(words[0]).stem != "cat" else None


def page(command: list[str], write: Callable[[BinaryIO], None]) -> None:
    """Let a pager show what `write` writes, until it has all or the reader has left it.

    Raises:
        PagerError: It cannot be started, or failed.
    """
    with ExitStack() as stack:
        started: list[subprocess.Popen[bytes]] = []

        def start() -> BinaryIO:
            """Start it when there is something to show: until then a bar tells how far the answer is."""
            hide_works()
            started.append(stack.enter_context(_start(command)))
            stack.enter_context(_interrupts_left_to_it())
            return cast("BinaryIO", started[0].stdin)

        out = FirstWrite(start)
        with suppress(BrokenPipeError):  # the reader has seen enough
            write(cast("BinaryIO", out))
        code = _leave(started[0]) if started else 0
    name = _name(command)
    was_interrupted = code == (_INTERRUPTED_LESS if Path(name).stem == _LESS[0] else _INTERRUPTED_SHELL)
    if code > 0 and not was_interrupted:
        message = f"the pager {name} failed with {code}"
        raise PagerError(message)


def _name(command: list[str]) -> str:
    """Return what the user calls a pager: the program, or the whole line for the shell."""
    return f"“{command[-1]}”" if tuple(command[:-1]) == _SHELL else command[0]


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # As git does: a less with no options of its own shows colours, and leaves alone what fits the screen.
    environment = os.environ | {"LESS": os.environ.get("LESS", "FRX"), "LV": os.environ.get("LV", "-c")}
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603  (the user's own choice)
    except OSError as error:
        message = f"the pager {command[0]} cannot be started: {(error.strerror or str(error)).lower()}"
        raise PagerError(message) from None


def _leave(pager: subprocess.Popen[bytes]) -> int:
    """Tell a pager that this was all, wait for its end and return how it ended."""
    with suppress(BrokenPipeError):
        cast("BinaryIO", pager.stdin).close()
    return pager.wait()


@contextmanager
def _interrupts_left_to_it() -> Iterator[None]:
    """Let Ctrl-C be the pager's: in less it stops a search and does not end the program."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
