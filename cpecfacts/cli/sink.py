"""Where the output goes: the terminal, a pipe, or a file that is replaced only when the new one is complete."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cpecfacts.errors import OutputError
from cpecfacts.render.setting import Setting

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
            yield out, _setting_of_stdout(raw=raw, no_color=no_color)
            out.flush()
        except BrokenPipeError:
            # Typer would end with 1 on it; a name of our own goes through.
            raise ReaderGoneError from None
        except OSError as error:
            raise OutputError("standard output", (error.strerror or str(error)).lower()) from None
        return
    try:
        with _replacing(path) as out:
            yield out, Setting(raw=raw)
    except OSError as error:
        raise OutputError(str(path), (error.strerror or str(error)).lower()) from None


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """Write a temporary file beside the real target, then put it in place; devices and pipes are written to."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with target.open("wb") as out:
            yield out
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with temporary.open("xb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _stdout() -> BinaryIO:
    if sys.stdout is None:
        raise OutputError("standard output", "it is closed")
    sys.stdout.flush()
    return sys.stdout.buffer


def _setting_of_stdout(*, raw: bool, no_color: bool) -> Setting:
    if not sys.stdout.isatty():
        return Setting(raw=raw)
    encoding = sys.stdout.encoding or "utf-8"
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
