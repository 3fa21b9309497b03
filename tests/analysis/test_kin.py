"""Facts that answer the same question."""

from __future__ import annotations

from cpecfacts.analysis.kin import kin_of, question_of


def test_the_question_is_the_measure_of_the_project(fact):
    assert question_of(fact("a", measure="employees", project="p")) == ("project", "p", "employees")


def test_without_a_project_the_question_is_the_measure_of_the_company(fact):
    assert question_of(fact("a", measure="employees")) == ("company", "zong", "employees")


def test_without_a_measure_there_is_no_question_and_no_kin(fact):
    one = fact("a", project="p")
    assert question_of(one) is None
    assert kin_of(one, [one, fact("b", project="p")]) == []


def test_kin_come_in_the_order_of_their_dates_without_the_fact_itself(fact):
    facts = [
        fact("later", measure="employees", when="2021"),
        fact("self", measure="employees", when="2020"),
        fact("undated", measure="employees", when=None),
        fact("earlier", measure="employees", when="2019"),
    ]
    assert [kin.id for kin in kin_of(facts[1], facts)] == ["earlier", "later", "undated"]


def test_facts_of_a_project_are_kin_whichever_company_they_are_about(fact):
    one = fact("a", measure="employees", project="p")
    other = fact("b", measure="employees", project="p", company="huawei")
    assert kin_of(one, [one, other]) == [other]


def test_a_project_is_not_kin_of_its_company(fact):
    one = fact("a", measure="employees", project="p")
    assert kin_of(one, [fact("b", measure="employees"), fact("c", measure="academies", project="p")]) == []


def test_a_project_and_a_company_of_one_id_are_two_questions(fact):
    assert kin_of(fact("a", measure="employees", project="zong"), [fact("b", measure="employees")]) == []
