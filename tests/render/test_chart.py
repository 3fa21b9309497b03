"""Charts of dates, line by line."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.render.chart import chart_legend, chart_lines
from cpecfacts.render.folding import display_width
from cpecfacts.reports.blocks import Bar, Chart, ChartRow


def nth(number):
    """Day of that number on an axis of 2013 and 2014, whose 730 days take 73 columns: ten days a column."""
    return date(2013, 1, 1) + timedelta(days=number)


def day(number):
    return Bar(nth(number), nth(number), nth(number), nth(number), period=False)


def imprecise(low, high):
    return Bar(nth(low), None, None, nth(high), period=False)


def period(*numbers):
    return Bar(*(None if number is None else nth(number) for number in numbers), period=True)


def drawn(*bars, start=2013, end=2014, axis=73, unicode=True):
    """Draw one row: the line of the years, that of the axis, and what stands right of the label."""
    chart = Chart(rows=(ChartRow("row", bars),), start=start, end=end)
    lines = chart_lines(chart, len("row ") + axis, unicode=unicode)
    assert [line.label for line in lines] == ["   ", "   ", "row"]
    return [line.cells for line in lines]


def test_an_empty_chart_has_no_line():
    assert chart_lines(Chart(rows=(), start=0, end=0), 80) == []


def test_the_axis_has_its_years_over_its_ticks():
    assert drawn(day(0))[:2] == ["2013" + " " * 32 + "2014", "┬" + "─" * 35 + "┬" + "─" * 36]


@pytest.mark.parametrize(("number", "column"), [(0, 0), (9, 0), (10, 1), (364, 36), (365, 36), (729, 72)])
def test_a_mark_stands_where_its_day_is(number, column):
    assert drawn(day(number))[2] == " " * column + "●"


@pytest.mark.parametrize(("count", "sign"), [(1, "●"), (2, "◆"), (4, "◆"), (5, "█"), (9, "█")])
def test_several_dates_in_one_cell_have_signs_of_their_own(count, sign):
    assert drawn(*[day(23)] * count)[2] == "  " + sign


def test_dates_in_different_cells_stay_apart():
    assert drawn(day(0), day(10), day(30))[2] == "●● ●"


def test_an_imprecise_date_is_dotted_as_far_as_it_may_reach():
    assert drawn(imprecise(31, 58))[2] == "   ┄┄┄"


def test_an_imprecise_date_within_a_cell_is_a_mark():
    assert drawn(imprecise(31, 38))[2] == "   ●"


def test_a_period_is_drawn_through_where_it_is_sure():
    assert drawn(period(20, 40, 70, 99))[2] == "  ┄┄━━━━┄┄"


def test_a_period_with_exact_ends_is_drawn_through():
    assert drawn(period(0, 0, 729, 729))[2] == "━" * 73


def test_a_period_that_is_nowhere_sure_is_dotted():
    assert drawn(period(0, 59, 0, 59))[2] == "┄" * 6


def test_a_period_without_any_sure_day_is_dotted():
    assert drawn(period(0, None, None, 59))[2] == "┄" * 6


def test_an_open_end_reaches_the_edge_with_an_arrow():
    assert drawn(period(20, 40, None, None))[2] == "  ┄┄━" + "┄" * 67 + "▶"


def test_an_open_start_comes_from_shortly_before_with_an_arrow():
    # "By 2013" says nothing of how long before.
    assert drawn(period(None, None, 200, 209))[2] == " " * 17 + "◀┄┄━"
    assert drawn(period(None, None, 200, 249))[2] == " " * 17 + "◀┄┄━┄┄┄┄"
    assert drawn(period(None, None, 20, 49))[2] == "◀┄━┄┄"


def test_the_arrow_of_an_open_end_is_seen_in_the_last_year():
    # "Since 2014" on an axis that ends with 2014: the last day of the year is the first that is sure.
    assert drawn(period(365, 729, None, None))[2] == " " * 36 + "┄" * 36 + "▶"


def test_the_arrow_of_an_open_start_is_seen_in_the_first_year():
    assert drawn(period(None, None, 0, 364))[2] == "◀" + "┄" * 36


def test_marks_cover_periods_and_periods_cover_dots():
    assert drawn(imprecise(0, 99), period(20, 20, 79, 79), day(50))[2] == "┄┄━━━●━━┄┄"


def test_a_terminal_without_unicode_gets_signs_of_ascii():
    bars = (period(None, None, 20, 49), day(60), *[day(80)] * 2, *[day(100)] * 5, period(120, 130, 140, 150))
    assert drawn(*bars, unicode=False) == [
        "2013" + " " * 32 + "2014",
        "+" + "-" * 35 + "+" + "-" * 36,
        "<.=.. * # @ .==.",
    ]
    assert drawn(period(700, 710, None, None), unicode=False)[2] == " " * 70 + ".=>"


def test_the_legend_tells_every_sign():
    assert chart_legend() == "● a date, ◆ several, █ 5 or more; ━ a period; ┄ possible days; ◀ ▶ open"
    assert chart_legend(unicode=False) == "* a date, # several, @ 5 or more; = a period; . possible days; < > open"


def test_an_axis_of_one_year_has_its_year_once():
    assert drawn(day(182), end=2013) == ["2013", "┬" + "─" * 72, " " * 36 + "●"]


def test_an_axis_of_three_thousand_years_has_a_few_years_at_round_distances():
    years, axis, _ = drawn(day(0), start=13, end=3012, axis=40)
    assert years.split() == ["0500", "1000", "1500", "2000", "2500"]
    assert [years.index(year) for year in years.split()] == [i for i, sign in enumerate(axis) if sign == "┬"]


def test_the_longest_axis_still_has_a_year():
    assert drawn(day(0), start=2, end=9900, axis=20)[0].split() != []


@given(st.integers(2, 3300), st.integers(0, 3300), st.integers(20, 200))
def test_the_years_of_an_axis_are_in_order_and_equally_apart(start, span, axis):
    bar = Bar(date(start, 1, 1), None, None, date(start, 1, 1), period=False)
    years, line, _ = drawn(bar, start=start, end=start + span, axis=axis)
    shown = [int(year) for year in years.split()]
    assert shown
    assert all(start <= year <= start + span for year in shown)
    steps = {later - earlier for earlier, later in pairwise(shown)}
    assert len(steps) <= 1
    assert all(step > 0 for step in steps)
    assert len(line) == axis


def test_a_label_that_is_too_long_goes_on_below():
    chart = Chart(rows=(ChartRow("zong-4g-launch-of-2013", (day(0),)),), start=2013, end=2013)
    lines = chart_lines(chart, 44)[2:]
    assert [line.label.rstrip() for line in lines] == ["zong-4g-launch-of-", "2013"]
    assert len({len(line.label) for line in lines}) == 1
    assert [line.cells for line in lines] == ["●", ""]


def test_labels_are_padded_by_the_width_of_their_characters():
    rows = (ChartRow("中国", (day(0),)), ChartRow("zong", (day(0),)))
    assert [line.label for line in chart_lines(Chart(rows=rows, start=2013, end=2013), 44)] == [
        "    ",
        "    ",
        "中国",
        "zong",
    ]


def test_a_hostile_label_is_made_visible():
    row = ChartRow("\x1b[31m", (day(0),))
    assert chart_lines(Chart(rows=(row,), start=2013, end=2013), 44)[2].label == "\\x1b[31m"


@given(st.integers(30, 200), st.text(st.sampled_from("abc-中"), min_size=1, max_size=60))
def test_no_line_is_wider_than_the_terminal_and_no_label_is_lost(width, label):
    chart = Chart(rows=(ChartRow(label, (period(0, 0, None, None),)),), start=2013, end=2014)
    lines = chart_lines(chart, width)
    assert all(display_width(f"{line.label} {line.cells}".rstrip()) <= width for line in lines)
    assert "".join(line.label.strip() for line in lines) == label


@given(st.lists(st.integers(0, 729), min_size=4, max_size=4).map(sorted))
def test_a_period_is_drawn_exactly_where_it_is(numbers):
    low, sure_low, sure_high, high = (number // 10 for number in numbers)
    cells = drawn(period(*numbers))[2]
    sure = range(sure_low, sure_high + 1)
    assert cells == " " * low + "".join("━" if column in sure else "┄" for column in range(low, high + 1))
