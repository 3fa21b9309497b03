"""Figures, and which of several is the latest."""

from __future__ import annotations

import pytest

from cpecfacts.analysis import figures
from cpecfacts.analysis.trust import Trust
from cpecfacts.model.fact import Rank, Status
from cpecfacts.model.measure import Shape


def trust_of(fact):
    """A trust in which every number is another one."""
    return Trust(
        sources=len(fact.source_ids),
        against=0,
        origins=("Zong",) * 7,
        self_reported=True,
        quality=4,
        disputes=("x", "y"),
    )


def figure_of(fact, answers=(), shape=None):
    return figures.figure_of(fact, trust_of, answers, shape)


def latest_figure(facts, shape=None):
    return figures.latest_figure(facts, trust_of, shape)


def test_a_figure_has_what_its_fact_says(fact, amount):
    answer = fact("a", amount=amount(5), when="2019-04", project="p", sources=("wire-1", "media-1", "wire-1"))
    figure = figure_of(answer, [answer, fact("b"), fact("c")])
    assert (figure.fact, figure.amount, figure.when) == ("a", amount(5), "2019-04")
    assert (figure.sources, figure.plan, figure.project, figure.figures) == (2, False, "p", 3)
    assert figure.answers == ()


def test_a_figure_tells_how_far_its_fact_can_be_trusted(fact):
    figure = figure_of(fact("a"))
    assert (figure.origins, figure.self_reported, figure.quality, figure.disputed) == (7, True, 4, True)


@pytest.mark.parametrize("shape", [Shape.DATE, Shape.ONCE])
def test_of_a_question_with_only_one_answer_all_that_differ_are_told(fact, shape):
    facts = [fact("a", when="2014"), fact("b", when="2013"), fact("c", when="2015")]
    assert latest_figure(facts, shape).answers == ("b", "a", "c")
    assert latest_figure(facts, Shape.LEVEL).answers == ()


def test_an_answer_that_a_more_exact_one_is_an_instance_of_is_none_of_its_own(fact, amount):
    facts = [fact("year", when="2018"), fact("day", when="2018-05-08")]
    assert latest_figure(facts, Shape.DATE).answers == ()
    amounts = [
        fact("over", amount=amount(2, bound="more-than")),
        fact("exact", amount=amount(3)),
        fact("less", amount=amount(1)),
    ]
    assert set(latest_figure(amounts, Shape.ONCE).answers) == {"exact", "less"}


def test_an_amount_and_a_date_or_nothing_are_different_answers(fact, amount):
    facts = [fact("amount", amount=amount(2)), fact("date", when="2018"), fact("none", when=None)]
    assert len(latest_figure(facts, Shape.ONCE).answers) == 3


@pytest.mark.parametrize(
    ("status", "plan"),
    [
        (Status.PLANNED, True),
        (Status.ANNOUNCED, False),
        (Status.UNDER_WAY, False),
        (Status.COMPLETED, False),
        (Status.CANCELLED, False),
        (Status.REPORTED, False),
    ],
)
def test_what_is_planned_is_a_plan(fact, status, plan):
    assert figure_of(fact("a", status=status)).plan is plan


def test_without_facts_there_is_no_latest_figure():
    assert latest_figure([]) is None


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("2018", "2019"),
        ("2018", "2018-10"),  # "2018" may be January
        ("2018-10", "2018-10-02"),
        ("2018-12", "2019"),
        ("2018", "2018-01-01/2018-12-31"),
        ("2010/2017", "2016/2018"),  # of a period the end counts
        ("2017/2018", "2018-06"),
        ("2017/..", "2018"),  # an open end counts as its start
        ("2017", "../2018"),  # what has no start counts as its end
        ("201X", "2011"),
        ("20XX", "201X"),
        (None, "1990"),
    ],
)
def test_the_more_recent_figure_is_the_latest(fact, older, newer):
    facts = [fact("z-older", when=older), fact("a-newer", when=newer)]
    assert latest_figure(facts).fact == "a-newer"
    assert latest_figure(reversed(facts)).fact == "a-newer"


def test_of_one_date_the_preferred_figure_is_the_latest(fact):
    facts = [
        fact("z-well-sourced", sources=("wire-1", "media-1", "media-2")),
        fact("a-preferred", rank=Rank.PREFERRED),
    ]
    assert latest_figure(facts).fact == "a-preferred"


def test_a_later_figure_beats_a_preferred_one(fact):
    facts = [fact("a", when="2021"), fact("b", when="2020", rank=Rank.PREFERRED)]
    assert latest_figure(facts).fact == "a"


def test_of_one_date_and_rank_the_figure_with_more_sources_is_the_latest(fact):
    facts = [fact("z"), fact("a", sources=("wire-1", "media-1"))]
    assert latest_figure(facts).fact == "a"


def test_of_wholly_equal_figures_the_choice_is_always_the_same(fact):
    facts = [fact("a"), fact("b")]
    assert latest_figure(facts).fact == latest_figure(facts[::-1]).fact == "b"


def test_the_latest_figure_knows_how_many_there_are(fact):
    assert latest_figure([fact("a"), fact("b", when="2021"), fact("c", when=None)]).figures == 3


def test_of_one_date_what_happened_is_later_than_a_plan(fact):
    facts = [
        fact("opening", when="2022-03-04", status=Status.COMPLETED),
        fact("opening-planned", when="2022-03-04", status=Status.PLANNED, sources=("wire-1", "media-1")),
    ]
    assert latest_figure(facts).fact == "opening"


@pytest.mark.parametrize("shape", Shape)
def test_figures_of_one_question_are_those_of_each_fact_among_all(fact, amount, shape):
    facts = [
        fact("year", when="2018"),
        fact("day", when="2018-05-08"),
        fact("later", when="2019/.."),
        fact("over", when=None, amount=amount(2, bound="more-than")),
        fact("exact", when=None, amount=amount(3)),
        fact("nothing", when=None),
    ]
    assert list(figures.figures_of(facts, trust_of, shape)) == [figure_of(each, facts, shape) for each in facts]


def test_every_answer_is_read_once_for_the_figures_of_all(fact, monkeypatch):
    read = []

    def counted(answer, meaning=figures._meaning):
        read.append(answer.id)
        return meaning(answer)

    monkeypatch.setattr(figures, "_meaning", counted)
    facts = [fact(f"f{year}", when=str(year)) for year in range(1990, 2020)]
    assert {len(figure.answers) for figure in figures.figures_of(facts, trust_of, Shape.DATE)} == {30}
    assert len(read) == 30
