"""What an amount is in another currency, or why nobody can tell."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.rate import Rate


class Conversion(msgspec.Struct, frozen=True, kw_only=True):
    """An amount in another currency, or only the `reason` why there is none.

    `value`, `to` and `bound` are those of the amount, with every digit of the product. `rate` is how many units of one
    currency one of the other was worth on average in `rate_year`, as `rate_unit` reads ("PKR/USD": rupees for a
    dollar), and `source` the source of the rate. Where no source has the rate, two are joined over a third currency:
    `rate` is then their quotient, `source` null, and `rates` has both with their sources. An amount that has the unit
    already is itself, without a rate. `note` says which year of a date was taken that may lie in several.
    """

    value: int | float | UnsetType = UNSET
    to: int | float | UnsetType | None = UNSET
    unit: str | UnsetType = UNSET
    bound: Bound | UnsetType = UNSET
    rate: int | float | UnsetType | None = UNSET
    rate_unit: str | UnsetType | None = UNSET
    rate_year: int | UnsetType | None = UNSET
    source: str | UnsetType | None = UNSET
    rates: tuple[Rate, ...] | UnsetType = UNSET
    note: str | UnsetType | None = UNSET
    reason: str | UnsetType = UNSET

    @property
    def amount(self) -> Amount | None:
        """The converted amount, None where there is none."""
        if self.value is UNSET or self.to is UNSET or self.unit is UNSET or self.bound is UNSET:
            return None
        return Amount(value=self.value, to=self.to, unit=self.unit, bound=self.bound, raw=None)

    @property
    def year(self) -> int | None:
        """The year of the rate, None where none was needed or there is none."""
        return None if self.rate_year is UNSET else self.rate_year

    @property
    def steps(self) -> tuple[Rate, ...]:
        """The rates that were used: none, one, or two over a third currency."""
        return () if self.rates is UNSET else self.rates

    @property
    def why_not(self) -> str | None:
        """The reason why there is no converted amount."""
        return None if self.reason is UNSET else self.reason
