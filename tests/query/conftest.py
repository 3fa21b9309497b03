"""A small store, and the real one, for the tests of questions."""

from __future__ import annotations

import pytest

from cpecfacts import Library
from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.fact import Evidence, Fact, Kind, Rank, Stance, Status
from cpecfacts.model.measure import Measure, Shape
from cpecfacts.model.organization import Organization, OrganizationType
from cpecfacts.model.project import Project
from cpecfacts.model.snapshot import Meta, Snapshot
from cpecfacts.model.source import Source, SourceClass


def _organization(key, name, *aliases, kind=OrganizationType.COMPANY):
    return Organization(
        id=key, name=name, type=kind, country=None, parent=None, sector=None, aliases=aliases, note=None
    )


def _project(key, name):
    return Project(id=key, name=name, companies=(), summary="", places=())


def _measure(key, label):
    return Measure(id=key, label=label, shape=Shape.ONCE, meaning="", unit=None)


def _source(key, publisher, title):
    return Source(
        id=key,
        type="article-newspaper",
        title=title,
        publisher=publisher,
        issued=None,
        URL=None,
        language="en",
        class_=SourceClass.MEDIA,
        reprint_of=None,
        accessed=None,
        note=None,
    )


_ORGANIZATIONS = (
    _organization("zong", "China Mobile Pakistan (Zong)", "Zong", "Zong 4G", "CMPak", "中国移动巴基斯坦公司"),
    _organization("huawei", "Huawei Technologies", "华为"),
    _organization("paktel", "Paktel", "Instaphone twin"),
    _organization("instaphone", "Instaphone", "Instaphone twin"),
    _organization("pta", "Pakistan Telecommunication Authority", kind=OrganizationType.PUBLIC_BODY),
    _organization("rank", "Rank Ltd"),
    _organization("safe-city", "Safe City Ltd"),
)
_PROJECTS = (
    _project("paktel-purchase", "Purchase of Paktel"),
    _project("safe-city", "Safe City Islamabad"),
    _project("safe-city-lahore", "Safe City Lahore"),
)
_MEASURES = (_measure("rank", "Rank"), _measure("total-invested", "Total invested"), _measure("sites", "Cell sites"))
_SOURCES = (
    _source("dawn-2014", "Dawn", "Spectrum auction fetches $1.1bn"),
    _source("app-2014", "Associated Press of Pakistan", None),
    _source("the-news-2015", "The News", "A café in Gwadar"),
)


def _amount(value, bound=Bound.EXACT, unit="USD", to=None):
    return Amount(value=value, to=to, unit=unit, bound=bound, raw=None)


def _evidence(source, quote=None):
    return Evidence(source=source, quote=quote, paragraph=None, asserted_by=None, stance=Stance.SUPPORTS)


def _fact(*, sources=("dawn-2014",), quote=None, **changes):
    fields = {
        "id": "zong-x",
        "company": "zong",
        "parties": (),
        "project": None,
        "kind": Kind.OTHER,
        "measure": None,
        "statement": "It happened.",
        "amount": None,
        "when": None,
        "when_means": None,
        "status": Status.REPORTED,
        "places": (),
        "tags": (),
        "evidence": tuple(_evidence(source, quote) for source in sources),
        "rank": Rank.NORMAL,
        "rank_reason": None,
        "note": None,
    }
    return Fact(**(fields | changes))


def _table(records):
    return {record.id: record for record in sorted(records, key=lambda record: record.id)}


def _snapshot(*facts, organizations=_ORGANIZATIONS, projects=_PROJECTS, measures=_MEASURES, sources=_SOURCES):
    return Snapshot(
        meta=Meta(format=1),
        organizations=_table(organizations),
        projects=_table(projects),
        measures=_table(measures),
        sources=_table(sources),
        rates={},
        facts=_table(facts),
    )


@pytest.fixture(scope="session")
def make_amount():
    """Return a function that makes an amount."""
    return _amount


@pytest.fixture(scope="session")
def make_fact():
    """Return a function that makes a fact; what is not said is empty, and its one source is Dawn."""
    return _fact


@pytest.fixture(scope="session")
def make_organization():
    """Return a function that makes an organization: id, name and aliases."""
    return _organization


@pytest.fixture(scope="session")
def make_source():
    """Return a function that makes a source: id, publisher and title."""
    return _source


@pytest.fixture(scope="session")
def make_snapshot():
    """Return a function that makes a store of the given facts and a handful of other records."""
    return _snapshot


@pytest.fixture(scope="session")
def real():
    """Return the store that comes with the package, whatever store the environment names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CPECFACTS_STORE", raising=False)
        return Library.open()
