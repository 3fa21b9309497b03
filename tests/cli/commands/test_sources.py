"""`cpecfacts sources`."""

from __future__ import annotations

import re

from inline_snapshot import snapshot


def test_the_table_names_publisher_title_and_class(ask):
    answer = ask("sources", "id:zong-4g-launch-2013,zong-total-invested-over-3bn-2024")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot("""\
Issued       Publisher                Title                                                     ID              Class  Language  Facts
28 Jun 2024  Daily News Agency (DNA)  Chinese tech giants drive innovation in Pakistan: Report  dna-2024-06-28  wire   en            2
""")


def test_all_are_listed_when_nothing_is_asked(ask, tables, save):
    tables["sources"]["unused"] = {**tables["sources"]["paper-1"], "publisher": "Nobody"}
    path = save(tables)
    assert {item["id"]: item["facts"] for item in ask("sources", "--store", path, "--json").items} == {
        "paper-1": 3,
        "unused": 0,
    }
    narrowed = ask("sources", "company:alpha", "--store", path, "--json").items
    assert [(item["id"], item["facts"]) for item in narrowed] == [("paper-1", 2)]


def test_those_with_most_facts_come_first(ask):
    counts = [item["facts"] for item in ask("sources", "--json").items]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1


def test_facts_are_counted_as_their_filter_finds_them(ask):
    first = ask("sources", "--company", "zong", "--limit", 1, "--json").items[0]
    found = ask("facts", "--company", "zong", "--source", first["id"], "--json").json["count"]
    assert first["facts"] == found


def test_the_oldest_come_first_when_sorted_by_date(ask):
    issued = [item["issued"] for item in ask("sources", "--sort", "issued", "--json").items]
    known = [date for date in issued if date is not None]
    days = [date for date in known if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date)]
    assert len(days) > 100
    assert days == sorted(days)
    assert issued[len(known) :] == [None] * (len(issued) - len(known))


def test_a_class_can_be_sorted_by_its_name(ask):
    answer = ask("sources", "--sort", "class", "--json")
    assert answer.code == 0
    classes = [item["class"] for item in answer.items]
    assert classes == sorted(classes)


def test_what_is_not_found_is_named(ask):
    assert ask("sources", "xyzzy").err == "no sources found for: facts with a word that begins “xyzzy”\n"
