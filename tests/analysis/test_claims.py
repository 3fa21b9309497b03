"""What facts claim, and when two claims cannot both be true."""

from __future__ import annotations

from datetime import date

import pytest

from cpecfacts.analysis.claims import (
    Grade,
    are_far_apart,
    claim_of,
    grade_between,
    has_fallen,
    lower_bound,
    span_of,
)
from cpecfacts.model.amounts import Interval
from cpecfacts.model.measure import Shape

CONFLICT, TENSION = Grade.CONFLICT, Grade.TENSION
SHAPES = [Shape.LEVEL, Shape.TOTAL, Shape.EACH, Shape.FLOW, Shape.ONCE]


@pytest.fixture
def grade(fact, amount):
    """Return how two answers disagree: (value, bound or nothing, date) each, or a date alone."""

    def claim(shape, answer):
        value, bound, when = answer if len(answer) == 3 else (answer[0], "exact", answer[1])
        return claim_of(fact("a", amount=None if value is None else amount(value, bound=bound), when=when), shape)

    def grade(shape, one, other, *, in_project=False):
        first, second = claim(shape, one), claim(shape, other)
        answer = grade_between(first, second, shape, in_project=in_project)
        assert grade_between(second, first, shape, in_project=in_project) is answer
        return answer

    return grade


@pytest.mark.parametrize(
    ("when", "first", "last", "written_first", "written_last"),
    [
        ("2017-04-12", "2017-04-12", "2017-04-12", "2017-04-12", "2017-04-12"),
        ("2017-04", "2017-04-01", "2017-04-30", "2017-04-01", "2017-04-30"),
        ("2017", "2017-01-01", "2017-12-31", "2017-01-01", "2017-12-31"),
        ("2017~", "2016-01-01", "2018-12-31", "2017-01-01", "2017-12-31"),
        ("2017-04-12?", "2017-04-11", "2017-04-13", "2017-04-12", "2017-04-12"),
        ("2017-04/2017-06~", "2017-04-01", "2017-07-31", "2017-04-01", "2017-06-30"),
        ("2017/..", "2017-01-01", "9999-12-31", "2017-01-01", "9999-12-31"),
        ("../2017%", "0001-01-01", "2018-12-31", "0001-01-01", "2017-12-31"),
        ("/2017", "0001-01-01", "2017-12-31", "0001-01-01", "2017-12-31"),
        ("0002~", "0001-01-01", "0003-12-31", "0002-01-01", "0002-12-31"),
        ("9900", "9900-01-01", "9900-12-31", "9900-01-01", "9900-12-31"),
    ],
)
def test_a_span_has_the_days_a_date_may_mean_and_those_it_is_written_with(
    when, first, last, written_first, written_last
):
    days = (first, last, written_first, written_last)
    assert span_of(when) == tuple(date.fromisoformat(day).toordinal() for day in days)


@pytest.mark.parametrize(
    ("when", "is_moment"),
    [
        ("2017-04-12", True),
        ("2017-02", True),
        ("2017-01", True),  # 31 days
        ("2017-01-15/2017-02-14", True),  # 31 days
        ("2017-01-15/2017-02-15", False),
        ("2017-04~", False),
        ("2017-04-12~", True),
        ("2017-33", False),
        ("2017/..", False),
    ],
)
def test_a_moment_is_no_longer_than_a_month(when, is_moment):
    assert span_of(when).is_moment is is_moment


def test_the_values_of_a_date_are_its_days(fact, amount):
    claim = claim_of(fact("a", when="2017~", amount=amount(5)), Shape.DATE)
    assert claim.values == Interval(date(2016, 1, 1).toordinal(), date(2018, 12, 31).toordinal())
    assert claim_of(fact("a", when=None, amount=amount(5)), Shape.DATE) is None


@pytest.mark.parametrize("shape", SHAPES)
def test_without_an_amount_nothing_is_claimed_of_a_figure(fact, amount, shape):
    assert claim_of(fact("a"), shape) is None
    undated = claim_of(fact("a", amount=amount(5, bound="at-least"), when=None), shape)
    assert (undated.values, undated.span) == (Interval(5, None), None)


