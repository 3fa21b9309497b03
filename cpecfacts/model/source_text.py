"""The text of a source, where somebody has it, and what became of a quotation that was looked up in it."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class SourceText(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the source `id`, from the file `path`.

    `paragraphs` are numbered from 1 at `first`, the index of the paragraph with the dateline; what stands before it,
    such as a title, has no number. `problem` tells why there is no text.
    """

    id: str
    path: str
    paragraphs: tuple[str, ...] = ()
    first: int = 0
    problem: str | None = None


class Verdict(StrEnum):
    """What became of a quotation."""

    FOUND = "found"
    MOVED = "moved"
    MISSING = "missing"


class Lookup(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation of a fact, looked up in the text of its source.

    `paragraph` is the one that the store gives, `found_in` those where the words stand (0 for what stands before the
    first), `nearest` the passage most like it if they stand nowhere, and `nearest_in` its paragraph.
    """

    fact: str
    evidence: int
    source: str
    quote: str
    paragraph: int | None
    verdict: Verdict
    found_in: tuple[int, ...] = ()
    nearest: str | None = None
    nearest_in: int | None = None
