from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from cpecfacts.analysis.exchange import Rates, YearOfRate, convert, year_of_rate
from cpecfacts.errors import UnknownNameError
from cpecfacts.library import Library
from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.rate import Rate


def rate(quote, year, value, base="USD", source=None, key=None):
    return Rate(
        id=key or f"{base}-{quote}-{year}".lower(),
        base=base,
        quote=quote,
        year=year,
        rate=value,
        source=source or f"{quote.lower()}-bank",
    )


RATES = Rates(
    [
        rate("PKR", 2014, 101.1),
        rate("PKR", 2018, 121.82),
        rate("CNY", 2018, 6.6174),
        rate("PKR", 2020, 161.84),
        rate("JPY", 2020, 0.6, base="INR"),
    ]
)


def amount(value, unit="PKR", bound="exact", to=None):
    return Amount(value=value, to=to, unit=unit, bound=Bound(bound), raw="as the source has it")


def test_an_amount_is_multiplied_by_the_rate_of_its_year():
    done = convert(amount(3000000000, "USD", "more-than"), "2018-05", "PKR", RATES)
    assert done.amount == Amount(value=365460000000, to=None, unit="PKR", bound=Bound.MORE_THAN, raw=None)
    assert (done.rate, done.rate_unit, done.rate_year, done.source, done.note) == (
        *(121.82, "PKR/USD", 2018, "pkr-bank", None),
    )
    assert (done.reason, done.why_not) == (UNSET, None)


def test_against_the_direction_of_the_rate_it_is_divided():
    done = convert(amount(101100000), "2014", "USD", RATES)
    assert done.value == 1000000
    assert type(done.value) is int
    assert (done.rate, done.rate_unit) == (101.1, "PKR/USD")


def test_without_a_rate_between_two_currencies_a_third_one_leads_over():
    done = convert(amount(121.82), "2018", "CNY", RATES)
    assert done.value == 6.6174
    assert [step.id for step in done.steps] == ["usd-pkr-2018", "usd-cny-2018"]
    assert (done.rate, done.rate_unit, done.source) == (18.4090428265, "PKR/CNY", None)
    back = convert(amount(6.6174, "CNY"), "2018", "PKR", RATES)
    assert (back.value, back.rate, back.rate_unit) == (121.82, 18.4090428265, "PKR/CNY")


def test_two_rates_of_one_source_have_that_source():
    rates = Rates([rate("PKR", 2018, 120, source="bank"), rate("CNY", 2018, 6, source="bank")])
    assert convert(amount(100, "CNY"), "2018", "PKR", rates).source == "bank"


def test_both_ends_of_a_span_are_converted():
    done = convert(amount(300, "USD", "between", 400), "2014", "PKR", RATES)
    assert (done.value, done.to, done.bound) == (30330, 40440, Bound.BETWEEN)


def test_an_amount_that_has_the_currency_is_itself():
    done = convert(amount(5, "USD", "about"), None, "USD", RATES)
    assert (done.value, done.unit, done.bound, done.rate, done.rates) == (5, "USD", Bound.ABOUT, None, ())
    assert done.year is None


def test_of_a_rate_for_something_the_money_is_converted():
    done = convert(amount(2, "USD/MHz"), "2014", "PKR", RATES)
    assert (done.value, done.unit) == (202.2, "PKR/MHz")


@pytest.mark.parametrize(
    ("given_amount", "when", "wanted", "reason"),
    [
        (None, "2014", "USD", "no amount"),
        (amount(5, "subscribers"), "2014", "USD", "subscribers is no money"),
        (amount(5, "PKR/USD"), "2014", "USD", "PKR/USD is no money"),
        (amount(5), None, "USD", "no date"),
        (amount(5), "2014/..", "USD", "its period has no end"),
        (amount(5), "2014/", "USD", "its period has no end"),
        (amount(5), "201X", "USD", "its year is not known"),
        (amount(5), "19XX", "USD", "its year is not known"),
        (amount(5), "2024", "USD", "no PKR rate for 2024"),
        (amount(5, "USD"), "2024", "PKR", "no PKR rate for 2024"),
        (amount(5, "CNY"), "2020", "PKR", "no CNY rate for 2020"),
        (amount(5, "EUR"), "2014", "USD", "no EUR rates"),
        (amount(5, "JPY"), "2020", "USD", "no rate between JPY and USD for 2020"),
        (amount(1e308, "USD"), "2014", "PKR", "too large to convert"),
    ],
)
def test_what_cannot_be_converted_says_why(given_amount, when, wanted, reason):
    done = convert(given_amount, when, wanted, RATES)
    assert done.why_not == reason
    assert done.amount is None
    assert (done.value, done.rates, done.steps, done.year) == (UNSET, UNSET, (), None)


@pytest.mark.parametrize(
    ("when", "year", "note"),
    [
        ("2014-04-23", 2014, None),
        ("2014-05~", 2014, None),
        ("2014-04/2014-06", 2014, None),
        ("2018~", 2018, "the date is about 2018: the rate is that of 2018"),
        ("2014-12?", 2014, "the date is perhaps Dec 2014: the rate is that of 2014"),
        ("2007/2011", 2011, "the date spans years (2007–2011): the rate is that of its end, 2011"),
        ("2018~/2021", 2021, "the date spans years (about 2018 – 2021): the rate is that of its end, 2021"),
        ("../2015-07", 2015, "the date spans years (until Jul 2015): the rate is that of its end, 2015"),
        ("2014-24", 2015, "the date spans years (winter 2014): the rate is that of its end, 2015"),
    ],
)
def test_the_year_of_a_date_is_its_own_or_that_of_its_end_and_said_so(when, year, note):
    assert year_of_rate(when) == YearOfRate(year, note)


def test_of_two_rates_for_one_year_the_first_id_is_taken_and_nonsense_is_none():
    rates = Rates(
        [
            rate("PKR", 2014, 200, key="b"),
            rate("PKR", 2014, 100, key="a"),
            rate("PKR", 2015, 0),
            rate("PKR", 2016, float("inf")),
            rate("PKR", 2017, -1),
        ]
    )
    assert convert(amount(5, "USD"), "2014", "PKR", rates).value == 500
    assert rates.years("PKR") == (2014,)
    assert rates.currencies == ("PKR", "USD")


def test_currencies_are_known_by_their_words():
    assert RATES.known("rupees") == "PKR"
    with pytest.raises(UnknownNameError, match="there are rates for CNY, INR, JPY, PKR and USD"):
        RATES.known("EUR")


@given(st.integers(1, 10**14), st.sampled_from(["PKR", "CNY", "USD"]), st.sampled_from(["PKR", "CNY", "USD"]))
def test_there_and_back_is_the_same_but_for_the_last_digit(value, unit, wanted):
    there = convert(amount(value, unit), "2018", wanted, RATES)
    back = convert(there.amount, "2018", unit, RATES)
    assert back.value == pytest.approx(value, rel=2e-11)


def test_every_amount_of_the_store_is_converted_or_says_why_in_a_few_words():
    library = Library.open()
    for currency in library.rates.currencies:
        for fact in library.snapshot.facts.values():
            done = library.convert(fact, currency)
            assert (done.amount is None) != (done.why_not is None)
            assert len(done.why_not or "") < 45
    years = library.rates.years("PKR")
    assert all(later - earlier == 1 for earlier, later in pairwise(years))
