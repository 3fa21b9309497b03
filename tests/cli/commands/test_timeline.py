"""`cpecfacts timeline`."""

from __future__ import annotations

import pytest
from inline_snapshot import snapshot

FACTS = "id:zong-4g-launch-2013,zong-4g-launch-2014,zong-total-invested-over-3bn-2024,zong-total-invested-700m-2007"


def test_the_table_is_grouped_by_year_and_shows_precision(ask):
    answer = ask("timeline", FACTS)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot("""\
Year     When      Company  Fact                                                                                    ID                                 Backing
2007  ○  2007      zong     China Mobile had put US$700 million into Paktel after the February 2007 purchase.       zong-total-invested-700m-2007      ★ 1 source; self-reported
2013  ○  2013      zong     Zong was the first network to launch 4G services in Pakistan, in 2013.                  zong-4g-launch-2013                ★ 1 source; disputed
2014  ○  2014      zong     Zong says it was the first operator to launch 4G in Pakistan, in 2014.                  zong-4g-launch-2014                ★ 1 source; self-reported; disputed
2024  ◐  Jun 2024  zong     Zong had invested over US$3 billion in Pakistan's digital infrastructure by June 2024.  zong-total-invested-over-3bn-2024  ★ 1 source
""")


@pytest.mark.parametrize("period", ["month", "year", "decade", "Decade"])
def test_the_period_can_be_chosen(ask, period):
    lines = ask("timeline", FACTS, "--by", period).out.splitlines()
    assert lines[0].split()[0] == period.capitalize()
    firsts = [line.split("  ")[0] for line in lines[1:]]
    assert (
        firsts
        == {
            "month": ["2007", "2013", "2014", "Jun 2024"],
            "year": ["2007", "2013", "2014", "2024"],
            "decade": ["2000s", "2010s", "2010s", "2020s"],
        }[period.lower()]
    )


def test_a_chart_has_an_axis_and_a_row_a_fact(ask):
    assert ask("timeline", FACTS, "--chart").out == snapshot("""\
                                      2008      2010     2012      2014     2016      2018      2020     2022      2024
                                  ────┬─────────┬────────┬─────────┬────────┬─────────┬─────────┬────────┬─────────┬────
zong-total-invested-700m-2007     ┄┄┄┄┄
zong-4g-launch-2013                                           ┄┄┄┄┄┄
zong-4g-launch-2014                                                ┄┄┄┄┄┄
zong-total-invested-over-3bn-2024                                                                                    ●

● a date, ◆ several, █ 5 or more; ━ a period; ┄ possible days; ◀ ▶ open
""")


def test_a_chart_may_have_a_row_a_company(ask):
    lines = ask("timeline", "company:zong,huawei kind:launch", "--chart", "--group", "company").out.splitlines()
    labels = [line.split(" ")[0] for line in lines[2:] if line and not line.startswith(" ")]
    assert {"zong", "huawei"} <= set(labels)
    assert len(labels) == len(set(labels))


def test_a_group_asks_for_the_chart(ask):
    question = ("timeline", "company:zong", "kind:launch", "--group", "company")
    assert ask(*question).out == ask(*question, "--chart").out


def test_the_oldest_come_first_unless_turned_round(ask):
    forwards = [item["id"] for item in ask("timeline", "--company", "zong", "--json").items]
    backwards = [item["id"] for item in ask("timeline", "--company", "zong", "--reverse", "--json").items]
    assert backwards == forwards[::-1]
    exact = [item["when"] for item in ask("timeline", "--company", "zong", "--json").items if len(item["when"]) == 10]
    assert len(exact) > 20
    assert exact == sorted(exact)


def test_undated_facts_are_counted_or_listed_last(ask):
    without = ask("timeline", "--company", "zong", "--json").json
    assert all(item["when"] for item in without["items"])
    undated = without["hidden"]["undated"]
    assert undated > 0
    listed = ask("timeline", "--company", "zong", "--undated", "--json").json
    assert "undated" not in listed["hidden"]
    assert listed["items"][:-undated] == without["items"]
    assert [item["when"] for item in listed["items"][-undated:]] == [None] * undated
    text = ask("timeline", "--company", "zong", "--undated").out
    table = text.partition("\nWithout a date\n")[2]
    assert len(table.strip().splitlines()) == 1 + undated


def test_the_foot_of_a_table_counts_the_undated(ask):
    count = ask("timeline", "--company", "zong", "--json").json["hidden"]["undated"]
    assert f"{count} without a date" in ask("timeline", "--company", "zong").err


def test_a_limit_cuts_facts_and_empty_groups(ask):
    answer = ask("timeline", FACTS, "--limit", 2)
    assert [line.split()[0] for line in answer.out.splitlines()] == ["Year", "2007", "2013"]
    assert answer.err == "2 facts; left out: 2 beyond --limit\n"
    assert ask("timeline", FACTS, "--limit", 2, "--json").json["hidden"] == {"beyond_limit": 2}
    assert ask("timeline", FACTS, "--limit", 0, "--json").items == []


def test_a_limit_holds_with_undated_facts_too(ask):
    assert ask("timeline", "--company", "zong", "--undated", "--limit", 2, "--json").json["count"] == 2


def test_it_is_sorted_by_date_and_nothing_else(ask):
    assert ask("timeline", FACTS, "--sort", "when").out == ask("timeline", FACTS).out
    assert tuple(ask("timeline", FACTS, "--sort", "amount")) == snapshot(
        (
            2,
            "",
            "cpecfacts: a timeline is sorted by date; cpecfacts facts sorts by other fields\n",
        )
    )


def test_nothing_dated_is_told(ask):
    answer = ask("timeline", "xyzzy")
    assert tuple(answer) == (0, "", "no facts found for: facts with a word that begins “xyzzy”\n")
    assert ask("timeline", "xyzzy", "--chart").out == ""


def test_a_word_of_a_closed_list_may_be_in_any_case(ask):
    assert ask("timeline", FACTS, "--by", "YEAR").out == ask("timeline", FACTS).out
    assert ask("timeline", FACTS, "--group", "FACT").out == ask("timeline", FACTS).out
