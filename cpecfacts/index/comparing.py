"""The latest figures of companies side by side, chosen in the index from facts that are not fetched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from cpecfacts.analysis.comparison import ComparisonRow, Latest, goes_before, rows_of_measures
from cpecfacts.analysis.figures import answers_of
from cpecfacts.index.appraising import IndexedAppraiser
from cpecfacts.index.found import Asked
from cpecfacts.index.rows import encode_json
from cpecfacts.model.fact import Fact, Kind
from cpecfacts.model.measure import Shape

_decode_fact = msgspec.json.Decoder(Fact).decode

# For each group of facts how many there are, and the most recent: recency and number as one text. Nineteen digits hold
# any number of the database.
_GROUPS = """
SELECT f.measure, f.company, f.project, f.kind, count(*), max(printf('%019d%019d', f.recency, f.n))
FROM facts AS f
WHERE {condition} AND f.measure IS NOT NULL AND f.company IN {companies}
  AND (f.unit IS NOT NULL OR f."when" IS NOT NULL)
GROUP BY 1, 2, 3, 4
"""
_DIGITS = 19
_ANSWERS = """
SELECT f.company || ' ' || f.measure AS cell, (SELECT fact FROM bodies WHERE n = f.n) FROM facts AS f
WHERE {condition} AND (f.unit IS NOT NULL OR f."when" IS NOT NULL)
  AND f.company || ' ' || f.measure || ' ' || ifnull(f.project, '') IN (SELECT value FROM json_each(:cells))
"""
_UNMEASURED = """
SELECT count(*) FROM facts AS f WHERE {condition} AND f.measure IS NULL AND f.company IN {companies}
"""


class _Group(NamedTuple):
    """Facts of one measure, company and project."""

    project: str | None
    facts: int
    latest: str  # recency and number


def compare_latest(companies: Sequence[str], asked: Asked, appraiser: IndexedAppraiser) -> list[ComparisonRow]:
    """Compare companies by their latest figures, as `analysis.comparison.compare_companies` of the facts found."""
    statement, names = _about(companies, _GROUPS)
    cells: dict[str, dict[str, dict[str | None, _Group]]] = {}
    kinds: dict[str, dict[Kind, int]] = {}
    for measure, company, project, kind, count, latest in asked.rows(statement, **names):
        groups = cells.setdefault(measure, {}).setdefault(company, {})
        known = groups.get(project)
        groups[project] = (
            _Group(project, count, latest)
            if known is None
            else _Group(project, known.facts + count, max(known.latest, latest))
        )
        counts = kinds.setdefault(measure, {})
        counts[Kind(kind)] = counts.get(Kind(kind), 0) + count
    chosen: dict[str, dict[str, _Group]] = {}
    several: list[str] = []  # cells whose question has one answer and several facts
    for measure, by_company in cells.items():
        shape = appraiser.snapshot.measures[measure].shape
        whole_first = goes_before(shape)
        for company, groups in by_company.items():
            group = max(groups.values(), key=lambda g: (whole_first and g.project is None, g.latest))
            chosen.setdefault(measure, {})[company] = group
            if shape in (Shape.ONCE, Shape.DATE) and group.facts > 1:
                several.append(f"{company} {measure} {group.project or ''}")
    answers: dict[str, list[Fact]] = {}
    for cell, body in asked.rows(_ANSWERS, cells=encode_json(several).decode()) if several else ():
        answers.setdefault(cell, []).append(_decode_fact(body))
    rows: dict[str, list[dict[str, Latest]]] = {}
    for measure, row in chosen.items():
        shape = appraiser.snapshot.measures[measure].shape
        rows[measure] = [
            {
                company: Latest(
                    _fetch(group, asked, appraiser),
                    group.facts,
                    answers_of(answers.get(f"{company} {measure}", ()), shape),
                )
                for company, group in row.items()
            }
        ]
    return rows_of_measures(companies, rows, kinds, appraiser)


def count_unmeasured(companies: Sequence[str], asked: Asked) -> int:
    """Return how many of the facts found are about these companies and have no measure."""
    statement, names = _about(companies, _UNMEASURED)
    count: int = asked.rows(statement, **names)[0][0]
    return count


def _about(companies: Sequence[str], statement: str) -> tuple[str, dict[str, str]]:
    names = {f"company{position}": company for position, company in enumerate(companies)}
    return statement.replace("{companies}", f"({', '.join(f':{name}' for name in names)})"), names


def _fetch(group: _Group, asked: Asked, appraiser: IndexedAppraiser) -> Fact:
    """Return the most recent fact of a group."""
    body, derived, voices = asked.connection.execute(
        "SELECT fact, derived, voices FROM bodies WHERE n = ?", (int(group.latest[_DIGITS:]),)
    ).fetchone()
    fact = _decode_fact(body)
    appraiser.keep(fact.id, derived, voices)
    return fact
