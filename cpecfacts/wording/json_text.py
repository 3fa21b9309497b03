"""Values as JSON that a terminal may show: what one cannot see stands as an escape."""

from __future__ import annotations

import re
from typing import Any

import msgspec

# What `safety` writes out for the eye, as UTF-8: DEL, C1 controls, zero-width and bidi characters, fillers, separators,
# joints of hieroglyphs, of shorthand and of music, tags. Harmless to a parser, not to the terminal that shows the JSON;
# as \uXXXX they are the same data. (C0 controls are escaped in any JSON.)
_UNSEEN = re.compile(
    rb"\x7f|\xc2[\x80-\x9f\xad]|\xcd\x8f|\xd8\x9c|\xe1(?:\x85[\x9f\xa0]|\x9e[\xb4\xb5]|\xa0[\x8b-\x8f])"
    rb"|\xe2(?:\x80[\x8b-\x8f\xa8-\xae]|\x81[\xa0-\xaf])|\xe3\x85\xa4|\xef(?:\xbb\xbf|\xbe\xa0|\xbf[\xb9-\xbb])"
    rb"|\xf0(?:\x91(?:\x82\xbd|\x83\x8d)|\x93\x90[\xb0-\xbf]|\x9b\xb2[\xa0-\xa3]|\x9d\x85[\xb3-\xba])"
    rb"|\xf3\xa0[\x80-\x81][\x80-\xbf]"
)

_SEEN_ASCII = bytes(range(0x7F))


def encode(value: Any, *, indent: int = 2) -> bytes:
    """Return JSON in UTF-8, with the characters that one cannot see as escapes."""
    data = msgspec.json.encode(value)
    if indent:
        data = msgspec.json.format(data, indent=indent)
    return escape_unseen(data)


def escape_unseen(data: bytes) -> bytes:
    """Return JSON as the same JSON with the characters that one cannot see as escapes."""
    # Whether there are any is seen among the few bytes that are not ASCII, in an eighth of the time: a gigabyte takes
    # 0.4 s, not 3.3. Left out between them, ASCII makes no new characters of the others.
    if _UNSEEN.search(data.translate(None, _SEEN_ASCII)) is None:
        return data
    return _UNSEEN.sub(_escape, data)


def _escape(match: re.Match[bytes]) -> bytes:
    """Return a character as one JSON escape, or as the two of its surrogate pair."""
    units = match[0].decode().encode("utf-16-be")
    return b"".join(b"\\u" + units[i : i + 2].hex().encode() for i in range(0, len(units), 2))
