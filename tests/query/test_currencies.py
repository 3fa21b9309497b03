from __future__ import annotations

import pytest

from cpecfacts.errors import UnknownNameError
from cpecfacts.query.currencies import known_currency

KNOWN = ("CNY", "PKR", "USD")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("USD", "USD"), ("usd", "USD"), ("US$", "USD"), ("$", "USD"), ("dollars", "USD"),
        ("Rs", "PKR"), ("rupees", "PKR"), (" pkr ", "PKR"), ("¥", "CNY"), ("Yuan", "CNY"),
    ],
)  # fmt: skip
def test_a_currency_is_known_by_code_word_or_sign(name, code):
    assert known_currency(name, KNOWN) == code


def test_a_slip_of_the_keyboard_is_answered_with_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean USD") as error:
        known_currency("dolars", KNOWN)
    assert error.value.suggestions == ("USD",)


@pytest.mark.parametrize("name", ["EUR", "euros", "£", "subscribers", "", "人民币", "\x1b[31m"])
def test_a_currency_without_rates_is_answered_with_those_that_have_them(name):
    with pytest.raises(UnknownNameError) as error:
        known_currency(name, KNOWN)
    assert str(error.value) == f"unknown currency “{name}”: there are rates for CNY, PKR and USD"


def test_a_store_with_one_currency_pair_or_none_says_so():
    with pytest.raises(UnknownNameError, match="the store has no exchange rates"):
        known_currency("USD", ())
    with pytest.raises(UnknownNameError, match=r"there are rates for USD$"):
        known_currency("EUR", ("USD",))
