"""Figures against the words that they were taken from. A rule speaks only when it is sure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isclose

from cpecfacts.checks.numerals import is_vague, plain_digits, possible_values, readings_of
from cpecfacts.checks.rule import Examined, Finding, Severity, fact_finding, rule
from cpecfacts.model.amounts import Amount, Bound, is_currency
from cpecfacts.model.fact import Fact

_SMALL = 1000  # a number below may have lost its "million": "$5.3" of a headline
_DOLLARS = frozenset({"USD", "HKD", "SGD", "AUD", "CAD", "NZD", "TWD"})
_RUPEES = frozenset({"PKR", "INR", "LKR", "NPR"})
# Words and signs of money in sources, with the currencies that they may mean.
_MONEY: tuple[tuple[str, frozenset[str]], ...] = (
    (r"\$|\bdollars?\b|\bd[oó]lar(?:es|a|i)?\b|долл|ڈالر|دولار|डॉलर|ডলার|ドル|달러", _DOLLARS),
    (r"(?-i:USD)|美元|美金", frozenset({"USD"})),
    (r"\bRs\b\.?|\bRs(?=\d)|\brupees?\b|₨|روپے|روپیہ|रुपय|रुपये|卢比|盧比|рупи", _RUPEES),
    (r"(?-i:PKR)", frozenset({"PKR"})),
    (r"€|(?-i:EUR)|\beuros?\b|欧元", frozenset({"EUR"})),
    (r"£|(?-i:GBP)|\bpounds?\b", frozenset({"GBP", "EGP"})),
    (r"(?-i:RMB|CNY)|\byuan\b|人民币|人民幣", frozenset({"CNY"})),
)
_PER_CENT = re.compile(r"\d\s*(?:[%٪]|per ?cent\b|pct\b|percent\b|فیصد|प्रतिशत)", re.IGNORECASE)


@rule(Severity.ERROR)
def amount_against_raw(examined: Examined) -> Iterator[Finding]:
    """The value of an amount is what the words in `raw` say; million and crore are understood.

    A figure that lost or won three digits is the commonest and the worst mistake of all.
    """
    for fact in examined.snapshot.facts.values():
        if fact.amount is not None and fact.amount.raw and not is_vague(fact.amount.raw):
            yield from _compare(fact, fact.amount.raw, "value", fact.amount.value)
            if fact.amount.bound is Bound.BETWEEN and fact.amount.to is not None:
                yield from _compare(fact, fact.amount.raw, "to", fact.amount.to)


def _compare(fact: Fact, raw: str, field: str, number: float) -> Iterator[Finding]:
    values = possible_values(raw)
    if not values or any(isclose(number, value, rel_tol=1e-9) for value in values):
        return
    readings = readings_of(raw)
    lost_scale = not any(reading.scale for reading in readings) and min(values) < _SMALL
    if lost_scale and any(isclose(number, value, rel_tol=1e-9) for value in possible_values(fact.statement)):
        return
    said = sorted(readings[0].values) if len(readings) == 1 else []
    message, mend = f"“{raw}” does not say {number_text(number)}", None
    if len(said) == 1:
        name = "value" if field == "value" else "upper end"
        message = f"“{raw}” is {_with_digits(said[0], number)}, but the {name} is {_with_digits(number, said[0])}"
        mend = f'set "{field}" to {_json_number(said[0])}, if the words are right'
    yield fact_finding(fact.id, f"amount.{field}", message, mend)


def _with_digits(number: float, other: float) -> str:
    """Return a number, with the count of its digits where that is what differs from the other."""
    own, others = len(str(int(abs(number)))), len(str(int(abs(other))))
    return number_text(number) + (f" ({own} digits)" if own != others else "")


def number_text(number: float) -> str:
    """Return a number with its digits in threes."""
    return f"{int(number):,}" if float(number).is_integer() else f"{number:,}"


def _json_number(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)


@rule(Severity.WARNING)
def unit_against_raw(examined: Examined) -> Iterator[Finding]:
    """The unit of an amount is the one in `raw`: dollars are not rupees, and per cent no people.

    Figures of a wrong unit are compared with what they have nothing to do with.
    """
    for fact in examined.snapshot.facts.values():
        amount = fact.amount
        if amount is None or not amount.raw:
            continue
        raw = plain_digits(amount.raw)
        named = [codes for pattern, codes in _MONEY if re.search(pattern, raw, re.IGNORECASE)]
        codes = frozenset().union(*named)
        if codes and not any(code in amount.unit for code in codes):
            yield fact_finding(fact.id, "amount.unit", f"“{amount.raw}” is not in {amount.unit}", _unit_mend(named))
        elif _PER_CENT.search(raw) and is_currency(amount.unit):
            yield fact_finding(
                fact.id, "amount.unit", f"“{amount.raw}” is not in {amount.unit}", 'set "unit" to "percent"'
            )


def _unit_mend(named: list[frozenset[str]]) -> str | None:
    codes = frozenset.intersection(*named)
    for code in ("USD", "PKR", "EUR", "GBP", "CNY"):
        if code in codes:
            return f'set "unit" to "{code}", if the words are right'
    return None


@rule(Severity.NOTE)
def amount_without_raw(examined: Examined) -> Iterator[Finding]:
    """An amount has the words of its source in `raw`.

    Without them nobody can see how a figure was read.
    """
    for fact in examined.snapshot.facts.values():
        if fact.amount is not None and not fact.amount.raw:
            yield fact_finding(fact.id, "amount.raw", "the words of the source are missing", 'put them into "raw"')


@rule(Severity.NOTE)
def unit_against_measure(examined: Examined) -> Iterator[Finding]:
    """An amount has the unit of its measure.

    Two figures in different units are never compared, so one of another unit stands alone.
    """
    for fact in examined.snapshot.facts.values():
        measure = examined.snapshot.measures.get(fact.measure or "")
        if fact.amount is None or measure is None or measure.unit is None:
            continue
        if not _is_of_unit(fact.amount, measure.unit):
            message = f"is in {fact.amount.unit}, and the measure “{measure.id}” in {measure.unit}"
            yield fact_finding(fact.id, "amount.unit", message, None)


def _is_of_unit(amount: Amount, unit: str) -> bool:
    return is_currency(amount.unit) if unit == "money" else amount.unit == unit
