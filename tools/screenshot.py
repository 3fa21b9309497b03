"""Draw the README's screenshot from the program's own output: `python tools/screenshot.py FILE.svg`."""

from __future__ import annotations

import io
import re
import shlex
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from cpecfacts.library import Library
from cpecfacts.render.setting import Setting
from cpecfacts.render.terminal import render_terminal
from cpecfacts.reports.companies import companies_report
from cpecfacts.reports.facts import investments_report
from cpecfacts.reports.report import Report

WIDTH = 100
# A font from elsewhere would be fetched by whoever looks at the picture; any monospaced font will do.
_FONT = re.compile(r"\s*@font-face \{.*?\n    \}", re.DOTALL)


def screenshot() -> str:
    """Return an SVG of two commands and their answers."""
    library = Library.open()
    shown: list[tuple[str, Report]] = [
        ("cpecfacts companies --limit 8", companies_report(library.find(), library, limit=8)),
        (
            "cpecfacts investments --company zong --measure total-invested",
            investments_report(library.find("company:zong measure:total-invested"), library),
        ),
    ]
    console = Console(file=io.StringIO(), record=True, width=WIDTH, force_terminal=True, color_system="standard")
    for index, (command, report) in enumerate(shown):
        if index:
            console.print()
        console.print(Text(f"$ {shlex.join(shlex.split(command))}", "bold green"))
        drawn = io.BytesIO()
        render_terminal(report, drawn, Setting(width=WIDTH, colour=True))
        console.print(Text.from_ansi(drawn.getvalue().decode().rstrip()))
    svg = console.export_svg(title="cpecfacts", unique_id="cpecfacts")
    return "\n".join(line.rstrip() for line in _FONT.sub("", svg).splitlines()) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(screenshot(), "utf-8")
