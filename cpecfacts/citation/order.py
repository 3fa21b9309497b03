"""The order of a list of references."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from cpecfacts.citation.csl import source_item
from cpecfacts.citation.style import Style
from cpecfacts.citation.text import one_line
from cpecfacts.model.folding import fold
from cpecfacts.model.source import Source

_Key: TypeAlias = tuple[str | bool, ...]
_ARTICLES = ("the ", "an ", "a ")
_MARKS = "“”‘’\"'([])¿¡ "


def sort_sources(sources: Iterable[Source], style: Style) -> list[Source]:
    """Return sources in the order that their guide gives them.

    APA and Chicago by organization, then date (APA puts what has none first, Chicago last), then title; MLA by title or
    what stands for it, then container; files by id.
    """
    return sorted(sources, key=_KEYS[style])


def _filed(text: str | None) -> str:
    """Return text as it is filed: without case, accents, marks and an article at the beginning."""
    folded = fold(one_line(text)).strip(_MARKS)
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return folded


def _apa(source: Source) -> _Key:
    return (_filed(source.publisher), source.issued is not None, source.issued or "", _filed(source.title), source.id)


def _chicago(source: Source) -> _Key:
    return (_filed(source.publisher), source.issued is None, source.issued or "", _filed(source.title), source.id)


def _mla(source: Source) -> _Key:
    item = source_item(source)
    return (_filed(item.get("title", item.get("genre"))), _filed(source.publisher), source.issued or "", source.id)


def _file(source: Source) -> _Key:
    return (source.id,)


_KEYS: dict[Style, Callable[[Source], _Key]] = {
    Style.APA: _apa,
    Style.CHICAGO_AUTHOR_DATE: _chicago,
    Style.MLA: _mla,
    Style.BIBTEX: _file,
    Style.CSL_JSON: _file,
    Style.WIKIPEDIA: _file,
}
