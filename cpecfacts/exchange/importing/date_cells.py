"""Dates as cells have them, as EDTF and never more exact than they are."""

from __future__ import annotations

import re
from functools import lru_cache

from cpecfacts.exchange.importing.rows import RowError
from cpecfacts.model.dates import WhenError, parse_when

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_TOKENS = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "MMM": r"(?P<name>[^\W\d_]+)\.?",
    "MM": r"(?P<month>[0-9]{1,2})",
    "DD": r"(?P<day>[0-9]{1,2})",
}
_TOKEN = re.compile("YYYY|MMM|MM|DD")
_ISO_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+(?:Z|[+-][0-9:]+)?")
FORMAT_WORDS = "made of YYYY, MM (or MMM for a name) and DD, such as MM/DD/YYYY"


def is_date_format(text: str) -> bool:
    """Whether a text says how dates are written: the year, perhaps the month, the day only with it."""
    tokens = _TOKEN.findall(text)
    months = tokens.count("MM") + tokens.count("MMM")
    return tokens.count("YYYY") == 1 and months <= 1 and tokens.count("DD") <= months


@lru_cache(maxsize=64)
def _pattern(form: str) -> re.Pattern[str]:
    """Return the pattern of a way to write dates."""
    parts = re.split(f"({_TOKEN.pattern})", form)
    return re.compile("".join(_TOKENS.get(part) or re.escape(part) for part in parts))


def parse_date(text: str, form: str | None = None) -> str:
    """Return a date in EDTF: as it stands if it is EDTF, without its time of day, or read by a form.

    >>> parse_date("04/23/2014", "MM/DD/YYYY"), parse_date("2014-04"), parse_date("2014-04-23 00:00:00")
    ('2014-04-23', '2014-04', '2014-04-23')

    Raises:
        RowError: It is no date, or in none of these ways.
    """
    if form is not None:
        match = _pattern(form).fullmatch(text)
        if match is not None:
            found = match.groupdict()
            month = str(_month_number(found["name"])) if found.get("name") else found.get("month") or ""
            return date_of_parts(found["year"], month, found.get("day") or "")
    timed = _ISO_TIME.fullmatch(text)
    plain = timed[1] if timed else text
    try:
        parse_when(plain)
    except WhenError:
        ways = "a date such as 2014, 2014-04 or 2014-04-23" + (f", or as {form}" if form else "")
        raise RowError(f"“{text[:60]}” is not {ways}") from None
    return plain


def date_of_parts(year: str, month: str, day: str) -> str:
    """Return a date of its parts, as exact as the parts that are there; a day without a month is none.

    >>> date_of_parts("2014", "April", ""), date_of_parts("2014", "4", "3"), date_of_parts("2014", "", "3")
    ('2014-04', '2014-04-03', '2014')

    Raises:
        RowError: They are no date.
    """
    number = None if not month else int(month) if month.isdecimal() else _month_number(month)
    text = year
    if number is not None:
        text += f"-{number:02}"
        if day:
            text += f"-{day.zfill(2)}"
    try:
        parse_when(text)
    except WhenError:
        written = " ".join(filter(None, (year, month, day)))
        raise RowError(f"“{written[:60]}” is no date") from None
    return text


def about_year(when: str) -> str:
    """Return "about" the year of a date, for one that its source has only estimated.

    >>> about_year("2014-04-23"), about_year("201X")
    ('2014~', '201X~')
    """
    return f"{when[:4]}~"


def _month_number(name: str) -> int:
    folded = name.casefold().rstrip(".")
    for names in (_MONTHS, _FULL_MONTHS):
        if folded in names:
            return names.index(folded) + 1
    if folded == "sept":
        return 9
    raise RowError(f"“{name[:40]}” is no month")
