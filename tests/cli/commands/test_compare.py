"""`cpecfacts compare`."""

from __future__ import annotations

import pytest
from inline_snapshot import snapshot

FACTS = (
    "zong-total-invested-over-3bn-2024",
    "zong-employees-3277-2018-09",
    "huawei-technical-support-centre-staff-2020-07",
)


def test_the_table_has_a_row_a_measure_and_says_what_not_to_compare(ask):
    answer = ask("compare", "zong", "huawei", "--where", f"id:{','.join(FACTS)}")
    assert answer.code == 0
    assert answer.out == snapshot("""\
Kind        Measure         zong                                                         huawei                                                             Not comparable
investment  Total invested  >US$3bn; Jun 2024 · 1 source
jobs        Employees       3,277 people; Sep 2018 · 1 source · self-reported; disputed  >800 people; Jul 2020 · 1 source; huawei-technical-support-centre  a whole company against one project; dates are 2 years apart
""")


@pytest.mark.parametrize("companies", [(), ("zong",), ("zong", "CMPak"), ("zong", "zong", "Zong 4G")])
def test_fewer_than_two_companies_are_answered_with_a_proposal(ask, companies):
    answer = ask("compare", *companies)
    assert tuple(answer) == (
        2,
        "",
        "cpecfacts: a comparison needs at least two companies, for example: cpecfacts compare zong huawei alibaba\n",
    )


def test_the_proposal_begins_with_the_company_given(ask):
    assert ask("compare", "daraz").err.endswith(": cpecfacts compare daraz zong huawei\n")


def test_a_company_named_twice_counts_once(ask):
    assert ask("compare", "zong", "CMPak", "huawei", "--json").out == ask("compare", "zong", "huawei", "--json").out


def test_an_unknown_company_is_answered_with_the_nearest(ask):
    answer = ask("compare", "zong", "huwaei")
    assert tuple(answer) == (2, "", "cpecfacts: unknown company “huwaei”: did you mean huawei?\n")


def test_the_companies_come_in_the_order_given(ask):
    answer = ask("compare", "alibaba", "zong", "huawei", "--json")
    assert {tuple(item["values"]) for item in answer.items} == {("alibaba", "zong", "huawei")}
    assert answer.json["description"].startswith("alibaba, zong and huawei compared: facts about ")
    title = ask("compare", "alibaba", "zong", "huawei").out.splitlines()[0].split()
    assert title == ["Kind", "Measure", "alibaba", "zong", "huawei", "Not", "comparable"]


def test_every_row_has_a_figure_of_someone(ask):
    items = ask("compare", "zong", "huawei", "alibaba", "--json").items
    assert [item for item in items if not any(item["values"].values())] == []


def test_rows_are_grouped_by_kind(ask):
    kinds = [item["kind"] for item in ask("compare", "zong", "huawei", "--json").items]
    runs = [kind for index, kind in enumerate(kinds) if index == 0 or kinds[index - 1] != kind]
    assert len(runs) == len(set(runs))


def test_comparable_and_the_reason_belong_together(ask):
    items = ask("compare", "zong", "huawei", "alibaba", "--json").items
    assert {(item["comparable"], item["why_not"] is None) for item in items} == {(True, True), (False, False)}


def test_all_figures_have_a_row_a_date(ask):
    question = ("compare", "infinix", "vivo", "oppo", "--measure", "market-share", "--json")
    latest, every = ask(*question).items, ask(*question, "--all-figures").items
    assert len(latest) == 1
    assert len(every) > 1
    for company, figure in latest[0]["values"].items():
        figures = [item["values"][company] for item in every if item["values"][company] is not None]
        assert figure in figures
        assert len(figures) == figure["figures"]


def test_the_rows_can_be_narrowed_by_a_query_text(ask):
    assert {item["kind"] for item in ask("compare", "zong", "huawei", "--where", "kind:jobs", "--json").items} == {
        "jobs"
    }
    wrong = ask("compare", "zong", "huawei", "--where", "4g (")
    assert tuple(wrong) == (2, "", "cpecfacts: column 4 of the query: this parenthesis is never closed, at “(”\n")


def test_rows_can_be_turned_round_and_cut_off(ask):
    items = ask("compare", "zong", "huawei", "--json").items
    answer = ask("compare", "zong", "huawei", "--reverse", "--limit", 2, "--json").json
    assert answer["items"] == items[::-1][:2]
    assert answer["hidden"]["beyond_limit"] == len(items) - 2
    assert "beyond_limit" not in ask("compare", "zong", "huawei", "--limit", len(items), "--json").json["hidden"]


def test_facts_without_a_measure_are_counted(ask):
    count = ask("compare", "zong", "huawei", "--json").json["hidden"]["no_measure"]
    without = [
        item
        for item in ask("facts", "--company", "zong", "--company", "huawei", "--json").items
        if item["measure"] is None and item["company"] in {"zong", "huawei"}
    ]
    assert count == len(without) > 0


def test_it_cannot_be_sorted(ask):
    assert tuple(ask("compare", "zong", "huawei", "--sort", "amount")) == snapshot(
        (2, "", "cpecfacts: a comparison is not sorted: it is grouped by kind\n")
    )


def test_companies_without_a_common_measure_are_still_shown(ask, small):
    answer = ask("compare", "alpha", "beta", "--store", small)
    assert (answer.code, answer.err) == (
        0,
        snapshot("1 measure to compare; left out: 1 deprecated (--all shows them), 2 without a measure\n"),
    )
    assert answer.out == snapshot("""\
Kind     Measure  alpha  beta                        Not comparable
ranking  Place           no. 2; Jun 2015 · 1 source
""")


def test_nothing_to_compare_is_told(ask):
    answer = ask("compare", "zong", "huawei", "--where", "xyzzy")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == (
        "no measures to compare found for: zong and huawei compared: facts about China Mobile Pakistan (Zong) or Huawei, "
        "with a word that begins “xyzzy”\n"
    )
