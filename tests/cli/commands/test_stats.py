"""`cpecfacts stats`."""

from __future__ import annotations

import hashlib
import json

from inline_snapshot import snapshot

from cpecfacts.store.location import packaged_store


def test_the_tables_count_in_sections(ask, small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = ask("stats", "--store", small.name)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot("""\
Store:    store.json
Title:    A small store
Format:   1
Updated:  Nov 2026
Licence:  CC0-1.0
Digest:   e6aa16589490cde5e49d822aabf5bd5b1e79a2bd1dce2f6b7eb16994e1b1cc8c
Facts:    4

Of note

Of note              Facts   Share
two or more sources      0   0.0 %
two or more origins      0   0.0 %
self-reported            0   0.0 %
disputed                 0   0.0 %
undated                  1  25.0 %
deprecated               1  25.0 %

By company (as subject)

Company  Facts   Share
alpha        2  50.0 %
beta         2  50.0 %

By kind

Kind     Facts   Share
launch       3  75.0 %
ranking      1  25.0 %

By year

Year  Facts   Share
2013      1  25.0 %
2014      1  25.0 %
2015      1  25.0 %

By class of source

Class of source  Facts    Share
media                4  100.0 %

By language of source

Language  Facts    Share
en            4  100.0 %

By quality of sources (1 to 5)

Quality  Facts    Share
1            4  100.0 %
""")


def test_the_digest_is_that_of_the_file(ask):
    stamp = ask("stats", "--json").json["store"]
    data = packaged_store().read_bytes()
    meta = json.loads(data)["meta"]
    assert stamp == {
        "path": str(packaged_store()),
        "format": 1,
        "title": meta["title"],
        "licence": meta["licence"],
        "updated": meta["updated"],
        "digest": hashlib.blake2b(data, digest_size=32).hexdigest(),
    }


def test_every_fact_is_counted_also_the_deprecated(ask):
    facts = json.loads(packaged_store().read_bytes())["facts"]
    tallies = {(item["group"], item["key"]): item for item in ask("stats", "--json").items}
    assert tallies["all", "facts"] == {"group": "all", "key": "facts", "facts": len(facts), "share": 1.0}
    deprecated = sum(fact["rank"] == "deprecated" for fact in facts.values())
    assert tallies["of note", "deprecated"]["facts"] == deprecated
    undated = sum(fact["when"] is None for fact in facts.values())
    assert tallies["of note", "undated"]["facts"] == undated
    zong = sum("zong" in (fact["company"], *fact["parties"]) for fact in facts.values())
    subject = sum(fact["company"] == "zong" for fact in facts.values())
    assert tallies["company", "zong"]["facts"] in {zong, subject}


def test_shares_are_parts_of_what_was_found(ask):
    items = ask("stats", "--company", "huawei", "--json").items
    whole = items[0]["facts"]
    assert [item for item in items if item["share"] != item["facts"] / whole] == []


def test_deprecated_facts_are_counted_also_among_those_that_match(ask):
    count = ask("facts", "company:huawei", "--all", "--json").json["count"]
    answer = ask("stats", "--company", "huawei", "--json").json
    assert answer["items"][0]["facts"] == count
    assert "deprecated" not in answer["hidden"]


def test_counts_can_be_sorted_and_cut_off(ask):
    items = ask("stats", "--sort", "facts", "--reverse", "--limit", 5, "--json").items
    counts = [item["facts"] for item in items]
    assert len(counts) == 5
    assert counts == sorted(counts, reverse=True)


def test_a_store_says_little_of_itself_when_it_says_little(ask, tables, save):
    tables["meta"] = {"format": 1}
    stamp = ask("stats", "--store", save(tables), "--json").json["store"]
    assert [stamp[name] for name in ("title", "licence", "updated")] == [None, None, None]
