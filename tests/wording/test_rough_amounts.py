from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.wording.amounts import rough_text


def amount(value, bound="exact", unit="USD", to=None):
    return Amount(value=value, to=to, unit=unit, bound=Bound(bound), raw=None)


@pytest.mark.parametrize(
    ("given_amount", "digits", "text"),
    [
        (amount(122655786.35), 3, "≈US$123m"),
        (amount(365460000000, "more-than", "PKR"), 3, "≈>Rs365bn"),
        (amount(365460000000, "more-than", "PKR"), 2, "≈>Rs360bn"),
        (amount(365460000000, "at-least", "PKR"), 2, "≈≥Rs360bn"),
        (amount(365460000000, "up-to", "PKR"), 2, "≈≤Rs370bn"),
        (amount(365460000000, "less-than", "PKR"), 2, "≈<Rs370bn"),
        (amount(22791234.5, "about"), 3, "≈US$22.8m"),
        (amount(31430000000, "between", "PKR", 41910000000), 2, "≈Rs31–42bn"),
        (amount(0.012345), 3, "≈US$0.0123"),
        (amount(0), 3, "≈US$0"),
    ],
)
def test_a_reckoned_amount_says_no_more_than_its_hedge_did(given_amount, digits, text):
    assert rough_text(given_amount, digits) == text


def test_a_terminal_without_signs_gets_plain_ones():
    assert rough_text(amount(365460000000, "more-than", "CNY"), 3, unicode=False) == "~>CNY 365bn"


@given(st.floats(1, 1e15), st.sampled_from(Bound), st.integers(1, 4))
def test_every_reckoned_amount_has_one_sign_for_about(value, bound, digits):
    upper = value * 2 if bound is Bound.BETWEEN else None
    text = rough_text(Amount(value=value, to=upper, unit="USD", bound=bound, raw=None), digits)
    assert text.count("≈") == 1
    assert text.startswith("≈")
