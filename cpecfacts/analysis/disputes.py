"""Where sources disagree: the facts of one question that cannot all be true, or hardly.

`claims.grade_between` says of any two answers whether they disagree. Here the same is found without trying every pair:
of values that shall meet, all those that miss some other one miss the one that ends first or the one that begins last,
so that one pass finds them. A question's answers are filed by date, and only dates that overlap are laid side by side.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from cpecfacts.analysis.claims import (
    Claim,
    Grade,
    Span,
    are_far_apart,
    claim_of,
    grade_of_dates,
    has_fallen,
    lower_bound,
)
from cpecfacts.analysis.grounds import Ground, sentence_of
from cpecfacts.model.amounts import Interval
from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Measure, Shape
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.order import date_key


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Facts that answer one question and disagree.

    `facts` are two or more ids, the oldest date first; each disagrees with at least one of the others. `project` is
    null where the question is one of the company as a whole. `why` is one sentence without a final full stop.
    """

    grade: Grade
    company: str
    project: str | None
    measure: str
    label: str
    shape: Shape
    facts: tuple[str, ...]
    why: str


class Question(NamedTuple):
    """What one group of facts answers: a measure of a project or else of a company, in one unit, as plan or as fact."""

    project: str | None
    company: str | None
    measure: str
    unit: str | None
    plan: bool


def find_disputes(facts: Iterable[Fact], snapshot: Snapshot) -> tuple[Dispute, ...]:
    """Return the disputes among facts, by company, measure and project; conflicts before tensions.

    Deprecated facts take no part, and a plan is laid beside plans only. The same facts in another order give the same
    disputes. Time grows with n log n for n facts, and with the number of different dates that overlap.
    """
    disputes = [
        _dispute(question, ground, claims, snapshot)
        for question, answers in _questions(facts, snapshot.measures).items()
        if len(answers) > 1
        for ground, claims in _grounds(answers, snapshot.measures[question.measure].shape, question)
    ]
    disputes.sort(key=lambda d: (d.company, d.measure, d.project or "", d.grade, d.facts))
    return tuple(disputes)


def _questions(facts: Iterable[Fact], measures: Mapping[str, Measure]) -> dict[Question, list[Fact]]:
    questions: dict[Question, list[Fact]] = {}
    for fact in facts:
        question = question_answered(fact, measures)
        if question is not None:
            questions.setdefault(question, []).append(fact)
    return questions


def question_answered(fact: Fact, measures: Mapping[str, Measure]) -> Question | None:
    """Return the question that a fact answers beside others; None if it takes no part in disputes.

    Facts dispute only with facts that answer the same question, so that each question can be looked at alone.
    """
    if fact.measure is None or fact.is_deprecated:
        return None
    unit = None
    if measures[fact.measure].shape is not Shape.DATE:
        if fact.amount is None:
            return None
        unit = fact.amount.unit
    subject = None if fact.project is not None else fact.company
    return Question(fact.project, subject, fact.measure, unit, fact.is_plan)


def _grounds(answers: list[Fact], shape: Shape, question: Question) -> Iterator[tuple[Ground, list[Claim]]]:
    """Yield each reason for which answers disagree, with those answers."""
    in_project = question.project is not None
    claims = [claim for fact in answers if (claim := claim_of(fact, shape)) is not None]
    if len(claims) < 2:
        return
    if shape is Shape.DATE or (shape is Shape.ONCE and in_project):
        files = [_File(None, claims)]  # one value for all time: the dates do not matter
    else:
        by_span: dict[Span, list[Claim]] = {}
        for claim in claims:
            if claim.span is not None:
                by_span.setdefault(claim.span, []).append(claim)
        files = [_File(span, by_span[span]) for span in sorted(by_span)]
    conflicts, tensions, hedged = _Clusters(), _Clusters(), _Clusters()
    for index, file in enumerate(files):
        if len(file.claims) > 1:
            conflicts.join(file.misses(file))
            hedged.join(_far_apart(file.claims) if shape is not Shape.DATE else [])
        for other in _overlapping(files, index) if shape is not Shape.FLOW else ():
            grade = grade_of_dates(shape, file.span, other.span, in_project=in_project)
            if grade is not None and (rivals := file.misses(other)):
                (conflicts if grade is Grade.CONFLICT else tensions).join(rivals + other.misses(file))
    yield from ((Ground.MISSED, cluster) for cluster in conflicts)
    if shape is Shape.TOTAL:
        yield from ((Ground.FALLEN, fall) for fall in _falls(claims))
    yield from ((Ground.IMPRECISE, cluster) for cluster in tensions)
    yield from ((Ground.HEDGED, cluster) for cluster in hedged)


