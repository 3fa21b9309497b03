"""The shipped facts in groups that are copied as a whole, so that what agrees or disagrees in them goes on doing so.

A group is a project's facts; or the answers to one question about a company whose dates touch one another; or one fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from bench.names import PLACES
from bench.wording import Pattern, Reader, scale_of
from cpecfacts.model.amounts import Amount
from cpecfacts.model.dates import parse_when
from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Shape
from cpecfacts.model.organization import OrganizationType
from cpecfacts.model.project import Project
from cpecfacts.model.snapshot import Snapshot

_RECAST = (OrganizationType.COMPANY, OrganizationType.BRAND, OrganizationType.BANK)
_FIRST_MONTH, _LAST_MONTH = 1990 * 12, 2026 * 12 + 10
_FIXED_UNITS = frozenset(
    {"years", "months", "days", "hours", "minutes", "times", "rank", "points", "editions", "percent"}
)

Question = tuple[str, str | None, bool]
"""A measure, a unit and whether it is a plan: with a company or a project, what rival figures have in common."""


class PieceForm(NamedTuple):
    """A piece of evidence to be made again."""

    source: str
    quote: Pattern | None
    paragraph: int | None
    asserted_by: str | None
    stance: str


class FactForm(NamedTuple):
    """A fact to be made again."""

    fact: Fact
    statement: Pattern
    raw: Pattern | None
    note: Pattern | None
    pieces: tuple[PieceForm, ...]


class Block(NamedTuple):
    """Facts that are copied together.

    `owner` is the company that another one stands in for, `others` those that are named beside it. `question` is that
    of the company as a whole, which no other group may answer for the same months; None where there is no danger.
    `months` are the first and the last one of its dates, as they may be widened; `earliest` and `latest` bound by how
    many months it may be moved, in steps of `step`: years where a date is of a year, decades where its last digit is
    open.
    """

    owner: str
    others: tuple[str, ...]
    project: Project | None
    title: Pattern | None
    summary: Pattern | None
    question: Question | None
    months: tuple[int, int] | None
    earliest: int
    latest: int
    step: int
    forms: tuple[FactForm, ...]
    figures: tuple[float, ...]
    percentages: tuple[float, ...]


class Library(NamedTuple):
    """The shipped store, and its groups in a fixed order."""

    snapshot: Snapshot
    blocks: tuple[Block, ...]
    singles: tuple[Block, ...]
    reader: Reader


def read_blocks(snapshot: Snapshot) -> Library:
    """Return the groups of a store's facts."""
    organizations = snapshot.organizations
    names = {
        name: key
        for key in sorted(organizations)
        if organizations[key].type in _RECAST
        for name in (organizations[key].name, *organizations[key].aliases)
        if len(name) > 2
    }
    reader = Reader(names, PLACES)
    recast = frozenset(names.values())
    blocks = tuple(_block(facts, question, snapshot, reader, recast) for facts, question in _groups(snapshot))
    singles = tuple(block for block in blocks if len(block.forms) == 1 and block.project is None and not block.question)
    return Library(snapshot, blocks, singles, reader)


def _groups(snapshot: Snapshot) -> Iterator[tuple[list[Fact], Question | None]]:
    projects: dict[str, list[Fact]] = {}
    questions: dict[tuple[str, Question], list[Fact]] = {}
    for key in sorted(snapshot.facts):
        fact = snapshot.facts[key]
        if fact.project is not None:
            projects.setdefault(fact.project, []).append(fact)
        elif fact.measure is None or (fact.amount is None and snapshot.measures[fact.measure].shape is not Shape.DATE):
            yield [fact], None
        else:
            unit = None if fact.amount is None else fact.amount.unit
            questions.setdefault((fact.company, (fact.measure, unit, fact.is_plan)), []).append(fact)
    for facts in projects.values():
        yield facts, None
    for (_, question), facts in questions.items():
        whole = snapshot.measures[question[0]].shape in (Shape.TOTAL, Shape.DATE)
        for part in [facts] if whole else _touching(facts):
            yield part, question


