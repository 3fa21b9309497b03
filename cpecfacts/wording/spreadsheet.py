"""Cells that a spreadsheet shows and does not run."""

from __future__ import annotations

from typing import Any

from cpecfacts.wording.safety import make_visible

# What a spreadsheet takes for the start of a formula, full-width forms too (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "|", "%")


def neutralise(cell: Any) -> Any:
    """Return a cell that a spreadsheet shows and does not run: text gets an apostrophe before the sign of a formula.

    Numbers stay numbers, also negative ones. Control and invisible characters are written out.
    """
    if not isinstance(cell, str):
        return plain_cell(cell)
    return ("'" if is_formula(cell) else "") + make_visible(cell)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula."""
    return text.startswith(_FORMULA) or (text[:1].isspace() and text.lstrip().startswith(_FORMULA))


def plain_cell(cell: Any) -> Any:
    """Return true and false in JSON's words; everything else as it is."""
    return str(cell).lower() if isinstance(cell, bool) else cell
