"""Annotations for GitHub's workflows: it shows each at its line of the file.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from typing import BinaryIO

from cpecfacts.render.setting import Setting
from cpecfacts.reports.blocks import Remark
from cpecfacts.reports.report import Report
from cpecfacts.wording.safety import make_visible

_COMMANDS = {"error": "error", "warning": "warning"}


def render_github(report: Report, out: BinaryIO, setting: Setting) -> None:
    """Write every remark of a report as one workflow command; other blocks have no place in a file."""
    del setting
    for block in report.make_blocks():
        if isinstance(block, Remark):
            out.write(f"{_annotation(block)}\n".encode())


def _annotation(remark: Remark) -> str:
    command = _COMMANDS.get(remark.severity, "notice")
    where = f"file={_property(remark.file)},line={remark.line},title={_property(remark.label)}"
    lines = (remark.message, *remark.details)
    return f"::{command} {where}::{'%0A'.join(_data(line) for line in lines)}"


def _data(text: str) -> str:
    """Return a text as GitHub reads it back; nothing of the data ends the line, as ends of lines are written out."""
    return make_visible(text).replace("%", "%25")


def _property(text: str) -> str:
    """Return a property, in which colons and commas have a meaning too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
