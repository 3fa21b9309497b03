"""The user's own editor on the text of a record, again and again until it is right; nothing typed is lost."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from cpecfacts.cli.diagnostics import note
from cpecfacts.curating.template import is_empty, read_template, with_errors, without_errors
from cpecfacts.errors import CpecfactsError, OutputError, RecordRefusedError, RefusedError, UsageError

_Kept = TypeVar("_Kept")
_FALLBACKS = ("nano", "vim", "vi")


def edit_draft(
    text: str, keep: Callable[[dict[str, Any]], _Kept], folder: Path, *, changed: bool = False, command: str
) -> _Kept | None:
    """Let the user edit the text of a record until `keep` takes what was typed; return what that returns.

    A mistake opens the editor again with what is wrong at the top. An empty or unchanged text gives it up, and None is
    returned; with `changed`, the text is new already and may stay as it is. Whatever else goes wrong: what was typed
    is kept in a file of `folder`, and a line says how `command` goes on from there.

    Raises:
        RefusedError: There is no editor, or it failed.
        CpecfactsError: Whatever `keep` raises that is no mistake of the user.
    """
    shown = text
    while True:
        try:
            after = _run_editor(shown, folder, command)
        except (RefusedError, KeyboardInterrupt):
            if shown != text:
                keep_draft(shown, folder, command)
            raise
        same = without_errors(after) == without_errors(shown)
        if is_empty(after) or (same and not (changed and shown == text)):
            if shown != text:
                keep_draft(shown, folder, command)
            return None
        try:
            return keep(read_template(without_errors(after)))
        except RecordRefusedError as error:
            told = [f"{field}: {problem}" if field else problem for field, problem in error.problems]
            shown = with_errors(after, told)
        except CpecfactsError as error:
            if not isinstance(error, UsageError) or isinstance(error, OutputError):
                keep_draft(after, folder, command)
                raise
            shown = with_errors(after, [str(error)])


def keep_draft(text: str, folder: Path, command: str) -> None:
    """Write what was typed into a file of `folder`, or of the folder for temporary files, and say where."""
    for place in (folder, Path(tempfile.gettempdir())):
        try:
            with tempfile.NamedTemporaryFile(
                "wb", dir=place, prefix="cpecfacts-draft-", suffix=".toml", delete=False
            ) as out:
                out.write(without_errors(text).encode("utf-8", "surrogateescape"))
        except OSError:
            continue
        note(f"what you typed is kept: {command} --draft {shlex.quote(out.name)} goes on from there")
        return


def _run_editor(text: str, folder: Path, redo: str) -> str:
    """Return a text as the user's editor leaves it."""
    command = _editor()
    descriptor, name = tempfile.mkstemp(prefix="cpecfacts-", suffix=".toml")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(sent := text.encode("utf-8", "surrogateescape"))
        # An editor draws on the terminal: standard output may be a pipe for the answer.
        terminal = None if sys.stdout.isatty() or not sys.stderr.isatty() else sys.stderr
        try:
            ended = subprocess.run([*command, name], stdout=terminal, check=False)  # noqa: S603  (the user's own choice)
        except KeyboardInterrupt:
            if path.read_bytes() != sent:
                keep_draft(path.read_bytes().decode("utf-8", "surrogateescape"), folder, redo)
            raise
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise RefusedError(f"the editor {command[0]} cannot be started: {reason}; $EDITOR names another") from None
        if ended.returncode:
            raise RefusedError(f"the editor {command[0]} ended with {ended.returncode}; nothing was changed")
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    finally:
        path.unlink(missing_ok=True)


def _editor() -> list[str]:
    """Return the command of the user's editor, with its arguments."""
    for variable in ("VISUAL", "EDITOR"):
        words = os.environ.get(variable, "").strip()
        if words:
            try:
                return shlex.split(words)
            except ValueError:
                raise RefusedError(f"${variable} is no command: {words}") from None
    for name in _FALLBACKS:
        if shutil.which(name):
            return [name]
    raise RefusedError("there is no editor: set $EDITOR to the command of yours, such as nano or “code --wait”")
