"""`cpecfacts show`."""

from __future__ import annotations

import pytest
from inline_snapshot import snapshot

from cpecfacts import Library


def test_a_fact_is_a_card_with_its_evidence_and_kin(ask):
    answer = ask("show", "zong-4g-launch-2013")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot("""\
zong-4g-launch-2013
Zong was the first network to launch 4G services in Pakistan, in 2013.

Company:   China Mobile Pakistan (Zong) [zong]
When:      2013
Origins:   1: Gwadar Pro
Quality:   1 of 5: only media, wires or blogs
Disputed:  it has one date: 2013, 2014 or 2015
Status:    completed
Kind:      launch
Measure:   4G launch [4g-launch]: When 4G service was launched.
Tags:      4g, first
Note:      The 4G spectrum was auctioned only on 23 April 2014; see the facts that date the launch to 2014.

Disputed  conflict: it has one date: 2013, 2014 or 2015

When  Figure  Evidence                                                                      ID                   Backing
2014          Flare, May 2020, “In 2014, Zong 4G became the first”                          zong-4g-launch-2014  ★ 1 source; self-reported; disputed
2015          Mobile World Live, 20 Sep 2017, “owned by China Mobile, launched 4G in 2015”  zong-4g-launch-2015  ★ 1 source; disputed

Evidence  1

Says:           “back in 2013”
Publisher:      Daily News Agency (DNA)
Published:      28 Jun 2024
Title:          Chinese tech giants drive innovation in Pakistan: Report
Paragraph:      7
URL:            not recorded
Reprint of:     Gwadar Pro
Source:         dna-2024-06-28 (wire, en)
On the source:  The dateline gives 28 June without a year; 28 June was the Friday it names in 2024, weeks after the prime minister's June 2024 visit to China. Paragraphs are counted from the dateline as 1.

The same question  2 other facts, all disputed

      When  Amount  Fact                                                                    ID                   Backing
this  2013          Zong was the first network to launch 4G services in Pakistan, in 2013.  zong-4g-launch-2013  ★ 1 source; disputed
      2014          Zong says it was the first operator to launch 4G in Pakistan, in 2014.  zong-4g-launch-2014  ★ 1 source; self-reported; disputed
      2015          Zong launched 4G in 2015.                                               zong-4g-launch-2015  ★ 1 source; disputed
""")


def test_a_company_is_a_profile(ask):
    answer = ask("show", "whale-cloud")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot("""\
Whale Cloud  whale-cloud

Type:         company
Country:      CN
Sector:       software
Also called:  Whale Cloud Technology
Note:         Founded in 2003 as a ZTE subsidiary, Alibaba Cloud's partner from 2018; one page treats the two as the same company.
Facts:        1
Sources:      2
Facts since:  Dec 2018
Facts until:  2021

Latest figures

Measure             Figure                          ID
Planned investment  US$70m (plan), Dec 2018 – 2021  whale-cloud-planned-investment-2018

Facts

When             Company      Fact                                                                                                                          ID                                   Kind        Backing
Dec 2018 – 2021  whale-cloud  Whale Cloud pledged in December 2018 to invest $70 million in cloud and smart-city work in Pakistan over two to three years.  whale-cloud-planned-investment-2018  investment  ★ 2 sources; 1 origin; self-reported
""")


def test_a_project_has_its_facts(ask):
    card = ask("show", "islamabad-safe-city", "--json").items[0]
    assert card["record"] == "project"
    assert card["project"]["id"] == "islamabad-safe-city"
    assert {fact["project"] for fact in card["facts"]} == {"islamabad-safe-city"}
    assert card["project"]["facts"] == len(card["facts"]) > 0
    assert ask("show", "islamabad-safe-city").out.startswith("Islamabad Safe City  islamabad-safe-city\n")


def test_a_measure_has_every_figure(ask):
    card = ask("show", "total-invested", "--json").items[0]
    assert card["record"] == "measure"
    assert {fact["measure"] for fact in card["facts"]} == {"total-invested"}
    assert card["measure"]["facts"] == len(card["facts"]) > 0
    assert ask("show", "total-invested").out.startswith(
        "Total invested  total-invested\nMoney put into Pakistan since the start, up to a date.\n\nShape:      total\n"
    )


def test_a_source_has_what_rests_on_it(ask):
    card = ask("show", "dna-2024-06-28", "--json").items[0]
    assert card["record"] == "source"
    assert card["source"]["facts"] == len(card["facts"]) > 0
    assert [f for f in card["facts"] if "dna-2024-06-28" not in {piece["source"] for piece in f["evidence"]}] == []


def test_a_fact_brings_its_sources_in_full(ask):
    card = ask("show", "zong-4g-launch-2013", "--json").items[0]
    assert card["record"] == "fact"
    assert [source["id"] for source in card["sources"]] == [piece["source"] for piece in card["fact"]["evidence"]]
    assert [fact["id"] for fact in card["kin"]] == ["zong-4g-launch-2014", "zong-4g-launch-2015"]


def test_a_source_counts_the_same_facts_wherever_it_is_shown(ask):
    listed = {item["id"]: item["facts"] for item in ask("sources", "--json").items}
    deprecated = ask("facts", "rank:deprecated", "--json").items
    evidence = {piece["source"] for item in deprecated for piece in item["evidence"]}
    assert evidence
    in_cards = {
        source["id"]: source["facts"]
        for item in deprecated
        for source in ask("show", f"fact:{item['id']}", "--json").items[0]["sources"]
    }
    assert in_cards == {source: listed[source] for source in evidence}


