"""JSON: the contract with programs."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from cpecfacts.render.setting import Setting
from cpecfacts.reports.report import Report, envelope
from cpecfacts.reports.streams import encoded, pieces
from cpecfacts.wording.json_text import encode, escape_unseen

_INDENT = 2
_END = b"[]\n}"


def render_json(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write the answer as one object, each item when it is its turn: the same bytes as in one go."""
    del setting
    # `items` is the last key of the object.
    out.write(encode(envelope(report) | {"items": ()}, indent=_INDENT).removesuffix(_END) + b"[")
    first = True
    for piece in pieces(encoded(report.items), len(report.items)):
        array = msgspec.json.format(b"[" + b",".join(piece) + b"]", indent=_INDENT)
        # Without the brackets, and further in: no line ends inside of a text of JSON.
        lines = escape_unseen(array[1:-2]).replace(b"\n", b"\n" + b" " * _INDENT)
        out.write(lines if first else b"," + lines)
        if first:
            out.flush()
        first = False
    out.write(b"]\n}\n" if first else b"\n  ]\n}\n")
