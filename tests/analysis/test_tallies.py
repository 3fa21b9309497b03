"""Counts of what a set of facts holds."""

from __future__ import annotations

import pytest

from cpecfacts.analysis.tallies import tally_facts
from cpecfacts.analysis.trust import Appraiser
from cpecfacts.model.fact import Kind, Rank


@pytest.fixture
def tally(snapshot):
    """Count facts, by group."""

    def tally(*facts):
        groups = {}
        for one in tally_facts(facts, Appraiser(snapshot(*facts))):
            groups.setdefault(one.group, []).append((one.key, one.facts, one.share))
        return groups

    return tally


def test_facts_are_counted_in_every_group(tally, fact):
    groups = tally(
        fact("a", kind=Kind.TAX, when="2018-05-02", sources=("wire-1", "media-1")),
        fact("b", kind=Kind.TAX, when="2018", sources=("official-1",)),
        fact("c", kind=Kind.LAUNCH, company="huawei", when=None, sources=("media-1", "media-2")),
        fact("d", company="alibaba", when="2015/2019", rank=Rank.DEPRECATED, rank_reason="A slip."),
    )
    assert groups == {
        "all": [("facts", 4, 1.0)],
        "of note": [
            ("two or more sources", 2, 0.5),
            ("two or more origins", 2, 0.5),
            ("self-reported", 0, 0.0),
            ("disputed", 0, 0.0),
            ("undated", 1, 0.25),
            ("deprecated", 1, 0.25),
        ],
        "company": [("zong", 2, 0.5), ("alibaba", 1, 0.25), ("huawei", 1, 0.25)],
        "kind": [("investment", 1, 0.25), ("launch", 1, 0.25), ("tax", 2, 0.5)],
        "year": [("2015", 1, 0.25), ("2018", 2, 0.5)],
        "class of source": [("media", 2, 0.5), ("wire", 2, 0.5), ("official", 1, 0.25)],
        "language": [("en", 3, 0.75), ("ur", 1, 0.25), ("zh", 1, 0.25)],
        "quality": [("1", 3, 0.75), ("4", 1, 0.25)],
    }


def test_without_facts_nothing_is_divided_by_zero(tally):
    assert tally() == {
        "all": [("facts", 0, 0.0)],
        "of note": [
            ("two or more sources", 0, 0.0),
            ("two or more origins", 0, 0.0),
            ("self-reported", 0, 0.0),
            ("disputed", 0, 0.0),
            ("undated", 0, 0.0),
            ("deprecated", 0, 0.0),
        ],
    }


def test_years_come_in_their_order_with_decades_and_centuries_among_them(tally, fact):
    groups = tally(
        fact("a", when="2016"),
        fact("b", when="201X"),
        fact("c", when="19XX"),
        fact("d", when="1999-12-31"),
        fact("e", when="0207"),
    )
    assert [key for key, _, _ in groups["year"]] == ["0207", "19XX", "1999", "201X", "2016"]


def test_a_source_that_stands_twice_in_the_evidence_is_one_source(tally, fact):
    groups = tally(fact("a", sources=("wire-1", "wire-1")))
    assert groups["of note"][0] == ("two or more sources", 0, 0.0)
    assert groups["class of source"] == [("wire", 1, 1.0)]
