"""The hedge of an amount against the words right before and after its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cpecfacts.checks.numerals import plain_digits, readings_of
from cpecfacts.checks.rule import Examined, Finding, Severity, fact_finding, rule
from cpecfacts.model.amounts import Bound


class Hedge(NamedTuple):
    """Words that hedge a number, and the bounds that they allow, the most fitting first.

    Some mean something else in a longer text ("taking it up to 13 million") and are looked for in `raw` alone.
    """

    before: str
    after: str
    bounds: tuple[Bound, ...]
    in_quotations: bool = True


_MORE = (Bound.MORE_THAN, Bound.AT_LEAST, Bound.BETWEEN)
_ABOUT = (Bound.ABOUT, Bound.BETWEEN)
_ALMOST = (Bound.ABOUT, Bound.LESS_THAN, Bound.AT_MOST, Bound.UP_TO, Bound.BETWEEN)
_MOST = (Bound.UP_TO, Bound.AT_MOST, Bound.LESS_THAN, Bound.BETWEEN)
# Each of these stands directly at the number. "As many as" is not here: with it newspapers mostly give an exact number.
HEDGES = (
    Hedge(
        r"over|more than|above|exceeding|exceeds?|exceeded|greater than|upwards? of|in excess of|surpass(?:ed|ing)|"
        r"más de|mais de|plus de|mehr als|über|più di|oltre|over|mere end|более|больше|свыше|более чем|"
        r"أكثر من|بأكثر من|لأكثر من|超过|超過|突破|逾|lebih dari|više od",
        r"\+|plus\b|سے زائد|سے زیادہ|से अधिक|से ज़्यादा|से ज्यादा|多|余|餘|以上|eden fazla|dan fazla",
        _MORE,
    ),
    Hedge(r"at least|no (?:fewer|less) than|a minimum of|al menos|mindestens|не менее|至少|کم از کم", r"or more\b", (
        Bound.AT_LEAST, Bound.MORE_THAN, Bound.BETWEEN)),
    Hedge(
        r"about|around|approximately|approx\.?|some|roughly|circa|ca\.|an estimated|alrededor de|cerca de|unos|unas|"
        r"environ|rund|etwa|circa|около|примерно|حوالي|نحو|约|約|大约|大約|sekitar|oko|تقریباً|تقریبا|करीब|लगभग",
        r"左右|کے قریب|के करीब",
        _ABOUT,
    ),
    Hedge(r"nearly|almost|close to|casi|quase|presque|fast|quasi|почти|近|将近|將近|接近|hampir|skoro", r"", _ALMOST),
    Hedge(
        r"up to|at most|no more than|not more than|a maximum of|hasta|até|jusqu'à|bis zu|до|最多",
        r"",
        _MOST,
        in_quotations=False,
    ),
    Hedge(r"less than|fewer than|under|below|menos de|moins de|weniger als|менее|不到|أقل من", r"سے کم|से कम", (
        Bound.LESS_THAN, Bound.AT_MOST, Bound.UP_TO, Bound.BETWEEN)),
)  # fmt: skip
# Between a hedge and its number: a sign or code of money.
_MONEY = r"[\s]*(?:(?:US|HK)? ?\$|USD|Rs\.?|PKR|RMB|[€£¥])?[\s]*"
_BEFORE = tuple(
    re.compile(rf"(?:^|(?<![^\W\d_])|(?<=[\u3400-\u9fff]))(?P<words>{h.before}){_MONEY}$", re.IGNORECASE)
    for h in HEDGES
)
_AFTER = tuple(re.compile(rf"\s*(?:{h.after})", re.IGNORECASE) if h.after else None for h in HEDGES)


def hedge_at(text: str, start: int, end: int, *, quoted: bool = False) -> tuple[str, tuple[Bound, ...]] | None:
    """Return the words that hedge the number from `start` to `end` and the bounds that they allow; None without any."""
    for hedge, before, after in zip(HEDGES, _BEFORE, _AFTER, strict=True):
        if quoted and not hedge.in_quotations:
            continue
        found = before.search(text[:start][-60:])
        if found is not None:
            return found["words"], hedge.bounds
        following = after.match(text, end) if after is not None else None
        if following is not None:
            return following[0].strip(), hedge.bounds
    return None


@rule(Severity.WARNING)
def bound_against_words(examined: Examined) -> Iterator[Finding]:
    """The bound of an amount is that of the words at its number: “over” is not exact.

    A hedge that is lost makes a figure more certain than its source.
    """
    for fact in examined.snapshot.facts.values():
        amount = fact.amount
        if amount is None or not amount.raw:
            continue
        told = [(amount.raw, hedge) for hedge in _hedges_of(amount.raw, amount.value)]
        quotes = [piece.quote for piece in fact.evidence if piece.quote is not None]
        told += [(quote, hedge) for quote in quotes for hedge in _hedges_of(quote, amount.value, quoted=True)]
        if told and not any(amount.bound in bounds for _, (_, bounds) in told):
            text, (words, bounds) = told[0]
            message = f"“{text}” says “{words}”, but the bound is {amount.bound.value}"
            yield fact_finding(fact.id, "amount.bound", message, f'set "bound" to "{bounds[0].value}"')


def _hedges_of(text: str, value: float, *, quoted: bool = False) -> Iterator[tuple[str, tuple[Bound, ...]]]:
    """Yield the hedges at the numbers of a text that are the value."""
    plain = plain_digits(text)
    for reading in readings_of(text):
        if float(value) in reading.values:
            hedge = hedge_at(plain, reading.start, reading.end, quoted=quoted)
            if hedge is not None:
                yield hedge
