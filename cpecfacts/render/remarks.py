"""Remarks on lines of files, as compilers write them."""

from __future__ import annotations

from cpecfacts.render.cells import cell_text
from cpecfacts.render.folding import fold_text
from cpecfacts.reports.blocks import Remark

_INDENT = 4


def remark_parts(remark: Remark, *, unicode: bool = True) -> tuple[str, str, str]:
    """Return a remark in three parts: its place, which editors make a link of, how bad it is, and the rest."""
    parts = (f"{remark.file}:{remark.line}", remark.severity, f"{remark.message} [{remark.label}]")
    place, severity, said = (cell_text(part, unicode=unicode) for part in parts)
    return place, severity, said


def remark_line(remark: Remark, *, unicode: bool = True) -> str:
    """Return a remark as one line: `facts.json:12: error: what is wrong [rule]`."""
    return ": ".join(remark_parts(remark, unicode=unicode))


def detail_lines(remark: Remark, width: int, *, unicode: bool = True) -> list[str]:
    """Return what explains a remark, indented and folded to a width."""
    room = max(1, width - _INDENT)
    folded = [part for detail in remark.details for part in fold_text(cell_text(detail, unicode=unicode), room)]
    return [" " * _INDENT + part for part in folded]
