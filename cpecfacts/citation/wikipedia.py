"""Wikipedia's citation templates: {{cite news}}, {{cite web}} and their kin (Citation Style 1).

https://en.wikipedia.org/wiki/Help:Citation_Style_1
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from cpecfacts.citation.csl import Item
from cpecfacts.citation.dates import wikipedia_date
from cpecfacts.citation.text import is_unseen, one_line

_ESCAPES = {
    "|": "{{!}}",
    "[": "&#91;",
    "]": "&#93;",
    "{": "&#123;",
    "}": "&#125;",
    "<": "&lt;",
    ">": "&gt;",
}
# Markup of more than one character, by its first: emphasis, signatures, magic words, addresses that would link
# themselves, what reads as an entity; and what begins a list or a table at the start of a parameter.
_MARKUP = re.compile(r"'(?=')|(?<=')'|~(?=~~)|_(?=_)|:(?=//)|&(?=#?\w+;)|^[*#:;]")
_NOT_IN_A_URL = re.compile(r"[\s|\[\]{}<>\"\\^`]|'(?=')|(?<=')'")


class _Template(NamedTuple):
    name: str
    publisher: str  # the parameter for who published it


_TEMPLATES = {
    "article-newspaper": _Template("cite news", "newspaper"),
    "article-magazine": _Template("cite magazine", "magazine"),
    "article-journal": _Template("cite journal", "journal"),
    "report": _Template("cite report", "publisher"),
    "book": _Template("cite book", "publisher"),
    "speech": _Template("cite speech", "publisher"),
    "thesis": _Template("cite thesis", "publisher"),
    "webpage": _Template("cite web", "website"),
    "post": _Template("cite web", "website"),
    "post-weblog": _Template("cite web", "website"),
}
_WEB = _Template("cite web", "publisher")
_DOCUMENT = _Template("cite document", "publisher")  # {{cite web}} without an address is an error
# The languages that CS1 takes a title in another script in.
_SCRIPTS = frozenset({
    "ab", "am", "ar", "az", "be", "bg", "bn", "bo", "bs", "ce", "chr", "dv", "dz", "el", "fa", "gu", "he", "hi",
    "hy", "iu", "ja", "ka", "kk", "km", "kn", "ko", "ku", "ky", "lo", "mk", "ml", "mn", "mr", "my", "ne", "or",
    "ota", "pa", "ps", "ru", "sa", "sd", "si", "sr", "syc", "ta", "te", "tg", "th", "ti", "tt", "ug", "uk", "ur",
    "uz", "yi", "yue", "zh",
})  # fmt: skip


def escape_wikitext(text: str) -> str:
    """Return text that Wikipedia shows as it is in a parameter; characters that nobody sees become numeric entities.

    `=` is no markup in the value of a named parameter, and stays.

    >>> escape_wikitext("a|b [c] {{d}}")
    'a{{!}}b &#91;c&#93; &#123;&#123;d&#125;&#125;'
    """
    marked = _MARKUP.sub(lambda found: f"\0{ord(found[0])}\0", one_line(text))
    shown = "".join(f"&#{ord(c)};" if c != "\0" and is_unseen(c) else _ESCAPES.get(c, c) for c in marked)
    return re.sub("\0([0-9]+)\0", r"&#\1;", shown)


def wikipedia_template(
    item: Item, issued: str | None, accessed: str | None, *, quotes: Sequence[str] = (), at: str | None = None
) -> str:
    """Return an item of CSL-JSON as a citation template in one line.

    The publisher is the work or the publisher and never an author, as the templates want it. `quotes` are words of the
    source, `at` is where they stand. There is no `url-status`: it means something beside an archived copy only.
    """
    template = _TEMPLATES.get(item["type"], _WEB)
    if "URL" not in item and template.name == "cite web":
        template = _DOCUMENT
    title, language = item.get("title"), item.get("language", "")
    parameters = {
        **_title(title or f"[{item.get('genre', 'Document')}, title not recorded]", language),
        template.publisher: item.get("container-title") or item.get("publisher") or "",
        "date": wikipedia_date(issued) or "",
        "url": _url(item.get("URL", "")),
        "access-date": (wikipedia_date(accessed) or "") if "URL" in item else "",
        "language": language,
        "quote": " ... ".join(quotes),
        "at": at or "",
    }
    written = [
        f" |{name}={value if name == 'url' else escape_wikitext(value)}" for name, value in parameters.items() if value
    ]
    return f"{{{{{template.name}{''.join(written)}}}}}"


def wikipedia_comment(text: str) -> str:
    """Return a remark that editors see and readers do not."""
    shown = "".join(f"&#{ord(c)};" if is_unseen(c) else c for c in one_line(text))
    return f"<!-- {re.sub('-(?=[->])', '- ', shown).rstrip('- ')} -->"


def _title(title: str, language: str) -> dict[str, str]:
    """Return the title as `title`, or as `script-title` with its language when most of its letters are not Latin."""
    letters = [c for c in title if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if language in _SCRIPTS and 2 * latin < len(letters):
        return {"script-title": f"{language}:{title}"}
    return {"title": title}


def _url(text: str) -> str:
    """Return an address with what nobody sees and what Wikipedia would take for markup as %XX."""
    seen = "".join(quote(c, safe="") if is_unseen(c) else c for c in text)
    return _NOT_IN_A_URL.sub(lambda found: quote(found[0], safe=""), seen)
