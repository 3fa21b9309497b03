"""Dates as CSL-JSON, BibTeX and Wikipedia's citation templates have them: as exact as they are known, and no more."""

from __future__ import annotations

from typing import Any, NamedTuple

from cpecfacts.model.dates import Point, Precision, Qualifier, When, parse_when
from cpecfacts.wording.dates import date_words

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {3: 1, 6: 2, 9: 3, 12: 4}  # first month of a season in `model.dates`: CSL's number of it
_SEASON_NAMES = {3: "Spring", 6: "Summer", 9: "Autumn", 12: "Winter"}
_QUARTER_NAMES = {1: "First", 4: "Second", 7: "Third", 10: "Fourth"}
_EXACT = (Precision.DAY, Precision.MONTH, Precision.YEAR)


def csl_date(text: str | None) -> dict[str, Any] | None:
    """Return an EDTF date as a CSL date variable; None for no date.

    `date-parts` hold year, month and day as far as they are known; two of them are an interval. A quarter is the
    interval of its months; a decade or century is that of its years, and `circa`, as it was one year of them. What is
    approximate or uncertain in EDTF is `circa`. An interval with an open end cannot be put in parts, and stands in
    words as `literal`.

    >>> csl_date("2018-10")
    {'date-parts': [[2018, 10]]}
    >>> csl_date("2019~")
    {'date-parts': [[2019]], 'circa': True}
    """
    if text is None:
        return None
    when = parse_when(text)
    if when.is_open:
        return {"literal": date_words(text)}
    ends = [point for point in (when.start, when.end) if isinstance(point, Point)]
    if len(ends) == 1:
        return _csl_point(ends[0])
    circa = {"circa": True} if when.is_qualified or any(_is_span_of_years(end) for end in ends) else {}
    return {"date-parts": [_edge(ends[0], last=False), _edge(ends[1], last=True)], **circa}


def _csl_point(point: Point) -> dict[str, Any]:
    circa = {"circa": True} if point.qualifier is not Qualifier.NONE or _is_span_of_years(point) else {}
    if point.precision in _EXACT:
        return {"date-parts": [_parts(point)], **circa}
    if point.precision is Precision.SEASON:
        return {"date-parts": [[point.first.year]], "season": _SEASONS[point.first.month], **circa}
    return {"date-parts": [_edge(point, last=False), _edge(point, last=True)], **circa}


def _is_span_of_years(point: Point) -> bool:
    return point.precision in (Precision.DECADE, Precision.CENTURY)


def _parts(point: Point) -> list[int]:
    first = point.first
    whole = [first.year, first.month, first.day]
    return whole[: {Precision.DAY: 3, Precision.MONTH: 2}.get(point.precision, 1)]


def _edge(point: Point, *, last: bool) -> list[int]:
    """Return one end of an interval: of a season or quarter its month, of a decade or century its year."""
    if point.precision in _EXACT:
        return _parts(point)
    day = point.last if last else point.first
    return [day.year] if _is_span_of_years(point) else [day.year, day.month]


class BibtexDate(NamedTuple):
    """A date for BibTeX: `year` and `month` for classic styles, `date` (EDTF) for biblatex, which knows no quarters.

    `month` is a macro such as `jun` where `is_macro`, else a word. What is None is left out.
    """

    year: str
    month: str | None = None
    is_macro: bool = False
    date: str | None = None


def bibtex_date(text: str | None) -> BibtexDate:
    """Return an EDTF date as BibTeX has it; of no date the year is `n.d.`.

    >>> bibtex_date("2018-10~")
    BibtexDate(year='ca. 2018', month='oct', is_macro=True, date='2018-10~')
    """
    if text is None:
        return BibtexDate("n.d.")
    when = parse_when(text)
    points = [point for point in (when.start, when.end) if isinstance(point, Point)]
    edtf = None if any(point.precision is Precision.QUARTER for point in points) else text
    if when.is_interval:
        return BibtexDate(_year_span(when) or date_words(text), date=edtf)
    point = points[0]
    year = ("" if point.qualifier is Qualifier.NONE else "ca. ") + str(point.first.year)
    month = MONTHS[point.first.month - 1][:3].lower()
    match point.precision:
        case Precision.DAY | Precision.MONTH:
            return BibtexDate(year, month, is_macro=True, date=edtf)
        case Precision.YEAR:
            return BibtexDate(year, date=edtf)
        case Precision.SEASON:
            return BibtexDate(year, _SEASON_NAMES[point.first.month], date=edtf)
        case Precision.QUARTER:
            return BibtexDate(year, f"{_QUARTER_NAMES[point.first.month]} quarter")
        case _:
            return BibtexDate(f"ca. {point.first.year}–{point.last.year}", date=edtf)


def _year_span(when: When) -> str | None:
    """Return `2014–2016` for an interval of exact years; None for any other."""
    if not (isinstance(when.start, Point) and isinstance(when.end, Point)) or when.is_qualified:
        return None
    if {when.start.precision, when.end.precision} != {Precision.YEAR}:
        return None
    return f"{when.start.first.year}–{when.end.first.year}"


def wikipedia_date(text: str | None) -> str | None:
    """Return an EDTF date as Wikipedia's citation templates accept it; None for no date, and for what they refuse.

    They know circa only before a year (`c. 2007`), so that a month that is not sure is left out; they refuse decades
    and open ends. https://en.wikipedia.org/wiki/Help:Citation_Style_1#Dates

    >>> wikipedia_date("2024-06-28"), wikipedia_date("2007-02~"), wikipedia_date("2014/..")
    ('28 June 2024', 'c. 2007', None)
    """
    if text is None:
        return None
    when = parse_when(text)
    if when.is_open:
        return None
    points = [point for point in (when.start, when.end) if isinstance(point, Point)]
    if any(_is_span_of_years(point) for point in points):
        return None
    if len(points) == 1:
        return _wikipedia_point(points[0])
    if when.is_qualified:
        return None
    first, last = points
    if first.precision is last.precision and first.precision in _EXACT:
        return _wikipedia_span(first, last)
    return f"{first.first.year}–{last.last.year}" if first.first.year != last.last.year else str(first.first.year)


def _wikipedia_point(point: Point) -> str:
    first = point.first
    if point.qualifier is not Qualifier.NONE:
        return f"c. {first.year}"
    match point.precision:
        case Precision.DAY:
            return f"{first.day} {MONTHS[first.month - 1]} {first.year}"
        case Precision.MONTH:
            return f"{MONTHS[first.month - 1]} {first.year}"
        case Precision.SEASON:
            return f"{_SEASON_NAMES[first.month]} {first.year}"
        case Precision.QUARTER:
            return f"{_QUARTER_NAMES[first.month]} Quarter {first.year}"
        case _:
            return str(first.year)


def _wikipedia_span(first: Point, last: Point) -> str:
    """Return an interval between two dates of the same precision (day, month or year)."""
    start, end = first.first, last.first
    if start == end:
        return _wikipedia_point(first)
    if first.precision is Precision.YEAR:
        return f"{start.year}–{end.year}"
    if start.year != end.year:
        return f"{_wikipedia_point(first)} – {_wikipedia_point(last)}"
    if first.precision is Precision.MONTH:
        return f"{MONTHS[start.month - 1]}–{_wikipedia_point(last)}"
    if start.month == end.month:
        return f"{start.day}–{_wikipedia_point(last)}"
    return f"{start.day} {MONTHS[start.month - 1]} – {_wikipedia_point(last)}"
