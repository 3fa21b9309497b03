"""What a reader needs to find a source again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cpecfacts.checks.dates import earliest_day
from cpecfacts.checks.rule import Examined, Finding, Severity, rule

_ADDRESS = re.compile(r"https?://[^\s/?#]+\.[^\s/?#]+([/?#]\S*)?")


@rule(Severity.NOTE)
def source_without_date(examined: Examined) -> Iterator[Finding]:
    """A source has a date of its own.

    Without it nobody can tell what was known when, nor who copied from whom.
    """
    for key, source in examined.snapshot.sources.items():
        if source.issued is None:
            message = f"“{source.publisher}” is cited without a date"
            yield _finding(key, "issued", message, "look the date up; a month or a year will do")


@rule(Severity.WARNING)
def source_without_url(examined: Examined) -> Iterator[Finding]:
    """A source has an address.

    A reader who doubts wants to look for herself.
    """
    for key, source in examined.snapshot.sources.items():
        if source.URL is None:
            name = f"“{source.title}”" if source.title else f"a text of “{source.publisher}”"
            mend = "look the address up, or its copy in a web archive"
            yield _finding(key, "URL", f"{name} is cited without an address", mend)


@rule(Severity.WARNING)
def bad_url(examined: Examined) -> Iterator[Finding]:
    """The address of a source is one of the web, whole and without blanks.

    Anything else leads a reader nowhere.
    """
    for key, source in examined.snapshot.sources.items():
        if source.URL is not None and _ADDRESS.fullmatch(source.URL) is None:
            yield _finding(key, "URL", f"“{source.URL}” is no address of the web", "begin it with https://")


@rule(Severity.WARNING)
def url_twice(examined: Examined) -> Iterator[Finding]:
    """An address belongs to one source.

    One document under two ids counts as two voices.
    """
    first: dict[str, str] = {}
    for key, source in examined.snapshot.sources.items():
        if source.URL is not None and first.setdefault(source.URL, key) != key:
            message = f"has the address of the source “{first[source.URL]}”"
            yield _finding(key, "URL", message, "join the two sources in one")


@rule(Severity.WARNING)
def read_before_issue(examined: Examined) -> Iterator[Finding]:
    """A source was read on or after the day of its issue.

    One of the two dates is wrong.
    """
    for key, source in examined.snapshot.sources.items():
        issued, accessed = earliest_day(source.issued), earliest_day(source.accessed)
        if issued is not None and accessed is not None and accessed < issued:
            message = f"was read on {source.accessed}, before it was issued ({source.issued})"
            yield _finding(key, "accessed", message, None)


@rule(Severity.WARNING)
def bad_code(examined: Examined) -> Iterator[Finding]:
    """A language is a code of two letters such as `ur`, a country one such as `PK`, a currency one such as `PKR`.

    Counts by language or currency put other words apart.
    """
    for key, source in examined.snapshot.sources.items():
        if re.fullmatch("[a-z]{2}", source.language) is None:
            yield _finding(key, "language", f"“{source.language}” is no code of two small letters (ISO 639-1)", None)
    for key, organization in examined.snapshot.organizations.items():
        if organization.country is not None and re.fullmatch("[A-Z]{2}", organization.country) is None:
            message = f"“{organization.country}” is no code of two capitals (ISO 3166-1)"
            yield Finding(table="organizations", id=key, field="country", message=message)
    for key, rate in examined.snapshot.rates.items():
        for field, code in (("base", rate.base), ("quote", rate.quote)):
            if re.fullmatch("[A-Z]{3}", code) is None:
                message = f"“{code}” is no code of three capitals (ISO 4217)"
                yield Finding(table="rates", id=key, field=field, message=message)


@rule(Severity.WARNING)
def odd_rate(examined: Examined) -> Iterator[Finding]:
    """A rate is positive, of a year that has begun, and the only one of its currencies and year.

    Every converted amount of the year depends on it.
    """
    first: dict[tuple[str, str, int], str] = {}
    for key, rate in examined.snapshot.rates.items():
        if rate.rate <= 0:
            yield Finding(table="rates", id=key, field="rate", message=f"a rate of {rate.rate} converts nothing")
        if not 1900 <= rate.year <= examined.today.year:
            message = f"the year {rate.year} cannot have an average rate yet"
            yield Finding(table="rates", id=key, field="year", message=message)
        one = (rate.base, rate.quote, rate.year)
        if first.setdefault(one, key) != key:
            message = f"“{first[one]}” is a rate of {rate.base} to {rate.quote} in {rate.year} too"
            yield Finding(table="rates", id=key, message=message, mend="remove one of them")


def _finding(key: str, field: str, message: str, mend: str | None) -> Finding:
    return Finding(table="sources", id=key, field=field, message=message, mend=mend)