@pytest.mark.parametrize(
    "name", ["zong", "Zong", "CMPak", "中国移动巴基斯坦公司", "zong 4g", "company:zong", "organization:zong"]
)
def test_a_company_is_found_by_all_its_names(ask, name):
    card = ask("show", name, "--json").items[0]
    assert (card["record"], card["organization"]["id"]) == ("organization", "zong")


def test_a_name_or_label_finds_its_record(ask):
    found = {name: ask("show", name, "--json").items[0]["record"] for name in ("Total invested", "Islamabad Safe City")}
    assert found == {"Total invested": "measure", "Islamabad Safe City": "project"}


def test_a_unique_beginning_is_enough(ask):
    whole = ask("show", "zong-total-invested-over-800m-2008-12")
    assert ask("show", "zong-total-invested-over-800").out == whole.out
    assert ask("show", "Zong-Total-Invested-Over-800").out == whole.out


def test_an_ambiguous_beginning_lists_the_candidates(ask):
    assert tuple(ask("show", "zong-4g-launch-20")) == (
        2,
        "",
        "cpecfacts: “zong-4g-launch-20” could be more than one record: zong-4g-launch-2013, zong-4g-launch-2014, zong-4g-launch-2015\n",
    )


def test_many_candidates_are_counted(ask):
    answer = ask("show", "zong-t")
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    begun = [i for i in Library.open().snapshot.facts if i.startswith("zong-t")]
    assert answer.err.endswith(f" and {len(begun) - 12} more\n")


def test_an_id_of_two_tables_is_told_apart_by_the_table(ask, small):
    answer = ask("show", "rank", "--store", small)
    assert tuple(answer) == (2, "", "cpecfacts: “rank” could be more than one record: measure:rank, project:rank\n")
    cards = {name: ask("show", name, "--store", small, "--json").items[0] for name in ("measure:rank", "project:rank")}
    assert {name: card["record"] for name, card in cards.items()} == {
        "measure:rank": "measure",
        "project:rank": "project",
    }


def test_a_name_of_two_records_lists_them(ask, small):
    assert tuple(ask("show", "Common", "--store", small)) == (
        2,
        "",
        "cpecfacts: “Common” could be more than one record: alpha, beta\n",
    )


def test_an_id_wins_over_a_beginning(ask, small):
    card = ask("show", "alpha", "--store", small, "--json").items[0]
    assert card["organization"]["id"] == "alpha"


def test_an_unknown_id_is_answered_with_the_nearest(ask):
    answers = {name: ask("show", name) for name in ("zong-4g-lunch-2013", "huwaei", "xyzzy", "", "fact:xyzzy", "%s{}")}
    assert {answer.code for answer in answers.values()} == {3}
    assert {answer.out for answer in answers.values()} == {""}
    assert {name: answer.err for name, answer in answers.items()} == snapshot(
        {
            "zong-4g-lunch-2013": "cpecfacts: nothing in the store is called “zong-4g-lunch-2013”: did you mean zong-4g-launch-2013, zong-4g-launch-2015 or zong-4g-launch-2014?\n",
            "huwaei": "cpecfacts: nothing in the store is called “huwaei”: did you mean huawei?\n",
            "xyzzy": "cpecfacts: nothing in the store is called “xyzzy”\n",
            "": "cpecfacts: nothing in the store is called “”\n",
            "fact:xyzzy": "cpecfacts: nothing in the store is called “xyzzy”\n",
            "%s{}": "cpecfacts: nothing in the store is called “%s{}”\n",
        }
    )


def test_a_deprecated_fact_says_why(ask):
    item = ask("facts", "rank:deprecated", "--limit", 1, "--json").items[0]
    text = ask("show", item["id"]).out
    assert "Rank:" in text
    assert item["rank_reason"] in text


def test_profiles_leave_deprecated_facts_out_and_say_so(ask):
    answer = ask("show", "zong", "--json").json
    count = ask("facts", "company:zong rank:deprecated", "--json").json["count"]
    assert answer["hidden"] == {"deprecated": count}
    assert {fact["rank"] for fact in answer["items"][0]["facts"]} <= {"normal", "preferred"}
    assert f"{count} (cpecfacts facts company:zong rank:deprecated)" in ask("show", "zong").out


def test_an_organization_without_facts_is_shown_too(ask, small):
    answer = ask("show", "watchdog", "--store", small)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot("""\
Watchdog  watchdog

Type:     public-body
Facts:    0
Sources:  0
""")


def test_a_fact_without_amount_date_or_measure_is_shown(ask, small):
    assert ask("show", "beta-old", "--store", small).out == snapshot("""\
beta-old
beta did something.

Company:  Beta [beta]
When:     no date
Origins:  1: The Paper
Quality:  1 of 5: only media, wires or blogs
Status:   completed
Kind:     launch
Rank:     deprecated
Because:  It was a misprint.

Evidence  1

Publisher:  The Paper
Published:  2014
URL:        not recorded
Source:     paper-1 (media, en)
""")


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "markdown", "table"])
@pytest.mark.parametrize("record", ["alpha", "beta-rank", "project:rank", "measure:rank", "paper-1"])
def test_every_kind_of_record_has_every_format(ask, small, record, form):
    answer = ask("show", record, "--store", small, "--format", form)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out


def test_an_accessed_date_that_is_none_is_told_as_bad_data(ask, tables, save):
    tables["sources"]["paper-1"]["accessed"] = "some day"
    path = save(tables)
    assert tuple(ask("show", "paper-1", "--store", path)) == (
        4,
        "",
        f"cpecfacts: {path}: sources.paper-1.accessed: “some day” is no EDTF date that this program reads\n",
    )
