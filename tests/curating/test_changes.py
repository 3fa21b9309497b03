"""Change sets between stores."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.curating.changes import (
    Change,
    FieldChange,
    RecordChange,
    apply_changes,
    compare_snapshots,
    drop_record,
    put_record,
)
from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.store.layout import canonical_bytes

FACT = "zong-total-invested-over-3bn-2024"


@given(st.data())
def test_what_differs_between_two_stores_makes_of_the_one_the_other(stores, data):
    old, new = data.draw(stores), data.draw(stores)
    changes = compare_snapshots(old, new)
    made = apply_changes(old, changes)
    assert made == new
    assert canonical_bytes(made) == canonical_bytes(new)
    assert [list(made.table(name)) for name in ("facts", "sources")] == [list(new.facts), list(new.sources)]


@given(st.data())
def test_a_store_does_not_differ_from_itself(stores, data):
    store = data.draw(stores)
    copy = msgspec.convert(msgspec.to_builtins(store), Snapshot, strict=False)
    assert compare_snapshots(store, store) == ()
    assert compare_snapshots(store, copy) == ()


@given(st.data())
def test_the_way_back_is_the_way_there_turned_round(stores, data):
    old, new = data.draw(stores), data.draw(stores)
    there = compare_snapshots(old, new)
    back = compare_snapshots(new, old)
    assert [(c.table, c.id, c.old, c.new) for c in there] == [(c.table, c.id, c.new, c.old) for c in back]


@given(st.data())
def test_a_change_has_a_field_that_differs_and_no_field_that_does_not(stores, data):
    old, new = data.draw(stores), data.draw(stores)
    for change in compare_snapshots(old, new):
        if change.change is Change.CHANGED:
            assert change.fields
        for field in change.fields:
            assert msgspec.json.encode(field.old) != msgspec.json.encode(field.new)
        paths = [field.path for field in change.fields]
        assert len(paths) == len(set(paths))


@given(st.data(), st.sampled_from(["a", "b", "z"]))
def test_a_record_dropped_is_gone_and_nothing_else(stores, data, key):
    store = data.draw(stores)
    without = drop_record(store, "facts", key)
    assert [(c.table, c.id, c.new) for c in compare_snapshots(store, without)] == [
        ("facts", key, None) for _ in range(key in store.facts)
    ]


def fact_changed(shipped, **more):
    """Return the fields of a fact that differ once it has other values."""
    changed = msgspec.structs.replace(shipped.facts[FACT], **more)
    (change,) = compare_snapshots(shipped, put_record(shipped, "facts", changed))
    assert (change.change, change.table, change.id) == (Change.CHANGED, "facts", FACT)
    return [(field.path, field.old, field.new) for field in change.fields]


def test_fields_are_told_apart_by_their_paths(shipped):
    amount = msgspec.structs.replace(shipped.facts[FACT].amount, value=3_100_000_000, raw="$3.1 billion")
    assert fact_changed(shipped, amount=amount, note="Seen again.") == [
        ("amount.value", 3_000_000_000, 3_100_000_000),
        ("amount.raw", "over $3 billion", "$3.1 billion"),
        ("note", None, "Seen again."),
    ]


def test_a_number_that_becomes_a_fraction_is_another_number(shipped):
    amount = msgspec.structs.replace(shipped.facts[FACT].amount, value=3_000_000_000.0)
    assert [path for path, _, _ in fact_changed(shipped, amount=amount)] == ["amount.value"]


def test_an_amount_taken_away_is_told_field_by_field(shipped):
    assert fact_changed(shipped, amount=None) == [
        ("amount.value", 3_000_000_000, None),
        ("amount.unit", "USD", None),
        ("amount.bound", "more-than", None),
        ("amount.raw", "over $3 billion", None),
    ]


def test_of_words_the_whole_list_is_told(shipped):
    assert fact_changed(shipped, tags=("4g", "5g")) == [("tags", [], ["4g", "5g"])]


def test_evidence_put_first_leaves_the_evidence_below_as_it_was(shipped):
    piece = shipped.facts[FACT].evidence[0]
    other = msgspec.structs.replace(piece, source="wire", quote=None, paragraph=None)
    assert fact_changed(shipped, evidence=(other, piece)) == [
        ("evidence[0].source", None, "wire"),
        ("evidence[0].stance", None, "supports"),
    ]
    assert fact_changed(shipped, evidence=(piece, other)) == [
        ("evidence[1].source", None, "wire"),
        ("evidence[1].stance", None, "supports"),
    ]
    assert fact_changed(shipped, evidence=()) == [
        ("evidence[0].source", "dna-2024-06-28", None),
        ("evidence[0].quote", "invested over $3 billion", None),
        ("evidence[0].paragraph", 8, None),
        ("evidence[0].stance", "supports", None),
    ]


def test_a_record_that_is_added_has_all_its_fields_that_say_something(shipped):
    project = shipped.projects["pak-china-fibre"]
    change = RecordChange(table="projects", id=project.id, old=None, new=msgspec.structs.replace(project, places=()))
    assert change.change is Change.ADDED
    assert [(field.path, field.old) for field in change.fields] == [
        ("name", None),
        ("companies", None),
        ("summary", None),
    ]
    assert RecordChange(table="projects", id=project.id, old=project, new=None).change is Change.REMOVED


def test_what_the_store_says_of_itself_is_compared_too(shipped):
    newer = msgspec.structs.replace(shipped, meta=msgspec.structs.replace(shipped.meta, title="Mine"))
    (change,) = compare_snapshots(shipped, newer)
    assert (change.table, change.id) == ("meta", "")
    assert change.fields == (FieldChange(path="title", old=shipped.meta.title, new="Mine"),)
    assert apply_changes(shipped, [change]) == newer


def test_an_amount_that_is_new_has_only_what_it_says(shipped):
    bare = put_record(shipped, "facts", msgspec.structs.replace(shipped.facts[FACT], amount=None))
    amount = Amount(value=1, to=None, unit="USD", bound=Bound.EXACT, raw=None)
    (change,) = compare_snapshots(
        bare, put_record(bare, "facts", msgspec.structs.replace(bare.facts[FACT], amount=amount))
    )
    assert [(field.path, field.new) for field in change.fields] == [
        ("amount.value", 1),
        ("amount.unit", "USD"),
        ("amount.bound", "exact"),
    ]


@pytest.mark.parametrize("table", ["facts", "sources"])
def test_tables_stay_in_the_order_of_their_ids(shipped, table):
    first = next(iter(shipped.table(table).values()))
    renamed = msgspec.structs.replace(first, id="mmm")
    assert list(put_record(shipped, table, renamed).table(table)) == sorted([*shipped.table(table), "mmm"])
