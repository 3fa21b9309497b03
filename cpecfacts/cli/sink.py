"""Where the output goes: the terminal, a pipe, or a file that is replaced only when the new one is complete."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import UnsupportedOperation
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from cpecfacts.cli.first_write import FirstWrite
from cpecfacts.cli.long_work import hide_works
from cpecfacts.errors import OutputError
from cpecfacts.render.setting import Setting

if TYPE_CHECKING:
    from cpecfacts.reports.report import Report

STANDARD_OUTPUT = "standard output"
_NEEDED = "─●≈≥–…"


class ReaderGoneError(Exception):
    """Who read the output has closed the pipe; nobody is to be told."""


@contextmanager
def open_sink(path: Path | None, *, raw: bool, no_color: bool) -> Iterator[tuple[BinaryIO, Setting]]:
    """Open the output and tell what it can show.

    Raises:
        ReaderGoneError: The pipe was closed.
        OutputError: The file cannot be written; one that was there is still there as it was.
    """
    if path is None:
        try:
            out = _stdout()
            setting = _setting_of(sys.stdout, raw=raw, no_color=no_color)
            yield out if _is_file(out) else cast("BinaryIO", FirstWrite(partial(_begin, out))), setting
            out.flush()
        except BrokenPipeError:
            # Typer would end with 1 on it; a name of our own goes through.
            raise ReaderGoneError from None
        except OSError as error:
            raise OutputError(STANDARD_OUTPUT, reason_of(error)) from None
        return
    from cpecfacts.store.atomic_file import replacing  # help has nothing to write

    try:
        with path.open("wb") if _is_device(path) else replacing(path) as out:
            yield out, Setting(raw=raw)
    except BrokenPipeError:
        raise ReaderGoneError from None
    except OSError as error:
        raise OutputError(str(path), reason_of(error)) from None


def show(report: Report) -> None:
    """Show a report on stderr to whoever is to decide upon it, as standard output is for the answer."""
    if sys.stderr is None:
        return
    from cpecfacts.render.formats import renderer_for
    from cpecfacts.render.setting import Format

    hide_works()
    setting = _setting_of(sys.stderr, raw=False, no_color=False)
    sys.stderr.flush()
    renderer_for(Format.TABLE, setting)(report, sys.stderr.buffer, setting)
    sys.stderr.flush()


def reason_of(error: OSError) -> str:
    """Return what the operating system says, as the end of a sentence."""
    if isinstance(error, UnsupportedOperation):  # our stand-in for a closed stdout
        return "it is closed"
    return (error.strerror or str(error)).lower()


def _is_device(path: Path) -> bool:
    """Whether there is something to write to that is no file to replace: a pipe, a terminal, /dev/stdout."""
    return path.exists() and (not path.is_file() or path.is_relative_to("/dev"))


def _stdout() -> BinaryIO:
    if sys.stdout is None:
        raise OutputError(STANDARD_OUTPUT, "it is closed")
    sys.stdout.flush()
    return sys.stdout.buffer


def _begin(out: BinaryIO) -> BinaryIO:
    """End what is shown of works: a bar would stand among the lines of the answer, or in the pager of a pipe."""
    hide_works()
    return out


def _is_file(stream: BinaryIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def _setting_of(stream: TextIO, *, raw: bool, no_color: bool) -> Setting:
    if not stream.isatty():
        return Setting(raw=raw)
    encoding = stream.encoding or "utf-8"
    plain = no_color or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Setting(
        width=shutil.get_terminal_size().columns,
        encoding=encoding,
        unicode=_can_encode(encoding),
        colour=not plain,
        raw=raw,
    )


def _can_encode(encoding: str) -> bool:
    try:
        _NEEDED.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
