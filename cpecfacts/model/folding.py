"""Text compared without case, accents, width or invisible characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ASCII_WORD = re.compile(r"[a-z0-9]+")
# Scripts written without spaces: kana and Han, with their extensions.
_CJK = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))

# Letters that Arabic and Urdu keyboards write differently: yeh, kaf, heh.
_URDU = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ہ": "ه", "ھ": "ه"})


def _is_ignorable(character: str) -> bool:
    """Whether a character only says how others are drawn: accents, format characters, variation selectors."""
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return True
    code = ord(character)
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or code == 0x34F


class _Folds(dict[int, str | int | None]):
    """What becomes of each character: nothing, another one or itself; looked up once and kept."""

    def __missing__(self, code: int) -> str | int | None:
        found = self[code] = None if _is_ignorable(chr(code)) else _URDU.get(code, code)
        return found


class _Spaces(dict[int, str]):
    """Each character with space where words end: around CJK ones, and instead of what stands in no word."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        found = " "
        if character.isalnum() or unicodedata.category(character)[0] == "M":
            found = f" {character} " if any(first <= code <= last for first, last in _CJK) else character
        self[code] = found
        return found


_FOLDS, _SPACES = _Folds(), _Spaces()


def fold(text: str) -> str:
    """Return `text` without the differences that a reader does not mean.

    Compatibility forms become plain ones (full-width letters, ligatures, Arabic presentation forms), combining
    marks of a non-zero class are dropped (accents, harakat), format characters too (zero width, bidi, variation
    selectors), and the rest is case-folded. Vowel signs of Indic scripts have class zero and stay: without them words
    differ. Arabic and Urdu forms of yeh, kaf and heh are one.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).translate(_FOLDS).casefold()


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, in order.

    A CJK character is a word of its own, so that 移动 finds 中国移动; vowel signs belong to the word they stand in.
    """
    folded = fold(text)
    if folded.isascii():
        return tuple(_ASCII_WORD.findall(folded))
    return tuple(folded.translate(_SPACES).split())


def name_key(name: str) -> str:
    """Return the key under which a name is looked up: `Zong 4G`, `zong-4g` and `ＺＯＮＧ４Ｇ` are one."""
    return "".join(words_of(name))
