"""What a question means: the plain definition. Anything faster has to agree with it.

A question can have a third answer besides yes and no. "Over US$100 million" may or may not be at least three
billion; an amount in rupees cannot be compared with one in dollars; a fact without a date lies neither in 2014 nor
outside. Such facts are left out, never guessed, and counted by the reason (Kleene's logic of three values).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Protocol

from cpecfacts.model.amounts import Interval, interval_of, is_currency
from cpecfacts.model.dates import parse_when
from cpecfacts.model.fact import Fact
from cpecfacts.model.folding import name_key
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.search_text import begins_a_word, has_words, search_text
from cpecfacts.query.tree import AmountRange, And, DateRange, Field, Mark, Node, Not, Or, Phrase, Term, Word

DEFAULT_CURRENCY = "USD"


class Verdict(StrEnum):
    """The answer for one fact: yes, no, or the reason why neither can be said."""

    YES = "yes"
    NO = "no"
    OTHER_UNIT = "other_unit"
    OPEN_ENDED = "open_ended"
    NO_AMOUNT = "no_amount"
    UNDATED = "undated"


def _answer(truth: bool, negated: bool) -> Verdict:
    return Verdict.YES if truth is not negated else Verdict.NO


class Marks(Protocol):
    """Tells whether a fact bears a mark, which is worked out above this layer."""

    def __call__(self, fact: Fact, mark: Mark) -> bool:
        """Whether the fact bears the mark."""


def match(node: Node, fact: Fact, snapshot: Snapshot, marks: Marks) -> Verdict:
    """Return the verdict of a resolved question on one fact."""
    return _match(node, fact, (snapshot, marks), negated=False)


def _match(node: Node, fact: Fact, store: tuple[Snapshot, Marks], *, negated: bool) -> Verdict:
    snapshot, marks = store
    match node:
        case Not(item):
            return _match(item, fact, store, negated=not negated)
        case And(items):
            verdicts = (_match(item, fact, store, negated=negated) for item in items)
            return _any(verdicts) if negated else _all(verdicts)
        case Or(items):
            verdicts = (_match(item, fact, store, negated=negated) for item in items)
            return _all(verdicts) if negated else _any(verdicts)
        case Word(text):
            return _answer(begins_a_word(text, search_text(fact, snapshot)), negated)
        case Phrase(text):
            return _answer(has_words(text, search_text(fact, snapshot)), negated)
        case Term(Field.UNIT, values) if not negated:
            return _match_unit(values, fact)
        case Term(Field.IS, values):
            return _answer(any(marks(fact, Mark(value)) for value in values), negated)
        case Term(field, values):
            return _answer(_HAS[field](fact, snapshot, values), negated)
        case DateRange():
            return _match_dates(node, fact, negated)
        case AmountRange():
            return match_amounts(node, fact, negated=negated)
    raise TypeError(node)


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's and: no, if any says no; else the first reason; else yes."""
    doubt = Verdict.YES
    for verdict in verdicts:
        if verdict is Verdict.NO:
            return Verdict.NO
        if doubt is Verdict.YES:
            doubt = verdict
    return doubt


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's or: yes, if any says yes; else the first reason; else no."""
    doubt = Verdict.NO
    for verdict in verdicts:
        if verdict is Verdict.YES:
            return Verdict.YES
        if doubt is Verdict.NO:
            doubt = verdict
    return doubt


def _match_dates(dates: DateRange, fact: Fact, negated: bool) -> Verdict:
    """Whether the span of the fact overlaps the range; open ends reach for ever."""
    if fact.when is None:
        return Verdict.UNDATED
    when = parse_when(fact.when)
    earliest, latest = when.earliest, when.latest
    since = parse_when(dates.since).earliest if dates.since else None
    until = parse_when(dates.until).latest if dates.until else None
    too_late = earliest is not None and until is not None and earliest > until
    too_early = latest is not None and since is not None and latest < since
    return _answer(not (too_late or too_early), negated)


def _match_unit(values: tuple[str, ...], fact: Fact) -> Verdict:
    """Whether the amount has one of the units; an amount in another one is counted, not dropped in silence."""
    if fact.amount is None:
        return Verdict.NO
    return Verdict.YES if fact.amount.unit in values else Verdict.OTHER_UNIT


def match_amounts(amounts: AmountRange, fact: Fact, *, negated: bool) -> Verdict:
    """Return whether the interval of the fact's amount meets the range.

    An open side ("over US$100 million") says nothing of how far it goes, so it alone meets nothing: the figure that
    the source names must lie in the range, or the whole interval.
    """
    if fact.amount is None:
        return Verdict.NO_AMOUNT
    unit = fact.amount.unit
    wanted = amounts.unit or (DEFAULT_CURRENCY if is_currency(unit) else unit)
    if unit != wanted:
        return Verdict.OTHER_UNIT
    asked, meant = amounts.interval, interval_of(fact.amount)
    if not asked.meets(meant):
        return _answer(truth=False, negated=negated)
    if asked.contains(meant) or (meant.low is not None and meant.high is not None):
        return _answer(truth=True, negated=negated)
    value = fact.amount.value
    if asked.meets(Interval(value, value)):
        return _answer(truth=True, negated=negated)
    return Verdict.OPEN_ENDED


_Holds = Callable[[Fact, Snapshot, tuple[str, ...]], bool]
_HAS: dict[Field, _Holds] = {
    Field.COMPANY: lambda fact, _, values: any(company in values for company in fact.companies),
    Field.KIND: lambda fact, _, values: fact.kind in values,
    Field.MEASURE: lambda fact, _, values: fact.measure in values,
    Field.PROJECT: lambda fact, _, values: fact.project in values,
    Field.STATUS: lambda fact, _, values: fact.status in values,
    Field.UNIT: lambda fact, _, values: fact.amount is not None and fact.amount.unit in values,
    Field.PLACE: lambda fact, _, values: any(place in values for place in fact.places),
    Field.TAG: lambda fact, _, values: any(tag in values for tag in fact.tags),
    Field.SOURCE: lambda fact, _, values: any(piece.source in values for piece in fact.evidence),
    Field.PUBLISHER: lambda fact, snapshot, values: any(
        name_key(snapshot.sources[piece.source].publisher) in map(name_key, values) for piece in fact.evidence
    ),
    Field.RANK: lambda fact, _, values: "any" in values or fact.rank in values,
    Field.ID: lambda fact, _, values: fact.id in values,
}
