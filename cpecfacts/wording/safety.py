"""Text from the data made harmless: what a reader cannot see, or a terminal would obey, is written out."""

from __future__ import annotations

import re
import unicodedata

# Everything outside printable ASCII gets the slower look.
_PLAIN = re.compile(r"[ -~]*")
# Control, format (bidi, zero width), surrogate, private use and unassigned; line and paragraph separators.
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters and marks that show nothing: joiners, fillers and inherent vowels (Unicode's default ignorables).
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def make_visible(text: str) -> str:
    r"""Return the text with control, bidi, zero-width and unassigned characters as `\x1b` or `\u202e`."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(_escape(character) if _is_unseen(character) else character for character in text)


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _HARMFUL or character in _BLANK


def _escape(character: str) -> str:
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
