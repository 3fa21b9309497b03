"""Where sources disagree: against a plain reading of the rules, and with counted comparisons."""

from __future__ import annotations

from datetime import date
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.analysis.claims import Grade
from cpecfacts.analysis.disputes import find_disputes
from cpecfacts.analysis.trust import Appraiser
from cpecfacts.model.amounts import Bound, interval_of
from cpecfacts.model.dates import parse_when
from cpecfacts.model.fact import Rank, Status
from cpecfacts.model.measure import Shape

MEASURE_OF = {
    Shape.TOTAL: "total-invested",
    Shape.LEVEL: "employees",
    Shape.DATE: "first-launch",
    Shape.FLOW: "trainees",
    Shape.ONCE: "price",
    Shape.EACH: "fines",
}
SHAPE_OF = {measure: shape for shape, measure in MEASURE_OF.items()}

# The rules in section 3 of the design and docs/trust.md, read pair by pair and without thinking of speed.

MONTH = 31


def days(fact, *, as_written=False):
    """Return the first and last day, None for an end that is open."""
    when = parse_when(fact.when)
    if not as_written:
        return when.earliest, when.latest
    start, end = when.start, when.start if when.end is None else when.end
    return getattr(start, "first", None), getattr(end, "last", None)


def overlap(one, other):
    too_late = one[0] is not None and other[1] is not None and one[0] > other[1]
    too_early = one[1] is not None and other[0] is not None and one[1] < other[0]
    return not (too_late or too_early)


def is_short(fact):
    first, last = days(fact)
    return first is not None and last is not None and (last - first).days + 1 <= MONTH


def is_above(one, other):
    if one.low is None or other.high is None:
        return False
    touch = one.low_closed and other.high_closed
    return one.low > other.high or (one.low == other.high and not touch)


def disagreement(one, other):
    """Return how two facts disagree and whether it is as a total that falls, or None."""
    if one.measure is None or one.measure != other.measure:
        return None
    if one.project != other.project or (one.project is None and one.company != other.company):
        return None
    if Rank.DEPRECATED in (one.rank, other.rank) or (one.status is Status.PLANNED) != (other.status is Status.PLANNED):
        return None
    shape = SHAPE_OF[one.measure]
    if shape is Shape.DATE:
        both_dated = one.when is not None and other.when is not None
        return (Grade.CONFLICT, False) if both_dated and not overlap(days(one), days(other)) else None
    if one.amount is None or other.amount is None or one.amount.unit != other.amount.unit:
        return None
    return disagreement_of_figures(one, other, shape)


def disagreement_of_figures(one, other, shape):
    one_value = shape is Shape.ONCE and one.project is not None
    dated = one.when is not None and other.when is not None
    same = dated and all(days(one, as_written=w) == days(other, as_written=w) for w in (True, False))
    overlapping = dated and overlap(days(one), days(other))
    values, others = interval_of(one.amount), interval_of(other.amount)
    if not is_above(values, others) and not is_above(others, values):
        lower = {Bound.MORE_THAN, Bound.AT_LEAST}
        if (same or one_value) and {one.amount.bound, other.amount.bound} <= lower:
            low, high = sorted((one.amount.value, other.amount.value))
            return (Grade.TENSION, False) if high - low > abs(high) / 2 else None
        return None
    conflict = {
        Shape.ONCE: one_value or overlapping,
        Shape.FLOW: same,
    }.get(shape, same or (overlapping and is_short(one) and is_short(other)))
    if conflict:
        return Grade.CONFLICT, False
    if shape is Shape.TOTAL and dated and not overlapping:
        earlier, later = sorted((one, other), key=lambda fact: days(fact)[0] or date.min)
        return (Grade.CONFLICT, True) if is_above(interval_of(earlier.amount), interval_of(later.amount)) else None
    as_written = dated and overlap(days(one, as_written=True), days(other, as_written=True))
    return (Grade.TENSION, False) if shape in (Shape.LEVEL, Shape.TOTAL) and as_written else None


# Facts in which all of this happens

