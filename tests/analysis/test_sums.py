from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.analysis.sums import sum_of
from cpecfacts.model.amounts import Amount, Bound


def amount(value, bound="exact", to=None):
    return Amount(value=value, to=to, unit="USD", bound=Bound(bound), raw=None)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([amount(100), amount(250)], amount(350)),
        ([amount(0.1), amount(0.2)], amount(0.3)),
        ([amount(0.5), amount(0.5)], amount(1)),
        ([amount(10**400), amount(1)], amount(10**400 + 1)),
        ([amount(100), amount(50, "about")], amount(150, "about")),
        ([amount(100), amount(50, "more-than")], amount(150, "more-than")),
        ([amount(100), amount(50, "at-least")], amount(150, "at-least")),
        ([amount(10, "more-than"), amount(50, "at-least")], amount(60, "more-than")),
        ([amount(100, "about"), amount(50, "more-than")], amount(140, "more-than")),
        ([amount(100, "up-to"), amount(50, "more-than")], amount(50, "more-than")),
        ([amount(100, "up-to")], amount(100, "up-to")),
        ([amount(100, "up-to"), amount(50, "at-most")], amount(150, "at-most")),
        ([amount(100, "up-to"), amount(50, "less-than")], amount(150, "less-than")),
        ([amount(100), amount(50, "up-to")], amount(100, "between", 150)),
        ([amount(100), amount(30, "between", 40)], amount(130, "between", 140)),
        ([amount(100, "about"), amount(30, "between", 40)], amount(120, "between", 150)),
        ([amount(5, "between")], amount(5, "between", 5)),
    ],
)
def test_a_sum_is_hedged_by_what_it_adds(amounts, expected):
    assert sum_of(amounts, "USD") == expected


def test_nothing_has_no_sum():
    assert sum_of([], "USD") is None


@given(
    st.lists(st.builds(amount, st.integers(0, 10**12), st.sampled_from(["exact", "more-than", "up-to"])), min_size=1)
)
def test_the_order_does_not_matter(amounts):
    assert sum_of(amounts, "USD") == sum_of(amounts[::-1], "USD")


@given(st.lists(st.integers(0, 10**18), min_size=1))
def test_whole_numbers_add_up_exactly(values):
    total = sum_of([amount(value) for value in values], "USD")
    assert total is not None
    assert (total.value, type(total.value)) == (sum(values), int)
