"""A deal, programme or asset that several facts are about."""

from __future__ import annotations

from cpecfacts.model.record import Record


class Project(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A project. `companies` are ids of organizations."""

    name: str
    companies: tuple[str, ...]
    summary: str
    places: tuple[str, ...]
