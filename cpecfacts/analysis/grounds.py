"""Why facts disagree, in one plain sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto

from cpecfacts.model.dates import Precision, parse_when
from cpecfacts.model.fact import Fact, WhenMeans, is_moment
from cpecfacts.model.measure import Shape
from cpecfacts.wording.amounts import amount_words
from cpecfacts.wording.dates import date_words

MOST_VALUES = 6  # in a sentence; the facts themselves are all there
_AGAINST = " against "


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
    dates = list(dict.fromkeys(fact.when for fact in facts))
    values = list(dict.fromkeys(amount_words(fact.amount) for fact in facts if fact.amount is not None))
    match ground:
        case Ground.FALLEN:
            return f"a total cannot fall: {'; '.join(_dated_values(facts))}"
        case Ground.HEDGED:
            return f"no contradiction in logic, but nobody means both: {_listed(values, ' and ')}"
        case Ground.IMPRECISE:
            return f"one date is imprecise and includes the other: {_listed(_dated_values(facts), _AGAINST)}"
        case Ground.MISSED if shape is Shape.DATE:
            return f"it has one date: {_listed(dict.fromkeys(map(_date, facts)), ' or ')}"
        case Ground.MISSED if shape is Shape.ONCE:
            return f"it has one value: {_listed(values, ' or ')}"
        case Ground.MISSED if len(dates) == 1:
            both = "both" if len(facts) == 2 else "all"
            return f"{both} {_when_of(facts[0])}: {_listed(values, _AGAINST)}"
        case Ground.MISSED:
            return f"at the same time: {_listed(_dated_values(facts), _AGAINST)}"


def _listed(texts: Iterable[str], last: str) -> str:
    """Join texts, `last` before the last one; of three or more, "or" is said for "against"; of many only the first."""
    known = list(dict.fromkeys(texts))
    if len(known) > 2 and last == _AGAINST:
        last = " or "
    if len(known) > MOST_VALUES:
        return f"{', '.join(known[:MOST_VALUES])} and {len(known) - MOST_VALUES} more"
    return last.join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)


def _date(fact: Fact) -> str:
    return "no date" if fact.when is None else date_words(fact.when, moment=is_moment(fact.when_means))


def _when_of(fact: Fact) -> str:
    """Return the date of a figure so that it can follow “both”."""
    words = _date(fact)
    if fact.when_means is WhenMeans.AS_OF:
        return f"as of {words}"
    return f"for {words}" if fact.when_means is WhenMeans.PERIOD else f"dated {words}"


def _dated_values(facts: Sequence[Fact]) -> list[str]:
    """Return every value with its date, or with all its dates: US$1.66bn in Feb 2009 and Apr 2010."""
    dates: dict[str, list[str]] = {}
    for fact in facts:
        if fact.amount is not None:
            dates.setdefault(amount_words(fact.amount), []).append(_moment(fact))
    return [f"{value} {_listed(moments, ' and ')}" for value, moments in dates.items()]


def _moment(fact: Fact) -> str:
    """Return the date of a figure as an adverb: on 29 Dec 2011, in 2011, since 2011."""
    words = _date(fact)
    if fact.when is None:
        return words
    when = parse_when(fact.when)
    if when.is_open:
        return words
    return f"on {words}" if not when.is_interval and when.anchor.precision is Precision.DAY else f"in {words}"
