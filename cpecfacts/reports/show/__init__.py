"""One record in full: a fact, or the profile of an organization, project, measure or source."""

from __future__ import annotations

from cpecfacts.library import Library
from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Measure
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.record import Record
from cpecfacts.model.source import Source
from cpecfacts.reports.report import Report
from cpecfacts.reports.show.fact import show_fact
from cpecfacts.reports.show.measure import show_measure
from cpecfacts.reports.show.organization import show_organization
from cpecfacts.reports.show.project import show_project
from cpecfacts.reports.show.source import show_source


def show_report(record: Record, library: Library, currency: str | None = None) -> Report:
    """Return the report of `show` for a record of any table; amounts also in a currency."""
    match record:
        case Fact():
            return show_fact(record, library, currency)
        case Organization():
            return show_organization(record, library, currency)
        case Project():
            return show_project(record, library, currency)
        case Measure():
            return show_measure(record, library, currency)
        case Source():
            return show_source(record, library, currency)
    raise TypeError(record)