WHENS = (
    None,
    *("2016", "2016~", "2016?", "2016%", "201X", "20XX", "2017", "2015", "2015/2017", "2016/2017", "2018~"),
    *("2016-04", "2016-04-XX", "2016-04~", "2016-05", "2016-XX", "2016-04/2016-05", "2016-21", "2016-34"),
    *("2016-04-12", "2016-04-12~", "2016-04-13", "2016-04-30", "2016-04-01/2016-04-30", "2016-04-20/2016-05-20"),
    *("2016/..", "../2016", "/2016", "2016-04-12/..", "../2016-04-12", "0002~", "9900"),
)
NUMBERS = st.one_of(
    st.sampled_from([0, 1, 5, 50, 95, 100, 105, 110, 200, 400, 4000, -5, -100, 0.1, 2.5, -3.5, 100.0]),
    st.sampled_from([2**53, 2**53 + 1, 10**20, 10**20 + 1, -(10**20), 10**300, 1e300, 1.7e308, 5e-324]),
    st.integers(-500, 500),
    st.floats(-500, 500),
)


# Few dates and figures whose ends touch, so that small differences between the rules decide
TOUCHING_WHENS = ("2016-04-12", "2016-04-01/2016-04-12", "2016-04-12/..", "2016", "2016~", "2017", "2018")
TOUCHING_NUMBERS = st.sampled_from([11, 13, 17, 41])
RANKS = st.sampled_from([Rank.NORMAL] * 4 + [Rank.PREFERRED, Rank.DEPRECATED])
STATES = st.sampled_from([Status.REPORTED] * 4 + [Status.COMPLETED, Status.ANNOUNCED, Status.PLANNED])


@pytest.fixture(scope="session")
def amounts(amount):
    """Return a strategy for amounts of some numbers in a unit."""

    @st.composite
    def amounts(draw, numbers, unit="USD"):
        value, bound = draw(numbers), draw(st.sampled_from(Bound))
        if bound is not Bound.BETWEEN:
            return amount(value, unit, bound)
        low, high = sorted((value, draw(numbers)))
        return amount(low, unit, bound, to=high)

    return amounts


@pytest.fixture(scope="session")
def stores(fact, amounts, snapshot):
    """A strategy for stores: facts of any questions, of one and a few dates, or of one and hard to tell apart."""

    def some(**fields):
        return st.fixed_dictionaries(fields)

    @st.composite
    def one_question(draw, whens, figures, **more):
        measure = st.just(draw(st.sampled_from(list(SHAPE_OF))))
        project = st.just(draw(st.sampled_from([None, "deal"])))
        dates = st.sampled_from(draw(st.lists(st.sampled_from(whens), min_size=1, max_size=5, unique=True)))
        return draw(st.lists(some(measure=measure, project=project, when=dates, amount=figures, **more), max_size=12))

    any_questions = st.lists(
        some(
            measure=st.sampled_from(list(SHAPE_OF)),
            project=st.sampled_from([None, "deal", "plant"]),
            company=st.sampled_from(["zong", "huawei"]),
            when=st.sampled_from(WHENS),
            amount=st.none() | amounts(NUMBERS) | amounts(NUMBERS, "PKR"),
            status=STATES,
            rank=RANKS,
        ),
        max_size=12,
    )
    alike = one_question(TOUCHING_WHENS, amounts(TOUCHING_NUMBERS))
    every_kind = any_questions | one_question(WHENS, amounts(NUMBERS), status=STATES, rank=RANKS) | alike | alike
    return every_kind.map(lambda made: snapshot(*(fact(f"f{n:02}", **fields) for n, fields in enumerate(made))))


def pairs(facts):
    """Return what disagrees among facts, pair by pair."""
    found = {}
    for one, other in combinations(facts, 2):
        answer = disagreement(one, other)
        if answer is not None:
            found[frozenset((one.id, other.id))] = answer
    return found


def in_pairs(found, grade, *, falls=None):
    """Return the facts in pairs of a grade, those of falls only, without them, or both."""
    return {key for pair, (its, fall) in found.items() if its is grade and falls in (None, fall) for key in pair}


def is_connected(ids, found):
    """Whether one comes from each to each other by pairs that disagree."""
    reached, waiting = set(), [min(ids)]
    while waiting:
        at = waiting.pop()
        if at not in reached:
            reached.add(at)
            waiting += [other for other in ids if frozenset((at, other)) in found]
    return reached == set(ids)


