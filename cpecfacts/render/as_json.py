"""JSON: the contract with programs."""

from __future__ import annotations

from typing import BinaryIO

from cpecfacts.render.setting import Setting
from cpecfacts.reports.report import Report, envelope
from cpecfacts.wording.json_text import encode


def render_json(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write the whole answer as one object."""
    del setting
    out.write(encode(envelope(report)) + b"\n")
