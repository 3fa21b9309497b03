"""Money of one currency in another one, by the average rate of the year that it is of."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

import msgspec

from cpecfacts.analysis.conversion import Conversion
from cpecfacts.model.amounts import Amount, is_currency
from cpecfacts.model.dates import Point, Precision, parse_when
from cpecfacts.model.exact import fraction_of, rounded
from cpecfacts.model.fact import Fact
from cpecfacts.model.rate import Rate
from cpecfacts.query.currencies import known_currency
from cpecfacts.wording.dates import date_words

SPANS = "the date spans years"
MOST_DIGITS = 12  # of a product: enough for every rate and amount as written, and no dust of division beyond them


class Rates:
    """The yearly average rates of a store, for either direction and across a third currency."""

    def __init__(self, rates: Iterable[Rate]) -> None:
        self._pairs: dict[tuple[str, str, int], Rate] = {}
        self._partners: dict[tuple[str, int], list[str]] = {}
        for rate in sorted(rates, key=lambda rate: rate.id):
            # What nothing can be divided by is no rate. Of two for one year that with the first id is taken.
            if not 0 < rate.rate <= sys.float_info.max or (rate.base, rate.quote, rate.year) in self._pairs:
                continue
            self._pairs[rate.base, rate.quote, rate.year] = rate
            self._partners.setdefault((rate.base, rate.year), []).append(rate.quote)
            self._partners.setdefault((rate.quote, rate.year), []).append(rate.base)

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies that have a rate of some year."""
        return tuple(sorted({currency for currency, _ in self._partners}))

    def known(self, name: str) -> str:
        """Return the currency that a code, word or sign means.

        Raises:
            UnknownNameError: There is no rate for it; with the nearest, or with all that have one.
        """
        return known_currency(name, self.currencies)

    def convert_fact(self, fact: Fact, wanted: str) -> Conversion:
        """Return the amount of a fact in another currency."""
        return convert(fact.amount, fact.when, wanted, self)

    def years(self, currency: str) -> tuple[int, ...]:
        """Return the years for which a currency has a rate."""
        return tuple(sorted({year for known, year in self._partners if known == currency}))

    def ties(self, currency: str) -> int:
        """Return with how many other currencies one has a rate of some year."""
        return len({other for (known, _), others in self._partners.items() if known == currency for other in others})

    def between(self, unit: str, wanted: str, year: int) -> tuple[Rate, ...]:
        """Return the rate that leads from one currency to another, or the two over a third one; nothing if none do."""
        direct = self._direct(unit, wanted, year)
        if direct is not None:
            return (direct,)
        for third in sorted(set(self._partners.get((unit, year), ()))):
            first, second = self._direct(unit, third, year), self._direct(third, wanted, year)
            if first is not None and second is not None:
                return first, second
        return ()

    def _direct(self, unit: str, wanted: str, year: int) -> Rate | None:
        return self._pairs.get((unit, wanted, year)) or self._pairs.get((wanted, unit, year))


class YearOfRate(NamedTuple):
    """The year whose rate is taken for a date; `note` says so where the date may lie in other years too."""

    year: int
    note: str | None


def year_of_rate(text: str | None) -> YearOfRate | str:
    """Return the year whose rate is taken for an EDTF date, or the reason why there is none.

    A date within one year has that year; a qualified one ("about 2018") the year as written. Of a date that spans
    years it is the year of its end. A date without an end, or of a decade of which one year is meant, has none.
    """
    if text is None:
        return "no date"
    when = parse_when(text)
    last = when.start if when.end is None else when.end
    if not isinstance(last, Point):
        return "its period has no end"
    if last.precision in (Precision.DECADE, Precision.CENTURY):
        return "its year is not known"
    year = last.last.year
    first = when.start.first.year if isinstance(when.start, Point) else None
    words = date_words(text)
    if first != year:
        return YearOfRate(year, f"{SPANS} ({words}): the rate is that of its end, {year}")
    if when.earliest and when.latest and when.earliest.year == when.latest.year:
        return YearOfRate(year, None)
    return YearOfRate(year, f"the date is {words}: the rate is that of {year}")


def convert(amount: Amount | None, when: str | None, wanted: str, rates: Rates) -> Conversion:
    """Return an amount of a date in another currency; the hedge stays as it is.

    Of a rate such as USD/MHz the money is converted. What cannot be converted has the reason in a few words.
    """
    if amount is None:
        return Conversion(reason="no amount")
    unit, slash, per = amount.unit.partition("/")
    if not is_currency(unit) or is_currency(per):
        return Conversion(reason=f"{amount.unit} is no money")
    if unit == wanted:
        return _conversion(amount, amount.value, amount.to, unit=amount.unit)
    chosen = year_of_rate(when)
    if isinstance(chosen, str):
        return Conversion(reason=chosen)
    steps = rates.between(unit, wanted, chosen.year)
    if not steps:
        return Conversion(reason=_no_rate(unit, wanted, chosen.year, rates))
    factor = _factor(unit, steps)
    value = _product(amount.value, factor)
    to = None if amount.to is None else _product(amount.to, factor)
    if max(abs(value), abs(to or 0)) > sys.float_info.max:
        return Conversion(reason="too large to convert")
    # The rate is told as its sources tell it, more than one for one where that is the direction of the only one.
    inverse = steps[0].quote == unit if len(steps) == 1 else factor < 1
    pair = f"{unit}/{wanted}" if inverse else f"{wanted}/{unit}"
    return msgspec.structs.replace(
        _conversion(amount, value, to, unit=f"{wanted}{slash}{per}"),
        rate=steps[0].rate if len(steps) == 1 else rounded(1 / factor if inverse else factor, MOST_DIGITS),
        rate_unit=pair,
        rate_year=chosen.year,
        source=steps[0].source if len({step.source for step in steps}) == 1 else None,
        rates=steps,
        note=chosen.note,
    )


def _conversion(amount: Amount, value: float, to: float | None, *, unit: str) -> Conversion:
    return Conversion(
        value=value,
        to=to,
        unit=unit,
        bound=amount.bound,
        rate=None,
        rate_unit=None,
        rate_year=None,
        source=None,
        rates=(),
        note=None,
    )


def _factor(unit: str, steps: tuple[Rate, ...]) -> Fraction:
    """Return by what an amount is multiplied on its way through the rates."""
    factor = Fraction(1)
    for step in steps:
        rate = fraction_of(step.rate)
        if step.base == unit:
            factor, unit = factor * rate, step.quote
        else:
            factor, unit = factor / rate, step.base
    return factor


def _product(value: float, factor: Fraction) -> int | float:
    return rounded(fraction_of(value) * factor, MOST_DIGITS)


def _no_rate(unit: str, wanted: str, year: int, rates: Rates) -> str:
    """Say which currency has no rate: at all, or of the year; or that the two have none in common.

    Where both have none, it is the one that is tied to fewer others: rupees have no rate in dollars, not the other way
    round.
    """
    both = sorted((unit, wanted), key=rates.ties)
    for currency in both:
        if not rates.years(currency):
            return f"no {currency} rates"
    for currency in both:
        if year not in rates.years(currency):
            return f"no {currency} rate for {year}"
    return f"no rate between {unit} and {wanted} for {year}"
