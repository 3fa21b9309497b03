"""Text folded into columns of a given width, by what a terminal makes of each character."""

from __future__ import annotations

import re

from wcwidth import wcswidth, wcwidth

# Between the parts of a line that should stay whole, such as a date and a number of sources.
JOINT = " · "
# A line may end after spaces, hyphens, slashes and other joints of ids and addresses; not inside 14,000 or 10:30.
_JOINTS = r"(?:[-/_?&=]|[.,;:](?!\d))"
_PIECES = re.compile(rf"\s+|(?:(?!{_JOINTS})\S)*{_JOINTS}+|(?:(?!{_JOINTS})\S)+")


def display_width(text: str) -> int:
    """Return the columns that a text takes: two for a CJK character, none for a combining mark."""
    if text.isascii():
        return len(text)
    width: int = wcswidth(text)
    return width if width >= 0 else sum(max(0, wcwidth(character)) for character in text)


def fold_text(text: str, width: int, *, joined: bool = False) -> list[str]:
    """Cut a text into lines of at most `width` columns: at spaces and hyphens where there are any, else anywhere.

    A text that is `joined` of parts is cut between them first, and the joint goes.
    """
    if display_width(text) <= width:
        return [text]
    if joined:
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
    """Return how many characters from the start fit; at least one, with all that is drawn in its place."""
    used = position = 0
    while position < len(text):
        end = _end_of_sign(text, position)
        size = display_width(text[position : min(end, position + _LONGEST_SIGN)])
        if used + size > width and position:
            return position
        used += size
        position = end
    return len(text)


_LONGEST_SIGN = 16  # characters looked at for the width of one sign; an emoji with all its parts has fewer


def _end_of_sign(text: str, position: int) -> int:
    """Return where the sign ends that begins here: marks, skin tones and the second half of a flag belong to it."""
    end = position + 1
    if _is_flag_half(text[position]) and end < len(text) and _is_flag_half(text[end]):
        end += 1
    while end < len(text) and (wcwidth(text[end]) == 0 or "\U0001f3fb" <= text[end] <= "\U0001f3ff"):
        end += 1
    return end


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
