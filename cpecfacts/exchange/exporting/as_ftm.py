"""FollowTheMoney, the entities of Aleph and OpenSanctions: one entity a line.

Companies, public bodies and others, who owns whom, projects with who takes part, facts as events, sources as articles
and the evidence as documentation between the two. https://followthemoney.tech/explorer/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, TypeAlias

from cpecfacts.exchange.exporting.excerpt import Excerpt
from cpecfacts.exchange.exporting.ftm_values import ftm_dates, ftm_language, ftm_url
from cpecfacts.model.fact import Fact, Stance, is_moment
from cpecfacts.model.organization import Organization, OrganizationType
from cpecfacts.model.project import Project
from cpecfacts.model.source import Source
from cpecfacts.wording.amounts import amount_words
from cpecfacts.wording.dates import date_words
from cpecfacts.wording.json_text import encode
from cpecfacts.wording.safety import make_visible

_SCHEMATA = {
    OrganizationType.COMPANY: "Company",
    OrganizationType.BANK: "Company",
    OrganizationType.PUBLIC_BODY: "PublicBody",
    OrganizationType.COURT: "PublicBody",
}
# The most characters that FollowTheMoney takes in a name or place, in a longer text, and in any other value.
_LENGTHS = {"name": 384, "alias": 384, "location": 250, "address": 250}
_TEXTS, _LONGEST_TEXT, _LONGEST = frozenset({"summary", "notes", "description"}), 65_000, 1024
_COUNTRY = re.compile(r"[A-Z]{2}")
Entity: TypeAlias = dict[str, Any]
_Properties: TypeAlias = Mapping[str, Iterable[str | None]]


def export_ftm(excerpt: Excerpt, out: BinaryIO) -> tuple[str, ...]:
    """Write the entities as JSON Lines; what is referred to stands before what refers to it."""
    out.writelines(encode(entity, indent=0) + b"\n" for entity in _entities(excerpt))
    return ()


def _entities(excerpt: Excerpt) -> Iterator[Entity]:
    organizations = excerpt.snapshot.organizations
    for organization in organizations.values():
        yield _organization(organization)
    for organization in organizations.values():
        if organization.parent is not None:
            yield _link_to_parent(organization)
    for project in excerpt.snapshot.projects.values():
        yield _project(project)
        yield from (_participant(project, company) for company in dict.fromkeys(project.companies))
    for source in excerpt.snapshot.sources.values():
        yield _article(source)
    for fact in excerpt.facts_to_write():
        yield _event(fact, excerpt)
        yield from _documentation(fact, excerpt)


def _entity(schema: str, key: str, properties: _Properties) -> Entity:
    """Return an entity; empty values are left out, as are those given twice, and what is too long is cut off with …."""
    kept = {name: list(dict.fromkeys(_clean(values, _most(name)))) for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _most(name: str) -> int:
    return _LENGTHS.get(name, _LONGEST_TEXT if name in _TEXTS else _LONGEST)


def _clean(values: Iterable[str | None], most: int) -> Iterator[str]:
    """Yield texts in one line with nothing in them that one cannot see; empty ones are none."""
    for value in values:
        text = make_visible(" ".join((value or "").split()))
        if text:
            yield text if len(text) <= most else f"{text[: most - 1]}…"


def _id(what: str, *keys: str) -> str:
    return "-".join(("cpecfacts", what, *keys))


def _organization(organization: Organization) -> Entity:
    country = organization.country or ""
    properties: _Properties = {
        "name": [organization.name or organization.id],
        "alias": organization.aliases,
        "country": [country.lower()] if _COUNTRY.fullmatch(country) else [],
        "sector": [organization.sector],
        "notes": [organization.note],
    }
    schema = _SCHEMATA.get(organization.type, "Organization")
    return _entity(schema, _id("organization", organization.id), properties)


def _link_to_parent(organization: Organization) -> Entity:
    """Return an ownership where the child is a company; of a public body or a brand only that it belongs there."""
    child, parent = _id("organization", organization.id), _id("organization", organization.parent or "")
    key = _id("parent", organization.id)
    if _SCHEMATA.get(organization.type) == "Company":
        return _entity("Ownership", key, {"owner": [parent], "asset": [child]})
    return _entity("UnknownLink", key, {"subject": [child], "object": [parent], "role": ["belongs to"]})


def _project(project: Project) -> Entity:
    properties: _Properties = {
        "name": [project.name or project.id],
        "summary": [project.summary],
        "address": project.places,
    }
    return _entity("Project", _id("project", project.id), properties)


def _participant(project: Project, company: str) -> Entity:
    properties: _Properties = {"project": [_id("project", project.id)], "participant": [_id("organization", company)]}
    return _entity("ProjectParticipant", _id("participant", project.id, company), properties)


def _article(source: Source) -> Entity:
    properties: _Properties = {
        "title": [source.title],
        "name": [source.title or source.publisher or source.id],
        "publisher": [source.publisher],
        "publishedAt": ftm_dates(source.issued).get("date", []),
        "retrievedAt": ftm_dates(source.accessed).get("date", []),
        "sourceUrl": [ftm_url(source.URL)],
        "language": [ftm_language(source.language)],
        "notes": [source.note, f"Reprint of: {source.reprint_of}" if source.reprint_of else None],
        "keywords": [source.class_.value],
    }
    return _entity("Article", _id("source", source.id), properties)


def _event(fact: Fact, excerpt: Excerpt) -> Entity:
    supporting = (piece.source for piece in fact.evidence if piece.stance is Stance.SUPPORTS)
    properties: _Properties = {
        "name": [fact.statement or fact.id],
        "summary": list(_details(fact, excerpt)),
        "description": [fact.statement] if len(fact.statement) > _LENGTHS["name"] else [],
        "involved": [_id("organization", company) for company in fact.companies],
        "location": fact.places,
        "keywords": [fact.kind.value, fact.status.value, *fact.tags],
        "proof": [_id("source", source) for source in supporting],
        "notes": [fact.note, f"{fact.rank.value}: {fact.rank_reason}" if fact.rank_reason else None],
        "recordId": [fact.id],
        **ftm_dates(fact.when),
    }
    return _entity("Event", _id("fact", fact.id), properties)


def _details(fact: Fact, excerpt: Excerpt) -> Iterator[str]:
    """Yield what an event has no property for, in words: measure, amount with its hedge, date, project, disputes."""
    if fact.measure is not None:
        yield f"Measure: {excerpt.snapshot.measures[fact.measure].label}"
    if fact.amount is not None:
        raw = f" (“{fact.amount.raw}”)" if fact.amount.raw else ""
        yield f"Amount: {amount_words(fact.amount)}{raw}"
    if fact.when is not None:
        means = "" if fact.when_means is None else f" ({fact.when_means.value})"
        yield f"Date: {date_words(fact.when, moment=is_moment(fact.when_means))}{means}"
    if fact.project is not None:
        yield f"Project: {excerpt.snapshot.projects[fact.project].name}"
    rivals = excerpt.trust(fact).disputes
    if rivals:
        yield f"Disputed by: {', '.join(rivals)}"


def _documentation(fact: Fact, excerpt: Excerpt) -> Iterator[Entity]:
    for position, piece in enumerate(fact.evidence, 1):
        speaker = piece.asserted_by and excerpt.snapshot.organizations[piece.asserted_by].name
        properties: _Properties = {
            "document": [_id("source", piece.source)],
            "entity": [_id("fact", fact.id)],
            "role": [piece.stance.value],
            "summary": [piece.quote],
            "description": [
                f"According to {speaker}" if speaker else None,
                None if piece.paragraph is None else f"Paragraph {piece.paragraph}",
            ],
        }
        yield _entity("Documentation", _id("evidence", fact.id, str(position)), properties)
