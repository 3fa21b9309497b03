"""Sources, and a small store with facts, made field by field."""

from __future__ import annotations

from datetime import date

import pytest

from cpecfacts.citation.citer import Citer
from cpecfacts.citation.style import Style
from cpecfacts.model.fact import Evidence, Fact, Kind, Rank, Stance, Status, WhenMeans
from cpecfacts.model.measure import Measure, Shape
from cpecfacts.model.organization import Organization, OrganizationType
from cpecfacts.model.project import Project
from cpecfacts.model.snapshot import Meta, Snapshot
from cpecfacts.model.source import Source, SourceClass


def _source(source_id="dawn-2020", **changes):
    fields = {
        "type": "article-newspaper",
        "title": "Cable cleared",
        "publisher": "Dawn",
        "issued": "2020-12-03",
        "URL": "https://dawn.example/1",
        "language": "en",
        "class_": SourceClass.MEDIA,
        "reprint_of": None,
        "accessed": "2026-11-23",
        "note": None,
    }
    return Source(id=source_id, **fields | changes)


def _piece(source, quote=None, paragraph=None, asserted_by=None, stance="supports"):
    return Evidence(source=source, quote=quote, paragraph=paragraph, asserted_by=asserted_by, stance=Stance(stance))


def _fact(fact_id, *evidence, **changes):
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
        "rank": Rank.NORMAL,
        "rank_reason": None,
        "note": None,
    }
    return Fact(id=fact_id, evidence=evidence, **fields | changes)


def _organization(key, name, *aliases):
    return Organization(
        id=key,
        name=name,
        type=OrganizationType.COMPANY,
        country=None,
        parent=None,
        sector=None,
        aliases=aliases,
        note=None,
    )


def _by_id(*records):
    return {record.id: record for record in records}


def _snapshot(**changes):
    fields = {
        "meta": Meta(format=1, title="A small store", licence=None, updated="2026-11-23"),
        "organizations": _by_id(
            _organization("zong", "China Mobile Pakistan (Zong)", "Zong", "CMPak"),
            _organization("pta", "The regulator"),
        ),
        "projects": _by_id(Project(id="cable", name="Cable", companies=("zong",), summary="A cable.", places=())),
        "measures": _by_id(Measure(id="cost", label="Cost", shape=Shape.ONCE, meaning="The cost.", unit="money")),
        "sources": _by_id(
            _source("dawn-2020"),
            _source("zong-2019", type="webpage", title=None, publisher="Zong", issued="2019~"),
            _source("app-nd", title=None, publisher="Associated Press of Pakistan", issued=None, reprint_of="Xinhua"),
        ),
        "rates": {},
        "facts": _by_id(
            _fact("cable-cost", _piece("dawn-2020", "cost Rs 38bn", 3)),
            _fact(
                "cable-start",
                _piece("zong-2019", "we began in 2019", asserted_by="zong"),
                _piece("app-nd", asserted_by="pta"),
                _piece("dawn-2020", "not before 2020", 5, stance="disputes"),
                _piece("dawn-2020", paragraph=6, asserted_by="pta", stance="disputes"),
                when="2019",
                when_means=WhenMeans.EVENT,
            ),
            _fact(
                "cable-wrong",
                _piece("dawn-2020", "cost Rs 380bn"),
                when="2020-12",
                when_means=WhenMeans.ANNOUNCED,
                rank=Rank.DEPRECATED,
                rank_reason="A zero too many.",
            ),
            _fact("cable-undated", _piece("zong-2019"), when=None, when_means=None),
        ),
    }
    return Snapshot(**fields | changes)


@pytest.fixture(scope="session")
def source_of():
    """Make a source, `dawn-2020` with changes."""
    return _source


@pytest.fixture(scope="session")
def snapshot_of():
    """Make the small store, with changes of its tables."""
    return _snapshot


@pytest.fixture(scope="session")
def citer_of():
    """Make the writer of a style for the small store, or for one with changes."""

    def make(style, **changes):
        return Citer(
            snapshot=_snapshot(**changes),
            digest="0123456789abcdef" * 4,
            style=Style(style),
            accessed=date(2026, 11, 24),
        )

    return make
