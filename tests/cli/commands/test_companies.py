"""`cpecfacts companies`."""

from __future__ import annotations

from inline_snapshot import snapshot


def test_the_table_names_hedges_and_dates(ask):
    answer = ask(
        "companies", "id:zong-total-invested-over-3bn-2024,zong-4g-launch-2013,whale-cloud-planned-investment-2018"
    )
    assert answer.code == 0
    assert answer.err == "2 companies; left out: 4 other organizations (--type all shows them)\n"
    assert answer.out == snapshot("""\
ID           Name                          Facts  Sources  Disputes  Facts since  Facts until  Total invested
zong         China Mobile Pakistan (Zong)      2        1         1  2013         Jun 2024     >US$3bn, Jun 2024
whale-cloud  Whale Cloud                       1        2            Dec 2018     2021
""")


def test_those_with_most_facts_come_first(ask):
    items = ask("companies", "--json").items
    assert [item["id"] for item in items[:2]] == ["zong", "huawei"]
    counts = [item["facts"] for item in items]
    assert counts == sorted(counts, reverse=True)
    assert {item["type"] for item in items} == {"company"}


def test_a_company_has_as_many_facts_as_its_filter_finds(ask):
    by_id = {item["id"]: item for item in ask("companies", "--json").items}
    for company in ("zong", "daraz", "haier"):
        found = ask("facts", "--company", company, "--json")
        assert by_id[company]["facts"] == found.json["count"]
        assert by_id[company]["sources"] == len({piece["source"] for item in found.items for piece in item["evidence"]})


def test_the_total_invested_keeps_its_hedge_and_date(ask):
    zong = ask("companies", "id:zong-total-invested-over-3bn-2024,zong-total-invested-3bn-2017-08", "--json").items[0]
    assert zong["total_invested"] == snapshot(
        {
            "fact": "zong-total-invested-over-3bn-2024",
            "measure": "total-invested",
            "amount": {"value": 3000000000, "to": None, "unit": "USD", "bound": "more-than", "raw": "over $3 billion"},
            "when": "2024-06",
            "sources": 1,
            "against": 0,
            "when_means": "as-of",
            "plan": False,
            "origins": 1,
            "self_reported": False,
            "quality": 1,
            "disputed": False,
            "project": None,
            "figures": 2,
            "answers": [],
        }
    )


def test_other_organizations_are_counted_and_shown_when_asked_for(ask):
    usual = ask("companies", "--json").json
    assert usual["hidden"]["other_types"] > 0
    everybody = ask("companies", "--type", "all", "--json").json
    assert "other_types" not in everybody["hidden"]
    assert everybody["count"] == usual["count"] + usual["hidden"]["other_types"]
    brands_and_banks = ask("companies", "--type", "brand", "--type", "Bank", "--json").items
    assert {item["type"] for item in brands_and_banks} == {"brand", "bank"}
    assert ask("companies", "--type", "brand", "--type", "all", "--json").json["items"] == everybody["items"]


def test_types_have_a_column_where_there_are_several(ask):
    answer = ask("companies", "--type", "court", "--type", "bank", "--limit", 3)
    assert answer.out.splitlines()[0].split() == [
        "ID", "Name", "Type", "Facts", "Sources", "Disputes", "Facts", "since", "Facts", "until", "Total", "invested",
    ]  # fmt: skip


def test_what_is_counted_is_named(ask):
    assert ask("companies", "xyzzy").err == "no companies found for: facts with a word that begins “xyzzy”\n"
    assert ask("companies", "xyzzy", "--type", "bank").err.startswith("no organizations found for: ")


def test_they_can_be_sorted_by_any_plain_field(ask):
    fields = ("id", "name", "country", "sources", "first", "last")
    answers = {field: ask("companies", "--sort", field, "--json").items for field in fields}
    assert {len(items) for items in answers.values()} == {ask("companies", "--json").json["count"]}
    assert [item["id"] for item in answers["id"]] == sorted(item["id"] for item in answers["id"])
    sources = [item["sources"] for item in answers["sources"]]
    assert sources == sorted(sources)
    backwards = ask("companies", "--sort", "sources", "--reverse", "--json").items
    assert [item["sources"] for item in backwards] == sources[::-1]


def test_without_a_field_the_order_is_turned_round(ask):
    forwards = [item["id"] for item in ask("companies", "--json").items]
    assert [item["id"] for item in ask("companies", "--reverse", "--json").items] == forwards[::-1]


def test_a_limit_counts_the_others(ask):
    whole = ask("companies", "--json").json
    part = ask("companies", "--limit", 3, "--json").json
    assert part["items"] == whole["items"][:3]
    assert part["hidden"] == whole["hidden"] | {"beyond_limit": whole["count"] - 3}
    assert ask("companies", "--limit", 1000, "--json").json == whole


def test_the_ids_are_there_for_a_script(ask):
    assert ask("companies", "--company", "daraz", "--fields", "id", "--csv").out.split()[:2] == ["id", "daraz"]
