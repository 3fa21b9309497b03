"""`cpecfacts projects`."""

from __future__ import annotations

from inline_snapshot import snapshot


def test_the_table_has_companies_and_dates(ask):
    answer = ask("projects", "id:xiaomi-air-link-plant-licence")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot("""\
Name                              ID                     Companies  Facts  Facts since  Facts until
Xiaomi plant of Air Link, Lahore  xiaomi-air-link-plant  xiaomi         1  Nov 2021     Nov 2021
""")


def test_all_are_listed_when_nothing_is_asked(ask, tables, save):
    tables["projects"]["idle"] = {**tables["projects"]["rank"], "name": "Idle"}
    path = save(tables)
    assert {
        item["id"]: (item["facts"], item["first"]) for item in ask("projects", "--store", path, "--json").items
    } == {
        "rank": (1, "2014"),
        "idle": (0, None),
    }
    assert [item["id"] for item in ask("projects", "kind:launch", "--store", path, "--json").items] == ["rank"]


def test_facts_are_counted_as_their_filter_finds_them(ask):
    item = ask("projects", "--company", "huawei", "--limit", 1, "--json").items[0]
    found = ask("facts", "--company", "huawei", "--project", item["id"], "--json")
    assert item["facts"] == found.json["count"]
    assert item["sources"] == len({piece["source"] for fact in found.items for piece in fact["evidence"]})


def test_they_can_be_sorted_by_name(ask):
    names = [item["name"].casefold() for item in ask("projects", "--sort", "name", "--json").items]
    assert names == sorted(names)


def test_a_list_is_nothing_to_sort_by(ask):
    answer = ask("projects", "--sort", "companies")
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)


def test_what_is_not_found_is_named(ask):
    assert ask("projects", "xyzzy").err == "no projects found for: facts with a word that begins “xyzzy”\n"
