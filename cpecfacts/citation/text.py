"""Text of the data on its way into one line of a citation."""

from __future__ import annotations

import unicodedata

# Neither readers nor other programs have a use for these: control characters, surrogates, unassigned ones.
_BROKEN = frozenset({"Cc", "Cs", "Cn"})
# Nobody sees these: format characters (bidi, zero width), private use, separators of lines and paragraphs.
_UNSEEN = _BROKEN | {"Cf", "Co", "Zl", "Zp"}
# Letters and marks that show nothing (Unicode's default ignorables).
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")


def one_line(text: str | None) -> str:
    r"""Return text in one line: runs of white space are one space, control characters are gone.

    Text in which there is nothing to be seen is no text.

    >>> one_line(" A title\nin \x1b two  lines ")
    'A title in two lines'
    """
    spaced = " ".join((text or "").split())
    if spaced.isprintable():
        return spaced
    whole = " ".join("".join(c for c in spaced if unicodedata.category(c) not in _BROKEN).split())
    return "" if all(is_unseen(c) or c == " " for c in whole) else whole


def is_unseen(character: str) -> bool:
    """Whether a character shows nothing, or changes how others are shown (bidi marks, zero width)."""
    return unicodedata.category(character) in _UNSEEN or character in _BLANK


def without_unseen(text: str) -> str:
    """Return text in one line without the characters that nobody sees."""
    return " ".join("".join(c for c in one_line(text) if not is_unseen(c)).split())
