"""Text folded into columns of a given width, by what a terminal makes of each character."""

from __future__ import annotations

import re

from wcwidth import wcswidth, wcwidth

# Between the parts of a line that should stay whole, such as a date and a number of sources.
JOINT = " · "
# A line may end after spaces, hyphens, slashes and other joints of ids and addresses.
_PIECES = re.compile(r"\s+|[^\s\-/_.,;:?&=]*[\-/_.,;:?&=]+|[^\s\-/_.,;:?&=]+")


def display_width(text: str) -> int:
    """Return the columns that a text takes: two for a CJK character, none for a combining mark."""
    if text.isascii():
        return len(text)
    width: int = wcswidth(text)
    return width if width >= 0 else sum(max(0, wcwidth(character)) for character in text)


def fold_text(text: str, width: int) -> list[str]:
    """Cut a text into lines of at most `width` columns: between parts, else at spaces and hyphens, else anywhere."""
    if display_width(text) <= width:
        return [text]
    if JOINT in text:
        return [line for packed in _pack(text.split(JOINT), width) for line in fold_text(packed, width)]
    lines: list[str] = []
    line, used = "", 0
    for piece in _PIECES.findall(text):
        size = display_width(piece)
        if used + size > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
            if piece.isspace():
                continue
        rest = piece
        while size > width:
            cut = _longest(rest, width)
            lines.append(rest[:cut])
            rest = rest[cut:]
            size = display_width(rest)
        line += rest
        used += size
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def _pack(parts: list[str], width: int) -> list[str]:
    """Join parts again as long as they fit on a line."""
    lines = [parts[0]]
    for part in parts[1:]:
        joined = lines[-1] + JOINT + part
        if display_width(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines


def _longest(text: str, width: int) -> int:
    """Return how many characters from the start fit; at least one, with the marks that combine with it."""
    used = 0
    for index, character in enumerate(text):
        size = max(0, wcwidth(character))
        if used + size > width and index:
            return index
        used += size
    return len(text)
