"""JSON: the contract with programs."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from cpecfacts.render.setting import Setting
from cpecfacts.reports.report import Report, envelope
from cpecfacts.reports.stored import StoredItems
from cpecfacts.wording.json_text import encode


def render_json(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write the whole answer as one object."""
    del setting
    answer = envelope(report)
    if isinstance(report.items, StoredItems):
        answer["items"] = [msgspec.Raw(item) for item in report.items.encoded()]
    out.write(encode(answer) + b"\n")
