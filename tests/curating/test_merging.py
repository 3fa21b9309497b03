"""Two stores made one."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.curating.changes import apply_changes, compare_snapshots, drop_record, put_record
from cpecfacts.curating.merging import Side, merge_snapshots, name_of

A, B, C = "zong", "huawei", "zte"


def noted(store, key, note):
    return put_record(store, "organizations", msgspec.structs.replace(store.organizations[key], note=note))


def names(changes):
    return [name_of(change) for change in changes]


def test_what_only_they_have_is_taken_and_what_only_i_have_stays(shipped):
    mine, theirs = drop_record(shipped, "organizations", A), drop_record(shipped, "organizations", B)
    merge = merge_snapshots(mine, theirs)
    assert (names(merge.changes), merge.conflicts) == ([f"organizations.{A}"], ())
    assert apply_changes(mine, merge.changes) == shipped


def test_what_both_have_differently_is_a_conflict(shipped):
    mine, theirs = noted(shipped, A, "Mine."), noted(shipped, A, "Theirs.")
    merge = merge_snapshots(mine, theirs)
    assert (merge.changes, names(merge.conflicts)) == ((), [f"organizations.{A}"])
    (conflict,) = merge.conflicts
    assert (conflict.old.note, conflict.new.note) == ("Mine.", "Theirs.")


@pytest.mark.parametrize(("side", "note"), [(Side.MINE, "Mine."), (Side.THEIRS, "Theirs.")])
def test_a_conflict_is_decided_record_by_record_or_for_all(shipped, side, note):
    mine, theirs = noted(shipped, A, "Mine."), noted(shipped, A, "Theirs.")
    for merge in (
        merge_snapshots(mine, theirs, decided=[(f"organizations.{A}", side)]),
        merge_snapshots(mine, theirs, prefer=side),
    ):
        assert merge.conflicts == ()
        assert apply_changes(mine, merge.changes).organizations[A].note == note


def test_a_decision_goes_before_a_preference(shipped):
    mine = noted(noted(shipped, A, "Mine."), B, "Mine.")
    theirs = noted(noted(shipped, A, "Theirs."), B, "Theirs.")
    merge = merge_snapshots(mine, theirs, decided=[(f"organizations.{A}", Side.THEIRS)], prefer=Side.MINE)
    merged = apply_changes(mine, merge.changes)
    assert (merged.organizations[A].note, merged.organizations[B].note) == ("Theirs.", "Mine.")


def test_with_a_base_what_one_side_changed_is_taken_from_it(shipped):
    mine = noted(drop_record(shipped, "organizations", C), A, "Mine.")
    theirs = noted(drop_record(shipped, "rates", "usd-pkr-2021"), B, "Theirs.")
    merge = merge_snapshots(mine, theirs, shipped)
    assert merge.conflicts == ()
    merged = apply_changes(mine, merge.changes)
    assert (merged.organizations[A].note, merged.organizations[B].note) == ("Mine.", "Theirs.")
    assert C not in merged.organizations
    assert "usd-pkr-2021" not in merged.rates


def test_with_a_base_what_both_changed_is_a_conflict_also_where_one_removed_it(shipped):
    mine = noted(drop_record(shipped, "organizations", B), A, "Mine.")
    theirs = noted(noted(shipped, A, "Theirs."), B, "Theirs.")
    merge = merge_snapshots(mine, theirs, shipped)
    assert (merge.changes, names(merge.conflicts)) == ((), [f"organizations.{B}", f"organizations.{A}"])
    assert names(merge_snapshots(theirs, mine, shipped).conflicts) == [f"organizations.{B}", f"organizations.{A}"]
    removed = merge_snapshots(theirs, mine, shipped, prefer=Side.THEIRS)
    assert B not in apply_changes(theirs, removed.changes).organizations


def test_what_both_changed_alike_is_no_conflict(shipped):
    both = noted(shipped, A, "Ours.")
    assert merge_snapshots(both, both, shipped) == ((), ())


def test_what_the_store_says_of_itself_stays_mine(shipped):
    theirs = msgspec.structs.replace(shipped, meta=msgspec.structs.replace(shipped.meta, title="Theirs"))
    assert merge_snapshots(shipped, theirs) == ((), ())


@given(st.data())
def test_preferring_one_side_leaves_no_conflict_and_preferring_mine_loses_nothing_of_mine(stores, data):
    mine, theirs = data.draw(stores), data.draw(stores)
    for prefer in Side:
        merge = merge_snapshots(mine, theirs, prefer=prefer)
        assert merge.conflicts == ()
    kept = apply_changes(mine, merge_snapshots(mine, theirs, prefer=Side.MINE).changes)
    assert {name_of(c) for c in compare_snapshots(mine, kept)} & {f"facts.{key}" for key in mine.facts} == set()


@given(st.data())
def test_with_my_store_as_base_merging_gives_theirs(stores, data):
    mine, theirs = data.draw(stores), data.draw(stores)
    merge = merge_snapshots(mine, theirs, mine)
    merged = apply_changes(mine, merge.changes)
    assert merge.conflicts == ()
    assert msgspec.structs.replace(merged, meta=theirs.meta) == theirs
