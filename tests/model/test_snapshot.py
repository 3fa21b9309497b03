"""A whole store as a value."""

from __future__ import annotations

import pytest

from cpecfacts.model.organization import Organization, OrganizationType
from cpecfacts.model.snapshot import RECORDS, Meta, Snapshot

ZONG = Organization(
    id="zong",
    name="China Mobile Pakistan (Zong)",
    type=OrganizationType.COMPANY,
    country="PK",
    parent=None,
    sector=None,
    aliases=("Zong",),
    note=None,
)
SNAPSHOT = Snapshot(
    meta=Meta(format=1),
    organizations={"zong": ZONG},
    projects={},
    measures={},
    sources={},
    rates={},
    facts={},
)


def test_a_table_is_found_by_its_name():
    assert SNAPSHOT.table("organizations") == {"zong": ZONG}
    assert SNAPSHOT.table("facts") == {}


def test_every_field_of_a_snapshot_but_what_it_says_of_itself_is_a_table():
    assert {"meta", *RECORDS} == set(Snapshot.__struct_fields__)


def test_a_snapshot_cannot_be_changed():
    with pytest.raises(AttributeError):
        SNAPSHOT.meta.format = 2
