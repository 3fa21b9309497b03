"""Text compared without case, accents, width or invisible characters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Scripts written without spaces: every character is a word of its own, so that 移动 finds 中国移动.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


@cache
def _words() -> re.Pattern[str]:
    """Compile the pattern of a word when it is first needed: it takes 1.6 ms, and many commands look for no word."""
    return re.compile(rf"[{_CJK}]|(?:(?![{_CJK}])[^\W_])+")


def fold(text: str) -> str:
    """Return `text` without the differences that a reader does not mean.

    Compatibility forms become plain ones (full-width letters, ligatures, Arabic presentation forms), combining
    marks of a non-zero class are dropped (accents, harakat), format characters too (zero width, bidi), and the
    rest is case-folded. Vowel signs of Indic scripts have class zero and stay: without them words differ.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return "".join(kept).casefold()


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, in order; one for each CJK character."""
    return tuple(_words().findall(fold(text)))


def name_key(name: str) -> str:
    """Return the key under which a name is looked up: `Zong 4G`, `zong-4g` and `ＺＯＮＧ４Ｇ` are one."""
    return "".join(words_of(name))