@pytest.mark.parametrize("shape", [*SHAPES, Shape.DATE])
def test_claims_that_meet_agree(grade, shape):
    assert grade(shape, (3e9, "more-than", "2020-05"), (3.2e9, "2020-05"), in_project=True) is None
    assert grade(shape, (100, "about", "2020-05"), (108, "2020-05")) is None


@pytest.mark.parametrize(
    # whether values that do not meet are a conflict (C), a tension (T) or neither (-), for each of SHAPES
    ("one", "other", "letters"),
    [
        # the same span
        ("2020-05-12", "2020-05-12", "CCCCC"),
        ("2020", "2020", "CCCCC"),
        ("2020~", "2020?", "CCCCC"),
        ("2020-05", "2020-05-01/2020-05-31", "CCCCC"),
        ("2018/2020", "2018/2020", "CCCCC"),
        ("2018/..", "2018/..", "CCCCC"),
        # overlapping moments
        ("2020-05", "2020-05-12", "CCC-C"),
        ("2020-05-12~", "2020-05-13", "CCC-C"),
        ("2020-05-31", "2020-05-15/2020-06-14", "CCC-C"),
        # overlapping as written, one longer than a month
        ("2020", "2020-05", "TT--C"),
        ("2020", "2019/2020", "TT--C"),
        ("2019/2020", "2020/2021", "TT--C"),
        ("2020", "2020~", "TT--C"),
        ("2020~", "2019/2021", "TT--C"),  # the same days widened, but not as written
        ("2018/..", "2020-05-12", "TT--C"),
        ("../2020", "2018/..", "TT--C"),
        # overlapping only because a qualifier widens one
        ("2020~", "2019-07", "----C"),
        ("2020-05~", "2020-06-03", "----C"),
        # apart
        ("2020-05-12", "2020-05-13", "-----"),
        ("2020", "2021", "-----"),
        ("../2017", "2018/..", "-----"),
        # undated: nobody knows
        (None, "2020", "-----"),
        (None, None, "-----"),
    ],
)
def test_values_that_do_not_meet_disagree_by_their_dates(grade, one, other, letters):
    # a figure that grows, as far as the dates tell: no fall of a total is meant here
    found = [grade(shape, (5, "at-most", one), (50, "at-least", other)) for shape in SHAPES]
    assert found == [{"C": CONFLICT, "T": TENSION, "-": None}[letter] for letter in letters]


@pytest.mark.parametrize("dates", [("2020", "2020"), ("2018", "2020"), (None, "2020"), (None, None)])
def test_once_in_a_project_has_one_value_whatever_the_date(grade, dates):
    assert grade(Shape.ONCE, (5, dates[0]), (50, dates[1]), in_project=True) is CONFLICT


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2013", "2014", CONFLICT),
        ("2013", "2013-05-12", None),
        ("2013~", "2014", None),
        ("2013~", "2015", CONFLICT),
        ("../2020", "2018/..", None),  # by 2020, and in 2018 or later
        ("../2017", "2018/..", CONFLICT),
        ("2013-04-30", "2013-05", CONFLICT),
    ],
)
@pytest.mark.parametrize("in_project", [True, False])
def test_a_date_is_one(grade, one, other, answer, in_project):
    assert grade(Shape.DATE, (None, one), (None, other), in_project=in_project) is answer


