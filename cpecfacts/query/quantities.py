"""Numbers as people type them: `1bn`, `184.5m`, `US$3bn`, `2.5 crore`, `50 lakh`, `14,000 sites`."""

from __future__ import annotations

import re
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
_QUANTITY = re.compile(
    r"""\s*(?P<before>[^\d\s.,+-][^\d\s,+-]*)?\s*
        (?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?
        \s*(?P<after>.*?)\s*""",
    re.VERBOSE,
)
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
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise InvalidValueError("amount", text, EXPECTED)
    before, after = match["before"], match["after"]
    scale_word, _, rest = after.partition(" ")
    power = 0
    if scale_word.lower() in _SCALES:
        power = _SCALES[scale_word.lower()]
        after = rest.strip()
    if before and after:
        raise InvalidValueError("amount", text, EXPECTED)
    unit = before or after or None
    if unit is not None:
        unit = unit_named(unit)
    return Quantity(scaled(match["whole"].replace(",", ""), match["part"] or "", power), unit)


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
    plain = f"{value:f}" if float(f"{value:f}") == value else f"{value:.17g}"
    return plain.rstrip("0").rstrip(".") if "." in plain and "e" not in plain else plain
