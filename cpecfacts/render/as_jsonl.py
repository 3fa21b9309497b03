"""JSON Lines: the bare items, one a line."""

from __future__ import annotations

from typing import BinaryIO

from cpecfacts.render.setting import Setting
from cpecfacts.reports.report import Report
from cpecfacts.reports.streams import encoded, pieces
from cpecfacts.wording.json_text import escape_unseen


def render_jsonl(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write each item as one line, the first at once."""
    del setting
    for number, piece in enumerate(pieces(encoded(report.items), len(report.items))):
        out.write(escape_unseen(b"\n".join(piece)) + b"\n")
        if number == 0:
            out.flush()
