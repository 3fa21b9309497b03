"""Facts made of shipped ones: the same claim of another company, elsewhere, at another time, with another figure."""

from __future__ import annotations

import math
import random
import re
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from bench.blocks import Block, FactForm, Library, Question
from bench.companies import SEED, Companies, Company
from bench.names import PLACES
from bench.wording import Cast, shift_date
from cpecfacts.model.amounts import Amount
from cpecfacts.model.project import Project

Record = dict[str, Any]
Keyed = tuple[str, Record]

_TRIES = 6
_REUSED_SOURCES = 0.72  # of a group's documents: one for each three facts; the shipped store has one for each 1.5
_KEPT_SOURCES = 40
_QUOTED_WORDS = 8
_SYLLABLES = tuple(first + then for first in "bdghjklmnprstvz" for then in ("a", "e", "i", "o", "u", "an", "ir"))
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


class Made(NamedTuple):
    """All that a company brings into the store, each sorted by id."""

    facts: list[Keyed]
    projects: list[Keyed]
    sources: list[Keyed]


def make_copies(company: Company, companies: Companies, library: Library) -> Made:
    """Return as many facts about a company as it is to have, their projects and their sources.

    The same company of the same `companies` gets the same facts.
    """
    return _Maker(company, companies, library).make()


class _Maker:
    def __init__(self, company: Company, companies: Companies, library: Library) -> None:
        self._company, self._companies, self._library = company, companies, library
        self._rng = random.Random(f"{SEED} facts {company.id}")
        self._made = Made([], [], [])
        self._answered: dict[Question, set[int]] = {}
        self._programmes: deque[tuple[str, set[Question]]] = deque(maxlen=4)
        self._colonies: dict[str, str] = {}
        self._documents: deque[str] = deque(maxlen=_KEPT_SOURCES)
        self._size = self._rng.gauss(0, 0.7)

    def make(self) -> Made:
        facts, library, rng = self._made.facts, self._library, self._rng
        while (missing := self._company.facts - len(facts)) > 0:
            block = library.blocks[rng.randrange(len(library.blocks))]
            if len(block.forms) > missing:
                block = library.singles[rng.randrange(len(library.singles))]
            self._copy(block)
        for table in self._made:
            table.sort(key=lambda keyed: keyed[0])
        return self._made

    def _copy(self, block: Block) -> None:
        others = self._others(block)
        months = self._months(block)
        names = {key: other.name for key, other in others.items()}
        ids = {key: other.id for key, other in others.items()}
        cast = Cast(names, self._places(), months, self._figures(block))
        project = self._project(block, cast, ids, months)
        sources: dict[str, str] = {}
        for form in block.forms:
            key, fact = self._fact(form, cast, ids, project)
            fact["evidence"] = [
                {
                    "source": self._source(piece.source, cast, sources),
                    "quote": None if piece.quote is None else _first_words(piece.quote.fill(cast)),
                    "paragraph": piece.paragraph,
                    "asserted_by": None if piece.asserted_by is None else ids.get(piece.asserted_by, piece.asserted_by),
                    "stance": piece.stance,
                }
                for piece in form.pieces
            ]
            self._made.facts.append((key, fact))

    def _others(self, block: Block) -> dict[str, Company]:
        """Return who stands in for whom: the company for the group's, others by chance, nobody twice."""
        cast = {block.owner: self._company}
        taken = {self._company.id}
        for other in block.others:
            for _ in range(_TRIES):
                candidate = self._companies.pick(self._rng)
                if candidate.id not in taken:
                    cast[other] = candidate
                    taken.add(candidate.id)
                    break
        return cast

    def _months(self, block: Block) -> int:
        """Return by how many months dates move: to some for which the question has no answer yet, if there are any."""
        low, high = -(-block.earliest // block.step), block.latest // block.step
        months = (
            round(self._rng.triangular(low, high, 0)) * block.step
        )  # near the shipped dates: most are of late years
        for _ in range(_TRIES):
            if self._is_free(block, months):
                break
            months = self._rng.randint(low, high) * block.step
        return months

    def _is_free(self, block: Block, months: int) -> bool:
        if block.question is None or block.months is None:
            return True
        answered = self._answered.get(block.question, set())
        return answered.isdisjoint(range(block.months[0] + months, block.months[1] + months + 1))

    def _places(self) -> dict[str, str]:
        step = self._rng.randrange(len(PLACES))
        return {place: PLACES[(index + step) % len(PLACES)] for index, place in enumerate(PLACES)}

    def _figures(self, block: Block) -> dict[float, float]:
        """Return the new figures: one factor for all of a group, so that what met or missed another one still does.

        Money is spread as a logarithmic normal distribution about half of what the shipped store has.
        """
        factor = math.exp(self._rng.gauss(-0.7, 1.1) + self._size)
        share = self._rng.uniform(0.4, 1.1)
        if block.percentages:
            share = min(share, 100 / max(block.percentages))
        figures = {value: _rounded(value * factor, value) for value in block.figures}
        return figures | {value: _rounded(value * share, value) for value in block.percentages}

    def _project(self, block: Block, cast: Cast, ids: dict[str, str], months: int) -> str | None:
        if block.project is not None and block.title is not None and block.summary is not None:
            return self._new_project(
                _stem(block.project, block.owner),
                block.title.fill(cast),
                block.summary.fill(cast),
                [ids.get(key, key) for key in block.project.companies],
                [cast.places.get(place, place) for place in block.project.places],
            )
        question = block.question
        if question is None:
            return None
        if self._is_free(block, months) and block.months is not None:
            shape = self._library.snapshot.measures[question[0]].shape
            ever = shape in ("total", "date")
            span = range(3000 * 12) if ever else range(block.months[0] + months, block.months[1] + months + 1)
            self._answered.setdefault(question, set()).update(span)
            return None
        return self._programme(question)

    def _programme(self, question: Question) -> str:
        """Return a project of the company that has no answer to a question yet, as rival figures would be disputes."""
        for project, answered in self._programmes:
            if question not in answered:
                answered.add(question)
                return project
        place, colony = PLACES[self._rng.randrange(len(PLACES))], _colony(self._rng)
        summary = f"What {self._company.name} does in {colony} near {place}, apart from the rest of the country."
        name = f"{self._company.name} in {colony}"
        project = self._new_project("programme", name, summary, [self._company.id], [place])
        self._programmes.append((project, {question}))
        self._colonies[project] = colony
        return project

    def _new_project(self, stem: str, name: str, summary: str, companies: list[str], places: list[str]) -> str:
        key = f"{self._company.id}-{stem}-{len(self._made.projects):05}"
        record = {"name": name, "companies": companies, "summary": summary, "places": places}
        self._made.projects.append((key, record))
        return key

    def _fact(self, form: FactForm, cast: Cast, ids: dict[str, str], project: str | None) -> Keyed:
        fact = form.fact
        when = None if fact.when is None else shift_date(fact.when, cast.months)
        stem = [self._company.id, fact.measure or fact.kind.value, *_years(when), f"{len(self._made.facts):05}"]
        return "-".join(stem), {
            "company": ids.get(fact.company, fact.company),
            "parties": [ids.get(party, party) for party in fact.parties],
            "project": project,
            "kind": fact.kind.value,
            "measure": fact.measure,
            "statement": self._statement(form, cast, project),
            "amount": None if fact.amount is None else _amount(fact.amount, form, cast),
            "when": when,
            "when_means": None if fact.when_means is None else fact.when_means.value,
            "status": fact.status.value,
            "places": [cast.places.get(place, place) for place in fact.places],
            "tags": list(fact.tags),
            "evidence": [],
            "rank": fact.rank.value,
            "rank_reason": fact.rank_reason,
            "note": None if form.note is None else form.note.fill(cast),
        }

    def _statement(self, form: FactForm, cast: Cast, project: str | None) -> str:
        text = form.statement.fill(cast)
        colony = None if project is None else self._colonies.get(project)
        return text if colony is None else f"{text.removesuffix('.')}, in {colony}."

    def _source(self, shipped: str, cast: Cast, sources: dict[str, str]) -> str:
        """Return what stands in for a source in a group: one that the company has already, or a new one."""
        if shipped in sources:
            return sources[shipped]
        known = self._documents
        if known and self._rng.random() < _REUSED_SOURCES:
            for _ in range(_TRIES):
                key = known[self._rng.randrange(len(known))]
                if key not in sources.values():
                    sources[shipped] = key
                    return key
        key, record = self._new_source(shipped, cast)
        self._made.sources.append((key, record))
        known.append(key)
        sources[shipped] = key
        return key

    def _new_source(self, shipped: str, cast: Cast) -> Keyed:
        record = msgspec.to_builtins(self._library.snapshot.sources[shipped])
        del record["id"]
        issued = None if record["issued"] is None else shift_date(record["issued"], cast.months)
        number = f"{len(self._made.sources):05}"
        slug = _NOT_IN_IDS.sub("-", record["publisher"].lower()).strip("-")[:24].strip("-") or "source"
        key = "-".join([self._company.id, slug, *_years(issued), number])
        if record["URL"] is not None:
            record["URL"] = f"https://{slug}.example/{'/'.join(_years(issued))}/{key}"
        if record["title"] is not None:
            record["title"] = f"{self._company.name}: {record['title']}"
        return key, record | {"issued": issued, "reprint_of": record["reprint_of"]}


def _colony(rng: random.Random) -> str:
    """Return the name of a place that nobody has heard of: of a million facts most such words stand in a few."""
    return "".join(_SYLLABLES[rng.randrange(len(_SYLLABLES))] for _ in range(3)).capitalize() + "abad"


def _stem(project: Project, owner: str) -> str:
    return project.id.removeprefix(f"{owner}-") or "project"


def _years(when: str | None) -> Iterator[str]:
    """Yield the first year of a date, if it has one in digits."""
    match = None if when is None else re.search(r"\d{4}", when)
    if match is not None:
        yield match.group()


def _amount(amount: Amount, form: FactForm, cast: Cast) -> Record:
    record: Record = msgspec.to_builtins(amount)
    record["value"] = cast.figures.get(amount.value, amount.value)
    record["to"] = None if amount.to is None else cast.figures.get(amount.to, amount.to)
    record["raw"] = None if form.raw is None else form.raw.fill(cast)
    return record


def _rounded(value: float, model: float) -> float:
    """Return a value with as many significant digits as another one has, at least two; whole if that one is."""
    digits = len(f"{model:.12g}".replace(".", "").replace("-", "").strip("0")) if model < 1e12 else 3
    rounded = float(f"{value:.{max(digits, 2) - 1}e}")
    return max(1, round(rounded)) if model == int(model) else rounded


def _first_words(text: str) -> str:
    """Return a quotation cut off after as many words as the store takes."""
    words = text.split(" ")
    return text if len(words) <= _QUOTED_WORDS else " ".join(words[:_QUOTED_WORDS])
