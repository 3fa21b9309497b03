"""The rows of the tables of `schema.sql`, as plain values in the order of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import msgspec

from cpecfacts.exchange.exporting.excerpt import Excerpt, earliest_of, latest_of
from cpecfacts.model.amounts import Amount
from cpecfacts.model.fact import Fact

Row: TypeAlias = tuple[Any, ...]


def rows_of(table: str, excerpt: Excerpt) -> Iterator[Row]:
    """Yield the rows of a table: texts, numbers, truth values, None where there is none.

    Whole numbers may be larger than 64 bit.
    """
    return _ROWS[table](excerpt)


def number_text(value: float | None) -> str | None:
    """Return a number with every digit: a whole number without a point, any other with a point or an exponent."""
    return None if value is None else repr(value)


def _meta(excerpt: Excerpt) -> Iterator[Row]:
    for key, value in msgspec.structs.asdict(excerpt.provenance).items():
        if value is not None:
            yield key, value


def _organizations(excerpt: Excerpt) -> Iterator[Row]:
    for o in excerpt.snapshot.organizations.values():
        yield o.id, o.name, o.type.value, o.country, o.parent, o.sector, o.note


def _measures(excerpt: Excerpt) -> Iterator[Row]:
    for m in excerpt.snapshot.measures.values():
        yield m.id, m.label, m.shape.value, m.meaning, m.unit


def _projects(excerpt: Excerpt) -> Iterator[Row]:
    for project in excerpt.snapshot.projects.values():
        yield project.id, project.name, project.summary


def _sources(excerpt: Excerpt) -> Iterator[Row]:
    for s in excerpt.snapshot.sources.values():
        cited = (s.id, s.type, s.title, s.publisher, s.issued, s.URL, s.language)
        yield (*cited, s.class_.value, s.reprint_of, s.accessed, s.note)


def _rates(excerpt: Excerpt) -> Iterator[Row]:
    for rate in excerpt.snapshot.rates.values():
        yield rate.id, rate.base, rate.quote, rate.year, rate.rate, rate.source


def _facts(excerpt: Excerpt) -> Iterator[Row]:
    for fact in excerpt.facts_to_write():
        trust = excerpt.trust(fact)
        yield (
            *(fact.id, fact.company, fact.project, fact.kind.value, fact.measure, fact.statement),
            *_amount(fact.amount),
            *(fact.when, None if fact.when_means is None else fact.when_means.value),
            *(earliest_of(fact.when), latest_of(fact.when), fact.status.value),
            *(trust.sources, len(trust.origins), trust.self_reported, trust.quality, bool(trust.disputes)),
            *(fact.rank.value, fact.rank_reason, fact.note),
        )


def _amount(amount: Amount | None) -> Row:
    if amount is None:
        return (None,) * 7
    value, to = amount.value, amount.to
    return value, number_text(value), to, number_text(to), amount.unit, amount.bound.value, amount.raw


def _evidence(excerpt: Excerpt) -> Iterator[Row]:
    for fact in excerpt.facts:
        for position, e in enumerate(fact.evidence, 1):
            yield fact.id, position, e.source, e.quote, e.paragraph, e.asserted_by, e.stance.value


def _disputes(excerpt: Excerpt) -> Iterator[Row]:
    for number, d in enumerate(excerpt.disputes, 1):
        company = d.company if d.company in excerpt.snapshot.organizations else None
        yield number, d.grade.value, company, d.project, d.measure, d.why, len(d.facts)


def _dispute_facts(excerpt: Excerpt) -> Iterator[Row]:
    for number, dispute in enumerate(excerpt.disputes, 1):
        yield from ((number, fact) for fact in dispute.facts if fact in excerpt.snapshot.facts)


def _listed(records: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Row]:
    """Yield id, position and member for each member of a list."""
    for key, members in records:
        yield from ((key, position, member) for position, member in enumerate(members, 1))


def _facts_listed(members: Callable[[Fact], Iterable[str]]) -> Callable[[Excerpt], Iterator[Row]]:
    return lambda excerpt: _listed((fact.id, members(fact)) for fact in excerpt.facts)


_ROWS: dict[str, Callable[[Excerpt], Iterator[Row]]] = {
    "meta": _meta,
    "organizations": _organizations,
    "organization_aliases": lambda x: _listed((o.id, o.aliases) for o in x.snapshot.organizations.values()),
    "measures": _measures,
    "projects": _projects,
    "project_companies": lambda x: _listed((p.id, p.companies) for p in x.snapshot.projects.values()),
    "project_places": lambda x: _listed((p.id, p.places) for p in x.snapshot.projects.values()),
    "sources": _sources,
    "rates": _rates,
    "facts": _facts,
    "fact_parties": _facts_listed(lambda fact: fact.parties),
    "fact_places": _facts_listed(lambda fact: fact.places),
    "fact_tags": _facts_listed(lambda fact: fact.tags),
    "evidence": _evidence,
    "disputes": _disputes,
    "dispute_facts": _dispute_facts,
}
