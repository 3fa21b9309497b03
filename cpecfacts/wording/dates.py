"""Dates in words, never more exact than they are: 23 Apr 2014, 2013, about 2017, 2007–2011, since 1998."""

from __future__ import annotations

from cpecfacts.model.dates import End, Point, Precision, Qualifier, When, parse_when

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
_HEDGES = {
    Qualifier.NONE: "",
    Qualifier.APPROXIMATE: "about ",
    Qualifier.UNCERTAIN: "perhaps ",
    Qualifier.BOTH: "perhaps about ",
}


def date_words(text: str, *, dash: str = "–", moment: bool = False) -> str:
    """Return an EDTF text in words; of a `moment` an open end is only a limit: "by 2020", "2018 or later"."""
    when = parse_when(text)
    if not when.is_interval:
        return _point_words(when.anchor)
    match when.start, when.end:
        case End.OPEN, Point() as end:
            return f"{'by' if moment else 'until'} {_point_words(end)}"
        case End.UNKNOWN, Point() as end:
            return f"until {_point_words(end)}, start not known"
        case Point() as start, End.OPEN:
            return f"{_point_words(start)} or later" if moment else f"since {_point_words(start)}"
        case Point() as start, End.UNKNOWN:
            return f"from {_point_words(start)}, end not known"
        case Point() as start, Point() as end:
            return _span_words(start, end, dash)
    raise TypeError(text)


def _point_words(point: Point) -> str:
    return _HEDGES[point.qualifier] + _bare_words(point)


def _bare_words(point: Point) -> str:
    first = point.first
    month = f"{_MONTHS[first.month - 1]} {first.year}"
    match point.precision:
        case Precision.DAY:
            return f"{first.day} {month}"
        case Precision.MONTH:
            return f"{month}, day not known" if point.vague else month
        case Precision.QUARTER:
            return f"Q{first.month // 3 + 1} {first.year}"
        case Precision.SEASON:
            return f"{_SEASONS[first.month]} {first.year}"
        case Precision.YEAR:
            return f"{first.year}, month not known" if point.vague else str(first.year)
        case Precision.DECADE:
            return f"{first.year}s"
        case Precision.CENTURY:
            return f"some year from {first.year} to {point.last.year}"


def _span_words(start: Point, end: Point, dash: str) -> str:
    plain = start.qualifier is end.qualifier is Qualifier.NONE and not (start.vague or end.vague)
    if plain and start.precision is end.precision:
        if start.precision is Precision.YEAR:
            return f"{start.first.year}{dash}{end.first.year}"
        same_year = start.first.year == end.first.year
        if start.precision is Precision.MONTH and same_year:
            return f"{_MONTHS[start.first.month - 1]}{dash}{_bare_words(end)}"
        if start.precision is Precision.DAY and same_year and start.first.month == end.first.month:
            return f"{start.first.day}{dash}{_bare_words(end)}"
    return f"{_point_words(start)} {dash} {_point_words(end)}"


_MARKS = {
    # what it is: (sign, ASCII sign)
    "day": ("●", "*"),
    "month": ("◐", "o"),
    "year": ("○", "."),
    "approximate": ("≈", "~"),
    "period": ("━", "="),
    "open": ("→", ">"),
}
_OPEN_START = ("←", "<")


def precision_of(when: When) -> str:
    """Return what the mark of a date says: day, month, year, approximate, period or open.

    Seasons and quarters count as months, decades and centuries as years.
    """
    if when.is_open:
        return "open"
    if when.is_qualified:
        return "approximate"
    if when.is_interval:
        return "period"
    match when.anchor.precision:
        case Precision.DAY:
            return "day"
        case Precision.MONTH | Precision.QUARTER | Precision.SEASON:
            return "month"
        case _:
            return "year"


def date_mark(text: str, *, unicode: bool = True) -> str:
    """Return the sign of a date's precision."""
    when = parse_when(text)
    if isinstance(when.start, End):
        return _OPEN_START[0 if unicode else 1]
    return _MARKS[precision_of(when)][0 if unicode else 1]


def legend(*, unicode: bool = True) -> str:
    """Return what the signs mean."""
    return "  ".join(f"{signs[0 if unicode else 1]} {name}" for name, signs in _MARKS.items())
