"""A folder as output: it takes the place of an older one only when it is complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from cpecfacts.cli.sink import reason_of
from cpecfacts.errors import OutputError
from cpecfacts.interruption import decisive_step


@contextmanager
def open_folder(path: Path, makes: Callable[[PurePosixPath], bool]) -> Iterator[Path]:
    """Yield an empty folder to write into; when the block ends well it takes the place of `path`.

    An older folder is replaced only if it holds nothing but what `makes` knows as the work of an exporter: nobody
    loses notes that lie beside an export.

    Raises:
        OutputError: It cannot be written, or there is something else in the way; what was there is as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        _refuse_others_work(path, target, makes)
        with TemporaryDirectory(dir=target.parent, prefix=".cpecfacts-") as temporary:
            new = Path(temporary) / "new"
            new.mkdir()
            yield new
            with decisive_step():  # a signal after it would leave half of the temporary folder beside the new one
                if target.exists():
                    _exchange(target, new, Path(temporary) / "old")
                else:
                    new.rename(target)
    except OSError as error:
        raise OutputError(str(path), reason_of(error)) from None


def _refuse_others_work(path: Path, target: Path, makes: Callable[[PurePosixPath], bool]) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError(str(path), "it is a file, and this format is a folder")
    for inside in sorted(target.rglob("*")):
        relative = PurePosixPath(inside.relative_to(target).as_posix())
        if not (makes(relative) or (inside.is_dir() and not inside.is_symlink())):
            raise OutputError(str(path), f"the folder holds something that is no export: {relative}")


def _exchange(target: Path, new: Path, old: Path) -> None:
    """Put the new folder in the place of the old one; if that fails, the old one is put back."""
    shutil.copymode(target, new)
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
