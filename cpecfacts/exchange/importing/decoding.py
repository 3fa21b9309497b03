"""Bytes to text: by the byte order mark, as UTF-8, else as Windows-1252 with a warning that shows what was read."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from cpecfacts.errors import ImportDataError

_MARKS = (
    # The mark of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}
_FOREIGN_WORD = re.compile(r"\S*[^\x00-\x7f]\S*")
_SAMPLE = 4096


class Decoded(NamedTuple):
    """A text, the name of its encoding for people, and a warning where that was a guess."""

    text: str
    encoding: str
    warning: str | None = None


def decode(data: bytes, path: str, encoding: str | None = None) -> Decoded:
    """Return the text of a file, in the encoding that is named or else found out.

    A file that is partly UTF-8 and partly not is refused: whatever it were read as, some names would come out wrong.

    Raises:
        ImportDataError: It is not in the encoding named, or in none that can be found out; with the line.
    """
    if encoding is not None:
        return _decode_as(data, path, _canonical(encoding, path))
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], path, name)
    wide = _wide_encoding(data)
    if wide is not None:
        return _decode_as(data, path, wide)
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        line = _line(data, error.start)
        if _has_utf8_too(data):
            problem = (
                f"the byte 0x{data[error.start]:02x} is not UTF-8, other letters of the file are: it mixes encodings"
            )
            raise ImportDataError(path, f"line {line}", f"{problem} (--encoding names one)") from None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        problem = (
            f"the byte 0x{data[error.start]:02x} is neither UTF-8 nor Windows-1252; --encoding names the right one"
        )
        raise ImportDataError(path, f"line {_line(data, error.start)}", problem) from None
    found = _FOREIGN_WORD.search(text)
    seen = found[0][:40] if found else ""
    return Decoded(
        text, "Windows-1252", f"read as Windows-1252, for it is not UTF-8: “{seen}” should look right, else --encoding"
    )


def _canonical(encoding: str, path: str) -> str:
    """Return the name under which Python knows an encoding of texts; it also has some of other things, as base64."""
    try:
        "".encode(encoding)
        return codecs.lookup(encoding).name
    except (LookupError, UnicodeError):
        raise ImportDataError(path, "", f"there is no encoding “{encoding}” of texts") from None


def _decode_as(data: bytes, path: str, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        problem = f"the byte 0x{data[error.start]:02x} is not {_NAMES.get(encoding, encoding.upper())}"
        raise ImportDataError(path, f"line {before.count(chr(10)) + 1}", problem) from None
    return Decoded(text.removeprefix("\ufeff"), _NAMES.get(encoding, encoding.upper()))


def _wide_encoding(data: bytes) -> str | None:
    """Return UTF-16 without a mark by the zero bytes of its Latin letters: nearly all on one side of each pair."""
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if high > pairs * 0.4 and low < pairs * 0.05:
        return "utf-16-le"
    return "utf-16-be" if low > pairs * 0.4 and high < pairs * 0.05 else None


def _has_utf8_too(data: bytes) -> bool:
    """Whether letters beyond ASCII are there as UTF-8 has them, in a file that is not UTF-8 as a whole."""
    marked = data.decode("utf-8", "surrogateescape")
    return any(not (character.isascii() or 0xDC80 <= ord(character) <= 0xDCFF) for character in marked)


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
