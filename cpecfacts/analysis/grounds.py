"""Why facts disagree, in one plain sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from itertools import groupby

from cpecfacts.analysis.claims import span_of
from cpecfacts.model.amounts import Bound
from cpecfacts.model.dates import Precision, Qualifier, parse_when
from cpecfacts.model.fact import Fact, WhenMeans, is_moment
from cpecfacts.model.measure import Shape
from cpecfacts.wording.amounts import amount_words
from cpecfacts.wording.dates import date_words

MOST_VALUES = 6  # in a sentence; the facts themselves are all there
_AGAINST, _OR = " against ", " or "


class Ground(Enum):
    """What is wrong with a set of answers."""

    MISSED = auto()  # values that should meet do not
    FALLEN = auto()  # a total is lower than before
    IMPRECISE = auto()  # they do not meet, and whether they should depends on how a date is read
    HEDGED = auto()  # two lower bounds, one far above the other


def sentence_of(ground: Ground, facts: Sequence[Fact], shape: Shape) -> str:
    """Return why the facts, the oldest first, cannot all be true, or hardly, without a final full stop."""
    plan = "as plans: " if facts[0].is_plan else ""
    return plan + _sentence(ground, facts, shape)


def _sentence(ground: Ground, facts: Sequence[Fact], shape: Shape) -> str:
    values = _values(facts)
    match ground:
        case Ground.FALLEN:
            return f"a total cannot fall: {_fall(facts)}"
        case Ground.HEDGED:
            both = "both" if len(values) == 2 else "all of them"
            return f"no contradiction in logic, but nobody means {both}: {_listed(values, ' and ')}"
        case Ground.IMPRECISE:
            return f"{_overlap(facts)}: {_listed(_dated_values(facts), _AGAINST)}"
        case Ground.MISSED if shape is Shape.DATE:
            return f"it has one date: {_listed(map(_date, facts), _OR)}"
        case Ground.MISSED if shape is Shape.ONCE:
            return f"it has one value: {_listed(values, _OR)}"
        case Ground.MISSED if len({fact.when for fact in facts}) == 1:
            both = "both" if len(facts) == 2 else "all"
            return f"{both} {_when_of(facts)}: {_listed(values, _AGAINST)}"
        case _:
            return f"at the same time: {_listed(_dated_values(facts), _AGAINST)}"


def _values(facts: Sequence[Fact]) -> list[str]:
    """Return each value once; “about US$284m” is left out beside “US$284m”, with which it does not disagree."""
    amounts = [fact.amount for fact in facts if fact.amount is not None]
    exact = {(amount.value, amount.unit) for amount in amounts if amount.bound is Bound.EXACT}
    told = [a for a in amounts if a.bound is not Bound.ABOUT or (a.value, a.unit) not in exact]
    return list(dict.fromkeys(map(amount_words, told)))


def _listed(texts: Iterable[str], last: str) -> str:
    """Join texts, `last` before the last one; of three or more, "or" is said for "against"; of many only the first.

    Where a text has a comma, an "and" or an "or" of its own, the signs between them are stronger.
    """
    known = list(dict.fromkeys(texts))
    if len(known) > 2 and last == _AGAINST:
        last = _OR
    many = len(known) > 2
    sign = ";" if many and any(", " in text or " and " in text for text in known) else ","
    if len(known) > MOST_VALUES:
        end = sign if sign == ";" else ""
        return f"{f'{sign} '.join(known[:MOST_VALUES])}{end} and {len(known) - MOST_VALUES} more"
    if sign == ";" or (last == _OR and any(_OR in text for text in known)):
        last = sign + last
    return last.join([f"{sign} ".join(known[:-1]), known[-1]] if len(known) > 1 else known)


def _date(fact: Fact) -> str:
    return "no date" if fact.when is None else date_words(fact.when, moment=is_moment(fact.when_means))


def _when_of(facts: Sequence[Fact]) -> str:
    """Return the one date of figures so that it can follow “both”: as of 2016, for 2016, dated 2016, by 2016."""
    words = _date(facts[0])
    if facts[0].when is not None and parse_when(facts[0].when).is_open:
        return words
    means = {fact.when_means for fact in facts}
    if means == {WhenMeans.AS_OF}:
        return f"as of {words}"
    return f"for {words}" if means == {WhenMeans.PERIOD} else f"dated {words}"


def _overlap(facts: Sequence[Fact]) -> str:
    """Say how the dates of figures overlap: one that includes the others, or each a part of another."""
    spans = {span_of(fact.when) for fact in facts if fact.when is not None}
    first, last = min(span.written_first for span in spans), max(span.written_last for span in spans)
    if any((span.written_first, span.written_last) == (first, last) for span in spans):
        return f"one date is imprecise and includes the other{'' if len(spans) == 2 else 's'}"
    return "their dates overlap"


def _dated_values(facts: Sequence[Fact]) -> list[str]:
    """Return every value with its date, or with all its dates: US$1.66bn in Feb 2009 and in Apr 2010."""
    dates: dict[str, list[str]] = {}
    for words, moment in [(amount_words(fact.amount), _moment(fact)) for fact in facts if fact.amount is not None]:
        dates.setdefault(words, []).append(moment)
    return [f"{value} {_listed(moments, ' and ')}" for value, moments in dates.items()]


def _fall(facts: Sequence[Fact]) -> str:
    """Return values with their dates in the order of time, equal ones that follow one another as one.

    Of many the first and the last are there, as those after a fall come last.
    """
    steps = [
        step
        for _, run in groupby(facts, key=lambda fact: fact.amount and amount_words(fact.amount))
        for step in _dated_values(list(run))
    ]
    if len(steps) > MOST_VALUES:
        steps = [*steps[: MOST_VALUES - 1], f"{len(steps) - MOST_VALUES} more", steps[-1]]
    return "; ".join(steps)


def _moment(fact: Fact) -> str:
    """Return the date of a figure as an adverb: on 29 Dec 2011, in 2011, since 2011, about 29 Dec 2011."""
    words = _date(fact)
    if fact.when is None:
        return words
    when = parse_when(fact.when)
    if when.is_open:
        return words
    if when.anchor.precision is not Precision.DAY:
        return f"in {words}"
    return words if when.anchor.qualifier is not Qualifier.NONE else f"on {words}"