@given(st.data())
def test_the_facts_in_dispute_are_those_that_disagree_with_some_other(stores, data):
    store = data.draw(stores)
    found, expected = find_disputes(store.facts.values(), store), pairs(store.facts.values())
    for grade in Grade:
        listed = {key for dispute in found if dispute.grade is grade for key in dispute.facts}
        assert listed == in_pairs(expected, grade)
    falls = {key for dispute in found if dispute.why.startswith(FALL) for key in dispute.facts}
    assert falls == in_pairs(expected, Grade.CONFLICT, falls=True)


FALL = ("a total cannot fall: ", "as plans: a total cannot fall: ")


@given(st.data())
def test_two_that_disagree_stand_in_one_dispute_unless_a_total_has_fallen(stores, data):
    store = data.draw(stores)
    found = find_disputes(store.facts.values(), store)
    for pair, (grade, is_fall) in pairs(store.facts.values()).items():
        together = [dispute for dispute in found if dispute.grade is grade and pair <= set(dispute.facts)]
        assert together or is_fall


@given(st.data())
def test_a_dispute_hangs_together_and_holds_two_facts_or_more_each_once(stores, data):
    store = data.draw(stores)
    expected = pairs(store.facts.values())
    for dispute in find_disputes(store.facts.values(), store):
        assert len(set(dispute.facts)) == len(dispute.facts) >= 2
        assert is_connected(dispute.facts, expected)
        for fact in (store.facts[key] for key in dispute.facts):
            assert (fact.project, fact.measure) == (dispute.project, dispute.measure)


@given(st.data())
def test_the_order_of_the_facts_does_not_matter(stores, data):
    store = data.draw(stores)
    facts = list(store.facts.values())
    found = find_disputes(facts, store)
    assert find_disputes(data.draw(st.permutations(facts)), store) == found
    assert find_disputes(iter(facts), store) == found


@given(st.data())
def test_every_fact_in_dispute_has_a_rival_and_rivals_are_mutual(stores, data):
    store = data.draw(stores)
    appraiser = Appraiser(store)
    expected = pairs(store.facts.values())
    rivals = {key: set(appraiser.rivals(fact)) for key, fact in store.facts.items()}
    assert {key for key, found in rivals.items() if found} == {key for d in appraiser.disputes for key in d.facts}
    for key, found in rivals.items():
        assert key not in found
        assert all(key in rivals[other] for other in found)
        disagreeing = {other for other in store.facts if frozenset((key, other)) in expected}
        others = {other for other in disagreeing if not expected[frozenset((key, other))][1]}
        assert others <= found <= disagreeing


@given(st.data())
def test_without_some_fact_no_two_others_begin_to_disagree(stores, data):
    store = data.draw(stores)
    facts = list(store.facts.values())
    fewer = [fact for fact in facts if data.draw(st.booleans())]
    grades = {grade: {k for d in find_disputes(facts, store) if d.grade is grade for k in d.facts} for grade in Grade}
    for dispute in find_disputes(fewer, store):
        assert set(dispute.facts) <= grades[dispute.grade]


# Every three figures whose ends touch, in any order: what random facts seldom hit


@pytest.mark.parametrize(
    ("measure", "dates"),
    [
        ("employees", ("2016", "2016", "2016")),
        ("employees", ("2016-04-12", "2016-04", "2016-04")),
        ("total-invested", ("2016", "2017", "2018")),
        ("total-invested", ("2016", "2016", "2017")),
        ("total-invested", ("2016", "2017", "2017")),
    ],
)
def test_three_figures_whose_ends_touch_disagree_as_the_rules_say(fact, amount, snapshot, measure, dates):
    store = snapshot()
    figures = [amount(value, bound=bound) for value in (11, 12) for bound in Bound if bound is not Bound.BETWEEN]
    answers = [
        [fact(f"f{place}", measure=measure, when=when, amount=figure) for figure in figures]
        for place, when in enumerate(dates)
    ]
    for three in product(*answers):
        found = find_disputes(three, store)
        expected = pairs(three)
        for grade in Grade:
            listed = {key for dispute in found if dispute.grade is grade for key in dispute.facts}
            assert listed == in_pairs(expected, grade), three


# One by one


def test_answers_to_when_that_have_no_date_claim_nothing(fact, snapshot):
    store = snapshot(*(fact(key, measure="first-launch", when=None) for key in "ab"))
    assert find_disputes(store.facts.values(), store) == ()
