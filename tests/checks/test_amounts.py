"""Figures against their words: told when sure, silent when not."""

from __future__ import annotations

import pytest


@pytest.fixture
def with_amount(store, found):
    """Check one rule on a fact with this amount and this quotation; return the messages and mends."""

    def find(rule, raw, value, *, unit="USD", bound="exact", quote=None, to=None, statement=None):
        fact = store["facts"]["zong-invested-2024"]
        fact["amount"] = {"raw": raw, "value": value, "to": to, "unit": unit, "bound": bound}
        fact["evidence"][0]["quote"] = quote if quote is not None else raw
        fact["statement"] = statement or fact["statement"]
        return [(message, mend) for _, message, mend in found(store, rule)]

    return find


@pytest.mark.parametrize(
    ("raw", "value", "message", "mend"),
    [
        ("$3 billion", 3_000_000, "“$3 billion” is 3,000,000,000 (10 digits), but the value is 3,000,000 (7 digits)", 'set "value" to 3000000000, if the words are right'),
        ("Rs 2.5 crore", 250_000_000, "“Rs 2.5 crore” is 25,000,000 (8 digits), but the value is 250,000,000 (9 digits)", 'set "value" to 25000000, if the words are right'),
        ("50 lakh", 50_000, "“50 lakh” is 5,000,000 (7 digits), but the value is 50,000 (5 digits)", 'set "value" to 5000000, if the words are right'),
        ("2 ارب روپے", 2_000_000, "“2 ارب روپے” is 2,000,000,000 (10 digits), but the value is 2,000,000 (7 digits)", 'set "value" to 2000000000, if the words are right'),
        ("$184.5 million", 185_400_000, "“$184.5 million” is 184,500,000, but the value is 185,400,000", 'set "value" to 184500000, if the words are right'),
        ("22.25 per cent", 22.5, "“22.25 per cent” is 22.25, but the value is 22.5", 'set "value" to 22.25, if the words are right'),
        ("1,234 of 5,678", 12_340, "“1,234 of 5,678” does not say 12,340", None),
    ],
)  # fmt: skip
def test_a_value_that_is_not_in_its_words_is_told_with_the_digits(with_amount, raw, value, message, mend):
    assert with_amount("amount-against-raw", raw, value) == [(message, mend)]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("half of them", 50), ("one quarter", 25), ("three weeks", 21), ("tens of thousands", 10000), ("the top supplier", 1),
        ("from Rs16 billion to Rs12 billion", 12_000_000_000), ("no number", 5), ("$86m", 86_000_000), ("", 5),
        ("2½ million", 2_500_000), ("½ million", 500_000), ("1/4 of users", 25), ("2 x 10 MHz", 20), ("十二亿", 1_200_000_000),
        ("entire share capital", 100), ("11 ارب 45 کروڑ", 11_450_000_000),
    ],
)  # fmt: skip
def test_a_value_that_may_be_in_its_words_is_not_told(with_amount, raw, value):
    assert with_amount("amount-against-raw", raw, value, quote="words") == []


def test_the_upper_end_of_a_range_is_compared_too(with_amount):
    asked = ("amount-against-raw", "$300-400 million", 300_000_000)
    assert with_amount(*asked, bound="between", to=400_000_000) == []
    assert with_amount(*asked, bound="between", to=40_000_000_000) == [
        ("“$300-400 million” does not say 40,000,000,000", None)
    ]


def test_a_headline_that_lost_its_billion_is_read_by_the_statement(with_amount):
    statement = "The deal was estimated at US$5.3 billion."
    assert with_amount("amount-against-raw", "$5.3", 5_300_000_000, statement=statement) == []
    assert with_amount("amount-against-raw", "$5.3", 53_000_000_000, statement=statement) != []


@pytest.mark.parametrize(
    ("raw", "unit", "mend"),
    [
        ("Rs 3 billion", "USD", 'set "unit" to "PKR", if the words are right'),
        ("$3 billion", "PKR", 'set "unit" to "USD", if the words are right'),
        ("3 ارب روپے", "USD", 'set "unit" to "PKR", if the words are right'),
        ("3亿美元", "CNY", 'set "unit" to "USD", if the words are right'),
        ("€3 or $4", "PKR", None),
        ("45 per cent", "USD", 'set "unit" to "percent"'),
        ("45%", "PKR", 'set "unit" to "percent"'),
    ],
)
def test_a_unit_that_is_not_in_the_words_is_told(with_amount, raw, unit, mend):
    assert with_amount("unit-against-raw", raw, 3, unit=unit) == [(f"“{raw}” is not in {unit}", mend)]


