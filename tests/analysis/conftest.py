"""Facts and snapshots for the tests of the analysis, made field by field."""

from __future__ import annotations

import pytest

from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.fact import Evidence, Fact, Kind, Rank, Stance, Status, WhenMeans
from cpecfacts.model.measure import Measure, Shape
from cpecfacts.model.organization import Organization, OrganizationType
from cpecfacts.model.snapshot import Meta, Snapshot
from cpecfacts.model.source import Source, SourceClass

_ORGANIZATIONS = {
    "zong": OrganizationType.COMPANY,
    "huawei": OrganizationType.COMPANY,
    "alibaba": OrganizationType.COMPANY,
    "pta": OrganizationType.PUBLIC_BODY,
    "jazzcash": OrganizationType.BRAND,
}
_MEASURES = {
    "total-invested": ("Total invested", Shape.TOTAL, "money"),
    "employees": ("Employees", Shape.LEVEL, "people"),
    "first-launch": ("First launch", Shape.DATE, None),
    "academies": ("Academies", Shape.LEVEL, "academies"),
    "trainees": ("Trainees", Shape.FLOW, "people"),
}
_SOURCES = {
    "wire-1": (SourceClass.WIRE, "en"),
    "media-1": (SourceClass.MEDIA, "en"),
    "media-2": (SourceClass.MEDIA, "ur"),
    "official-1": (SourceClass.OFFICIAL, "zh"),
}


def _amount(value, unit="USD", bound="exact", to=None):
    return Amount(value=value, to=to, unit=unit, bound=Bound(bound), raw=None)


def _fact(fact_id, *, sources=("wire-1",), **changes):
    evidence = tuple(
        Evidence(source=source, quote=None, paragraph=None, asserted_by=None, stance=Stance.SUPPORTS)
        for source in sources
    )
    fields = {
        "company": "zong",
        "parties": (),
        "project": None,
        "kind": Kind.INVESTMENT,
        "measure": None,
        "statement": f"The statement of {fact_id}.",
        "amount": None,
        "when": "2020",
        "when_means": WhenMeans.AS_OF,
        "status": Status.REPORTED,
        "places": (),
        "tags": (),
        "evidence": evidence,
        "rank": Rank.NORMAL,
        "rank_reason": None,
        "note": None,
    }
    return Fact(id=fact_id, **(fields | changes))


def _snapshot(*facts):
    return Snapshot(
        meta=Meta(format=1),
        organizations={
            key: Organization(
                id=key,
                name=f"The {key}",
                type=kind,
                country="PK",
                parent=None,
                sector=None,
                aliases=(key.upper(),),
                note=None,
            )
            for key, kind in _ORGANIZATIONS.items()
        },
        projects={},
        measures={
            key: Measure(id=key, label=label, shape=shape, meaning="", unit=unit)
            for key, (label, shape, unit) in _MEASURES.items()
        },
        sources={
            key: Source(
                id=key,
                type="webpage",
                title=None,
                publisher=key,
                issued=None,
                URL=None,
                language=language,
                class_=voice,
                reprint_of=None,
                accessed=None,
                note=None,
            )
            for key, (voice, language) in _SOURCES.items()
        },
        rates={},
        facts={fact.id: fact for fact in facts},
    )


@pytest.fixture
def amount():
    """Make an amount."""
    return _amount


@pytest.fixture
def fact():
    """Make a fact of Zong in 2020 with one source, and with changes."""
    return _fact


@pytest.fixture
def snapshot():
    """Make a snapshot with some facts, five organizations, five measures and four sources."""
    return _snapshot
