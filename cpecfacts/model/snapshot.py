"""All records of a store, as they were when it was read."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Measure
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.rate import Rate
from cpecfacts.model.record import Record
from cpecfacts.model.source import Source

RECORDS: dict[str, type[Record]] = {
    "organizations": Organization,
    "projects": Project,
    "measures": Measure,
    "sources": Source,
    "rates": Rate,
    "facts": Fact,
}
"""The tables of a store and the type of their records."""


class Meta(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the store says of itself. `format` is the number of the store format, `updated` an ISO date."""

    format: int
    title: str | None = None
    licence: str | None = None
    updated: str | None = None


class Snapshot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole store: every table is a mapping from id to record, in the order of the ids."""

    meta: Meta
    organizations: Mapping[str, Organization]
    projects: Mapping[str, Project]
    measures: Mapping[str, Measure]
    sources: Mapping[str, Source]
    rates: Mapping[str, Rate]
    facts: Mapping[str, Fact]

    def table(self, name: str) -> Mapping[str, Record]:
        """Return a table of records by its name, one of `RECORDS`."""
        records: Mapping[str, Record] = getattr(self, name)
        return records
