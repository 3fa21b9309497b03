"""JSON: the contract with programs."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

import msgspec

from cpecfacts.render.setting import Setting
from cpecfacts.reports.report import Report, envelope

# DEL, C1 controls, zero-width and bidi characters, line separators, byte order mark: harmless to a parser, not to
# the terminal that shows the JSON. As \uXXXX they are the same data. (C0 controls are escaped in any JSON.)
_UNSEEN = re.compile(
    rb"\x7f|\xc2[\x80-\x9f\xad]|\xd8\x9c|\xe1\xa0\x8e|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf"
)


def encode(value: Any, *, indent: int = 2) -> bytes:
    """Return JSON in UTF-8, with the characters that one cannot see as escapes."""
    data = msgspec.json.encode(value)
    if indent:
        data = msgspec.json.format(data, indent=indent)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0].decode()):04x}".encode(), data)


def render_json(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write the whole answer as one object."""
    del setting
    out.write(encode(envelope(report)) + b"\n")
