"""Facts with everything that they refer to, as a store of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from cpecfacts.model.amounts import is_currency
from cpecfacts.model.dates import parse_when
from cpecfacts.model.fact import Fact
from cpecfacts.model.folding import name_key
from cpecfacts.model.organization import Organization
from cpecfacts.model.rate import Rate
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.model.source import Source


def close_over(snapshot: Snapshot, facts: Iterable[Fact]) -> Snapshot:
    """Return the least store that holds facts and answers of them what the whole store answers.

    With the facts go their projects, measures and sources, the organizations that take part in them or in their
    projects or make their claims, and the owners of these. Further the organizations that have the name of a publisher,
    as whoever publishes may be the company itself or its owner, and origins are counted by that; and the exchange rates
    of the years in which their sums of money are dated, with the sources of these. Every table is in the order of its
    ids. Disputes with facts that are not among them are not to be seen in it.
    """
    chosen = {fact.id: fact for fact in facts}
    projects = {fact.project for fact in chosen.values() if fact.project is not None}
    measures = {fact.measure for fact in chosen.values() if fact.measure is not None}
    years = _years_of_money(chosen.values())
    rates = {rate.id: rate for rate in snapshot.rates.values() if _is_of(rate, years)}
    sources = {source for fact in chosen.values() for source in fact.source_ids}
    sources.update(rate.source for rate in rates.values())
    named = set(_organizations_named_by(chosen.values()))
    named.update(company for project in projects for company in snapshot.projects[project].companies)
    named.update(_namesakes(snapshot, (snapshot.sources[source] for source in sources)))
    return msgspec.structs.replace(
        snapshot,
        organizations=_with_owners(named, snapshot),
        projects={key: snapshot.projects[key] for key in sorted(projects)},
        measures={key: snapshot.measures[key] for key in sorted(measures)},
        sources={key: snapshot.sources[key] for key in sorted(sources)},
        rates=dict(sorted(rates.items())),
        facts=dict(sorted(chosen.items())),
    )


def _organizations_named_by(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        yield from fact.companies
        yield from (piece.asserted_by for piece in fact.evidence if piece.asserted_by is not None)


def _namesakes(snapshot: Snapshot, sources: Iterable[Source]) -> Iterator[str]:
    """Yield the organizations that have the name of a publisher, or of whom it reprints; all of several."""
    keys = {name_key(name) for source in sources for name in (source.publisher, source.reprint_of) if name}
    for organization in snapshot.organizations.values():
        if any(name_key(name) in keys for name in (organization.id, organization.name, *organization.aliases)):
            yield organization.id


def _with_owners(named: Iterable[str], snapshot: Snapshot) -> dict[str, Organization]:
    found: set[str] = set()
    waiting = list(named)
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        found.add(key)
        parent = snapshot.organizations[key].parent
        if parent is not None:
            waiting.append(parent)
    return {key: snapshot.organizations[key] for key in sorted(found)}


def _years_of_money(facts: Iterable[Fact]) -> list[tuple[int, int]]:
    """Return the years from which and to which the dates of facts about money may reach; open ends reach nowhere."""
    spans: set[tuple[int, int]] = set()
    for fact in facts:
        if fact.amount is None or fact.when is None or not is_currency(fact.amount.unit.partition("/")[0]):
            continue
        when = parse_when(fact.when)
        ends = [day.year for day in (when.earliest, when.latest) if day is not None]
        spans.add((min(ends), max(ends)))
    return sorted(spans)


def _is_of(rate: Rate, years: Iterable[tuple[int, int]]) -> bool:
    return any(first <= rate.year <= last for first, last in years)