class _File:
    """The answers of one date, with the value that ends first and the one that begins last."""

    def __init__(self, span: Span | None, claims: list[Claim]) -> None:
        self.span = span
        self.claims = claims
        values = [claim.values for claim in claims]
        self.ends_first = min(values, key=_end_key)
        self.begins_last = max(values, key=_begin_key)

    def misses(self, other: _File) -> list[Claim]:
        """Return the answers that do not meet all those of another date (or of this one)."""
        if self.ends_first.meets(other.begins_last) and self.begins_last.meets(other.ends_first):
            return []
        return [c for c in self.claims if not (c.values.meets(other.ends_first) and c.values.meets(other.begins_last))]


def _end_key(values: Interval) -> tuple[float, bool]:
    return (float("inf"), True) if values.high is None else (values.high, values.high_closed)


def _begin_key(values: Interval) -> tuple[float, bool]:
    return (float("-inf"), False) if values.low is None else (values.low, not values.low_closed)


def _overlapping(files: list[_File], index: int) -> Iterator[_File]:
    """Yield the later ones of the files, which are sorted by date, whose dates overlap with one of them."""
    span = files[index].span
    for position in range(index + 1, len(files)):  # no slice: of a thousand dates it would copy a thousand lists
        other = files[position]
        if span is None or other.span is None or other.span.first > span.last:
            return
        yield other


def _far_apart(claims: list[Claim]) -> list[Claim]:
    """Return the lower bounds that are far from the least or the greatest one."""
    bounded = [(bound, claim) for claim in claims if (bound := lower_bound(claim)) is not None]
    if not bounded:
        return []
    least, greatest = min(bound for bound, _ in bounded), max(bound for bound, _ in bounded)
    return [claim for bound, claim in bounded if are_far_apart(least, bound) or are_far_apart(bound, greatest)]


def _falls(claims: list[Claim]) -> Iterator[list[Claim]]:
    """Yield each fall of a total: the later figure, and the earlier ones that lie wholly above it.

    An earlier figure stands in the first fall after it. A later one that lies only below figures of an earlier fall
    joins the fall of the highest of them.
    """
    dated = [claim for claim in claims if claim.span is not None]
    by_start = sorted(dated, key=lambda c: (c.span, c.fact.id))
    by_end = sorted(dated, key=lambda c: (c.span.last if c.span else 0, c.fact.id))
    falls: list[list[Claim]] = []
    fall_of: dict[str, list[Claim]] = {}
    highest: Claim | None = None
    standing: list[tuple[float, bool, str, Claim]] = []  # earlier figures that no later one lies below yet
    ended = 0
    for later in by_start:
        while ended < len(by_end) and by_end[ended].span.last < later.span.first:  # type: ignore[union-attr]
            earlier = by_end[ended]
            ended += 1
            low, is_open = _begin_key(earlier.values)
            heapq.heappush(standing, (-low, not is_open, earlier.fact.id, earlier))
            if highest is None or _begin_key(earlier.values) > _begin_key(highest.values):
                highest = earlier
        above: list[Claim] = []
        while standing and has_fallen(standing[0][3], later):
            above.append(heapq.heappop(standing)[3])
        if above:
            fall = [*above, later]
            falls.append(fall)
            fall_of.update((claim.fact.id, fall) for claim in above)
        elif highest is not None and has_fallen(highest, later):
            fall_of[highest.fact.id].append(later)
    yield from falls


class _Clusters:
    """Sets of claims that grow together where they share one."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._claims: dict[str, Claim] = {}

    def join(self, claims: list[Claim]) -> None:
        """Put claims into one set, with all sets that one of them is in."""
        if not claims:
            return
        roots = [self._root(claim.fact.id) for claim in claims]
        for root in roots:
            self._parents[root] = roots[0]
        self._claims.update((claim.fact.id, claim) for claim in claims)

    def _root(self, key: str) -> str:
        self._parents.setdefault(key, key)
        while self._parents[key] != key:
            self._parents[key] = self._parents[self._parents[key]]
            key = self._parents[key]
        return key

    def __iter__(self) -> Iterator[list[Claim]]:
        """Yield the sets."""
        sets: dict[str, list[Claim]] = {}
        for key, claim in self._claims.items():
            sets.setdefault(self._root(key), []).append(claim)
        yield from sets.values()


def _dispute(question: Question, ground: Ground, claims: list[Claim], snapshot: Snapshot) -> Dispute:
    facts = sorted((claim.fact for claim in claims), key=lambda fact: (date_key(fact) is None, date_key(fact), fact.id))
    measure = snapshot.measures[question.measure]
    return Dispute(
        grade=Grade.CONFLICT if ground in (Ground.MISSED, Ground.FALLEN) else Grade.TENSION,
        company=facts[0].company,
        project=question.project,
        measure=question.measure,
        label=measure.label,
        shape=measure.shape,
        facts=tuple(fact.id for fact in facts),
        why=sentence_of(ground, facts, measure.shape),
    )
