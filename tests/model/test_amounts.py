"""The numbers that an amount may mean (design, section 3)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.model.amounts import Amount, Bound, Interval, interval_of, is_currency, last_digit_unit


def amount(value, bound=Bound.EXACT, to=None, unit="USD"):
    return Amount(value=value, to=to, unit=unit, bound=bound, raw=None)


# Figures


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (7, 1),
        (10, 10),
        (1200, 100),
        (1201, 1),
        (-1200, 100),
        (3_000_000_000, 1_000_000_000),
        (184_500_000, 100_000),
        (10**30, 10**30),
        (10**30 + 1, 1),
        (0, 1),
        (0.0, 1),
        (-0.0, 1),
        (1200.0, 100),
        (1e22, 1e22),
        (1e23, 1e23),
        (1.5e300, 1e299),
    ],
)
def test_the_last_significant_digit_of_a_whole_number(value, unit):
    assert last_digit_unit(value) == unit


@pytest.mark.parametrize(
    ("value", "unit"),
    [(1.2, 0.1), (-1.2, 0.1), (123.45, 0.01), (0.5, 0.1), (1e-7, 1e-7), (1.5e-7, 1e-8)],
)
def test_the_last_significant_digit_of_a_fraction(value, unit):
    assert last_digit_unit(value) == unit


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        (3277, 3276.5, 3277.5),  # half of the last digit is less than 2.5 %
        (184_500_000, 184_450_000, 184_550_000),
        (850_000_000, 845_000_000, 855_000_000),
        (3_000_000_000, 2_925_000_000, 3_075_000_000),  # 2.5 % is less than half a billion
        (14_000, 13_650, 14_350),
        (1, 0.975, 1.025),
        (-5, -5.125, -4.875),
        (0, 0, 0),
    ],
)
def test_an_exact_figure_spans_half_of_its_last_digit_and_at_most_one_fortieth(value, low, high):
    assert interval_of(amount(value)) == Interval(low, high, low_closed=True, high_closed=True)


@pytest.mark.parametrize(
    ("value", "margin"), [(1.2, 0.03), (12.25, 0.005), (1e-7, 2.5e-9), (1e22, 2.5e20), (1e23, 2.5e21)]
)
def test_an_exact_figure_written_as_a_float_spans_the_same(value, margin):
    low, high, low_closed, high_closed = interval_of(amount(value))
    assert low == pytest.approx(value - margin, rel=1e-12)
    assert high == pytest.approx(value + margin, rel=1e-12)
    assert (low_closed, high_closed) == (True, True)


@pytest.mark.parametrize(
    ("value", "low", "high"), [(100, 90, 110), (-100, -110, -90), (0, 0, 0), (3_000_000_000, 2.7e9, 3.3e9)]
)
def test_about_spans_ten_per_cent_either_way(value, low, high):
    assert interval_of(amount(value, Bound.ABOUT)) == Interval(low, high)


@pytest.mark.parametrize(
    ("bound", "interval"),
    [
        (Bound.MORE_THAN, Interval(3, None, low_closed=False)),
        (Bound.AT_LEAST, Interval(3, None, low_closed=True)),
        (Bound.LESS_THAN, Interval(None, 3, high_closed=False)),
        (Bound.AT_MOST, Interval(None, 3, high_closed=True)),
        (Bound.UP_TO, Interval(None, 3, high_closed=True)),
    ],
)
def test_the_other_hedges_are_open_on_one_side(bound, interval):
    assert interval_of(amount(3, bound)) == interval


def test_between_has_both_ends():
    assert interval_of(amount(300, Bound.BETWEEN, to=400)) == Interval(300, 400)


def test_between_without_its_upper_end_is_the_one_number():
    assert interval_of(amount(300, Bound.BETWEEN)) == Interval(300, 300)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(10**17 + 1, id="10^17+1"),
        pytest.param(-(10**17) - 1, id="-10^17-1"),
        pytest.param(2**63 + 1, id="2^63+1"),
        pytest.param(10**400, id="10^400"),
        pytest.param(-(10**400), id="-10^400"),
        pytest.param(10**400 + 1, id="10^400+1"),
    ],
)
@pytest.mark.parametrize("bound", [Bound.EXACT, Bound.ABOUT])
def test_a_number_beyond_the_precision_of_floats_still_lies_in_its_own_interval(value, bound):
    low, high, _, _ = interval_of(amount(value, bound))
    assert low <= value <= high


numbers = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
everyday_numbers = st.one_of(
    st.integers(-(10**14), 10**14), st.floats(1e-3, 1e12).map(lambda x: round(x, 3)).filter(lambda x: x > 0)
)


@given(numbers, st.sampled_from([Bound.EXACT, Bound.ABOUT]))
def test_a_value_lies_in_its_own_interval(value, bound):
    low, high, low_closed, high_closed = interval_of(amount(value, bound))
    assert low <= value <= high
    assert (low_closed, high_closed) == (True, True)


@given(everyday_numbers)
def test_an_exact_figure_is_never_read_wider_than_a_fortieth_or_narrower_than_not_at_all(value):
    low, high, _, _ = interval_of(amount(value))
    assert 0 <= high - value <= abs(value) * 0.025 * (1 + 1e-9)
    assert 0 <= value - low <= abs(value) * 0.025 * (1 + 1e-9)


@given(everyday_numbers)
def test_about_is_wider_than_exact(value):
    assert interval_of(amount(value, Bound.ABOUT)).contains(interval_of(amount(value)))


@given(st.integers(1, 10**9), st.integers(0, 6))
def test_the_last_digit_divides_the_number_and_ten_times_it_does_not(digits, zeros):
    value = digits * 10**zeros
    unit = last_digit_unit(value)
    assert value % unit == 0
    assert value % (unit * 10) != 0


@given(everyday_numbers)
def test_a_figure_and_its_negative_span_mirrored_intervals(value):
    low, high, _, _ = interval_of(amount(value))
    assert interval_of(amount(-value)) == Interval(-high, -low)


# Intervals. Their ends are small whole numbers, so that points at every quarter, and some beyond all ends, decide.

GRID = [quarter / 4 for quarter in range(-20, 21)]


def holds(interval, point):
    low, high, low_closed, high_closed = interval
    above = low is None or point > low or (low_closed and point == low)
    below = high is None or point < high or (high_closed and point == high)
    return above and below


ends = st.one_of(st.none(), st.integers(-3, 3))
intervals = st.builds(Interval, ends, ends, st.booleans(), st.booleans()).filter(
    lambda interval: any(holds(interval, point) for point in GRID)
)


@given(intervals, intervals)
def test_two_intervals_meet_when_they_share_a_point(one, other):
    assert one.meets(other) is any(holds(one, point) and holds(other, point) for point in GRID)


@given(intervals, intervals)
def test_an_interval_contains_another_when_it_has_all_its_points(one, other):
    assert one.contains(other) is all(holds(one, point) for point in GRID if holds(other, point))


@given(intervals, intervals)
def test_meeting_is_mutual(one, other):
    assert one.meets(other) is other.meets(one)


@given(intervals, intervals)
def test_what_contains_another_meets_it(one, other):
    assert one.meets(other) or not one.contains(other)


@given(intervals)
def test_an_interval_meets_and_contains_itself(interval):
    assert interval.meets(interval)
    assert interval.contains(interval)


@given(intervals, intervals)
def test_an_interval_lies_above_another_when_each_point_of_it_is_greater_than_each_of_the_other(one, other):
    # Beyond the ends of the grid an open side goes on for ever.
    above = [point for point in GRID if holds(one, point)]
    below = [point for point in GRID if holds(other, point)]
    expected = min(above) > max(below) and one.low is not None and other.high is not None
    assert one.lies_above(other) is expected


@pytest.mark.parametrize(
    ("high", "low", "above"),
    [
        (Interval(3, None, low_closed=False), Interval(None, 3), True),
        (Interval(3, None), Interval(None, 3, high_closed=False), True),
        (Interval(3, None), Interval(None, 3), False),
        (Interval(None, 9), Interval(1, 2), False),
        (Interval(8, 9), Interval(1, None), False),
        (Interval(10**17 + 1, None), Interval(None, 10**17), True),
    ],
)
def test_of_two_ends_that_touch_one_must_be_open(high, low, above):
    assert high.lies_above(low) is above
    assert not low.lies_above(high)


def test_over_three_does_not_meet_up_to_three():
    assert not interval_of(amount(3, Bound.MORE_THAN)).meets(interval_of(amount(3, Bound.AT_MOST)))
    assert interval_of(amount(3, Bound.AT_LEAST)).meets(interval_of(amount(3, Bound.AT_MOST)))


def test_numbers_beyond_floats_are_compared_exactly():
    assert not Interval(10**17 + 1, None).meets(Interval(None, 10**17))
    assert not Interval(10**400, None).meets(Interval(None, math.nextafter(math.inf, 0)))


@pytest.mark.parametrize("unit", ["USD", "PKR", "CNY"])
def test_three_capitals_are_a_currency(unit):
    assert is_currency(unit) is True


@pytest.mark.parametrize("unit", ["", "usd", "US", "USDT", "U5D", "ÄÖÜ", "人民币", "USD/year", "subscribers"])
def test_anything_else_is_no_currency(unit):
    assert is_currency(unit) is False
