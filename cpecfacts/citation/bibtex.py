"""BibTeX for LaTeX, with the fields of classic BibTeX and of biblatex: UTF-8, TeX's special characters escaped."""

from __future__ import annotations

import re
from urllib.parse import quote

from cpecfacts.citation.csl import Item
from cpecfacts.citation.dates import bibtex_date
from cpecfacts.citation.text import without_unseen

_ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}",
    # Not \{: BibTeX counts braces and knows no escape for them.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
})  # fmt: skip
_ENTRY_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "report": "techreport",
    "book": "book",
}
_PUBLISHER_FIELDS = {"article": "journal", "techreport": "institution", "book": "publisher"}
# Two signs that TeX would print as one, such as `` and --.
_LIGATURES = re.compile(r"(?<=`)(?=`)|(?<=')(?=')|(?<=-)(?=-)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=[?!])(?=`)")
_NOT_IN_A_URL = re.compile(r"[\s{}\\\"<>^`|]")


def escape_tex(text: str) -> str:
    r"""Return text that TeX prints as it is, in one line; characters that nobody sees are left out.

    >>> escape_tex("R&D {50 %}")
    'R\\&D \\textbraceleft{}50 \\%\\textbraceright{}'
    """
    return _LIGATURES.sub("{}", without_unseen(text).translate(_ESCAPES))


def bibtex_entry(item: Item, issued: str | None, accessed: str | None) -> str:
    """Return an item of CSL-JSON as an entry; its key is the id. `issued` and `accessed` are the dates in EDTF.

    Titles and organizations stand in double braces, so that no style changes their capitals or takes the last word
    for a surname.
    """
    kind = _ENTRY_TYPES.get(item["type"], "misc")
    when = bibtex_date(issued)
    title = item.get("title")
    publisher = item.get("container-title") or item.get("publisher") or ""
    month = escape_tex(when.month or "")
    fields = {
        "author": _names(item),
        "title": f"{{{{{escape_tex(title)}}}}}" if title else f"{{{{[{escape_tex(item.get('genre', ''))}]}}}}",
        _PUBLISHER_FIELDS.get(kind, "howpublished"): _braced(escape_tex(publisher)),
        "year": _braced(escape_tex(when.year).replace("–", "--")),
        "month": month if when.is_macro else _braced(month),
        "date": _braced(when.date or ""),
        "url": _braced(_url(item.get("URL", ""))),
        "urldate": _braced(accessed or ""),
        "number": _braced(escape_tex(item.get("archive_location", ""))),
        "version": _braced(escape_tex(item.get("version", ""))),
        "langid": _braced(escape_tex(item.get("language", ""))),
        "note": _braced(escape_tex(item.get("note", ""))),
        "annote": _braced(escape_tex(item.get("annote", ""))),
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{item['id']},", *lines, "}"])


def _names(item: Item) -> str:
    names = " and ".join(f"{{{escape_tex(name['literal'])}}}" for name in item.get("author", ()))
    return _braced(names)


def _braced(value: str) -> str:
    return f"{{{value}}}" if value else ""


def _url(text: str) -> str:
    """Return an address with what cannot stand in one, or would end the field, as %XX."""
    return _NOT_IN_A_URL.sub(lambda found: quote(found[0], safe=""), without_unseen(text))
