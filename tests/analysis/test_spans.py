"""The edges of a set of facts in time."""

from __future__ import annotations

import pytest

from cpecfacts.analysis.spans import first_and_last
from cpecfacts.model.fact import Status, WhenMeans


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        ([], None, None),
        ([None], None, None),
        (["2014"], "2014", "2014"),
        (["2014-04-23", None, "2018", "2016-05"], "2014-04-23", "2018"),
        (["2014", "2014-01-01", "2014-12-31"], "2014", "2014-12-31"),
        (["2007/2011", "2009"], "2007", "2011"),
        (["1998/..", "2001"], "1998", "2001"),
        (["1998/", "1997"], "1997", "1998"),
        (["../1998", "2001"], "1998", "2001"),
        (["/1998", "1990"], "1990", "1998"),
        (["2017~", "2017-01"], "2017~", "2017~"),
        (["201X", "2015"], "201X", "201X"),
    ],
)
def test_the_edges_are_as_precise_as_their_facts(fact, dates, first, last):
    facts = [fact(f"f{index}", when=when) for index, when in enumerate(dates)]
    assert first_and_last(facts) == (first, last)
    assert first_and_last(reversed(facts)) == (first, last)


def test_the_target_of_a_plan_does_not_count(fact):
    facts = [
        fact("a", when="2018"),
        fact("b", when="2030", status=Status.PLANNED, when_means=WhenMeans.EVENT),
        fact("c", when="1990", status=Status.PLANNED, when_means=WhenMeans.PERIOD),
    ]
    assert first_and_last(facts) == ("2018", "2018")


def test_the_date_at_which_a_plan_was_announced_counts(fact):
    facts = [fact("a", when="2018"), fact("b", when="2022", status=Status.PLANNED, when_means=WhenMeans.ANNOUNCED)]
    assert first_and_last(facts) == ("2018", "2022")


def test_the_target_of_a_plan_counts_where_there_is_nothing_else(fact):
    facts = [fact("a", when=None), fact("b", when="2030", status=Status.PLANNED, when_means=WhenMeans.EVENT)]
    assert first_and_last(facts) == ("2030", "2030")
