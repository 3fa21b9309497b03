"""The paragraphs of a page: of plain text, HTML and Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section select summary table "
        "tbody td tfoot th thead title tr ul",
    )
)
_UNREAD = frozenset({"script", "style", "template", "noscript", "svg", "math", "head"})
# An agency's or paper's first line: "ISLAMABAD, JUN 28 (DNA) —", "KARACHI:", "BEIJING, March 3 (Xinhua) --".
_DATELINE = re.compile(
    r"^[\"“'(]?[A-Z][A-Z .'’/-]{2,40}(?:,[^:—–]{0,40})?\s*(?:\([^)]{1,40}\)\s*)?(?:[:—–]|--|- )"
    r"|^[A-Z][\w .'’/-]{2,40}(?:,[^:—–()]{0,40})?\s*\([A-Za-z ./-]{2,40}\)\s*(?:[:—–]|--|-)"
)
_MARKS = re.compile(
    r"(?m)^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+|\d{1,9}[.)]\s+)|(?<=\S)[ \t]+#+[ \t]*$|^[ \t]*(?:[-*_][ \t]*){3,}$|^```.*$"
)
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|_{1,3}|~~|`{1,3})(?=\S)(.{1,500}?)(?<=\S)\1", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]\n]{0,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+!|~$.<>-])")


def paragraphs_of_text(text: str) -> list[str]:
    """Return the paragraphs of plain text: those that empty lines part; without any empty line, the lines."""
    parts = re.split(r"\n\s*\n", text.strip())
    if len(parts) == 1:
        parts = text.strip().splitlines()
    return [joined for part in parts if (joined := " ".join(part.split()))]


def paragraphs_of_markdown(text: str) -> list[str]:
    """Return the paragraphs of Markdown without its marks; of a link the words stay."""
    paragraphs = []
    for part in re.split(r"\n\s*\n", text):
        plain = _LINK.sub(r"\1", _MARKS.sub("", part))
        plain = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", plain))
        joined = " ".join(_ESCAPED.sub(r"\1", plain).split())
        if joined:
            paragraphs.append(joined)
    return paragraphs


def paragraphs_of_html(text: str) -> list[str]:
    """Return the paragraphs of HTML: what stands in one block element; scripts and styles are no text."""
    page = _Page()
    page.feed(_closed(text))
    page.close()
    page.end_paragraph()
    return page.paragraphs


def _closed(text: str) -> str:
    """Return HTML in which nothing begins that never ends.

    html.parser looks for the end of each such beginning to the end of the page: 1 MB of them takes minutes.
    """
    text = text.replace("<![", "&lt;![")
    for opening, closing in (("<!--", "-->"), ("<", ">")):
        end = text.rfind(closing) + 1
        text = text[:end] + text[end:].replace(opening, "&lt;" + opening[1:])
    return text


class _Page(HTMLParser):
    """Collects the text of a page block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._parts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, or a part that nobody reads."""
        del attrs
        if tag == "body":  # whatever was left open before it
            self._unread = 0
        self._unread += tag in _UNREAD
        if tag in _BLOCKS:
            self.end_paragraph()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<br/>` for a break, and no empty element for a part that never ends."""
        del attrs
        if tag in _BLOCKS:
            self.end_paragraph()

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph, or a part that nobody reads."""
        if tag in _UNREAD and self._unread:
            self._unread -= 1
        if tag in _BLOCKS:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        """Take what readers see."""
        if not self._unread:
            self._parts.append(data)

    def end_paragraph(self) -> None:
        """Keep what was collected as a paragraph."""
        joined = " ".join("".join(self._parts).split())
        if joined:
            self.paragraphs.append(joined)
        self._parts.clear()


def first_paragraph(paragraphs: list[str]) -> int:
    """Return the index of the paragraph that is number 1: the one with a dateline, else the first that is a sentence.

    What stands before it are titles, bylines and menus.
    """
    for index, paragraph in enumerate(paragraphs):
        if len(paragraph) > _LONGER_THAN_A_TITLE and _DATELINE.match(paragraph):
            return index
    for index, paragraph in enumerate(paragraphs):
        if len(paragraph) > _LONGER_THAN_A_TITLE and paragraph.rstrip("\"”'’)»").endswith(
            (".", "!", "?", "。", "۔", "।", "…")
        ):
            return index
    return 0


_LONGER_THAN_A_TITLE = 60
