"""Which records refer to which."""

from __future__ import annotations

import msgspec
import pytest

from cpecfacts.curating.changes import apply_changes, compare_snapshots, drop_record
from cpecfacts.curating.references import referrers, rename_record, with_needed
from cpecfacts.model.snapshot import RECORDS, Meta, Snapshot


def test_every_way_to_refer_is_found(shipped):
    fact = shipped.facts["zong-total-invested-over-3bn-2024"]
    assert ("facts", fact.id) in referrers(shipped, "organizations", "zong")
    assert ("organizations", "zong") in referrers(shipped, "organizations", "china-mobile")
    assert ("facts", fact.id) in referrers(shipped, "organizations", "china-mobile")  # a party
    assert ("facts", fact.id) in referrers(shipped, "measures", "total-invested")
    assert ("facts", fact.id) in referrers(shipped, "sources", "dna-2024-06-28")
    assert ("projects", "pak-china-fibre") in referrers(shipped, "organizations", "huawei")
    assert {table for table, _ in referrers(shipped, "projects", "pak-china-fibre")} == {"facts"}
    assert {table for table, _ in referrers(shipped, "sources", "official-renminbi-rates")} >= {"rates"}
    assert referrers(shipped, "facts", fact.id) == ()


def test_who_asserts_a_fact_is_referred_to(shipped):
    fact = next(f for f in shipped.facts.values() if f.evidence[0].asserted_by)
    assert ("facts", fact.id) in referrers(shipped, "organizations", fact.evidence[0].asserted_by)


@pytest.mark.parametrize(
    ("table", "key"), [("organizations", "zong"), ("sources", "dna-2024-06-28"), ("projects", "pak-china-fibre")]
)
def test_references_follow_a_new_id_and_nothing_else_changes(shipped, table, key):
    record = msgspec.structs.replace(shipped.table(table)[key], id="brand-new")
    renamed = rename_record(shipped, table, key, record)
    followers = referrers(shipped, table, key)
    changed = {(change.table, change.id) for change in compare_snapshots(shipped, renamed)}
    assert changed == {(table, key), (table, "brand-new"), *followers}
    assert referrers(renamed, table, key) == ()
    assert referrers(renamed, table, "brand-new") == followers
    back = rename_record(renamed, table, "brand-new", msgspec.structs.replace(record, id=key))
    assert back == shipped


def test_a_record_that_refers_to_itself_follows_itself(shipped):
    zong = msgspec.structs.replace(shipped.organizations["zong"], parent="zong")
    ring = apply_changes(drop_record(shipped, "organizations", "zong"), [])
    ring = rename_record(
        msgspec.structs.replace(ring, organizations={**ring.organizations, "zong": zong}),
        "organizations",
        "zong",
        msgspec.structs.replace(zong, id="zang"),
    )
    assert ring.organizations["zang"].parent == "zang"


def test_a_fact_takes_along_what_it_needs_and_what_that_needs(shipped):
    fact = shipped.facts["zong-total-invested-over-3bn-2024"]
    empty = Snapshot(meta=Meta(format=1), **{name: {} for name in RECORDS})
    alone = msgspec.structs.replace(empty, facts={fact.id: fact})
    whole = with_needed(alone, shipped)
    assert set(whole.organizations) == {"zong", "china-mobile"}
    assert (set(whole.measures), set(whole.sources), set(whole.facts)) == (
        {"total-invested"}, {"dna-2024-06-28"}, {fact.id},
    )  # fmt: skip
    assert with_needed(whole, shipped) is whole
    assert with_needed(alone, empty) is alone
