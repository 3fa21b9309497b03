"""Which facts are payments, each once, and what they add up to."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpecfacts.analysis.exchange import Rates
from cpecfacts.analysis.totals import totals
from cpecfacts.analysis.trust import Appraiser
from cpecfacts.errors import RefusedError, UnknownNameError
from cpecfacts.library import Library
from cpecfacts.model.amounts import Bound
from cpecfacts.model.fact import Kind, Rank, Status, WhenMeans
from cpecfacts.model.measure import Measure, Shape
from cpecfacts.model.rate import Rate
from cpecfacts.query.finding import Findings
from cpecfacts.query.names import Names

_MEASURES = {
    "price": Shape.ONCE,
    "cost": Shape.ONCE,
    "enterprise-value": Shape.ONCE,
    "spent": Shape.FLOW,
    "planned-investment": Shape.FLOW,
    "tax-paid": Shape.FLOW,
    "instalment": Shape.EACH,
    "total-invested": Shape.TOTAL,
    "debt": Shape.LEVEL,
    "launch": Shape.DATE,
}
_RATES = Rates(
    [Rate(id=f"usd-pkr-{year}", base="USD", quote="PKR", year=year, rate=100, source="bank") for year in (2019, 2020)]
)


@pytest.fixture
def payment(fact, amount):
    """Make a fact of money that was paid."""

    def make(fact_id, value=100, measure="price", unit="USD", bound="exact", to=None, **changes):
        money = None if value is None else amount(value, unit, bound, to)
        return fact(fact_id, amount=money, measure=measure, **({"when_means": WhenMeans.EVENT} | changes))

    return make


@pytest.fixture
def period(payment):
    """Make a fact of money that was paid over a period."""

    def make(fact_id, value, when, measure="spent", **changes):
        return payment(fact_id, value, measure, when=when, **({"when_means": WhenMeans.PERIOD} | changes))

    return make


@pytest.fixture
def add(snapshot):
    """Add facts up."""

    def add(*facts, currency=None, query=""):
        whole = snapshot(*facts)
        measures = {
            key: Measure(id=key, label=key.title(), shape=s, meaning="", unit=None) for key, s in _MEASURES.items()
        }
        whole = msgspec.structs.replace(whole, measures=measures)
        found = Findings(query=query, description="", facts=tuple(facts), hidden={})
        return totals(found, Names(whole), Appraiser(whole), _RATES, currency)

    return add


@pytest.fixture
def one(add):
    """Add facts up that belong to one company and currency."""

    def one(*facts, **more):
        (total,) = add(*facts, **more)
        return total

    return one


def test_payments_of_projects_are_added(one, payment):
    total = one(payment("a", 100, project="deal"), payment("b", 250, project="plant"))
    assert (total.company, total.measure, total.label, total.unit) == ("zong", None, "Money put in", "USD")
    assert (total.amount.value, total.amount.bound, total.facts, total.counted) == (350, Bound.EXACT, 2, ("a", "b"))
    assert (total.excluded, total.choices, total.converted, total.rate_years) == ({}, (), False, ())


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"rank": Rank.DEPRECATED, "rank_reason": "a misprint"}, "deprecated"),
        ({"status": Status.PLANNED}, "plan"),
        ({"status": Status.CANCELLED}, "cancelled"),
        ({"status": Status.ANNOUNCED}, "announced"),
        ({"status": Status.ANNOUNCED, "measure": "spent"}, "announced"),
        ({"measure": "planned-investment"}, "plan"),
        ({"measure": None}, "no_measure"),
        ({"measure": "total-invested"}, "cumulative"),
        ({"measure": "debt"}, "level"),
        ({"measure": "launch"}, "level"),
        ({"measure": "enterprise-value"}, "valuation"),
        ({"when": None}, "undated"),
        ({"when": None, "measure": "spent"}, "undated"),
    ],
)
def test_what_is_no_payment_that_was_made_is_left_out_with_the_reason(one, payment, changes, reason):
    total = one(payment("it", **({"measure": "price"} | changes)))
    assert (total.amount, total.facts, total.excluded) == (None, 0, {reason: ("it",)})


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.UNDER_WAY, Status.REPORTED])
def test_what_is_completed_under_way_or_reported_counts(one, payment, status):
    assert one(payment("it", status=status)).counted == ("it",)


def test_facts_without_money_stand_apart(add, payment):
    totals = add(payment("money"), payment("none", None), payment("people", 5, unit="people"))
    assert [(t.unit, t.counted, t.excluded) for t in totals] == [
        ("USD", ("money",), {}),
        (None, (), {"no_amount": ("none",), "no_money": ("people",)}),
    ]


def test_an_undated_price_of_a_project_counts(one, payment):
    assert one(payment("it", project="deal", when=None)).counted == ("it",)


def test_two_answers_of_one_project_are_one_payment(one, payment):
    total = one(
        payment("first", 100, project="deal", when="2019"),
        payment("second", 110, project="deal", when="2020"),
        payment("third", 105, "cost", project="deal", when="2018"),
    )
    assert (total.amount.value, total.counted, total.excluded) == (
        110,
        ("second",),
        {"same_payment": ("first", "third")},
    )
    (choice,) = total.choices
    assert (choice.counted, choice.dropped, choice.why) == (("second",), ("first", "third"), "it is the latest")


@pytest.mark.parametrize(
    ("better", "why"),
    [
        ({"rank": Rank.PREFERRED}, "it is preferred"),
        ({"sources": ("official-1",)}, "it has better sources"),
        ({"sources": ("media-1", "media-2")}, "it has more independent origins"),
        ({"when": "2020-06"}, "it is the latest"),
        ({"bound": "exact"}, "it is exact"),
        ({"fact_id": "z"}, "none is better, one has to be taken"),
    ],
)
def test_of_one_payment_the_best_answer_counts(one, payment, better, why):
    other = payment("b", 100, bound="about", project="deal", when="2020")
    best = payment(**({"fact_id": "a", "value": 110, "bound": "about", "project": "deal", "when": "2020"} | better))
    for facts in ((best, other), (other, best)):
        total = one(*facts)
        assert total.counted == (best.id,)
        assert [choice.why for choice in total.choices] == [why]


def test_an_announcement_may_tell_the_figure_of_a_payment_that_another_fact_says_was_made(one, payment):
    total = one(
        payment("told", 284, project="deal", status=Status.ANNOUNCED, sources=("media-1", "media-2")),
        payment("done", 560, project="deal"),
    )
    assert (total.counted, total.amount.value) == (("told",), 284)
    assert total.choices[0].why == "it has more independent origins; that it was paid says done"


def test_prices_in_two_currencies_are_one_price_too(add, payment):
    dollars, rupees = add(
        payment("rupees", 1200, unit="PKR", project="deal", when="2018"),
        payment("dollars", 12, project="deal", when="2019"),
    )
    assert (dollars.counted, rupees.counted, rupees.excluded) == (("dollars",), (), {"same_payment": ("rupees",)})


def test_prices_without_a_project_are_one_payment_where_their_dates_overlap(one, payment):
    total = one(payment("a", 1, when="2019"), payment("b", 2, when="2020"), payment("c", 3, when="2020-05"))
    assert (total.counted, total.excluded) == (("a", "c"), {"same_payment": ("b",)})


def test_prices_of_two_companies_are_two(add, payment):
    assert [t.counted for t in add(payment("a", 2), payment("b", 1, company="huawei"))] == [("a",), ("b",)]


def test_a_price_that_is_the_sum_of_others_is_not_added_to_them(one, payment):
    total = one(
        payment("whole", 516, project="auction", when="2014"),
        payment("part-1", 306, project="deal", when="2014-04-23"),
        payment("part-2", 210, project="plant", when="2014-04-23"),
    )
    assert (total.amount.value, total.excluded) == (516, {"sum_of_others": ("whole",)})
    assert total.choices[0].counted == ("part-1", "part-2")


def test_a_price_that_only_nearly_is_the_sum_or_of_another_year_is_added(one, payment):
    parts = [payment("part-1", 306, project="deal", when="2014"), payment("part-2", 210, project="plant", when="2014")]
    assert one(payment("whole", 525, project="auction", when="2014"), *parts).facts == 3
    assert one(payment("whole", 516, project="auction", when="2016"), *parts).facts == 3
    assert one(payment("whole", 516, "cost", project="auction", when="2014"), *parts).facts == 3


def test_a_price_without_a_date_is_no_part_of_another_one(one, payment):
    whole = payment("whole", 516, project="auction", when="2014")
    parts = [payment("part-1", 306, project="deal", when=None), payment("part-2", 210, project="plant", when=None)]
    assert one(whole, *parts).amount.value == 1032


def test_instalments_are_parts_of_the_price_of_their_project_whatever_the_currency(add, payment):
    dollars, rupees = add(
        payment("price", 100, project="deal"),
        payment("paid", 50, "instalment", project="deal", when="2021"),
        payment("rest", 5000, "instalment", unit="PKR", project="deal", when="2022"),
    )
    assert (dollars.counted, dollars.excluded) == (("price",), {"part_of_price": ("paid",)})
    assert rupees.excluded == {"part_of_price": ("rest",)}


def test_instalments_of_a_price_that_was_never_agreed_are_added(one, payment):
    total = one(
        payment("price", 100, project="deal", status=Status.PLANNED),
        payment("one", 50, "instalment", project="deal", when="2021"),
        payment("two", 40, "instalment", project="deal", when="2022"),
        payment("two-again", 41, "instalment", project="deal", when="2022", sources=("media-1", "media-2")),
    )
    assert (total.amount.value, total.counted) == (91, ("one", "two-again"))


def test_a_period_counts_what_lies_inside_of_it(one, period):
    total = one(period("years", 300, "2015/2017"), period("year", 100, "2016"), period("later", 70, "2018"))
    assert (total.amount.value, total.excluded) == (370, {"inside_period": ("year",)})
    assert total.choices[0].counted == ("years",)


def test_periods_that_overlap_cannot_be_split(one, period):
    total = one(period("long", 300, "2015/2017"), period("short", 100, "2017/2018"))
    assert (total.counted, total.excluded) == (("long",), {"overlapping": ("short",)})


def test_of_one_period_one_answer_counts(one, period):
    total = one(period("a", 300, "2015"), period("b", 310, "2015"))
    assert (total.counted, total.choices[0].reason) == (("b",), "same_payment")


def test_about_a_year_is_not_the_year_before(one, period):
    assert one(period("a", 1, "2016"), period("b", 2, "2017~")).facts == 2


def test_flows_of_two_projects_are_two_and_of_the_whole_company_hold_both(one, period):
    two = [period("a", 1, "2016", project="deal"), period("b", 2, "2016", project="plant")]
    assert one(*two).facts == 2
    assert one(period("whole", 9, "2015/2016"), *two).excluded == {"inside_period": ("a", "b")}
    assert one(period("other", 9, "2015/2016", "instalment"), *two).facts == 3


def test_flows_of_one_project_are_one_whatever_they_are_called(one, payment):
    total = one(
        payment("a", 50, "instalment", project="deal", when="2021-05"),
        payment("b", 49, "spent", project="deal", when="2021"),
    )
    assert (total.counted, total.excluded) == (("a",), {"same_payment": ("b",)})


def test_other_kinds_are_added_measure_by_measure(add, payment, period):
    totals = add(
        payment("price", 5),
        period("tax", 7, "2019", "tax-paid", kind=Kind.TAX),
        period("fee", 9, "2019", "spent", kind=Kind.REGULATORY),
        payment("licence", 2, "cost", kind=Kind.LICENCE),
    )
    assert [(t.measure, t.label, t.amount.value) for t in totals] == [
        (None, "Money put in", 7),
        ("spent", "Spent", 9),
        ("tax-paid", "Tax-Paid", 7),
    ]
    assert [(part.measure, part.amount.value, part.facts) for part in totals[0].parts] == [
        ("cost", 2, 1),
        ("price", 5, 1),
    ]


def test_converted_sums_tell_their_rates_and_leave_out_what_has_none(one, payment, period):
    total = one(
        payment("dollars", 10),
        period("rupees", 1500, "2020", unit="PKR"),
        period("span", 700, "2017/2019", unit="PKR"),
        period("unknown", 100, "2024", unit="PKR"),
        payment("euros", 7, unit="EUR", project="deal"),
        currency="usd",
    )
    assert (total.amount.value, total.unit, total.converted) == (32, "USD", True)
    assert [(part.measure, part.converted) for part in total.parts] == [("price", False), ("spent", True)]
    assert (total.rate_years, total.rate_sources) == ((2019, 2020), ("bank",))
    assert total.notes == ("span: the date spans years (2017–2019): the rate is that of its end, 2019",)
    assert total.excluded == {"no_rate": ("unknown", "euros")}


def test_of_one_payment_an_answer_that_can_be_converted_goes_first(one, payment):
    total = one(
        payment("rupees", 1000, unit="PKR", project="deal", when="2020", rank=Rank.PREFERRED),
        payment("later", 1100, unit="PKR", project="deal", when="2024", rank=Rank.PREFERRED),
        currency="USD",
    )
    assert (total.amount.value, total.choices[0].why) == (10, "it can be converted")


def test_a_price_without_a_date_cannot_be_converted(one, payment):
    total = one(payment("it", unit="PKR", project="deal", when=None), currency="USD")
    assert total.excluded == {"undated": ("it",)}


def test_the_greatest_sum_of_the_most_frequent_currency_comes_first(add, payment):
    made = add(
        payment("a", 5, unit="PKR", company="alibaba"),
        payment("b", 1, company="huawei"),
        payment("c", 2),
        payment("d", 9, status=Status.PLANNED, company="pta"),
    )
    assert [(t.company, t.unit) for t in made] == [
        ("zong", "USD"),
        ("huawei", "USD"),
        ("alibaba", "PKR"),
        ("pta", "USD"),
    ]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("unit:percent", "percent: only money is added to a total, in one currency"),
        ("amount:>5percent", "percent: only money is added to a total, in one currency"),
        ("measure:total-invested", "no total: “Total-Invested” is a total to a date already: adding two of them would count the same money twice"),
        ("measure:debt,total-invested", "no total: “Debt” is a level at a date: two dates of it do not add up to anything"),
        ("measure:launch", "no total: “Launch” is a date, and dates are not added"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_refused_with_the_reason(add, payment, query, reason):
    with pytest.raises(RefusedError) as error:
        add(payment("it", 5, "debt", unit="percent"), query=query)
    assert str(error.value) == reason


def test_facts_without_any_money_are_refused_but_no_facts_and_no_amounts_are_not(add, payment):
    with pytest.raises(RefusedError, match="nothing found is money but people, percent, and only money"):
        add(payment("a", 1, unit="percent"), payment("b", 5, unit="people"))
    assert add() == ()
    assert [total.excluded for total in add(payment("a", None))] == [{"no_amount": ("a",)}]


def test_a_question_that_only_may_ask_for_something_else_is_answered(one, payment):
    assert one(payment("a"), query="-measure:debt (measure:debt or spectrum) measure:debt,price amount:>1").facts == 1


def test_a_currency_without_rates_is_refused(add, payment):
    with pytest.raises(UnknownNameError, match="there are rates for PKR and USD"):
        add(payment("a"), currency="EUR")


@settings(deadline=None)
@given(st.data())
def test_every_fact_stands_in_one_total_once_and_the_order_does_not_matter(data):
    library = _library()
    found = library.find("rank:any").facts
    chosen = data.draw(st.lists(st.sampled_from(found), unique=True, max_size=60))
    currency = data.draw(st.sampled_from([None, "USD", "CNY"]))
    money = [fact for fact in found if fact.id == "zong-invested-1bn-2015"]
    chosen = money + [fact for fact in chosen if fact.id != "zong-invested-1bn-2015"]
    totals = library.totals(Findings(query="", description="", facts=tuple(chosen), hidden={}), currency=currency)
    stands = [fact for total in totals for ids in (total.counted, *total.excluded.values()) for fact in ids]
    assert sorted(stands) == sorted(fact.id for fact in chosen)
    backwards = Findings(query="", description="", facts=tuple(chosen[::-1]), hidden={})
    again = library.totals(backwards, currency=currency)
    assert [(t.company, t.unit, t.amount, set(t.counted)) for t in again] == [
        (t.company, t.unit, t.amount, set(t.counted)) for t in totals
    ]


def _library(_kept=[]):  # noqa: B006  (one store for a hundred examples)
    if not _kept:
        _kept.append(Library.open())
    return _kept[0]


def test_the_store_adds_up_as_an_editor_would():
    made = {(t.company, t.unit): t for t in _library().totals("kind:investment,acquisition,licence") if t.amount}
    zong = made["zong", "USD"]
    assert (zong.amount.value, zong.amount.bound) == (2928598000, Bound.MORE_THAN)
    assert set(zong.counted) == {
        "zong-invested-over-721m-2010",
        "zong-3g-licence-2014-price-306m",
        "zong-4g-licence-2014-price-210m",
        "zong-invested-1bn-2015",
        "zong-invested-200m-2017",
        "licence-renewal-2019-fee-477-2m",
        "spectrum-auction-ajk-gb-2021-zong-14-398m",
    }
    assert ("zong", "PKR") not in made  # the rupees are instalments of the licence fee
    assert made["china-mobile", "USD"].counted == ("paktel-acquisition-price-284m-2007-01",)
    assert made["ant-group", "USD"].counted == ("telenor-microfinance-bank-stake-price",)
    assert made["alibaba", "USD"].counted == ("daraz-acquisition-price-194m",)
    assert made["daraz", "USD"].amount.value == 155600000
    assert made["huawei", "PKR"].amount.value == 42000000000
