"""The items of the JSON contract that are not records or summaries already."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cpecfacts.analysis.figures import Figure
from cpecfacts.model.dates import parse_when
from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Measure
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.source import Source


class FactItem(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact with what follows from it.

    `earliest` and `latest` are ISO dates, null where the date is open or missing; `sources` counts distinct sources.
    """

    earliest: str | None
    latest: str | None
    sources: int


class SourceItem(Source, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"class_": "class"}):
    """A source in CSL-JSON's words, with the number of facts found that it is evidence for."""

    facts: int


class ProjectItem(Project, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A project with the numbers of facts found about it and of their sources, and the dates at their edges."""

    facts: int
    sources: int
    first: str | None
    last: str | None


class MeasureItem(Measure, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measure with the number of facts found that have it, and the companies that these are about."""

    facts: int
    companies: tuple[str, ...]


class FactCard(msgspec.Struct, frozen=True, kw_only=True, tag_field="record", tag="fact"):
    """One fact, its sources in full and its kin (other facts that answer the same question) in date order."""

    fact: FactItem
    sources: tuple[SourceItem, ...]
    kin: tuple[FactItem, ...]


class OrganizationCard(msgspec.Struct, frozen=True, kw_only=True, tag_field="record", tag="organization"):
    """One organization: its record, subsidiaries, the latest figure of each question, and its facts."""

    organization: Organization
    subsidiaries: tuple[str, ...]
    sources: int
    first: str | None
    last: str | None
    figures: tuple[Figure, ...]
    facts: tuple[FactItem, ...]


class ProjectCard(msgspec.Struct, frozen=True, kw_only=True, tag_field="record", tag="project"):
    """One project and its facts in date order."""

    project: ProjectItem
    facts: tuple[FactItem, ...]


class MeasureCard(msgspec.Struct, frozen=True, kw_only=True, tag_field="record", tag="measure"):
    """One measure and its facts in date order."""

    measure: MeasureItem
    facts: tuple[FactItem, ...]


class SourceCard(msgspec.Struct, frozen=True, kw_only=True, tag_field="record", tag="source"):
    """One source and the facts that it is evidence for."""

    source: SourceItem
    facts: tuple[FactItem, ...]


def fact_item(fact: Fact) -> FactItem:
    """Return the item of a fact."""
    earliest = latest = None
    if fact.when is not None:
        when = parse_when(fact.when)
        earliest = when.earliest.isoformat() if when.earliest else None
        latest = when.latest.isoformat() if when.latest else None
    return FactItem(**msgspec.structs.asdict(fact), earliest=earliest, latest=latest, sources=len(fact.source_ids))


def fact_items(facts: Iterable[Fact]) -> tuple[FactItem, ...]:
    """Return the items of facts."""
    return tuple(fact_item(fact) for fact in facts)
