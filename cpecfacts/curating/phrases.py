"""Amounts and dates as people say them, and what a store would hold for them.

Only for what a person types and sees again before it is saved: nothing here reads the prose of sources.
"""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from datetime import date
from typing import NamedTuple

from cpecfacts.errors import InvalidValueError
from cpecfacts.model.amounts import Bound, is_currency
from cpecfacts.model.dates import WhenError, parse_when
from cpecfacts.query.quantities import Quantity, parse_quantity


class SaidAmount(NamedTuple):
    """A figure as it was said; `unit` and `bound` are None where nothing was said of them."""

    value: int | float
    to: int | float | None
    unit: str | None
    bound: Bound | None


_BEFORE: dict[Bound, tuple[str, ...]] = {
    Bound.MORE_THAN: ("more than", "over", "above", "exceeding", "in excess of", "upwards of", ">"),
    Bound.AT_LEAST: ("at least", "no less than", "not less than", "no fewer than", "a minimum of", ">=", "≥"),
    Bound.LESS_THAN: ("less than", "fewer than", "under", "below", "<"),
    Bound.AT_MOST: ("at most", "no more than", "not more than", "a maximum of", "<=", "≤"),
    Bound.UP_TO: ("up to",),
    Bound.ABOUT: (
        "about", "around", "approximately", "approx.", "approx", "roughly", "some", "nearly", "almost", "circa", "ca.",
        "c.", "an estimated", "close to", "~", "≈",
    ),
    Bound.EXACT: ("exactly", "="),
}  # fmt: skip
_AFTER: dict[str, Bound] = {"+": Bound.MORE_THAN, "or more": Bound.AT_LEAST, "or less": Bound.AT_MOST}
# The longest first, so that "no more than" is not "more than".
_HEDGES = sorted(
    ((words, bound) for bound, all_words in _BEFORE.items() for words in all_words), key=lambda p: -len(p[0])
)
_RANGE = re.compile(
    r"(?:between|from)?\s*(?P<low>.*?\d.*?)\s*(?:–|—|-|\bto\b|\band\b)\s*(?P<high>.*\d.*)", re.IGNORECASE
)
_SCALE = re.compile(r"(?P<sign>[^\d\s.,]*\s?)(?P<number>[\d.,]+)\s?(?P<rest>.*)")
EXPECTED_AMOUNT = "an amount such as US$3bn, over $3 billion, Rs 2.5 crore, 3-5 million subscribers or 14000"


def read_amount(text: str) -> SaidAmount:
    """Return what an amount with its hedge means.

    Raises:
        InvalidValueError: It is no amount.

    >>> read_amount("over $3 billion")
    SaidAmount(value=3000000000, to=None, unit='USD', bound=<Bound.MORE_THAN: 'more-than'>)
    >>> read_amount("$3-5 billion")[:3], read_amount("Rs 2.5 crore")[:3]
    ((3000000000, 5000000000, 'USD'), (25000000, None, 'PKR'))
    """
    plain = " ".join(text.split())
    bare, bound = _without_hedge(plain)
    if bound is None:
        both = _range(bare)
        if both is not None:
            low, high = both
            return SaidAmount(low.value, high.value, high.unit or low.unit, Bound.BETWEEN)
    minus = bare.startswith(("-", "−"))
    try:
        quantity = parse_quantity(bare[1:].lstrip() if minus else bare)
    except InvalidValueError:
        raise InvalidValueError("amount", text, EXPECTED_AMOUNT) from None
    unit = quantity.unit or ""
    # "overdue 3" and "3 to 5 people or more": a unit neither stands before its number nor has one in it.
    if (bare[:1].isalpha() and not is_currency(unit)) or re.search(r"(?<!\S)\d", unit):
        raise InvalidValueError("amount", text, EXPECTED_AMOUNT)
    return SaidAmount(-quantity.value if minus else quantity.value, None, quantity.unit, bound)


def _without_hedge(text: str) -> tuple[str, Bound | None]:
    lowered = text.lower()
    for words, bound in _HEDGES:
        after = text[len(words) :]
        if lowered.startswith(words) and (not words[-1].isalpha() or after[:1] == " "):
            return after.strip(), bound
    for words, bound in _AFTER.items():
        number, found, unit = text.partition(words)
        if found and re.search(r"\d", number) and not re.search(r"\d", unit):
            return f"{number.rstrip()} {unit.strip()}".strip(), bound
    return text, None


