"""What stands behind a fact, and what contradicts it."""

from __future__ import annotations

import pytest

from cpecfacts.analysis import trust as trust_module
from cpecfacts.analysis.trust import Appraiser, Trust
from cpecfacts.model.fact import Rank, Status


@pytest.fixture
def people(fact, amount):
    """Make an answer to how many people Zong employs."""

    def people(fact_id, value, when="2016", **changes):
        return fact(fact_id, measure="employees", when=when, amount=amount(value, "people"), **changes)

    return people


def test_a_fact_is_appraised_in_full(people, snapshot, piece):
    evidence = (
        piece("media-1"),
        piece("official-1", "pta"),
        piece("official-1", "pta"),
        piece("media-2", "zong"),
        piece("wire-1", stance="disputes"),
        piece("media-1", stance="disputes"),
    )
    asked = people("a", 100, evidence=evidence)
    assert Appraiser(snapshot(asked, people("b", 200))).trust(asked) == Trust(
        sources=3,
        against=1,  # one paper says both
        origins=("media-1", "The pta", "The zong"),
        self_reported=False,
        quality=4,
        disputes=("b",),
    )


def test_a_company_that_is_the_only_voice_reports_of_itself(fact, snapshot, piece, organization):
    family = [organization("group"), organization("firm", parent="group"), organization("shop", "brand", parent="firm")]
    facts = {
        "itself": fact("itself", company="firm", evidence=(piece("media-1", "firm"), piece("media-2", "firm"))),
        "owner": fact("owner", company="firm", evidence=(piece("media-1", "group"),)),
        "brand": fact("brand", company="firm", evidence=(piece("media-1", "shop"), piece("media-2", "group"))),
        "of the brand": fact("of the brand", company="shop", evidence=(piece("media-1", "firm"),)),
        "of the owner": fact("of the owner", company="group", evidence=(piece("media-1", "shop"),)),
        "paper too": fact("paper too", company="firm", evidence=(piece("media-1", "firm"), piece("media-2"))),
        "party": fact("party", company="zong", parties=("firm",), evidence=(piece("media-1", "firm"),)),
        "paper": fact("paper", company="firm", evidence=(piece("media-1"),)),
        "nobody": fact("nobody", company="firm", evidence=(piece("media-1", "firm", "disputes"),)),
        "doubted": fact(
            "doubted", company="firm", evidence=(piece("media-1", "firm"), piece("media-2", stance="disputes"))
        ),
    }
    appraiser = Appraiser(snapshot(*facts.values(), organizations=family))
    assert {name for name, asked in facts.items() if appraiser.trust(asked).self_reported} == {
        "itself",
        "owner",
        "brand",
        "of the brand",
        "of the owner",
        "doubted",
    }


def test_a_public_body_that_speaks_of_itself_reports_of_itself(fact, snapshot, piece):
    asked = fact("a", company="pta", evidence=(piece("media-1", "pta"),))
    assert Appraiser(snapshot(asked)).trust(asked).self_reported


def test_a_fact_that_nobody_supports_has_no_origin_and_the_lowest_grade(fact, snapshot, piece):
    asked = fact("a", evidence=(piece("official-1", stance="disputes"),))
    assert Appraiser(snapshot(asked)).trust(asked) == Trust(
        sources=0, against=1, origins=(), self_reported=False, quality=1, disputes=()
    )


def test_rivals_are_those_that_a_fact_disagrees_with_and_not_all_of_its_dispute(fact, amount, snapshot):
    low, high, most, least = (
        fact(key, measure="employees", amount=amount(value, "people", bound))
        for key, value, bound in [
            ("low", 100, "exact"),
            ("high", 200, "exact"),
            ("most", 150, "up-to"),
            ("least", 150, "at-least"),
        ]
    )
    appraiser = Appraiser(snapshot(low, high, most, least))
    assert [dispute.facts for dispute in appraiser.disputes] == [("high", "least", "low", "most")]
    assert appraiser.rivals(low) == ("high", "least")
    assert appraiser.rivals(high) == ("low", "most")
    assert appraiser.rivals(least) == ("low",)
    assert appraiser.rivals(most) == ("high",)