def _touching(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """Yield facts whose dates, as widened, touch one another."""
    dated = sorted(facts, key=lambda fact: (months_of(fact.when), fact.id))
    part: list[Fact] = []
    last = 0
    for fact in dated:
        months = months_of(fact.when)
        if part and months[0] > last:
            yield part
            part, last = [], 0
        part.append(fact)
        last = max(last, months[1])
    if part:
        yield part


def months_of(when: str | None) -> tuple[int, int]:
    """Return the first and the last month that a date may mean, counted from the year 0; of an open end the limit."""
    if when is None:
        return 0, 0
    parsed = parse_when(when)
    first, last = parsed.earliest, parsed.latest
    return _FIRST_MONTH if first is None else _month(first), _LAST_MONTH if last is None else _month(last)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _block(
    facts: list[Fact], question: Question | None, snapshot: Snapshot, reader: Reader, recast: frozenset[str]
) -> Block:
    project = None if facts[0].project is None else snapshot.projects[facts[0].project]
    companies = [fact.company for fact in facts]
    owner = max(sorted(set(companies)), key=companies.count)
    named = {party for fact in facts for party in fact.companies} | set(() if project is None else project.companies)
    whens = [fact.when for fact in facts if fact.when is not None]
    spans = [months_of(when) for when in whens]
    months = (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None
    exact = all("-" in when and not any(f"-{n}" in when for n in range(21, 37) if len(when) == 7) for when in whens)
    room = _FIRST_MONTH, _LAST_MONTH
    return Block(
        owner=owner,
        others=tuple(sorted((named & recast) - {owner})),
        project=project,
        title=None if project is None else reader.pattern(project.name),
        summary=None if project is None else reader.pattern(project.summary),
        question=question,
        months=months,
        earliest=0 if months is None else min(0, room[0] - months[0]),
        latest=0 if months is None else max(0, room[1] - months[1]),
        step=120 if any("X" in when for when in whens) else 1 if exact and _all_months(whens) else 12,
        forms=tuple(_form(fact, reader) for fact in facts),
        figures=_figures(facts),
        percentages=_percentages(facts),
    )


def _all_months(whens: Iterable[str]) -> bool:
    return all(len(end.rstrip("~?%")) in (7, 10) for when in whens for end in when.split("/") if end not in ("", ".."))


def _form(fact: Fact, reader: Reader) -> FactForm:
    figures = _figures_of(fact.amount)
    return FactForm(
        fact=fact,
        statement=reader.pattern(fact.statement, figures),
        raw=None if fact.amount is None or fact.amount.raw is None else reader.pattern(fact.amount.raw, figures),
        note=None if fact.note is None else reader.pattern(fact.note, figures),
        pieces=tuple(
            PieceForm(
                source=piece.source,
                quote=None if piece.quote is None else reader.pattern(piece.quote, figures),
                paragraph=piece.paragraph,
                asserted_by=piece.asserted_by,
                stance=piece.stance.value,
            )
            for piece in fact.evidence
        ),
    )


def _figures_of(amount: Amount | None) -> tuple[float, ...]:
    return () if amount is None else tuple(value for value in (amount.value, amount.to) if value is not None)


def _figures(facts: Iterable[Fact]) -> tuple[float, ...]:
    """Return the figures of a group that may be exchanged: none of a unit of which one is not written in digits."""
    by_unit: dict[str | None, list[Fact]] = {}
    for fact in facts:
        if fact.amount is not None and fact.amount.unit not in _FIXED_UNITS:
            by_unit.setdefault(fact.amount.unit, []).append(fact)
    return tuple(
        value
        for those in by_unit.values()
        if all(_is_in_digits(fact.amount) for fact in those)
        for value in sorted({value for fact in those for value in _figures_of(fact.amount)})
    )


def _is_in_digits(amount: Amount | None) -> bool:
    if amount is None or amount.raw is None or min(_figures_of(amount)) < 10:
        return False
    numbers = amount.raw.replace("–", " ").replace("-", " ").split()
    digits = ["".join(c for c in number if c in "0123456789.,").strip(".,") for number in numbers]
    return all(any(number and _is_number(number, value) for number in digits) for value in _figures_of(amount))


def _is_number(number: str, value: float) -> bool:
    return number.count(".") < 2 and scale_of(number, (value,)) is not None


def _percentages(facts: Iterable[Fact]) -> tuple[float, ...]:
    those = [fact.amount for fact in facts if fact.amount is not None and fact.amount.unit == "percent"]
    if any(not _is_in_digits(amount) or max(_figures_of(amount)) > 100 for amount in those):
        return ()
    return tuple(sorted({value for amount in those for value in _figures_of(amount)}))
