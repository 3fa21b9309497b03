"""Anyone a fact is about or who says something."""

from __future__ import annotations

from enum import StrEnum

from cpecfacts.model.record import Record


class OrganizationType(StrEnum):
    """What sort of organization it is."""

    COMPANY = "company"
    BRAND = "brand"
    PUBLIC_BODY = "public-body"
    COURT = "court"
    BANK = "bank"
    UNIVERSITY = "university"
    NGO = "ngo"
    MEDIA = "media"
    RESEARCH = "research"
    OTHER = "other"


class Organization(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An organization. `country` is an ISO 3166-1 alpha-2 code, `parent` the id of the owning organization."""

    name: str
    type: OrganizationType
    country: str | None
    parent: str | None
    sector: str | None
    aliases: tuple[str, ...]
    note: str | None
