"""Random records and stores for the tests of curating: of the right types, and nothing more."""

from __future__ import annotations

import types
from typing import Union, get_args, get_origin

import msgspec
import pytest
from hypothesis import strategies as st

from cpecfacts.library import Library
from cpecfacts.model.snapshot import RECORDS, Meta, Snapshot


def values_of(annotation):
    """Return a strategy of the values of an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return structs(annotation)
    if get_origin(annotation) in (Union, types.UnionType):
        return st.one_of(*(values_of(inner) for inner in get_args(annotation)))
    if get_origin(annotation) is tuple:
        return st.lists(values_of(get_args(annotation)[0]), max_size=3).map(tuple)
    if annotation is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    if annotation is int:
        return st.integers(-(2**62), 2**62)
    if annotation is str:
        return st.text(max_size=6)
    return st.from_type(annotation)


def structs(kind, **fixed):
    fields = {
        field.name: fixed.get(field.name, values_of(field.type))
        for field in msgspec.structs.fields(kind)
        if field.name != "id"
    }
    return st.builds(kind, **fields)


@st.composite
def _stores(draw):
    """A store with few ids, so that two of them have many in common."""
    tables = {}
    for name, kind in RECORDS.items():
        found = draw(st.dictionaries(st.sampled_from(["a", "b", "c-1"]), structs(kind), max_size=2))
        tables[name] = {key: msgspec.structs.replace(record, id=key) for key, record in sorted(found.items())}
    return Snapshot(meta=draw(structs(Meta)), **tables)


@pytest.fixture(scope="session")
def stores():
    return _stores()


@pytest.fixture(scope="session")
def records():
    """A strategy of records of any table, without an id."""
    return st.one_of(*(structs(kind) for kind in RECORDS.values()))


@pytest.fixture(scope="session")
def shipped():
    return Library.open().snapshot
