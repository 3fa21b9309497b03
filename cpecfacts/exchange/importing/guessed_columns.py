"""Which column of an unknown table may be what, by its name and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from cpecfacts.exchange.importing.amount_cells import parse_number
from cpecfacts.exchange.importing.date_cells import parse_date
from cpecfacts.exchange.importing.rows import RowError, Table, tidy
from cpecfacts.model.folding import name_key, words_of
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.names import Names

SAMPLED = 500
"""Rows that are looked at."""

_MOST = 0.8
"""Part of the filled cells that have to be of a sort."""


class Role(StrEnum):
    """What a column may be in a fact."""

    ID = "id"
    COMPANY = "company"
    PARTY = "party"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    DATE = "date"
    AMOUNT = "amount"
    CURRENCY = "currency"
    STATEMENT = "statement"
    URL = "url"
    PUBLISHER = "publisher"
    TITLE = "title"
    PLACE = "place"
    TAG = "tag"
    NOTE = "note"


# Words of a name, the telling ones first; a name of which they are the first or the last word goes before others.
_NAMES: dict[Role, tuple[str, ...]] = {
    Role.ID: ("id", "identifier", "key", "no", "number"),
    Role.COMPANY: ("company", "investor", "firm", "organisation", "organization", "contractor", "operator", "lender",
                   "financier", "funder", "owner", "entity", "unternehmen", "entreprise", "empresa", "公司"),
    Role.PARTY: ("party", "parties", "partner", "target", "recipient", "client", "counterparty", "borrower", "agency"),
    Role.YEAR: ("year", "jahr", "año", "annee", "年"),
    Role.MONTH: ("month", "monat", "mois", "mes", "月"),
    Role.DAY: ("day", "tag", "jour", "日"),
    Role.DATE: ("date", "when", "datum", "fecha", "announced", "signed", "日期"),
    Role.AMOUNT: ("amount", "value", "investment", "quantity", "millions", "million", "usd", "pkr", "rs", "cost",
                  "price", "worth", "total", "betrag", "montant", "金额"),
    Role.CURRENCY: ("currency", "unit", "währung", "devise"),
    Role.STATEMENT: ("statement", "description", "summary", "fact", "details", "headline", "beschreibung"),
    Role.URL: ("url", "link", "href", "website", "source"),
    Role.PUBLISHER: ("publisher", "newspaper", "outlet", "media", "source"),
    Role.TITLE: ("title", "headline", "name"),
    Role.PLACE: ("place", "city", "location", "province", "district", "ort"),
    Role.TAG: ("tags", "tag", "sector", "subsector", "category", "topic", "type", "industry"),
    Role.NOTE: ("note", "notes", "comment", "comments", "remark", "remarks"),
}  # fmt: skip
_MANY = (Role.PARTY, Role.TAG, Role.PLACE)
DATE_FORMATS = (
    "DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "YYYY/MM/DD", "DD MMM YYYY", "MMM DD, YYYY", "MMM YYYY",
    "MM/YYYY",
)  # fmt: skip


class Guess(NamedTuple):
    """What the columns of a table may be: their names by role; and how the dates are written, all ways that fit."""

    columns: dict[Role, list[str]]
    formats: tuple[str, ...]
    decimal: str
    samples: dict[str, str]


def guess_columns(table: Table, snapshot: Snapshot) -> Guess:
    """Return what the columns of a table may be; each is one thing at most."""
    rows = list(islice(table.rows, SAMPLED))
    cells = {
        name: [text for row in rows if row.problem is None and (text := tidy(row.cells[index]))]
        for index, name in enumerate(table.columns)
        if name and table.columns.count(name) == 1
    }
    organizations = Names(snapshot).organizations
    decimal = _decimal_of(cells)
    formats: dict[str, tuple[str, ...]] = {name: _formats_of(values) for name, values in cells.items()}
    found: dict[Role, list[str]] = {}
    free = dict(cells)
    for role in (
        Role.YEAR, Role.MONTH, Role.DATE, Role.URL, Role.AMOUNT, Role.CURRENCY, Role.COMPANY, Role.PARTY,
        Role.STATEMENT, Role.PUBLISHER, Role.PLACE, Role.TAG, Role.NOTE, Role.ID, Role.TITLE, Role.DAY,
    ):  # fmt: skip
        scored = [
            (_score(role, name, values, formats[name], decimal, organizations), name) for name, values in free.items()
        ]
        chosen = [name for score, name in sorted(scored, key=lambda pair: -pair[0]) if score > 0]
        found[role] = chosen if role in _MANY else chosen[:1]
        for name in found[role]:
            del free[name]
    dated = found[Role.DATE]
    samples = {name: values[0] if values else "" for name, values in cells.items()}
    return Guess(found, formats[dated[0]] if dated else (), decimal, samples)


def _score(
    role: Role,
    name: str,
    values: Sequence[str],
    formats: tuple[str, ...],
    decimal: str,
    organizations: Container[str],
) -> float:
    """Return how well a column goes with a role: 0 is not at all."""
    named = _score_of_name(role, name)
    match role:
        case Role.YEAR:
            return named * _part(values, lambda text: text.isdecimal() and 1900 <= int(text[:9]) <= 2100)
        case Role.DATE:
            return (named + 0.5) * bool(formats) * bool(values)
        case Role.URL:
            return 2 * _part(values, lambda text: text.startswith(("http://", "https://")))
        case Role.AMOUNT:
            return named * _part(values, lambda text: _is_number(text, decimal))
        case Role.COMPANY:
            known = _part(values, lambda text: name_key(text) in organizations, at_least=0.3)
            return named + known
        case Role.PUBLISHER | Role.STATEMENT | Role.TITLE:
            return named * (not any(text.startswith("http") for text in values[:5]))
        case _:
            return named


def _score_of_name(role: Role, name: str) -> float:
    words = words_of(name)
    telling = _NAMES[role]
    for place, word in enumerate(telling):
        if word in words:
            return (2 if word in (words[0], words[-1]) else 1) + (len(telling) - place) / 100
    return 0


def _part(values: Sequence[str], holds: Callable[[str], bool], at_least: float = _MOST) -> float:
    """Return the part of the values for which something holds; 0 if that is too few."""
    if not values:
        return 0
    part = sum(map(holds, values)) / len(values)
    return part if part >= at_least else 0


def _is_number(text: str, decimal: str) -> bool:
    try:
        parse_number(text, decimal)
    except RowError:
        return False
    return True


def _is_date(text: str, form: str | None) -> bool:
    try:
        parse_date(text, form)
    except RowError:
        return False
    return True


def _formats_of(values: Sequence[str]) -> tuple[str, ...]:
    """Return the ways in which all dates of a column may be written; an empty one for ISO 8601 and EDTF."""
    if not values:
        return ()
    whole = sum(_is_date(text, None) for text in values)
    if whole == len(values):
        # A column of bare years is one of years, or of anything.
        return ("",) if any(len(text) > 4 for text in values) else ()
    return tuple(form for form in DATE_FORMATS if all(_is_date(text, form) for text in values))


def _decimal_of(cells: dict[str, list[str]]) -> str:
    """Return the decimal sign: a comma only if some number has one, as in "1,5", and none has a point so."""
    texts = [text for values in cells.values() for text in values if len(text) < 30]
    comma = sum(re.fullmatch(r"-?[0-9.]*[0-9],[0-9]{1,2}", text) is not None for text in texts)
    point = sum(re.fullmatch(r"-?[0-9,]*[0-9]\.[0-9]{1,2}", text) is not None for text in texts)
    return "," if comma > point else "."
