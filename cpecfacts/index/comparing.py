"""The latest figures of companies side by side, chosen in the index from facts that are not fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cpecfacts.analysis.comparison import ComparisonRow, Latest, goes_before, rows_of_measures
from cpecfacts.analysis.figures import answers_of
from cpecfacts.index.appraising import IndexedAppraiser
from cpecfacts.index.found import Asked
from cpecfacts.index.rows import decode_fact, encode_json
from cpecfacts.model.fact import Fact, Kind
from cpecfacts.model.measure import Shape

_ONE_ANSWER = (Shape.ONCE, Shape.DATE)

# For each group of facts how many there are, and the most recent: recency and number as one text. Nineteen digits hold
# any number of the database.
_GROUPS = """
SELECT f.measure, f.company, f.project IS NULL, f.kind, count(*), max(printf('%019d%019d', f.recency, f.n))
FROM facts AS f
WHERE {condition} AND f.measure IS NOT NULL AND f.company IN {companies}
  AND (f.unit IS NOT NULL OR f."when" IS NOT NULL)
GROUP BY 1, 2, 3, 4
"""
_DIGITS = 19
_ANSWERS = """
SELECT f.company || ' ' || f.measure, (SELECT fact FROM bodies WHERE n = f.n)
FROM facts AS f INDEXED BY facts_by_company
WHERE f.company IN (SELECT value FROM json_each(:companies)) AND f.measure IN (SELECT value FROM json_each(:measures))
  AND {condition} AND (f.unit IS NOT NULL OR f."when" IS NOT NULL)
  AND f.company || ' ' || f.measure || ' ' || ifnull(f.project, '') IN (SELECT value FROM json_each(:cells))
"""
_OF_PROJECTS = """
SELECT f.company || ' ' || f.measure, count(*) FROM facts AS f INDEXED BY facts_by_project
WHERE f.project IS NOT NULL AND f.project IN (SELECT value FROM json_each(:projects)) AND {condition}
  AND (f.unit IS NOT NULL OR f."when" IS NOT NULL)
  AND f.company || ' ' || f.measure || ' ' || f.project IN (SELECT value FROM json_each(:cells))
GROUP BY 1
"""
_UNMEASURED = """
SELECT count(*) FROM facts AS f WHERE {condition} AND f.measure IS NULL AND f.company IN {companies}
"""


class _Group(NamedTuple):
    """Facts of one measure and company that are of projects, or those that are of none: how many, and the latest."""

    facts: int
    latest: str  # recency and number


class _Cell(NamedTuple):
    """The most recent fact of a company on a measure, and how many there are if it is of no project."""

    fact: Fact
    facts: int

    @property
    def key(self) -> str:
        """Company and measure as one text; ids have no spaces."""
        return f"{self.fact.company} {self.fact.measure}"

    @property
    def question(self) -> str:
        """Company, measure and project as one text."""
        return f"{self.key} {self.fact.project or ''}"


def compare_latest(companies: Sequence[str], asked: Asked, appraiser: IndexedAppraiser) -> list[ComparisonRow]:
    """Compare companies by their latest figures, as `analysis.comparison.compare_companies` of the facts found."""
    statement, names = _about(companies, _GROUPS)
    groups: dict[str, dict[str, dict[bool, _Group]]] = {}
    kinds: dict[str, dict[Kind, int]] = {}
    for measure, company, whole, kind, count, latest in asked.rows(statement, **names):
        cell = groups.setdefault(measure, {}).setdefault(company, {})
        known = cell.get(bool(whole), _Group(0, ""))
        cell[bool(whole)] = _Group(known.facts + count, max(known.latest, latest))
        counts = kinds.setdefault(measure, {})
        counts[Kind(kind)] = counts.get(Kind(kind), 0) + count
    shapes = {measure: appraiser.snapshot.measures[measure].shape for measure in groups}
    cells = [
        _chosen(cell, shapes[measure], asked, appraiser)
        for measure, by_company in groups.items()
        for cell in by_company.values()
    ]
    rows: dict[str, list[dict[str, Latest]]] = {}
    for key, latest in _latest(cells, asked, shapes).items():
        company, measure = key.split()
        rows.setdefault(measure, [{}])[0][company] = latest
    return rows_of_measures(companies, rows, kinds, appraiser)


def _chosen(groups: Mapping[bool, _Group], shape: Shape, asked: Asked, appraiser: IndexedAppraiser) -> _Cell:
    """Return the most recent fact of a company on a measure."""
    whole_first = goes_before(shape)
    whole, group = max(groups.items(), key=lambda pair: (whole_first and pair[0], pair[1].latest))
    body, derived, voices = asked.connection.execute(
        "SELECT fact, derived, voices FROM bodies WHERE n = ?", (int(group.latest[_DIGITS:]),)
    ).fetchone()
    fact = decode_fact(body)
    appraiser.keep(fact.id, derived, voices)
    return _Cell(fact, group.facts if whole else 0)


def _latest(cells: Sequence[_Cell], asked: Asked, shapes: Mapping[str, Shape]) -> dict[str, Latest]:
    """Return the latest fact of each company and measure with the others that answer its question."""
    answers: dict[str, list[Fact]] = {}
    for key, body in _of_one_answer([c for c in cells if shapes[c.fact.measure or ""] in _ONE_ANSWER], asked):
        answers.setdefault(key, []).append(decode_fact(body))
    of_projects = {c.question: c.fact.project for c in cells if c.fact.project is not None}
    numbers = {c.key: c.facts for c in cells}
    if of_projects:
        projects = sorted(set(filter(None, of_projects.values())))
        numbers.update(asked.rows(_OF_PROJECTS, cells=_json(list(of_projects)), projects=_json(projects)))
    return {
        c.key: Latest(c.fact, numbers[c.key], answers_of(answers.get(c.key, ()), shapes[c.fact.measure or ""]))
        for c in cells
    }


def _of_one_answer(cells: Sequence[_Cell], asked: Asked) -> list[tuple[str, bytes]]:
    """Return the facts that answer questions of one answer, each with its company and measure."""
    if not cells:
        return []
    return asked.rows(
        _ANSWERS,
        cells=_json([cell.question for cell in cells]),
        companies=_json(sorted({cell.fact.company for cell in cells})),
        measures=_json(sorted({cell.fact.measure or "" for cell in cells})),
    )


def _json(texts: Sequence[str]) -> str:
    return encode_json(texts).decode()


def count_unmeasured(companies: Sequence[str], asked: Asked) -> int:
    """Return how many of the facts found are about these companies and have no measure."""
    statement, names = _about(companies, _UNMEASURED)
    count: int = asked.rows(statement, **names)[0][0]
    return count


def _about(companies: Sequence[str], statement: str) -> tuple[str, dict[str, str]]:
    names = {f"company{position}": company for position, company in enumerate(companies)}
    return statement.replace("{companies}", f"({', '.join(f':{name}' for name in names)})"), names