def test_rivals_stand_in_the_order_of_their_dates(people, snapshot):
    answers = [people("z", 100), people("c", 200, when="2016-05"), people("a", 300, when="2016-07-01")]
    assert Appraiser(snapshot(*answers)).rivals(answers[0]) == ("c", "a")


def test_a_fact_in_two_disputes_has_the_rivals_of_both_once(fact, amount, snapshot):
    totals = [
        fact(key, measure="total-invested", when=when, amount=amount(value))
        for key, when, value in [
            ("first", "2010-05", 9),
            ("second", "2012-05", 7),
            ("beside", "2012-05-12", 5),
            ("third", "2014", 3),
        ]
    ]
    appraiser = Appraiser(snapshot(*totals))
    assert [dispute.facts for dispute in appraiser.disputes] == [
        ("first", "second", "beside"),
        ("second", "beside"),
        ("second", "beside", "third"),
    ]
    assert appraiser.rivals(totals[1]) == ("first", "beside", "third")
    assert [len(appraiser.disputes_of[total.id]) for total in totals] == [1, 3, 3, 1]


@pytest.mark.parametrize("rank", [Rank.NORMAL, Rank.PREFERRED])
def test_deprecated_facts_and_plans_are_no_rivals(people, snapshot, rank):
    asked = people("asked", 100, rank=rank)
    plan = people("plan", 300, status=Status.PLANNED)
    other_plan = people("other-plan", 500, status=Status.PLANNED)
    wrong = people("wrong", 200, rank=Rank.DEPRECATED, rank_reason="A misprint.")
    appraiser = Appraiser(snapshot(asked, plan, other_plan, wrong))
    assert [appraiser.is_disputed(one) for one in (asked, plan, other_plan, wrong)] == [False, True, True, False]
    assert appraiser.trust(plan).disputes == ("other-plan",)
    assert appraiser.trust(wrong).disputes == appraiser.trust(asked).disputes == ()


def test_other_units_and_companies_are_other_questions(people, fact, amount, snapshot):
    asked = people("asked", 100)
    others = [
        people("huawei", 900, company="huawei"),
        people("project", 900, project="deal"),
        fact("share", measure="employees", when="2016", amount=amount(9, "percent")),
        fact("unmeasured", when="2016", amount=amount(9, "people")),
        fact("valueless", measure="employees", when="2016"),
    ]
    assert Appraiser(snapshot(asked, *others)).disputes == ()


def test_answers_about_a_project_are_compared_whoever_they_are_about(people, snapshot):
    one, other = people("one", 100, project="deal"), people("other", 900, project="deal", company="huawei")
    (dispute,) = Appraiser(snapshot(one, other)).disputes
    assert (dispute.company, dispute.project, dispute.facts) == ("zong", "deal", ("one", "other"))


def test_disputes_are_worked_out_once(people, snapshot, monkeypatch):
    calls = []

    def counted(facts, store, find=trust_module.find_disputes):
        calls.append(1)
        return find(facts, store)

    monkeypatch.setattr(trust_module, "find_disputes", counted)
    facts = [people("a", 100), people("b", 200)]
    appraiser = Appraiser(snapshot(*facts))
    assert calls == []
    assert [appraiser.trust(asked) for asked in facts] == [appraiser.trust(asked) for asked in facts]
    assert appraiser.trust(facts[0]) is appraiser.trust(facts[0])
    assert all(appraiser.is_disputed(asked) for asked in facts)
    assert calls == [1]


def test_what_a_fact_claims_is_worked_out_once_however_many_rivals_it_has(people, snapshot, monkeypatch):
    asked = []

    def counted(fact, shape, claim=trust_module.claim_of):
        asked.append(fact.id)
        return claim(fact, shape)

    monkeypatch.setattr(trust_module, "claim_of", counted)
    facts = [people(f"f{number}", 100 * number) for number in range(1, 9)]
    appraiser = Appraiser(snapshot(*facts))
    assert {len(appraiser.trust(fact).disputes) for fact in facts} == {7}
    assert sorted(asked) == sorted(fact.id for fact in facts)