@pytest.mark.parametrize(
    ("raw", "unit"),
    [
        ("$3 billion", "HKD"), ("Rs 3", "INR"), ("Rs104", "PKR/USD"), ("Rs14bn or $86m", "USD"), ("1.5 Gbps", "Gbps"),
        ("45%", "percent"), ("14,000 sites", "USD"), ("50٪", "percent"), ("Rs.142 per month", "PKR/month"),
    ],
)  # fmt: skip
def test_a_unit_that_may_be_in_the_words_is_not_told(with_amount, raw, unit):
    assert with_amount("unit-against-raw", raw, 3, unit=unit) == []


@pytest.mark.parametrize(
    ("raw", "value", "bound", "wanted"),
    [
        ("over $3 billion", 3e9, "exact", "more-than"), ("more than 5000", 5000, "about", "more-than"), ("14,000+", 14000, "exact", "more-than"),
        ("17 لاکھ سے زائد", 1_700_000, "exact", "more-than"), ("超过500万", 5_000_000, "exact", "more-than"), ("más de 600", 600, "exact", "more-than"),
        ("at least 25%", 25, "exact", "at-least"), ("nearly $3 billion", 3e9, "exact", "about"), ("almost 90%", 90, "more-than", "about"),
        ("around Rs. 40", 40, "exact", "about"), ("approximately 100", 100, "less-than", "about"), ("约156万", 1_560_000, "exact", "about"),
        ("up to US$860 million", 860e6, "exact", "up-to"), ("less than 10", 10, "exact", "less-than"), ("under 10", 10, "more-than", "less-than"),
    ],
)  # fmt: skip
def test_a_hedge_that_is_lost_is_told(with_amount, raw, value, bound, wanted):
    ((message, mend),) = with_amount("bound-against-words", raw, value, bound=bound)
    assert message.endswith(f", but the bound is {bound}")
    assert mend == f'set "bound" to "{wanted}"'


@pytest.mark.parametrize(
    ("raw", "quote", "value", "bound"),
    [
        ("over $3 billion", "invested over $3 billion", 3e9, "at-least"), ("$3 billion", "grew over 2017 to $3 billion", 3e9, "exact"),
        ("13 million", "taking it up to 13 million within a", 13e6, "exact"), ("85 per cent", "As many as 85 per cent", 85, "exact"),
        ("nearly 10", "nearly 10", 10, "less-than"), ("more than 5", "more than 5", 7, "exact"), ("14,000", "plus 14,000", 14000, "exact"),
        ("some 400", "some 400", 400, "between"), ("moreover 300", "moreover 300", 300, "exact"),
    ],
)  # fmt: skip
def test_a_hedge_that_is_kept_or_not_at_the_number_is_not_told(with_amount, raw, quote, value, bound):
    to = 500 if bound == "between" else None
    assert with_amount("bound-against-words", raw, value, quote=quote, bound=bound, to=to) == []


def test_a_hedge_in_the_quotation_counts_as_one_in_raw(with_amount):
    told = with_amount("bound-against-words", "$3 billion", 3e9, quote="invested over $3 billion")
    message = "“invested over $3 billion” says “over”, but the bound is exact"
    assert told == [(message, 'set "bound" to "more-than"')]


@pytest.mark.parametrize(
    ("raw", "quote", "told"),
    [
        ("more than 15 million", "from 3 million in 2018 to more than", True), ("number four", "with a lead of over 250,000", True),
        ("14,000 sites", "had 9,000 sites", True), ("14,000 sites", "had many sites", True),
        ("PKR 34.446 million", "a tax of PKR 34.446", False), ("$184.5 million", "蚂蚁金服以1.845亿美元", False),
        ("half", "half the cameras", False), ("almost 10,000", "nearly ten thousand", False), ("two thousand", "2,000 cameras", False),
        ("2 centres", "a couple of centres", False),
    ],
)  # fmt: skip
def test_a_quotation_without_the_figure_is_told(with_amount, raw, quote, told):
    assert bool(with_amount("quotation-without-figure", raw, 1, quote=quote)) is told
