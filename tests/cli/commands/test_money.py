"""`--in`, `--total` and `--explain`."""

from __future__ import annotations

import csv
import io
import re

import pytest

PAID = "licence-renewal-2019-paid-37-15bn-rupees"
ONLY = f"id:{PAID}"
CONVERTED = {
    "value": 247600639.829,
    "to": None,
    "unit": "USD",
    "bound": "exact",
    "rate": 150.04,
    "rate_unit": "PKR/USD",
    "rate_year": 2019,
    "source": "world-bank-pa-nus-fcrf-pak",
    "rates": [
        {
            "id": "usd-pkr-2019",
            "base": "USD",
            "quote": "PKR",
            "year": 2019,
            "rate": 150.04,
            "source": "world-bank-pa-nus-fcrf-pak",
        }
    ],
    "note": None,
}


@pytest.mark.parametrize("currency", ["USD", "usd", "dollars", "US$"])
@pytest.mark.parametrize("command", ["investments", "facts"])
def test_json_has_the_whole_conversion_where_it_was_asked_for(ask, command, currency):
    assert ask(command, ONLY, "--in", currency, "--json").items[0]["converted"] == CONVERTED
    assert "converted" not in ask(command, ONLY, "--json").items[0]


def test_the_amount_itself_stays_the_headline(ask):
    answer = ask("investments", ONLY, "--in", "USD")
    title, row, empty, remark = answer.out.splitlines()
    assert title.split()[:4] == ["Company", "Amount", "In", "USD"]
    assert "Rs37.15bn  ≈US$248m (2019)  " in row
    assert empty == ""
    assert remark == (
        "In USD: by the average rate of the year in brackets, rounded. Rates: World Bank [world-bank-pa-nus-fcrf-pak]."
    )


def test_facts_show_their_amounts_only_with_a_currency(ask):
    assert ask("facts", ONLY).out.split()[:4] == ["When", "Company", "Fact", "ID"]
    out = ask("facts", ONLY, "--in", "USD").out
    assert out.split()[:5] == ["When", "Company", "Amount", "In", "USD"]
    assert "≈US$248m (2019)" in out


def test_a_cross_rate_tells_both_rates_and_their_sources(ask):
    item = ask("facts", "id:haier-ruba-zone-cost", "--in", "PKR", "--json").items[0]
    converted = item["converted"]
    assert (item["amount"]["bound"], converted["bound"]) == ("about", "about")
    assert [rate["id"] for rate in converted["rates"]] == ["usd-cny-2014", "usd-pkr-2014"]
    assert (converted["rate_unit"], converted["source"]) == ("PKR/CNY", None)
    assert converted["value"] == pytest.approx(140000000 / 6.1428 * 101.1, rel=1e-11)
    show = ask("show", "haier-ruba-zone-cost", "--in", "PKR").out
    assert "In PKR:                 ≈Rs2.3bn (2014)" in show
    assert "6.1428 CNY/USD, average of 2014, " in show
    assert "101.1 PKR/USD, average of 2014, World Bank [world-bank-pa-nus-fcrf-pak]" in show


def test_a_span_of_years_has_the_rate_of_its_end_and_says_so(ask):
    item = ask("facts", "id:daraz-invested-pakistan-2018-2021", "--in", "PKR", "--json").items[0]
    assert (item["converted"]["rate_year"], item["converted"]["value"]) == (2021, 16291000000)
    note = "the date spans years (about 2018 – 2021): the rate is that of its end, 2021"
    assert item["converted"]["note"] == note
    assert note in ask("show", "daraz-invested-pakistan-2018-2021", "--in", "PKR").out
    out = ask("facts", "id:daraz-invested-pakistan-2018-2021", "--in", "PKR").out
    assert out.endswith(" A date that spans years has the rate of its end.\n")


def test_without_a_rate_the_reason_stands_in_the_cell_and_in_the_json(ask):
    fact = "id:licence-renewal-2019-third-instalment-11-43bn-rupees"
    assert ask("facts", fact, "--in", "USD", "--json").items[0]["converted"] == {"reason": "no PKR rate for 2022"}
    assert "no PKR rate for 2022" in ask("investments", fact, "--in", "USD").out
    assert "no PKR rate for 2022" in ask("show", fact.removeprefix("id:"), "--in", "USD").out


def test_what_is_no_money_has_an_empty_cell_and_a_reason_in_the_json(ask):
    items = ask("facts", "company:zong measure:employees,4g-launch", "--in", "USD", "--json").items
    assert {item["converted"]["reason"] for item in items} == {"people is no money", "no amount"}
    assert "no money" not in ask("facts", "company:zong measure:employees,4g-launch", "--in", "USD").out


