"""Facts and snapshots for the tests of the analysis, made field by field."""

from __future__ import annotations

import pytest

from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.fact import Evidence, Fact, Kind, Rank, Stance, Status, WhenMeans
from cpecfacts.model.measure import Measure, Shape
from cpecfacts.model.organization import Organization, OrganizationType
from cpecfacts.model.project import Project
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
    "price": ("Price", Shape.ONCE, "money"),
    "fines": ("Fines", Shape.EACH, "money"),
}
_SOURCES = {
    "wire-1": (SourceClass.WIRE, "en"),
    "media-1": (SourceClass.MEDIA, "en"),
    "media-2": (SourceClass.MEDIA, "ur"),
    "official-1": (SourceClass.OFFICIAL, "zh"),
}


def _amount(value, unit="USD", bound="exact", to=None):
    return Amount(value=value, to=to, unit=unit, bound=Bound(bound), raw=None)


def _piece(source, asserted_by=None, stance="supports"):
    return Evidence(source=source, quote=None, paragraph=None, asserted_by=asserted_by, stance=Stance(stance))


def _fact(fact_id, *, sources=("wire-1",), **changes):
    evidence = tuple(_piece(source) for source in sources)
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


def _organization(key, kind=OrganizationType.COMPANY, parent=None, aliases=None):
    return Organization(
        id=key,
        name=f"The {key}",
        type=OrganizationType(kind),
        country="PK",
        parent=parent,
        sector=None,
        aliases=(key.upper(),) if aliases is None else aliases,
        note=None,
    )


def _source(key, class_=SourceClass.MEDIA, publisher=None, reprint_of=None, language="en"):
    return Source(
        id=key,
        type="webpage",
        title=None,
        publisher=publisher or key,
        issued=None,
        URL=None,
        language=language,
        class_=SourceClass(class_),
        reprint_of=reprint_of,
        accessed=None,
        note=None,
    )


def _table(*records):
    return {record.id: record for record in records}


def _snapshot(*facts, organizations=(), sources=(), projects=("deal", "plant")):
    return Snapshot(
        meta=Meta(format=1),
        organizations=_table(*(_organization(key, kind) for key, kind in _ORGANIZATIONS.items()), *organizations),
        projects=_table(*(Project(id=key, name=f"The {key}", companies=(), summary="", places=()) for key in projects)),
        measures={
            key: Measure(id=key, label=label, shape=shape, meaning="", unit=unit)
            for key, (label, shape, unit) in _MEASURES.items()
        },
        sources=_table(*(_source(key, voice, language=lang) for key, (voice, lang) in _SOURCES.items()), *sources),
        rates={},
        facts={fact.id: fact for fact in facts},
    )


@pytest.fixture(scope="session")
def amount():
    """Make an amount."""
    return _amount


@pytest.fixture(scope="session")
def fact():
    """Make a fact of Zong in 2020 with one source, and with changes."""
    return _fact


@pytest.fixture(scope="session")
def snapshot():
    """Make a snapshot with some facts, five organizations, seven measures, two projects, four sources, and more."""
    return _snapshot


@pytest.fixture(scope="session")
def piece():
    """Make a piece of evidence."""
    return _piece


@pytest.fixture(scope="session")
def organization():
    """Make an organization, a company that nobody owns and whose alias is its id in capitals."""
    return _organization


@pytest.fixture(scope="session")
def source():
    """Make a source, of the class media and with its id as publisher."""
    return _source
