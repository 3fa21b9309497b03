"""What a fact tells of itself."""

from __future__ import annotations

import pytest

from cpecfacts.model.fact import Rank, Status


def test_what_is_planned_is_a_plan(make_fact):
    assert make_fact(status=Status.PLANNED).is_plan is True


@pytest.mark.parametrize(
    "status", [Status.ANNOUNCED, Status.UNDER_WAY, Status.COMPLETED, Status.CANCELLED, Status.REPORTED]
)
def test_no_other_status_is_a_plan(make_fact, status):
    assert make_fact(status=status).is_plan is False


def test_only_the_rank_deprecated_makes_a_fact_deprecated(make_fact):
    assert [make_fact(rank=rank).is_deprecated for rank in (Rank.PREFERRED, Rank.NORMAL, Rank.DEPRECATED)] == [
        False,
        False,
        True,
    ]


def test_the_companies_of_a_fact_are_its_subject_and_then_its_parties(make_fact):
    assert make_fact(company="zong", parties=("pta", "huawei")).companies == ("zong", "pta", "huawei")


def test_a_source_that_gives_two_pieces_of_evidence_counts_once(make_fact):
    fact = make_fact(sources=("dawn-2014", "app-2014", "dawn-2014"))
    assert fact.source_ids == ("dawn-2014", "app-2014")


def test_a_fact_without_evidence_has_no_sources(make_fact):
    assert make_fact(sources=()).source_ids == ()