def test_an_amount_in_the_currency_is_itself_in_the_json_and_not_shown_twice(ask):
    fact = "id:zong-4g-licence-2014-price-210m"
    converted = ask("facts", fact, "--in", "USD", "--json").items[0]["converted"]
    assert (converted["value"], converted["rate"], converted["rates"]) == (210000000, None, [])
    assert ask("facts", fact, "--in", "USD").out.count("US$210m") == 1


def test_csv_has_the_conversion_only_where_it_was_asked_for(ask):
    (row,) = ask("investments", ONLY, "--in", "USD", "--csv").rows
    assert (row["converted.value"], row["converted.rate_year"], row["converted.rates.id"]) == (
        *("247600639.829", "2019", "usd-pkr-2019"),
    )
    assert not any(name.startswith("converted") for name in ask("investments", ONLY, "--csv").rows[0])


def test_fields_of_the_conversion_can_be_chosen(ask):
    asked = ("facts", ONLY, "--fields", "id,converted.value,converted.reason", "--jsonl")
    (line,) = ask(*asked, "--in", "USD").lines
    assert line == {"id": PAID, "converted": {"value": 247600639.829, "reason": None}}
    refused = ask(*asked)
    assert refused.code == 2
    assert "unknown field “converted.value”" in refused.err


def test_a_comparison_has_the_conversion_below_the_figure(ask):
    asked = ("compare", "zong", "huawei", "--measure", "total-tax-paid", "--in", "USD")
    out = ask(*asked).out
    assert "Rs26bn; ≈US$300m (2011); " in out
    assert "Rates: World Bank [world-bank-pa-nus-fcrf-pak]." in out
    values = ask(*asked, "--json").items[0]["values"]
    assert values["zong"]["converted"]["value"] == pytest.approx(26e9 / 86.34, rel=1e-11)
    assert values["huawei"]["converted"]["rate"] is None
    assert "converted" not in ask(*asked[:-2], "--json").items[0]["values"]["zong"]


def test_a_comparison_converts_every_answer_to_a_question_that_has_one(ask):
    out = ask("compare", "china-mobile", "ant-group", "--measure", "purchase-price", "--in", "PKR").out
    assert "≈Rs17.3bn (2007)" in out
    assert "≈Rs28bn (2007)" in out


@pytest.mark.parametrize("record", ["huawei", "lahore-safe-city", "project-cost", "total-invested"])
def test_every_card_takes_a_currency(ask, record):
    answer = ask("show", record, "--in", "USD")
    assert answer.code == 0
    assert "In USD" in answer.out


def test_the_card_of_a_source_takes_a_currency(ask):
    source = ask("facts", ONLY, "--json").items[0]["evidence"][0]["source"]
    assert "≈US$248m (2019)" in ask("show", source, "--in", "USD").out


@pytest.mark.parametrize(
    ("currency", "sentence"),
    [
        ("EUR", "unknown currency “EUR”: there are rates for CNY, PKR and USD"),
        ("rupes", "unknown currency “rupes”: did you mean PKR?"),
        ("", "unknown currency “”: there are rates for CNY, PKR and USD"),
    ],
)
@pytest.mark.parametrize(
    "command",
    [("facts",), ("investments",), ("show", "zong"), ("compare", "zong", "huawei"), ("investments", "--total")],
)
def test_a_currency_without_rates_is_an_error_everywhere(ask, command, currency, sentence):
    assert tuple(ask(*command, "--in", currency)) == (2, "", f"cpecfacts: {sentence}\n")


def test_totals_are_by_company_and_currency(ask):
    answer = ask("investments", "--company", "zong", "--total", "--json")
    first = answer.items[0]
    assert (first["company"], first["measure"], first["unit"], first["facts"]) == ("zong", None, "USD", 7)
    assert first["amount"] == {"value": 2928598000, "to": None, "unit": "USD", "bound": "more-than", "raw": None}
    assert first["excluded"]["sum_of_others"] == ["spectrum-auction-2014-zong-total-516m"]
    assert answer.json["command"] == "investments"
    assert answer.json["hidden"]["cumulative"] == 17
    assert answer.json["description"].startswith("totals: ")


def test_the_table_of_totals_shows_the_choice_between_rival_figures(ask):
    answer = ask("investments", "--company", "china-mobile", "--total")
    row = next(line for line in answer.out.splitlines() if line.startswith("Money put in  china-mobile"))
    assert "US$284m  Purchase price; the first figure of: US$284m, US$460m, US$560m  " in row
    assert "it is not all a company paid" in answer.out
    assert "16 cumulative to a date" in answer.err


def test_a_sum_with_many_digits_is_shown_roughly(ask):
    out = ask("investments", "--company", "zong", "--total").out
    assert "≈>US$2.92bn  Invested in a period: >US$1.921bn; Licence fee: ≈US$1.01bn" in out


def test_converted_totals_name_their_rates(ask):
    out = ask("investments", "--company", "huawei", "--total", "--in", "USD").out
    assert "≈US$590m" in out
    assert "converted by the average rate of their year: World Bank [world-bank-pa-nus-fcrf-pak]." in out
    item = ask("investments", "--company", "huawei", "--total", "--in", "USD", "--json").items[0]
    assert (item["converted"], item["rate_years"]) == (True, [2018, 2020])


