"""Companies side by side: a row a measure, and whether its figures can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from cpecfacts.analysis.figures import Figure, answers_of, figure_among, recency
from cpecfacts.analysis.trust import Appraiser
from cpecfacts.model.dates import parse_when
from cpecfacts.model.fact import Fact, Kind, Status
from cpecfacts.model.measure import Shape


class ComparisonRow(msgspec.Struct, frozen=True, kw_only=True):
    """A measure with the figure of each company, or null.

    `kind` is that of most of its facts. `comparable` is false when fewer than two have a figure or the figures do not
    compare; `why_not` then says why.
    """

    measure: str
    label: str
    kind: Kind
    shape: Shape
    unit: str | None
    values: dict[str, Figure | None]
    comparable: bool
    why_not: str | None


class Latest(NamedTuple):
    """The most recent fact of a company on a measure, and how many facts of the same project it is one of.

    `answers` are the ids of those that differ where the question has only one answer (`figures.answers_of`).
    """

    fact: Fact
    figures: int
    answers: tuple[str, ...]


def compare_companies(
    companies: Sequence[str], facts: Iterable[Fact], appraiser: Appraiser, *, all_figures: bool = False
) -> list[ComparisonRow]:
    """Compare companies by the facts that they are the subject of.

    The figure of a company is its most recent one; of a level or total, one of the company as a whole first. With
    `all_figures` a measure has a row for each date, the latest first, and rival figures of one company and date follow
    one another.
    """
    measures = appraiser.snapshot.measures
    by_measure: dict[str, dict[str, list[Fact]]] = {}
    kinds: dict[str, Counter[Kind]] = {}
    for fact in facts:
        if fact.measure is None or fact.company not in companies:
            continue
        if fact.amount is None and fact.when is None:
            continue
        by_measure.setdefault(fact.measure, {}).setdefault(fact.company, []).append(fact)
        kinds.setdefault(fact.measure, Counter())[fact.kind] += 1
    rows: dict[str, list[dict[str, Latest]]] = {}
    for measure, cells in by_measure.items():
        shape = measures[measure].shape
        chosen = _rows_by_date(cells) if all_figures else [_latest_row(cells, shape)]
        rows[measure] = [{c: _among(fact, cells[c], shape) for c, fact in row.items()} for row in chosen]
    return rows_of_measures(companies, rows, kinds, appraiser)


def rows_of_measures(
    companies: Sequence[str],
    rows: Mapping[str, Sequence[Mapping[str, Latest]]],
    kinds: Mapping[str, Mapping[Kind, int]],
    appraiser: Appraiser,
) -> list[ComparisonRow]:
    """Return the rows of each measure in their order, given the figures of each company and the kinds of its facts."""
    order = list(Kind)
    kind_of = {m: min(count, key=lambda kind: (-count[kind], order.index(kind))) for m, count in kinds.items()}
    measures = appraiser.snapshot.measures
    return [
        _row(measure, kind_of[measure], row, companies, appraiser)
        for measure in sorted(rows, key=lambda m: (order.index(kind_of[m]), measures[m].label, m))
        for row in rows[measure]
    ]


def goes_before(shape: Shape) -> bool:
    """Whether a figure of the company as a whole goes before any of a project, which is only a part of it.

    Of a level or total: the staff of one centre is not the company's. What happens in a period or once is no part of
    anything.
    """
    return shape in (Shape.LEVEL, Shape.TOTAL)


def _latest_row(cells: dict[str, list[Fact]], shape: Shape) -> dict[str, Fact]:
    """Most recent fact of each company."""
    whole_first = goes_before(shape)
    return {
        company: max(facts, key=lambda fact: (whole_first and fact.project is None, *recency(fact)))
        for company, facts in cells.items()
    }


def _among(fact: Fact, facts: list[Fact], shape: Shape) -> Latest:
    """Return a fact among those of its company and measure, which may be of several projects."""
    answers = [other for other in facts if other.project == fact.project]
    return Latest(fact, len(answers), answers_of(answers, shape))


def _rows_by_date(cells: dict[str, list[Fact]]) -> list[dict[str, Fact]]:
    """One row for each date that some figure has; more where a company has rival figures of one date."""
    by_date: dict[str | None, dict[str, list[Fact]]] = {}
    for company, facts in cells.items():
        for fact in sorted(facts, key=recency, reverse=True):
            by_date.setdefault(fact.when, {}).setdefault(company, []).append(fact)
    newest = sorted(by_date.values(), key=lambda row: max(recency(f[0]) for f in row.values()), reverse=True)
    rows: list[dict[str, Fact]] = []
    for row in newest:
        most = max(len(facts) for facts in row.values())
        rows += [{company: f[index] for company, f in row.items() if index < len(f)} for index in range(most)]
    return rows


def _row(
    measure: str, kind: Kind, row: Mapping[str, Latest], companies: Sequence[str], appraiser: Appraiser
) -> ComparisonRow:
    """Build one row."""
    record = appraiser.snapshot.measures[measure]
    why_not = reason_against([row[company].fact for company in companies if company in row])
    return ComparisonRow(
        measure=measure,
        label=record.label,
        kind=kind,
        shape=record.shape,
        unit=record.unit,
        values={c: _figure(row[c], appraiser) if c in row else None for c in companies},
        comparable=why_not is None,
        why_not=why_not,
    )


def _figure(latest: Latest, appraiser: Appraiser) -> Figure:
    return figure_among(latest.fact, appraiser.trust(latest.fact), latest.figures, latest.answers)


def reason_against(facts: Sequence[Fact]) -> str | None:
    """Say why the figures of these facts should not be set side by side; None when they may.

    Different units, a figure against a date, different projects, a whole company against one project, a plan against a
    fact, dates that lie more than a year apart or a figure whose date is not known; how far dates lie apart does not
    matter where they are the answer.
    """
    if len(facts) < 2:
        return "only one company has a figure"
    reasons: list[str] = []
    units = list(dict.fromkeys(fact.amount.unit for fact in facts if fact.amount is not None))
    if len(units) > 1:
        reasons.append(f"different units: {', '.join(units)}")
    if units and any(fact.amount is None for fact in facts):
        reasons.append("a figure against a date")
    projects = {fact.project for fact in facts}
    if len(projects) > 1:
        reasons.append("a whole company against one project" if None in projects else "different projects")
    if len({fact.is_plan for fact in facts}) > 1:
        announced = any(fact.status is Status.ANNOUNCED for fact in facts)
        reasons.append(f"a plan against {'an announcement' if announced else 'a fact'}")
    if units:
        reasons.extend(_reason_of_dates(facts))
    return "; ".join(reasons) or None


def _reason_of_dates(facts: Sequence[Fact]) -> list[str]:
    """Say how far apart the dates surely are, however the imprecise ones are read; an open end may reach any other."""
    if any(fact.when is None for fact in facts):
        return ["the date of a figure is not known"]
    whens = [parse_when(fact.when) for fact in facts if fact.when is not None]
    earlier = min(when.latest or date.max for when in whens)
    later = max(when.earliest or date.min for when in whens)
    if later <= _a_year_after(earlier):
        return []
    years = (later - earlier).days / 365.2425
    return [f"dates are {years:.0f} years apart" if years >= 1.5 else "dates are more than a year apart"]


def _a_year_after(day: date) -> date:
    """Return the same day of the next year; of 29 February 1 March."""
    if day.year == date.max.year:
        return date.max
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