@pytest.mark.parametrize(
    ("earlier", "later", "answer"),
    [
        ((3e9, "2017-08"), (2.7e9, "2018-10"), CONFLICT),
        ((3e9, "2017-08"), (3e9, "2018-10"), None),
        ((3e9, "2017-08"), (3.3e9, "2018-10"), None),
        ((3e9, "more-than", "2017"), (3e9, "2018"), None),  # a rounded 3bn may be more than 3bn
        ((3e9, "more-than", "2017"), (3e9, "at-most", "2018"), CONFLICT),
        ((3e9, "at-least", "2017"), (3e9, "at-most", "2018"), None),
        ((3e9, "at-least", "2017"), (3e9, "less-than", "2018"), CONFLICT),
        ((3e9, "up-to", "2017"), (2e9, "2018"), None),
        ((3e9, "2017"), (2e9, "at-least", "2018"), None),
        ((0, "2017"), (-5, "2018"), CONFLICT),
        ((3e9, "2017~"), (2e9, "2018"), None),  # may be of the same time, and is not as written
        ((3e9, "2017~"), (2e9, "2019"), CONFLICT),
        ((3e9, "2017/.."), (2e9, "2018"), TENSION),
        ((3e9, "../2017"), (2e9, "2018/.."), CONFLICT),
        ((3e9, None), (2e9, "2018"), None),
        ((3e9, "2017"), (2e9, None), None),
    ],
)
def test_a_total_cannot_fall(grade, earlier, later, answer):
    assert grade(Shape.TOTAL, earlier, later) is answer
    if answer is CONFLICT:
        assert grade(Shape.LEVEL, earlier, later) is None


def test_a_fall_goes_from_the_earlier_to_the_later_one(fact, amount):
    high, low = (
        claim_of(fact(when, amount=amount(value), when=when), Shape.TOTAL)
        for value, when in ((9, "2017-12-31"), (5, "2018-01-01"))
    )
    assert has_fallen(high, low)
    assert not has_fallen(low, high)
    assert not has_fallen(high, low._replace(span=high.span))


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        ("more-than", 400),
        ("at-least", 400),
        ("exact", None),
        ("about", None),
        ("less-than", None),
        ("at-most", None),
        ("up-to", None),
    ],
)
def test_lower_bounds_say_what_a_figure_exceeds_or_reaches(fact, amount, bound, expected):
    assert lower_bound(claim_of(fact("a", amount=amount(400, bound=bound)), Shape.LEVEL)) == expected


def test_what_lies_between_two_figures_is_no_lower_bound(fact, amount):
    assert lower_bound(claim_of(fact("a", amount=amount(400, bound="between", to=500)), Shape.LEVEL)) is None
    assert lower_bound(claim_of(fact("a", when="2020"), Shape.DATE)) is None


@pytest.mark.parametrize(
    ("low", "high", "far"),
    [
        (400, 4000, True),
        (50, 100, False),
        (49, 100, True),
        (100, 100, False),
        (0, 1, True),
        (0, 0, False),
        (-1, 0, True),
        (-100, -90, False),
        (-200, -100, True),
        (-1, 1, True),
        (1e308, 10**308, False),
        (10**300, 1.5e308, True),
    ],
)
def test_lower_bounds_are_far_apart_when_they_differ_by_more_than_half_of_the_higher(low, high, far):
    assert are_far_apart(low, high) is far


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ((400, "more-than", "2020"), (4000, "more-than", "2020"), TENSION),
        ((400, "at-least", "2020"), (4000, "more-than", "2020"), TENSION),
        ((400, "at-least", "2020"), (800, "at-least", "2020"), None),
        ((400, "at-least", "2020"), (801, "at-least", "2020"), TENSION),
        ((400, "at-least", "2020"), (4000, "2020"), None),
        ((400, "at-least", "2020"), (4000, "up-to", "2020"), None),
        ((400, "more-than", "2020-05"), (4000, "more-than", "2020"), None),
        ((400, "more-than", None), (4000, "more-than", None), None),
    ],
)
def test_two_lower_bounds_of_one_date_far_apart_are_in_tension(grade, shape, one, other, answer):
    assert grade(shape, one, other) is answer


@pytest.mark.parametrize("dates", [("2018", "2020"), (None, "2020"), (None, None)])
def test_lower_bounds_of_what_has_one_value_need_no_date(grade, dates):
    assert grade(Shape.ONCE, (400, "more-than", dates[0]), (4000, "more-than", dates[1]), in_project=True) is TENSION
    assert grade(Shape.ONCE, (400, "more-than", dates[0]), (4000, "more-than", dates[1])) is None
    assert grade(Shape.LEVEL, (400, "more-than", dates[0]), (4000, "more-than", dates[1]), in_project=True) is None


def test_dates_have_no_lower_bounds(grade):
    assert grade(Shape.DATE, (400, "more-than", "2020"), (4000, "more-than", "2020")) is None
