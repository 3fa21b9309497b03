"""Dates as sources give them: the subset of EDTF (ISO 8601-2) that the store uses, and its bounds.

Level 0 and level 1 without times of day, negative or long years: `2014-04-23`, `2014-04`, `2014`, the qualifiers
`~` (approximate), `?` (uncertain) and `%` (both) at the end, unspecified digits from the right (`201X`, `20XX`,
`2014-XX`, `2014-04-XX`, `2014-XX-XX`), intervals with open (`..`) or unknown (empty) ends, seasons 21-24, and
the quarters 33-36 of level 2. https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import NamedTuple


class WhenError(ValueError):
    """A text that is not a date of the subset."""


class Precision(IntEnum):
    """How exactly a date is known, the most exact first."""

    DAY = 1
    MONTH = 2
    QUARTER = 3
    SEASON = 4
    YEAR = 5
    DECADE = 6
    CENTURY = 7


class Qualifier(StrEnum):
    """EDTF's signs for a date that is not sure."""

    NONE = ""
    APPROXIMATE = "~"
    UNCERTAIN = "?"
    BOTH = "%"


class Point(NamedTuple):
    """One date of some precision, with its first and last day.

    `first` and `last` are those of the date as written; a qualifier widens them only in `earliest` and `latest`.
    `vague` tells that EDTF's X stands for a month or day that is not known (`2014-XX`).
    """

    precision: Precision
    first: date
    last: date
    qualifier: Qualifier
    vague: bool = False

    @property
    def earliest(self) -> date:
        """First day that the date may mean: one unit of its precision earlier when it is qualified."""
        if self.qualifier is Qualifier.NONE:
            return self.first
        return _neighbour(self.precision, self.first, self.last, -1)[0]

    @property
    def latest(self) -> date:
        """Last day that the date may mean: one unit of its precision later when it is qualified."""
        if self.qualifier is Qualifier.NONE:
            return self.last
        return _neighbour(self.precision, self.first, self.last, +1)[1]


class End(StrEnum):
    """An end of an interval that is no date."""

    OPEN = ".."
    UNKNOWN = ""


class When(NamedTuple):
    """A parsed date: a single `start`, or an interval from `start` to `end`.

    `text` is the EDTF text, unchanged. For a single date `end` is None.
    """

    text: str
    start: Point | End
    end: Point | End | None

    @property
    def is_interval(self) -> bool:
        """Whether the text has a slash."""
        return self.end is not None

    @property
    def is_open(self) -> bool:
        """Whether an end is open or unknown."""
        return isinstance(self.start, End) or isinstance(self.end, End)

    @property
    def is_qualified(self) -> bool:
        """Whether a date in it is approximate or uncertain."""
        return any(isinstance(p, Point) and p.qualifier is not Qualifier.NONE for p in (self.start, self.end))

    @property
    def earliest(self) -> date | None:
        """First day that may be meant; None when the start is open or unknown."""
        return self.start.earliest if isinstance(self.start, Point) else None

    @property
    def latest(self) -> date | None:
        """Last day that may be meant; None when the end is open or unknown."""
        last = self.start if self.end is None else self.end
        return last.latest if isinstance(last, Point) else None

    @property
    def anchor(self) -> Point:
        """The date under which it is filed: the start, or the end of what has no start."""
        for point in (self.start, self.end):
            if isinstance(point, Point):
                return point
        raise WhenError(self.text)  # parse_when refuses an interval without any date


# The span of seasons and quarters, as (first month, last month). EDTF leaves seasons independent of the place;
# these are the northern ones, and winter runs from December into the next year.
_SPANS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
}  # fmt: skip
_POINT = re.compile(
    r"""(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)
        (?:-(?P<month>[0-9]{2}|XX)
           (?:-(?P<day>[0-9]{2}|XX))?)?
        (?P<qualifier>[~?%]?)""",
    re.VERBOSE,
)
MIN_YEAR = 2  # a qualified year needs a year before and after it
MAX_YEAR = 9900


def _month_span(year: int, first_month: int, last_month: int) -> tuple[date, date]:
    """First and last day of months counted from January of `year`; the counts may leave 1..12."""

    def first_day(month: int) -> date:
        return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)

    return first_day(first_month), first_day(last_month + 1) - timedelta(days=1)


def _neighbour(precision: Precision, first: date, last: date, step: int) -> tuple[date, date]:
    """Span of the unit before (`step` -1) or after (+1) the unit from `first` to `last`."""
    if precision is Precision.DAY:
        shifted = first + timedelta(days=step)
        return shifted, shifted
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.month + step * months
    return _month_span(first.year, start, start + months - 1)


def _parse_point(text: str, whole: str) -> Point:
    """Parse one date whose bounds the calendar holds; `whole` is the text it stands in, for the error."""
    point = _read_point(text, whole)
    if point.qualifier is not Qualifier.NONE:
        try:
            _ = point.earliest, point.latest
        except ValueError:
            raise WhenError(whole) from None
    return point


def _read_point(text: str, whole: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise WhenError(whole)
    year, month, day, sign = match["year"], match["month"], match["day"], match["qualifier"]
    qualifier = Qualifier(sign)
    if "X" in year:
        if month is not None:
            raise WhenError(whole)
        unknown = year.count("X")
        precision = Precision.DECADE if unknown == 1 else Precision.CENTURY
        low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    else:
        precision = Precision.YEAR
        low = high = int(year)
    if not MIN_YEAR <= low <= high <= MAX_YEAR:
        raise WhenError(whole)
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise WhenError(whole)
        return Point(precision, date(low, 1, 1), date(high, 12, 31), qualifier, vague=month is not None)
    number = int(month)
    if number in _SPANS:
        if day is not None:
            raise WhenError(whole)
        precision = Precision.SEASON if number < 33 else Precision.QUARTER
        return Point(precision, *_month_span(low, *_SPANS[number]), qualifier)
    if not 1 <= number <= 12:
        raise WhenError(whole)
    if day is None or day == "XX":
        return Point(Precision.MONTH, *_month_span(low, number, number), qualifier, vague=day is not None)
    try:
        exact = date(low, number, int(day))
    except ValueError:
        raise WhenError(whole) from None
    return Point(Precision.DAY, exact, exact, qualifier)


@lru_cache(maxsize=65536)
def parse_when(text: str) -> When:
    """Parse an EDTF text of the subset.

    Raises:
        WhenError: The text is no date of the subset, or an interval that ends before it starts.
    """
    start_text, slash, end_text = text.partition("/")
    if not slash:
        return When(text, _parse_point(text, text), None)
    ends = {"..": End.OPEN, "": End.UNKNOWN}
    start = ends[start_text] if start_text in ends else _parse_point(start_text, text)
    end = ends[end_text] if end_text in ends else _parse_point(end_text, text)
    if isinstance(start, End) and isinstance(end, End):
        raise WhenError(text)
    if isinstance(start, Point) and isinstance(end, Point) and end.last < start.first:
        raise WhenError(text)
    return When(text, start, end)


def edge_text(when: When, *, last: bool) -> str:
    """EDTF text of the first or last date of `when`: no more precise than what the source says."""
    if not when.is_interval:
        return when.text
    start, _, end = when.text.partition("/")
    wanted, other = (end, start) if last else (start, end)
    return other if wanted in ("", "..") else wanted
