"""`cpecfacts investments`."""

from __future__ import annotations

import pytest
from inline_snapshot import snapshot


def test_the_table_keeps_hedges(ask):
    ids = "zong-total-invested-over-3bn-2024,zong-total-invested-up-to-860m-2008-04,whale-cloud-planned-investment-2018"
    answer = ask("investments", f"id:{ids}")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot("""\
Company        Amount  What                ID                                      Status    When             Backing
zong         ≤US$860m  Total invested      zong-total-invested-up-to-860m-2008-04  reported  Apr 2008         ★ 1 source
whale-cloud    US$70m  Planned investment  whale-cloud-planned-investment-2018     planned   Dec 2018 – 2021  ★ 2 sources; 1 origin; self-reported
zong          >US$3bn  Total invested      zong-total-invested-over-3bn-2024       reported  Jun 2024         ★ 1 source
""")


def test_only_money_put_in_is_listed(ask):
    items = ask("investments", "--json").items
    assert {item["kind"] for item in items} == {"investment", "acquisition", "licence"}


def test_a_kind_may_be_chosen(ask):
    kinds = ("investment", "acquisition", "licence")
    counts = {kind: ask("investments", "--kind", kind, "--json").json["count"] for kind in kinds}
    assert min(counts.values()) > 0
    assert sum(counts.values()) == ask("investments", "--json").json["count"]


def test_the_bare_figures_are_there_for_a_script(ask):
    items = ask("investments", "--company", "zong", "--json").items
    values = [item["amount"]["value"] for item in items if item["amount"] is not None]
    assert 3000000000 in values
    assert {type(value) for value in values} <= {int, float}


def test_an_open_side_is_judged_by_the_named_figure(ask):
    question = ("--company", "zong", "measure:total-invested")
    found = {item["id"]: item["amount"] for item in ask("investments", *question, "--min", "3bn", "--json").items}
    assert "zong-total-invested-over-3bn-2024" in found
    assert "zong-total-invested-up-to-860m-2008-04" not in found
    small = {item["id"] for item in ask("investments", *question, "--max", "900m", "--json").items}
    assert "zong-total-invested-up-to-860m-2008-04" in small


@pytest.mark.parametrize("bounds", [("--min", "100m"), ("--max", "300m"), ("--min", "1", "--max", "1tn")])
def test_bare_numbers_are_dollars_and_all_else_is_counted(ask, bounds):
    answer = ask("investments", *bounds, "--json").json
    assert {item["amount"]["unit"] for item in answer["items"]} == {"USD"}
    assert answer["hidden"]["other_unit"] > 0
    assert answer["hidden"]["no_amount"] > 0


def test_the_amount_may_name_another_currency(ask):
    answers = [
        ask("investments", "--min", "Rs 50 crore", "--json"),
        ask("investments", "--min", "500m", "--unit", "PKR", "--json"),
        ask("investments", "--max", "1tn", "--min", "Rs500m", "--json"),
    ]
    assert {item["amount"]["unit"] for answer in answers for item in answer.items} == {"PKR"}
    assert answers[0].out == answers[1].out


def test_amounts_that_cannot_be_read_are_one_line(ask):
    answer = ask("investments", "--min", "US$3bn", "--max", "Rs9bn")
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    answer = ask("investments", "--min", "heaps")
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)


def test_the_greatest_come_first_within_each_currency(ask):
    items = ask("investments", "--sort", "amount", "--reverse", "--unit", "USD", "--json").items
    values = [item["amount"]["value"] for item in items]
    assert values == sorted(values, reverse=True)


def test_a_deprecated_fact_is_shown_with_its_reason(ask):
    hidden = ask("investments", "--json").json["hidden"]["deprecated"]
    deprecated = ask("investments", "rank:deprecated", "--json")
    assert len(deprecated.items) == hidden > 0
    reason = deprecated.items[0]["rank_reason"]
    table = ask("investments", "rank:deprecated", f"id:{deprecated.items[0]['id']}").out
    assert f"deprecated: {reason}" in table


def test_what_is_not_found_is_named(ask):
    assert ask("investments", "--tag", "4g", "xyzzy").err.startswith("no investments found for: ")
