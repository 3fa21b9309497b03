"""JSON Lines: the bare items, one a line."""

from __future__ import annotations

from typing import BinaryIO

from cpecfacts.render.setting import Setting
from cpecfacts.reports.report import Report
from cpecfacts.wording.json_text import encode


def render_jsonl(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write each item as one line."""
    del setting
    out.writelines(encode(item, indent=0) + b"\n" for item in report.items)
