"""Records that nothing refers to."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cpecfacts.checks.rule import Examined, Finding, Severity, rule


@rule(Severity.WARNING)
def unused_organization(examined: Examined) -> Iterator[Finding]:
    """An organization is subject, party, parent or source of a claim, or belongs to a project.

    A name that answers no question is often a double of another, or what is left of a removed fact.
    """
    snapshot = examined.snapshot
    used = {name for fact in snapshot.facts.values() for name in fact.companies}
    used |= {piece.asserted_by or "" for fact in snapshot.facts.values() for piece in fact.evidence}
    used |= {company for project in snapshot.projects.values() for company in project.companies}
    used |= {organization.parent or "" for organization in snapshot.organizations.values()}
    return _unused(examined, "organizations", used)


@rule(Severity.WARNING)
def unused_project(examined: Examined) -> Iterator[Finding]:
    """A project has a fact.

    A project without facts shows readers an empty page.
    """
    return _unused(examined, "projects", {fact.project or "" for fact in examined.snapshot.facts.values()})


@rule(Severity.WARNING)
def unused_measure(examined: Examined) -> Iterator[Finding]:
    """A measure has a fact.

    Of two measures for one question facts are never compared; an unused one is often the second.
    """
    return _unused(examined, "measures", {fact.measure or "" for fact in examined.snapshot.facts.values()})


@rule(Severity.WARNING)
def unused_source(examined: Examined) -> Iterator[Finding]:
    """A source is evidence for a fact or a rate.

    A document that carries nothing was forgotten, or its facts were.
    """
    snapshot = examined.snapshot
    used = {source for fact in snapshot.facts.values() for source in fact.source_ids}
    used |= {rate.source for rate in snapshot.rates.values()}
    return _unused(examined, "sources", used)


def _unused(examined: Examined, table: str, used: Collection[str]) -> Iterator[Finding]:
    for identifier in examined.snapshot.table(table):
        if identifier not in used and identifier not in examined.mentioned:
            message = f"nothing in the store refers to the {table.removesuffix('s')} “{identifier}”"
            yield Finding(table=table, id=identifier, message=message, mend="remove the record, or use it in a fact")
