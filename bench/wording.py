"""Sentences of shipped facts as patterns: names, places, dates and figures in them can be exchanged.

A pattern is made once for each text of the shipped store and filled in for each fact that is made of it, so that a
statement, its quotation and its fields go on saying the same.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

MONTHS = tuple(calendar.month_name)[1:]
_SCALES = (1, 1_000, 100_000, 1_000_000, 10_000_000, 1_000_000_000, 1_000_000_000_000)
_DATE_OR_FIGURE = re.compile(
    rf"(?P<month>\b(?:{'|'.join(MONTHS)})\b)(?: (?P<year>(?:19|20)\d\d)\b)?"
    r"|(?<![\d.,])(?P<alone>(?:19[89]|20[0-3])\d)(?![\d.,]*\d)"
    r"|(?<![\d.,])(?P<figure>\d+(?:,\d\d\d)*(?:\.\d+)?)(?![\d,]*\d)"
)
_WHEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")


class Cast(NamedTuple):
    """What stands in for what in one group of facts.

    `names` are by id of the organization, `places` by place; `months` are added to dates; `figures` gives the new
    figure for an old one.
    """

    names: Mapping[str, str]
    places: Mapping[str, str]
    months: int
    figures: Mapping[float, float]


class Pattern:
    """A text with holes."""

    def __init__(self, parts: list[str | Callable[[Cast], str]]) -> None:
        self._parts = parts

    def fill(self, cast: Cast) -> str:
        """Return the text with everything exchanged that the cast exchanges."""
        return "".join([part if isinstance(part, str) else part(cast) for part in self._parts])


class Reader:
    """Makes patterns of texts, knowing the names of organizations and the places that may be exchanged."""

    def __init__(self, names: Mapping[str, str], places: Iterable[str]) -> None:
        self._names = dict(names)  # name → id
        self._places = frozenset(places)
        known = sorted([*self._names, *self._places], key=lambda name: (-len(name), name))
        self._known = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in known))

    def pattern(self, text: str, figures: Iterable[float] = ()) -> Pattern:
        """Return the pattern of a text; `figures` are the fact's own, which it may say in thousands or crores."""
        parts: list[str | Callable[[Cast], str]] = []
        values = tuple(figures)
        position = 0
        for match in self._known.finditer(text):
            parts += _dates_and_figures(text[position : match.start()], values)
            parts.append(self._name(match.group()))
            position = match.end()
        parts += _dates_and_figures(text[position:], values)
        return Pattern(parts)

    def _name(self, text: str) -> Callable[[Cast], str]:
        if text in self._places:
            return lambda cast: cast.places.get(text, text)
        key = self._names[text]
        return lambda cast: cast.names.get(key, text)


def _dates_and_figures(text: str, values: tuple[float, ...]) -> list[str | Callable[[Cast], str]]:
    parts: list[str | Callable[[Cast], str]] = []
    position = 0
    for match in _DATE_OR_FIGURE.finditer(text):
        hole = _hole(match, values)
        if hole is not None:
            parts += [text[position : match.start()], hole]
            position = match.end()
    parts.append(text[position:])
    return [part for part in parts if part != ""]


def _hole(match: re.Match[str], values: tuple[float, ...]) -> Callable[[Cast], str] | None:
    if match["month"] is not None:
        month, year = MONTHS.index(match["month"]), match["year"]
        if year is None:
            return lambda cast: MONTHS[(month + cast.months) % 12]
        count = int(year) * 12 + month
        return lambda cast: f"{MONTHS[(count + cast.months) % 12]} {(count + cast.months) // 12}"
    number = match["alone"] or match["figure"]
    scale = scale_of(number, values)
    if scale is not None:
        return _figure(number, scale)
    if match["alone"] is not None:
        return lambda cast: str(int(number) + cast.months // 12)
    return None


def scale_of(number: str, values: Iterable[float]) -> int | None:
    """Return by how much a written number is to be multiplied to be one of the values; None if it is none."""
    written = float(number.replace(",", ""))
    for value in values:
        for scale in _SCALES:
            if written and abs(written * scale - value) < 1e-9 * abs(value):
                return scale
    return None


def _figure(number: str, scale: int) -> Callable[[Cast], str]:
    plain = number.replace(",", "")
    value = round(float(plain) * scale, 6)
    grouped = "," in number or len(plain.split(".")[0]) < 4

    def fill(cast: Cast) -> str:
        new = cast.figures.get(value)
        return number if new is None else write_number(new / scale, grouped=grouped)

    return fill


def write_number(value: float, *, grouped: bool) -> str:
    """Write a number without exponent and without more digits than it needs."""
    text = f"{value:,.9f}" if grouped else f"{value:.9f}"
    return text.rstrip("0").rstrip(".")


def shift_date(text: str, months: int) -> str:
    """Return an EDTF date some months later; seasons and years move by whole years, days after the 28th to the 28th."""

    def shift(match: re.Match[str]) -> str:
        year, month, day = match["year"], match["month"], match["day"]
        if month is None or int(month) > 12:
            return str(int(year) + months // 12) + match.group()[4:]
        count = int(year) * 12 + int(month) - 1 + months
        moved = f"{count // 12}-{count % 12 + 1:02}"
        if day is None:
            return moved
        return f"{moved}-{day if months % 12 == 0 and day != '29' else f'{min(int(day), 28):02}'}"

    return _WHEN.sub(shift, text)
