"""A document that says something, in the words of CSL-JSON."""

from __future__ import annotations

from enum import StrEnum

from cpecfacts.model.record import Record


class SourceClass(StrEnum):
    """What sort of voice a source is."""

    OFFICIAL = "official"
    RESEARCH = "research"
    COMPANY = "company"
    ADVOCACY = "advocacy"
    REFERENCE = "reference"
    WIRE = "wire"
    MEDIA = "media"
    BLOG = "blog"


class Source(Record, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"class_": "class"}):
    """A source. `issued` is EDTF, `accessed` an ISO date, `language` an ISO 639-1 code, `type` a CSL item type."""

    type: str
    title: str | None
    publisher: str
    issued: str | None
    URL: str | None
    language: str
    class_: SourceClass
    reprint_of: str | None
    accessed: str | None
    note: str | None
