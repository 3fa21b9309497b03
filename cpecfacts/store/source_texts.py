"""The texts of sources, as a folder of files that are named by the ids of their sources."""

from __future__ import annotations

import codecs
import stat
from collections.abc import Callable
from pathlib import Path

from cpecfacts.errors import TextsNotFoundError
from cpecfacts.model.source_text import SourceText
from cpecfacts.store.page_text import (
    first_paragraph,
    paragraphs_of_html,
    paragraphs_of_markdown,
    paragraphs_of_text,
)

# In the order of preference, where a source has several files.
_READERS: dict[str, Callable[[str], list[str]]] = {
    ".txt": paragraphs_of_text,
    ".md": paragraphs_of_markdown,
    ".html": paragraphs_of_html,
    ".htm": paragraphs_of_html,
}
LARGEST = 20_000_000
"""Bytes of a file that is still read; an article has some ten thousand, a book a million."""


def read_texts(folder: Path) -> tuple[SourceText, ...]:
    """Read every .txt, .md, .html and .htm file of a folder, one a source, in the order of their names.

    A file that cannot be read is told in its text, never raised: a folder of five hundred pages has odd ones.

    Raises:
        TextsNotFoundError: There is no such folder, or it may not be read.
    """
    try:
        files = [path for path in folder.iterdir() if path.suffix.lower() in _READERS]
    except (OSError, ValueError) as error:
        raise TextsNotFoundError(str(folder), (getattr(error, "strerror", None) or str(error)).lower()) from None
    order = list(_READERS)
    chosen: dict[str, Path] = {}
    for path in sorted(files, key=lambda path: (order.index(path.suffix.lower()), path.name)):
        chosen.setdefault(path.stem, path)
    return tuple(_read_text(path) for _, path in sorted(chosen.items()))


def _read_text(path: Path) -> SourceText:
    name, shown = _printable(path.stem), _printable(str(path))
    text, problem = _decoded(path)
    if text is None:
        return SourceText(id=name, path=shown, problem=problem)
    paragraphs = _READERS[path.suffix.lower()](text)
    if not paragraphs:
        return SourceText(id=name, path=shown, problem="there is no text in it")
    return SourceText(id=name, path=shown, paragraphs=tuple(paragraphs), first=first_paragraph(paragraphs))


def _printable(text: str) -> str:
    """Return a name as text; a file's name need not be any."""
    return text.encode("utf-8", "backslashreplace").decode()


def _decoded(path: Path) -> tuple[str | None, str]:
    """Return the text of a file, or None and why there is none."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe would never end
            return None, "it is no file"
        if status.st_size > LARGEST:
            return None, f"it has {status.st_size:,} bytes, and no more than {LARGEST:,} are read"
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        return None, (error.strerror or str(error)).lower()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data:
        return None, "it holds binary data, not text"
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n"), ""
        except UnicodeDecodeError:
            continue
    return None, f"it is not text in {' or '.join(encodings).replace('-sig', '')}"
