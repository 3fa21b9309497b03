"""Entries of a list of references folded for a terminal: all lines but the first stand further in."""

from __future__ import annotations

from collections.abc import Iterable

from cpecfacts.render.folding import fold_text

INDENT = 4


def hanging_lines(text: str, below: Iterable[str], width: int) -> tuple[list[str], list[str]]:
    """Return the lines of an entry, and those of what is told below it, each at most `width` columns wide.

    On a terminal too narrow for it nothing stands in.
    """
    margin = " " * INDENT if width >= 4 * INDENT else ""
    room = width - len(margin)
    first, *rest = fold_text(text, width)
    # The lines after the first have less room, and are folded again.
    others = fold_text(text[text.index(first) + len(first) :].strip(), room) if rest else []
    told = [line for part in below for line in fold_text(part, room)]
    return [first, *(margin + line for line in others)], [margin + line for line in told]
