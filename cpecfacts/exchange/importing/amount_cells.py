"""Figures and units as cells have them."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from functools import lru_cache

from cpecfacts.errors import InvalidValueError
from cpecfacts.exchange.importing.rows import RowError
from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.query.quantities import Quantity, parse_quantity, unit_named

_SCALE_WORDS = (
    "k", "thousand", "lakh", "lac", "m", "mn", "mln", "million", "crore", "cr", "b", "bn", "billion",
    "arab", "tn", "trillion",
)  # fmt: skip
_DECIMAL_COMMA = re.compile(r"[0-9]{1,3}(?:[. \u00a0\u202f'’][0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?")
_SPACED = re.compile(r"(?<=[0-9])[ \u00a0\u202f'’](?=[0-9]{3}(?![0-9]))")


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> tuple[int, str]:
    """Return the power of ten and the unit of a text such as "millions of USD", "crore PKR" or "sites".

    >>> parse_unit("millions of USD"), parse_unit("sites"), parse_unit("Rs crore")
    ((6, 'USD'), (0, 'sites'), (7, 'PKR'))
    """
    words = text.split()
    for index, word in enumerate(words):
        if index not in (0, len(words) - 1) or len(words) == 1:
            continue
        singular = word.lower() if len(word) < 3 else word.lower().removesuffix("s")
        if singular in _SCALE_WORDS:
            rest = [*words[:index], *words[index + 1 :]]
            if rest[0].lower() == "of":
                rest = rest[1:]
            power = len(str(parse_quantity(f"1 {singular}").value)) - 1
            return power, unit_named(" ".join(rest))
    return 0, unit_named(text)


def parse_number(text: str, decimal: str = ".") -> Quantity:
    """Return the number of a cell, with the unit that stands in it, if there is one.

    Thousands may be parted by commas, spaces or apostrophes (or points, where the decimal sign is a comma).

    Raises:
        RowError: It is no number, or one that a spreadsheet has shortened ("1.5E+09").
    """
    negative = text.startswith(("-", "−")) or (text.startswith("(") and text.endswith(")"))
    plain = text.strip("()") if text.startswith("(") else text.removeprefix("-").removeprefix("−")
    plain = plain.strip()
    if decimal == ",":
        if _DECIMAL_COMMA.fullmatch(plain) is None:
            raise RowError(f"“{text[:60]}” is no number with a decimal comma")
        plain = re.sub(r"[. \u00a0\u202f'’]", "", plain).replace(",", ".")
    else:
        plain = _SPACED.sub("", plain)
    try:
        found = parse_quantity(plain)
    except InvalidValueError:
        raise RowError(f"“{text[:60]}” is no number") from None
    return Quantity(-found.value, found.unit) if negative else found


def times_power(value: float, power: int) -> int | float:
    """Return a number times ten to a power, exactly where that is a whole number.

    >>> times_power(1.65, 9), times_power(460, 6), times_power(0.5, 0)
    (1650000000, 460000000, 0.5)
    """
    if power == 0:
        return value
    if isinstance(value, int):
        return int(value * 10**power)
    scaled = Decimal(repr(value)).scaleb(power)
    return int(scaled) if scaled == scaled.to_integral_value() else float(scaled)


def build_amount(value: str, to: str, unit: str, bound: str, raw: str, *, decimal: str = ".") -> Amount | None:
    """Return the amount of the texts of its fields; None if there is no figure.

    Without words of its own the cell is what the source says, with the scale of its column: "460 millions of USD".

    Raises:
        RowError: They do not make an amount.
    """
    if not value:
        return None
    if not unit:
        raise RowError(f"the figure “{value[:60]}” has no unit")
    power, named = parse_unit(unit)
    figures = [parse_number(text, decimal) for text in (value, to) if text]
    for figure in figures:
        if figure.unit not in (None, named):
            raise RowError(f"the figure “{value[:60]}” is in {figure.unit}, the mapping says {named}")
    low, *high = (times_power(figure.value, power) for figure in figures)
    if any(abs(figure) > sys.float_info.max for figure in (low, *high)):
        raise RowError(f"the figure “{value[:60]}” is too large")
    try:
        hedge = Bound.BETWEEN if high else Bound(bound)
    except ValueError:
        raise RowError(f"the bound “{bound}” is none of {', '.join(Bound)}") from None
    if hedge is Bound.BETWEEN and not high:
        raise RowError("the bound “between” needs a second figure")
    if high and high[0] < low:
        raise RowError(f"the upper figure “{to[:60]}” lies below the lower one")
    said = f"{value} to {to}" if to else value
    return Amount(
        value=low,
        to=high[0] if high else None,
        unit=named,
        bound=hedge,
        raw=raw or (f"{said} {unit}" if power else said),
    )
