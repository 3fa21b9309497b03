"""Ids proposed from what a record says: readable, made of a-z, 0-9 and hyphens, and not yet taken."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit
from zlib import crc32

from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.fact import Fact
from cpecfacts.model.folding import words_of
from cpecfacts.model.measure import Measure
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.rate import Rate
from cpecfacts.model.record import Record
from cpecfacts.model.source import Source
from cpecfacts.query.quantities import quantity_text

LONGEST = 60
"""Characters of a proposed id, but for a number that tells it from others."""

# Letters that are no accented form of one of a to z.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "'": "", "’": "", "ʼ": ""}
)
_ASCII = re.compile(r"[a-z0-9]+")
_FILLERS = set(
    re.findall(
        r"\w+",
        "a an and are as at be been by for from had has have he her his in into is it its more of on or over said says "
        "she than that the their there they this to up was were which who will with would pakistan pakistans",
    )
)
_HEDGES = {
    Bound.EXACT: "",
    Bound.ABOUT: "about ",
    Bound.MORE_THAN: "over ",
    Bound.AT_LEAST: "at least ",
    Bound.LESS_THAN: "under ",
    Bound.AT_MOST: "at most ",
    Bound.UP_TO: "up to ",
    Bound.BETWEEN: "",
}
_PARTS_OF_YEAR = {
    "21": "spring", "22": "summer", "23": "autumn", "24": "winter",
    "33": "q1", "34": "q2", "35": "q3", "36": "q4",
}  # fmt: skip


def slug(text: str, longest: int = LONGEST) -> str:
    """Return the words of a text as part of an id, whole words up to a length; empty if it has none in Latin letters.

    >>> slug("Ministère de l’Économie numérique"), slug("中国移动")
    ('ministere-de-leconomie-numerique', '')
    """
    words = [
        word for folded in words_of(text.translate(_LETTERS)) for word in _ASCII.findall(folded.translate(_LETTERS))
    ]
    found = ""
    for word in words:
        longer = f"{found}-{word}" if found else word[:longest]
        if len(longer) > longest:
            break
        found = longer
    return found


def date_slug(when: str) -> str:
    """Return a date as part of an id; imprecision stays readable.

    >>> [date_slug(when) for when in ("2014-04", "2014~", "201X", "2007/2011", "1998/..", "../2013-05", "2020-33")]
    ['2014-04', '2014', '2010s', '2007-2011', 'since-1998', 'until-2013-05', '2020-q1']
    """
    start, slash, end = when.partition("/")
    if not slash:
        return _point_slug(start)
    if start in ("", ".."):
        return f"until-{_point_slug(end)}"
    if end in ("", ".."):
        return f"since-{_point_slug(start)}"
    return f"{_point_slug(start)}-{_point_slug(end)}"


def _point_slug(point: str) -> str:
    year, *rest = point.rstrip("~?%").split("-")
    year = {1: f"{year[:3]}0s", 2: f"{year[:2]}00s"}.get(year.count("X"), year)
    month = [_PARTS_OF_YEAR.get(part, part) for part in rest[:1]]
    return "-".join((year, *(part for part in (*month, *rest[1:]) if part != "XX")))


def amount_slug(amount: Amount) -> str:
    """Return an amount as part of an id: `over-3bn`, `36-665m`, `3bn-5bn`."""
    figures = [amount.value] if amount.to is None else [amount.value, amount.to]
    signed = "-".join(("minus-" if figure < 0 else "") + slug(quantity_text(abs(figure))) for figure in figures)
    return slug(_HEDGES[amount.bound]) + ("-" if _HEDGES[amount.bound] else "") + signed


def propose_id(record: Record, taken: Collection[str]) -> str:
    """Return an id for a record that is in none of `taken`; the same record and the same ids give the same one.

    A fact is called after its subject, its measure (or what it states), its amount and its date; a source after its
    publisher, its date and, to tell it from others, its title; a rate after its currencies and year; everything else
    after its name. What has no name in Latin letters gets a number made of it.
    """
    first = ""
    for name in _names(record):
        if name and name not in taken:
            return name
        first = first or name
    base = first or f"{type(record).__name__.lower()}-{crc32(_content(record).encode('utf-8', 'surrogatepass')):08x}"
    number = 1
    proposed = base
    while proposed in taken:
        number += 1
        proposed = f"{base}-{number}"
    return proposed


def _names(record: Record) -> Iterator[str]:
    """Yield ids for a record, the shortest that may do first."""
    match record:
        case Fact():
            yield from _fact_names(record)
        case Source():
            yield from _source_names(record)
        case Rate():
            yield slug(f"{record.base} {record.quote} {record.year}")
        case Measure():
            yield slug(record.label)
        case Organization():
            for name in (record.name, *record.aliases):
                yield slug(name)
        case Project():
            yield slug(record.name)


def _fact_names(fact: Fact) -> Iterator[str]:
    when = date_slug(fact.when) if fact.when else ""
    figure = amount_slug(fact.amount) if fact.amount is not None else ""
    if len(figure) > LONGEST // 2:  # a figure of so many digits names nothing
        figure = ""
    own = set(f"{fact.company}-{fact.measure}".split("-"))
    significant = [word for word in slug(fact.statement, 400).split("-") if word not in _FILLERS and word not in own]
    words = [word for word in significant if len(word) > 1 and not word.isdigit()]
    about = fact.measure or "-".join(words[:4])
    tail = "-".join(filter(None, (figure, when)))
    yield _fitted(f"{fact.company}-{about}", tail)
    if fact.measure:
        yield _fitted("-".join((fact.company, fact.measure, *words[:3])), tail)


def _fitted(head: str, tail: str) -> str:
    """Return head and tail as one id, the head cut at a hyphen where both are too long."""
    room = LONGEST - len(tail) - 1
    if len(head) > room:
        head = head[: max(room, 0) + 1].rpartition("-")[0] or head[: max(room, 1)]
    return "-".join(filter(None, (head.strip("-"), tail)))


def _source_names(source: Source) -> Iterator[str]:
    name = slug(source.publisher, 40) or slug(_host(source.URL), 40)
    if not name:
        return
    dated = f"{name}-{date_slug(source.issued) if source.issued else 'nd'}"
    if source.issued:
        yield dated
    titled = [word for word in slug(source.title or "", 400).split("-") if word and word not in _FILLERS]
    for count in (2, 4):
        if len(titled) >= count:
            yield "-".join((dated, *titled[:count]))
    yield dated


def _host(url: str | None) -> str:
    """Return the host of an address; empty for what is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _content(record: Record) -> str:
    """Return what a record without a Latin name is told by."""
    match record:
        case Organization() | Project():
            return record.name
        case Measure():
            return record.label
        case Source():
            return f"{record.publisher} {record.issued} {record.URL} {record.title}"
        case _:
            return repr(record)