def _range(text: str) -> tuple[Quantity, Quantity] | None:
    """Return the ends of a range; what stands only at one end (money before it, a scale after it) is that of both."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    low, high = _SCALE.fullmatch(match["low"]), _SCALE.fullmatch(match["high"])
    if low is None or high is None:
        return None
    signs = {sign for sign in (low["sign"].strip(), high["sign"].strip()) if sign}
    sign = signs.pop() if len(signs) == 1 else ""
    try:
        ends = [
            parse_quantity(
                f"{sign}{' ' if sign.isalpha() else ''}{end['number']} {end['rest'] or high['rest']}".strip()
            )
            for end in (low, high)
        ]
    except InvalidValueError:
        return None
    units = {end.unit for end in ends if end.unit is not None}
    if signs or len(units) > 1 or ends[0].value > ends[1].value:
        return None
    return ends[0], ends[1]


_MONTHS = {
    name.lower(): number
    for names in (month_name, month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}  # fmt: skip
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_POINTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        rf"{_YEAR}\s+{_MONTH}",
        rf"(?P<season>{'|'.join(_SEASONS)})\s+(?:of\s+)?{_YEAR}",
        rf"q(?P<quarter>[1-4])[\s,/-]*{_YEAR}",
        rf"{_YEAR}[\s,/-]*q(?P<quarter>[1-4])",
        r"(?:the\s+)?(?P<decade>\d{3})0s",
        _YEAR,
    )
)
_ABOUT = re.compile(r"(?:about|around|circa|ca?\.|~)\s*", re.IGNORECASE)
_PERHAPS = re.compile(r"(?:perhaps|probably|possibly)\s+", re.IGNORECASE)
_UNTIL = re.compile(r"(?:by|until|till|before the end of)\s+", re.IGNORECASE)
_SINCE = re.compile(r"since\s+", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:(?:from|between)\s+)?(?P<start>.*\d{4})\s*(?:–|—|\bto\b|\buntil\b|\band\b)\s*(?P<end>.+)", re.IGNORECASE
)
_YEARS = re.compile(r"(?P<start>\d{4})\s*-\s*(?P<end>\d{4})")
EXPECTED_DATE = (
    "a date such as 2014, 2014-04, 23 April 2014, June 2024, Q1 2020, about 2016, since 1998 or 2007 to 2011"
)


def read_date(text: str) -> str:
    """Return a date in EDTF, no more precise than it was said; one in EDTF is that already.

    "Today" is read too, for the day on which one read a source.

    Numbers alone with points or slashes are not read: 3/4/2014 is another day here and there.

    Raises:
        InvalidValueError: It is no date, or one that could be two.

    >>> [read_date(said) for said in ("June 2024", "28 June 2024", "about 2016", "by 2020", "2007 to 2011", "2014~")]
    ['2024-06', '2024-06-28', '2016~', '../2020', '2007/2011', '2014~']
    """
    plain = " ".join(text.split())
    if plain.lower() == "today":
        return date.today().isoformat()  # noqa: DTZ011  (the day on which the user's calendar stands)
    for read in (str, _span, _point_said):
        try:
            found = read(plain)
            parse_when(found)
        except WhenError:
            continue
        return found
    raise InvalidValueError("date", text, EXPECTED_DATE)


def _span(text: str) -> str:
    until, since = _UNTIL.match(text), _SINCE.match(text)
    if until is not None:
        return f"../{_point_said(text[until.end() :])}"
    if since is not None:
        return f"{_point_said(text[since.end() :])}/.."
    both = _YEARS.fullmatch(text) or _SPAN.fullmatch(text)
    if both is None:
        raise WhenError(text)
    return f"{_point_said(both['start'])}/{_point_said(both['end'])}"


def _point_said(text: str) -> str:
    """Return one date, with the sign of what is said before it."""
    for prefix, sign in ((_ABOUT, "~"), (_PERHAPS, "?")):
        match = prefix.match(text)
        if match is not None:
            return _point(text[match.end() :]) + sign
    return _point(text)


def _point(text: str) -> str:
    if not text.count("/"):
        try:
            return parse_when(text).text
        except WhenError:
            pass
    for pattern in _POINTS:
        match = pattern.fullmatch(text.strip())
        if match is not None:
            return _edtf(match)
    raise WhenError(text)


def _edtf(match: re.Match[str]) -> str:
    said = match.groupdict()
    if said.get("decade"):
        return f"{said['decade']}X"
    parts = [said["year"]]
    if said.get("season"):
        parts.append(f"{_SEASONS[said['season'].lower()]}")
    elif said.get("quarter"):
        parts.append(f"{32 + int(said['quarter'])}")
    elif said.get("month"):
        parts.append(f"{_MONTHS[said['month'].lower()]:02}")
        if said.get("day"):
            parts.append(f"{int(said['day']):02}")
    return "-".join(parts)
