"""A quotation looked up in the text of its source."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from cpecfacts.model.source_text import SourceText

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_SINGLE = dict.fromkeys(map(ord, "‘’‚‛′`´ʼ＇"), "'")
_DOUBLE = dict.fromkeys(map(ord, "“”„‟″«»＂〝〞「」『』"), '"')
_SIGNS = _DASHES | _SINGLE | _DOUBLE
_LEFT_OUT = re.compile(r"\s*[\[(]?\s*\.\.\.\s*[\])]?\s*")
# A CJK character is a word of its own.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ALIKE = 0.4  # a passage that is less like the quotation has nothing to do with it
_MOST_COMPARED = 5
_AROUND = 3  # words of the text shown before and after the nearest passage


def plain(text: str) -> str:
    """Return a text without the differences that a copy makes: blanks, quotes, dashes, ligatures, width."""
    composed = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    seen = "".join(sign for sign in composed if sign.isascii() or unicodedata.category(sign) != "Cf")
    return " ".join(seen.split())


def folded(text: str) -> str:
    """Return a plain text without case, and just as long: places in it are places in the text."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Passages:
    """A text made ready for looking up quotations."""

    def __init__(self, text: SourceText) -> None:
        self._text = text
        self._starts: list[int] = []
        parts: list[str] = []
        position = 0
        for paragraph in text.paragraphs:
            self._starts.append(position)
            parts.append(plain(paragraph))
            position += len(parts[-1]) + 1
        self._shown = " ".join(parts)
        self._plain = folded(self._shown)
        self._words: list[tuple[str, int, int]] | None = None

    def number_at(self, position: int) -> int:
        """Return the number of the paragraph at a position: 1 for the one with the dateline, 0 for all before it."""
        index = bisect_right(self._starts, position) - 1
        return max(0, index - self._text.first + 1)

    def paragraphs_of(self, quote: str) -> tuple[int, ...]:
        """Return the numbers of the paragraphs in which a quotation stands, none if it stands nowhere."""
        parts = [part for part in _LEFT_OUT.split(folded(plain(quote))) if part]
        if not parts:
            return ()
        numbers: dict[int, None] = {}
        for start in self._occurrences(parts[0]):
            end = start + len(parts[0])
            for part in parts[1:]:
                end = self._plain.find(part, end)
                if end < 0:
                    break
                end += len(part)
            if end >= 0 and (len(parts) == 1 or self.number_at(end - 1) == self.number_at(start)):
                numbers[self.number_at(start)] = None
        return tuple(sorted(numbers))

    def _occurrences(self, part: str) -> Iterator[int]:
        """Yield where the words stand, but not inside of other words: 13 million is not in 413 million."""
        position = self._plain.find(part)
        while position >= 0:
            end = position + len(part)
            if not _glued(self._plain, position) and not _glued(self._plain, end):
                yield position
            position = self._plain.find(part, position + 1)

    def nearest(self, quote: str) -> tuple[str, int] | None:
        """Return the passage that is most like a quotation, and the number of its paragraph.

        A window as long as the quotation goes over the words of the text and counts those that they share; only the
        best few are compared letter by letter.
        """
        if self._words is None:
            self._words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(self._plain)]
        wanted = _WORD.findall(folded(plain(quote)))
        if not wanted or not self._words:
            return None
        best = _best_windows([word for word, _, _ in self._words], wanted)
        wide = len(wanted)
        compared = [(self._likeness(start, wide, " ".join(wanted)), -start) for start in best]
        likeness, negative = max(compared, default=(0.0, 0))
        if likeness < _ALIKE:
            return None
        start = -negative
        last = min(start + wide, len(self._words)) - 1
        return self._passage(start, last), self.number_at(self._words[start][1])

    def _likeness(self, start: int, wide: int, wanted: str) -> float:
        words = self._words or []
        found = " ".join(word for word, _, _ in words[start : start + wide])
        return SequenceMatcher(None, found, wanted, autojunk=False).ratio()

    def _passage(self, first: int, last: int) -> str:
        """Return the passage with some words around it, inside its paragraph."""
        words = self._words or []
        paragraph = bisect_right(self._starts, words[first][1]) - 1
        low = self._starts[paragraph]
        high = self._starts[paragraph + 1] - 1 if paragraph + 1 < len(self._starts) else len(self._plain)
        start = max(low, words[max(0, first - _AROUND)][1])
        end = max(words[last][2], min(high, words[min(len(words) - 1, last + _AROUND)][2]))
        before = "…" if any(map(str.isalnum, self._shown[low:start])) else ""
        after = "…" if any(map(str.isalnum, self._shown[end:high])) else ""
        return f"{before}{self._shown[start:end]}{after}"


def _glued(text: str, position: int) -> bool:
    """Whether a word goes on over a position."""
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    return before.isalnum() and after.isalnum() and not _CJK.match(before) and not _CJK.match(after)


def _best_windows(words: list[str], wanted: list[str]) -> list[int]:
    """Return the starts of the windows that share most words with what is wanted, the best few."""
    needed = Counter(wanted)
    have: Counter[str] = Counter()
    shared = 0
    best: list[tuple[int, int]] = []
    wide = len(wanted)
    for index, word in enumerate(words):
        if word in needed:
            have[word] += 1
            shared += have[word] <= needed[word]
        if index >= wide and words[index - wide] in needed:
            gone = words[index - wide]
            shared -= have[gone] <= needed[gone]
            have[gone] -= 1
        if shared * 3 >= len(wanted) and (len(best) < _MOST_COMPARED or shared > best[-1][0]):
            best = sorted([*best, (shared, max(0, index - wide + 1))], key=lambda pair: (-pair[0], pair[1]))
            best = best[:_MOST_COMPARED]
    return _distinct(start for _, start in best)


def _distinct(starts: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(starts))
