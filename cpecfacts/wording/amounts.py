"""Amounts as short as they can be without losing a digit: >US$3bn, Rs14.9bn, ≈¥850m, US$300–400m, 12,490,309 videos."""

from __future__ import annotations

import msgspec

from cpecfacts.model.amounts import Amount, Bound, is_currency

_SIGNS = {
    # bound: (sign, ASCII sign)
    Bound.EXACT: ("", ""),
    Bound.ABOUT: ("≈", "~"),
    Bound.MORE_THAN: (">", ">"),
    Bound.AT_LEAST: ("≥", ">="),
    Bound.LESS_THAN: ("<", "<"),
    Bound.AT_MOST: ("≤", "<="),
    Bound.UP_TO: ("≤", "<="),
    Bound.BETWEEN: ("", ""),
}
_SYMBOLS = {"USD": "US$", "PKR": "Rs", "CNY": "¥", "EUR": "€", "GBP": "£"}
_SCALES = (("tn", 10**12), ("bn", 10**9), ("m", 10**6))
_MOST_DECIMALS = 3


def amount_text(amount: Amount, *, unicode: bool = True) -> str:
    """Return an amount with the sign of its hedge, its unit and every digit that its source gives."""
    sign = _SIGNS[amount.bound][0 if unicode else 1]
    before, after = _affixes(amount.unit, unicode=unicode)
    if amount.to is None:
        return f"{sign}{before}{number_text(amount.value)}{after}"
    dash = "–" if unicode else "-"
    for suffix, scale in _SCALES:
        low, high = _scaled(amount.value, scale), _scaled(amount.to, scale)
        if low is not None and high is not None:
            return f"{before}{low}{dash}{high}{suffix}{after}"
    # Without a scale that fits both, all digits: "1–5m" would be read as one to five million.
    return f"{before}{_full_text(amount.value)}{dash}{_full_text(amount.to)}{after}"


def _affixes(unit: str, *, unicode: bool) -> tuple[str, str]:
    """Return what stands before and after the number for a unit, a rate ("USD/MHz") taking the sign of its money."""
    if unit == "percent":
        return "", "%"
    if unit == "rank":
        return "no. ", ""
    head, slash, rest = unit.partition("/")
    if is_currency(head):
        symbol = _SYMBOLS.get(head, f"{head} ")
        if not unicode and not symbol.isascii():
            symbol = f"{head} "
        return symbol, f"{slash}{rest}"
    return "", f" {unit}"


def number_text(value: float) -> str:
    """Return a number: from a million on in m, bn or tn where three decimals hold it all, else with all its digits."""
    for suffix, scale in _SCALES:
        if abs(value) >= scale:
            short = _scaled(value, scale)
            if short is not None:
                return short + suffix
            break
    return _full_text(value)


def _full_text(value: float) -> str:
    """Return a number with all its digits, without an exponent where it has a common size."""
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return f"{int(value):,}" if whole else f"{value:,}"


def _scaled(value: float, scale: int) -> str | None:
    """Return value / scale with at most three decimals; None when that would lose digits or is below one."""
    if abs(value) < scale or value != int(value):
        return None
    thousandths, rest = divmod(abs(int(value)) * 10**_MOST_DECIMALS, scale)
    if rest:
        return None
    whole, part = divmod(thousandths, 10**_MOST_DECIMALS)
    return ("-" if value < 0 else "") + f"{whole:,}.{part:03}".rstrip("0").rstrip(".")


def rough_text(amount: Amount, digits: int, *, unicode: bool = True) -> str:
    """Return an amount that was reckoned from others, marked ≈ and with at most so many significant digits.

    A lower bound is rounded down and an upper one up, so that no hedge says more than it did: over US$3 billion at
    121.82 rupees is ≈>Rs365bn with three digits, and ≈>Rs360bn with two.
    """
    from cpecfacts.model.exact import DOWN, NEAREST, UP, fraction_of, rounded

    below, above = amount.bound in _LOWER_BOUNDS, amount.bound in _UPPER_BOUNDS
    value = rounded(fraction_of(amount.value), digits, DOWN if below else UP if above else NEAREST)
    to = None if amount.to is None else rounded(fraction_of(amount.to), digits, UP)
    bound = Bound.EXACT if amount.bound is Bound.ABOUT else amount.bound  # the sign for "about" is there already
    rough = msgspec.structs.replace(amount, value=value, to=to, bound=bound)
    return _SIGNS[Bound.ABOUT][0 if unicode else 1] + amount_text(rough, unicode=unicode)


_LOWER_BOUNDS = (Bound.MORE_THAN, Bound.AT_LEAST, Bound.BETWEEN)
_UPPER_BOUNDS = (Bound.LESS_THAN, Bound.AT_MOST, Bound.UP_TO)
_HEDGES = {
    Bound.EXACT: "",
    Bound.ABOUT: "about ",
    Bound.MORE_THAN: "more than ",
    Bound.AT_LEAST: "at least ",
    Bound.LESS_THAN: "less than ",
    Bound.AT_MOST: "at most ",
    Bound.UP_TO: "up to ",
    Bound.BETWEEN: "",
}


def amount_words(amount: Amount) -> str:
    """Return an amount for a sentence, its hedge as a word: more than US$3bn, about 60%, US$300–400m."""
    bare = amount_text(msgspec.structs.replace(amount, bound=Bound.EXACT))
    return _HEDGES[amount.bound] + bare
