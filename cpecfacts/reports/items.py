"""The items of the JSON contract that are not records or summaries already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import UNSET, UnsetType

from cpecfacts.analysis.conversion import Conversion
from cpecfacts.analysis.disputes import Dispute
from cpecfacts.analysis.figures import Figure, figures_of
from cpecfacts.library import Library
from cpecfacts.model.dates import parse_when
from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Measure
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.source import Source
from cpecfacts.reports.streams import EncodedItems, FactsWithItems, each


class FactItem(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact with what follows from it.

    `earliest` and `latest` are ISO dates, null where the date is open or missing; `sources` counts the distinct sources
    that support it, `against` those that only speak against it, `origins` the independent voices behind the former.
    `self_reported` tells that the only voice is the company itself; `quality` grades the sources from 1 to 5;
    `disputes` are the ids of facts that disagree with this one. `converted` is there where another
    currency was asked for.
    """

    earliest: str | None
    latest: str | None
    sources: int
    against: int
    origins: int
    self_reported: bool
    quality: int
    disputes: tuple[str, ...]
    converted: Conversion | UnsetType = UNSET


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


class DisputeItem(Dispute, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dispute with the figure of each of its facts, in the order of `facts`; their answers are those in dispute."""

    figures: tuple[Figure, ...]


class FactCard(msgspec.Struct, frozen=True, kw_only=True, tag_field="record", tag="fact"):
    """One fact, who stands behind it, its disputes, its sources in full and its kin in date order.

    `voices` are the names of the independent voices; `kin` are other facts that answer the same question, rivals too.
    """

    fact: FactItem
    voices: tuple[str, ...]
    disputes: tuple[DisputeItem, ...]
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


def fact_item(fact: Fact, library: Library, currency: str | None = None) -> FactItem:
    """Return the item of a fact, its amount converted if a currency is given."""
    trust = library.trust(fact)
    earliest = latest = None
    if fact.when is not None:
        when = parse_when(fact.when)
        earliest = when.earliest.isoformat() if when.earliest else None
        latest = when.latest.isoformat() if when.latest else None
    return FactItem(
        **msgspec.structs.asdict(fact),
        earliest=earliest,
        latest=latest,
        sources=trust.sources,
        against=trust.against,
        origins=len(trust.origins),
        self_reported=trust.self_reported,
        quality=trust.quality,
        disputes=trust.disputes,
        converted=UNSET if currency is None else library.convert(fact, currency),
    )


def fact_items(facts: Iterable[Fact], library: Library, currency: str | None = None) -> tuple[FactItem, ...]:
    """Return the items of facts, their amounts converted if a currency is given."""
    return tuple(fact_item(fact, library, currency) for fact in facts)


def fact_stream(facts: Sequence[Fact], library: Library, currency: str | None = None) -> Sequence[FactItem]:
    """Return the items of facts, of many each made when it is its turn; their JSON may stand ready beside the facts."""

    def make(fact: Fact) -> FactItem:
        return fact_item(fact, library, currency)

    if currency is None and isinstance(facts, FactsWithItems):
        return EncodedItems(facts, make, facts.encoded_items)
    return each(make, facts)


def dispute_item(dispute: Dispute, library: Library) -> DisputeItem:
    """Return the item of a dispute."""
    facts = [library.snapshot.facts[fact] for fact in dispute.facts]
    return DisputeItem(
        **msgspec.structs.asdict(dispute),
        figures=figures_of(facts, library.trust, dispute.shape),
    )
