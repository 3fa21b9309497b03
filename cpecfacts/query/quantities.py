"""Numbers as people type them: `1bn`, `184.5m`, `US$3bn`, `2.5 crore`, `50 lakh`, `14,000 sites`."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import NamedTuple

from cpecfacts.errors import InvalidValueError

# Powers of ten. Lakh, crore and arab are the South Asian ones.
_SCALES = {
    "k": 3, "thousand": 3,
    "lakh": 5, "lac": 5, "lakhs": 5,
    "m": 6, "mn": 6, "mln": 6, "million": 6,
    "crore": 7, "crores": 7, "cr": 7,
    "b": 9, "bn": 9, "billion": 9, "arab": 9,
    "tn": 12, "trn": 12, "trillion": 12,
}  # fmt: skip
CURRENCY_WORDS = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "rs": "PKR", "rs.": "PKR", "pkr": "PKR", "rupee": "PKR", "rupees": "PKR",
    "¥": "CNY", "cny": "CNY", "rmb": "CNY", "yuan": "CNY",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP",
}  # fmt: skip
_PERCENT = {"%": "percent", "per cent": "percent", "percent": "percent"}
_QUANTITY = re.compile(r"(?P<before>[^\d\s.,+<>=-][^\d\s,+<>=-]*)?\s?(?P<number>[0-9.,]*[0-9])\s?(?P<after>.*)")
# Digits in threes, or as in South Asia (2,50,000), or ungrouped.
_NUMBER = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|[0-9]+)(?:\.(?P<part>[0-9]+))?"
)
# "sites", "m2", "USD/MHz", "SIM cards"
_UNIT = re.compile(r"[^\W\d_][\w/ -]*")
_EXPONENT = re.compile(r"[eE][+-]?\d+")
_MOST_DIGITS = 4000  # Python converts no whole number of more than 4300 digits
_LARGEST = sys.float_info.max  # what a store can hold
EXPECTED = "a number such as 100m, 1.5bn, US$3bn, Rs 2.5 crore or 14000"


class Quantity(NamedTuple):
    """A number and, where it was said, its unit."""

    value: int | float
    unit: str | None


def scaled(whole: str, part: str, power: int) -> int | float:
    """Return whole.part times ten to the power, exactly where it is a whole number."""
    exponent = power - len(part)
    digits = int(whole + part)
    if exponent >= 0:
        return int(digits * 10**exponent)
    divisor = int(10**-exponent)
    if digits % divisor == 0:
        return digits // divisor
    return float(f"{digits}e{exponent}")


def parse_quantity(text: str) -> Quantity:
    """Parse a number with an optional scale and unit, in either order around it.

    Raises:
        InvalidValueError: The text is no such number.
    """
    plain = " ".join("".join(map(_plain_character, text)).split())
    match = _QUANTITY.fullmatch(plain)
    number = _NUMBER.fullmatch(match["number"]) if match else None
    if match is None or number is None or len(match["number"]) > _MOST_DIGITS or _EXPONENT.match(match["after"]):
        raise InvalidValueError("amount", text, EXPECTED)
    before, after = match["before"], match["after"].strip()
    power = 0
    scale, _, rest = after.partition(" ")
    if scale.lower() in _SCALES:
        power, after = _SCALES[scale.lower()], rest.strip()
    unit = before or after
    if (before and after) or (unit and not _is_unit(unit)):
        raise InvalidValueError("amount", text, EXPECTED)
    value = scaled(number["whole"].replace(",", ""), number["part"] or "", power)
    if value > _LARGEST:
        raise InvalidValueError("amount", text, EXPECTED)
    return Quantity(value, unit_named(unit) if unit else None)


def _plain_character(character: str) -> str:
    """Return a digit of any script as an ASCII one and full-width letters as plain ones; no raised digit as a digit."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return character if unicodedata.category(character) == "No" else unicodedata.normalize("NFKC", character)


def _is_unit(text: str) -> bool:
    """Whether a text can be a unit: a sign of money or per cent, or words that begin with no word of scale."""
    lowered = text.lower()
    if lowered in CURRENCY_WORDS or lowered in _PERCENT:
        return True
    return text[0].isalpha() and _UNIT.fullmatch(text) is not None and lowered.partition(" ")[0] not in _SCALES


def unit_named(name: str) -> str:
    """Return the unit that a word or sign stands for: `Rs` is PKR, `%` is percent, `sites` stays."""
    lowered = name.strip().lower()
    return CURRENCY_WORDS.get(lowered) or _PERCENT.get(lowered) or name.strip()


def quantity_text(value: float) -> str:
    """Return the shortest text that `parse_quantity` reads as the same number: 3bn, 184.5m, 14000, 1.2."""
    if isinstance(value, int):
        for suffix, power in (("tn", 12), ("bn", 9), ("m", 6)):
            if abs(value) >= 10**power and value % 10 ** (power - 3) == 0:
                whole, part = divmod(value // 10 ** (power - 3), 1000)
                return f"{whole}.{part:03}".rstrip("0").rstrip(".") + suffix
        return str(value)
    if value.is_integer():
        return str(int(value))
    from decimal import Decimal  # 3 ms, and few questions have a fraction

    plain = f"{Decimal(repr(value)):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
