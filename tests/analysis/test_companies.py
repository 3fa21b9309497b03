"""Organizations with what the facts say of them."""

from __future__ import annotations

import pytest

from cpecfacts.analysis.companies import summarize_companies, summarize_company
from cpecfacts.analysis.trust import Appraiser
from cpecfacts.model.fact import Rank, Status
from cpecfacts.model.organization import OrganizationType


@pytest.fixture
def summarize(snapshot):
    def summarize(*facts, types=None):
        return summarize_companies(facts, Appraiser(snapshot(*facts)), types)

    return summarize


def test_companies_come_by_the_number_of_their_facts_and_then_by_id(summarize, fact):
    summaries = summarize(
        fact("a", company="zong"),
        fact("b", company="huawei"),
        fact("c", company="alibaba"),
        fact("d", company="alibaba"),
    )
    assert [(summary.id, summary.facts) for summary in summaries] == [("alibaba", 2), ("huawei", 1), ("zong", 1)]


def test_by_default_only_companies_that_a_fact_is_about_are_told(summarize, fact):
    summaries = summarize(
        fact("a", company="zong", parties=("huawei", "pta")),
        fact("b", company="pta"),
        fact("c", company="jazzcash"),
    )
    assert [summary.id for summary in summaries] == ["zong"]


def test_of_a_company_facts_that_it_is_only_a_party_to_count_too(summarize, fact):
    summaries = summarize(
        fact("a", company="zong", parties=("huawei",)), fact("b", company="huawei", parties=("huawei",))
    )
    assert {summary.id: summary.facts for summary in summaries} == {"huawei": 2, "zong": 1}


def test_with_types_all_organizations_of_them_that_take_part_are_told(summarize, fact):
    summaries = summarize(
        fact("a", company="zong", parties=("pta", "jazzcash")),
        fact("b", company="pta"),
        types=[OrganizationType.PUBLIC_BODY, OrganizationType.BRAND],
    )
    assert [(summary.id, summary.facts) for summary in summaries] == [("pta", 2), ("jazzcash", 1)]


def test_with_no_type_at_all_nothing_is_told(summarize, fact):
    assert summarize(fact("a"), types=[]) == []


def test_without_facts_there_is_no_summary(summarize):
    assert summarize() == []


def test_a_summary_has_the_record_and_the_counts(summarize, fact):
    (summary,) = summarize(
        fact("a", when="2014-04-23", sources=("wire-1", "media-1")),
        fact("b", when="2018", sources=("wire-1",)),
        fact("c", when=None, sources=("official-1",)),
    )
    assert (summary.name, summary.type, summary.country) == ("The zong", OrganizationType.COMPANY, "PK")
    assert (summary.parent, summary.sector, summary.aliases) == (None, None, ("ZONG",))
    assert (summary.facts, summary.sources, summary.first, summary.last) == (3, 3, "2014-04-23", "2018")
    assert summary.total_invested is None


def test_the_dates_are_those_of_facts_that_it_is_the_subject_of(summarize, fact):
    zong, huawei = summarize(
        fact("a", company="zong", when="2014"),
        fact("b", company="zong", when="2016"),
        fact("c", company="huawei", parties=("zong",), when="1998"),
    )
    assert (zong.id, zong.facts, zong.first, zong.last) == ("zong", 3, "2014", "2016")
    assert (huawei.first, huawei.last) == ("1998", "1998")


def test_total_invested_is_the_latest_figure_of_that_measure(summarize, fact, amount):
    (summary,) = summarize(
        fact("a", measure="total-invested", amount=amount(1), when="2019"),
        fact("b", measure="total-invested", amount=amount(2), when="2021"),
        fact("c", measure="employees", amount=amount(3), when="2023"),
    )
    assert summary.total_invested.fact == "b"
    assert summary.total_invested.figures == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Status.PLANNED},
        {"rank": Rank.DEPRECATED, "rank_reason": "A slip."},
        {"amount": None},
        {"company": "alibaba", "parties": ("zong",)},
    ],
)
def test_total_invested_is_no_plan_no_deprecated_fact_and_no_other_companys(fact, amount, snapshot, changes):
    good = fact("good", measure="total-invested", amount=amount(1), when="2015")
    other = fact("other", **({"measure": "total-invested", "amount": amount(9), "when": "2022"} | changes))
    assert summarize_company("zong", [good, other], Appraiser(snapshot(good, other))).total_invested.fact == "good"
    assert summarize_company("zong", [other], Appraiser(snapshot(other))).total_invested is None


def test_a_company_without_facts_has_an_empty_summary(snapshot):
    summary = summarize_company("zong", [], Appraiser(snapshot()))
    assert (summary.facts, summary.sources, summary.first, summary.last) == (0, 0, None, None)