def test_an_explanation_lists_every_fact_with_its_reason(ask):
    out = ask("investments", "--company", "ant-group", "--total", "--explain").out
    assert "ant-group: Money put in, USD  1 counted, 3 left out" in out
    rows = [line for line in out.splitlines() if line.startswith(("yes", "no "))]

    def line_of(fact: str) -> str:
        return next(row for row in rows if re.search(rf"; {fact}(?:  |$)", row))

    assert line_of("telenor-microfinance-bank-stake-price").startswith("yes")
    assert line_of("telenor-microfinance-bank-stake-enterprise-value").endswith(
        "a value put on something, not a payment"
    )
    assert line_of("telenor-microfinance-bank-stake-price-about-185m").endswith(
        "the same money as telenor-microfinance-bank-stake-price: it has more independent origins; that it was paid "
        "says telenor-microfinance-bank-stake-price-about-185m"
    )


def test_an_explanation_of_converted_totals_says_which_rate_is_missing(ask):
    fact = "company:zong id:licence-renewal-2019-third-instalment-11-43bn-rupees"
    out = ask("investments", fact, "--total", "--explain", "--in", "USD").out
    assert "zong: Money put in, USD  0 counted, 1 left out" in out
    assert "no PKR rate for 2022" in out


def test_a_comparison_of_totals_has_a_column_a_company(ask):
    answer = ask("compare", "zong", "china-mobile", "--total")
    assert answer.out.splitlines()[0].split() == ["Of", "Currency", "zong", "china-mobile"]
    assert "US$284m; from 1 fact; the first figure of: US$284m, US$460m, US$560m" in answer.out
    assert {item["company"] for item in ask("compare", "zong", "china-mobile", "--total", "--json").items} == {
        "zong",
        "china-mobile",
    }
    kinds = [item["label"] for item in ask("compare", "zong", "huawei", "--total", "--json").items if item["amount"]]
    assert kinds[0] == "Money put in"
    assert "Tax paid in a period" in kinds


def test_totals_can_be_sorted_cut_off_and_have_chosen_fields(ask):
    asked = ("investments", "--total", "--in", "USD", "--sort", "amount", "--reverse", "--limit", "2")
    items = ask(*asked, "--json").items
    assert [item["company"] for item in items] == ["zong", "huawei"]
    rows = list(csv.reader(io.StringIO(ask(*asked, "--fields", "company,amount.value", "--csv").out)))
    assert rows == [["company", "amount.value"], ["zong", "2928598000"], ["huawei", "590262834.4069"]]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("investments", "--explain"), "--explain tells how a --total came about: give both"),
        (("compare", "zong", "huawei", "--explain"), "--explain tells how a --total came about: give both"),
        (
            ("compare", "zong", "huawei", "--total", "--all-figures"),
            "--total adds figures, --all-figures sets them side by side: give one of them",
        ),
        (
            ("compare", "zong", "huawei", "--total", "--sort", "unit"),
            "a comparison is not sorted: it is grouped by kind",
        ),
        (
            ("investments", "--total", "--unit", "subscribers"),
            "subscribers: only money is added to a total, in one currency",
        ),
        (
            ("compare", "zong", "huawei", "--total", "--measure", "4g-sites"),
            "no total: “4G sites” is a level at a date: two dates of it do not add up to anything",
        ),
        (
            ("investments", "--total", "--measure", "total-invested"),
            "no total: “Total invested” is a total to a date already: adding two of them would count the same money twice",
        ),
    ],
)
def test_what_cannot_be_added_is_a_usage_error_that_says_why(ask, asked, sentence):
    assert tuple(ask(*asked)) == (2, "", f"cpecfacts: {sentence}\n")


def test_a_comparison_of_totals_of_people_is_refused(ask):
    answer = ask("compare", "zong", "huawei", "--total", "--kind", "training")
    assert answer.code == 2
    assert answer.err.startswith("cpecfacts: no total: nothing found is money but ")


def test_facts_have_no_total(ask):
    assert ask("facts", "--total").code == 2


def test_no_totals_are_an_empty_answer(ask):
    answer = ask("investments", "--total", "xyzzy")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("no totals found for: totals: ")


def plain(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_a_terminal_of_eighty_columns_shows_the_conversion_below_the_amount(draw):
    out = plain(draw(80, "investments", ONLY, "--in", "USD").out)
    assert max(map(len, out.splitlines())) <= 80
    assert "≈US$248m" in out


def test_a_terminal_folds_totals(draw):
    out = plain(draw(60, "investments", "--company", "zong", "--total", "--explain").out)
    assert max(map(len, out.splitlines())) <= 60
    assert "the first figure of: US$477.2m" in " ".join(out.split())
