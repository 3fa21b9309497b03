"""What a set of facts says of each organization in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from cpecfacts.analysis.figures import Figure, latest_figure
from cpecfacts.analysis.spans import first_and_last
from cpecfacts.analysis.trust import Appraiser
from cpecfacts.model.fact import Fact
from cpecfacts.model.organization import Organization, OrganizationType

TOTAL_INVESTED = "total-invested"  # the measure of that id, if the store has it


class CompanySummary(msgspec.Struct, frozen=True, kw_only=True):
    """An organization with what the facts say of it.

    `facts` counts those it is the subject of or a party to, as `--company` finds them, and `sources` the distinct
    sources behind these. `first` and `last` are the EDTF dates at the edges of those it is the subject of, `disputes`
    counts the disputes that one of those takes part in, and `total_invested` is the most recent figure of what it has
    invested in all, or null.
    """

    id: str
    name: str
    type: OrganizationType
    parent: str | None
    country: str | None
    sector: str | None
    aliases: tuple[str, ...]
    facts: int
    sources: int
    first: str | None
    last: str | None
    disputes: int
    total_invested: Figure | None


def summarize_companies(
    facts: Iterable[Fact], appraiser: Appraiser, types: Collection[OrganizationType] | None = None
) -> list[CompanySummary]:
    """Return a summary of each organization, those with most facts first.

    Without `types`: companies that at least one fact is about. With `types`: every organization of these types that
    takes part in a fact.
    """
    snapshot = appraiser.snapshot
    by_organization: dict[str, list[Fact]] = {}
    subjects: set[str] = set()
    for fact in facts:
        subjects.add(fact.company)
        for organization in dict.fromkeys(fact.companies):
            by_organization.setdefault(organization, []).append(fact)
    if types is None:
        shown = {i for i in subjects if snapshot.organizations[i].type is OrganizationType.COMPANY}
    else:
        shown = {i for i in by_organization if snapshot.organizations[i].type in types}
    summaries = [summarize_company(i, by_organization[i], appraiser) for i in shown]
    summaries.sort(key=lambda summary: (-summary.facts, summary.id))
    return summaries


def summarize_company(organization_id: str, facts: list[Fact], appraiser: Appraiser) -> CompanySummary:
    """Summarize one organization from the facts that it takes part in."""
    own = [fact for fact in facts if fact.company == organization_id]
    return summary_of(
        appraiser.snapshot.organizations[organization_id],
        facts=len(facts),
        sources=len({source for fact in facts for source in fact.source_ids}),
        edges=first_and_last(own or facts),
        disputes=len({dispute for fact in own for dispute in appraiser.disputes_of.get(fact.id, ())}),
        total_invested=latest_figure(filter(tells_investment, own), appraiser.trust),
    )


def tells_investment(fact: Fact) -> bool:
    """Whether a fact tells what its company has invested in all."""
    return fact.measure == TOTAL_INVESTED and fact.amount is not None and not fact.is_plan and not fact.is_deprecated


def summary_of(
    organization: Organization,
    *,
    facts: int,
    sources: int,
    edges: tuple[str | None, str | None],
    disputes: int,
    total_invested: Figure | None,
) -> CompanySummary:
    """Return the summary of an organization with these numbers, first and last date and figure."""
    return CompanySummary(
        id=organization.id,
        name=organization.name,
        type=organization.type,
        parent=organization.parent,
        country=organization.country,
        sector=organization.sector,
        aliases=organization.aliases,
        facts=facts,
        sources=sources,
        first=edges[0],
        last=edges[1],
        disputes=disputes,
        total_invested=total_invested,
    )
