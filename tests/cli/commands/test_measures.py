"""`cpecfacts measures`."""

from __future__ import annotations

from inline_snapshot import snapshot


def test_the_table_explains_every_measure(ask):
    answer = ask("measures", "id:zong-4g-launch-2013,zong-total-invested-over-3bn-2024")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot("""\
ID              Shape  Unit   Meaning                                                 Facts
4g-launch       date          When 4G service was launched.                               1
total-invested  total  money  Money put into Pakistan since the start, up to a date.      1
""")


def test_all_are_listed_when_nothing_is_asked(ask, tables, save):
    tables["measures"]["idle"] = {**tables["measures"]["rank"], "label": "Idle"}
    path = save(tables)
    assert {
        item["id"]: (item["facts"], item["companies"]) for item in ask("measures", "--store", path, "--json").items
    } == {
        "rank": (1, ["beta"]),
        "idle": (0, []),
    }
    assert [item["id"] for item in ask("measures", "company:beta", "--store", path, "--json").items] == ["rank"]


def test_facts_are_counted_as_their_filter_finds_them(ask):
    item = ask("measures", "--company", "huawei", "--limit", 1, "--json").items[0]
    found = ask("facts", "--company", "huawei", "--measure", item["id"], "--json")
    assert item["facts"] == found.json["count"]
    assert item["companies"] == sorted({fact["company"] for fact in found.items})


def test_they_can_be_sorted_and_turned_round(ask):
    shapes = [item["shape"] for item in ask("measures", "--sort", "shape", "--reverse", "--json").items]
    assert shapes == sorted(shapes, reverse=True)


def test_what_is_not_found_is_named(ask):
    assert ask("measures", "xyzzy").err == "no measures found for: facts with a word that begins “xyzzy”\n"
