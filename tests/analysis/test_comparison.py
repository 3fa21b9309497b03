"""Companies side by side, and when their figures should not be compared."""

from __future__ import annotations

import pytest

from cpecfacts.analysis.comparison import compare_companies, reason_against
from cpecfacts.analysis.trust import Appraiser
from cpecfacts.model.fact import Kind, Rank, Status
from cpecfacts.model.measure import Shape


@pytest.fixture
def compare(snapshot):
    def compare(*facts, companies=("zong", "huawei"), **options):
        return compare_companies(companies, facts, Appraiser(snapshot(*facts)), **options)

    return compare


@pytest.fixture
def reason(fact, amount):
    """Reason against two figures that are alike but for the changes."""

    def reason(first, second):
        facts = [
            fact(key, company=company, **({"amount": amount(1), "when": "2020-06"} | changes))
            for key, company, changes in (("a", "zong", first), ("b", "huawei", second))
        ]
        return reason_against(facts)

    return reason


def ids(row):
    return {company: figure and figure.fact for company, figure in row.values.items()}


def test_a_row_has_the_words_of_its_measure_and_a_figure_a_company(compare, fact, amount):
    (row,) = compare(
        fact("a", measure="employees", kind=Kind.JOBS, amount=amount(3000, "people")),
        fact("b", measure="employees", kind=Kind.JOBS, amount=amount(1400, "people"), company="huawei"),
    )
    assert (row.measure, row.label, row.kind, row.shape, row.unit) == (
        "employees",
        "Employees",
        Kind.JOBS,
        Shape.LEVEL,
        "people",
    )
    assert ids(row) == {"zong": "a", "huawei": "b"}
    assert (row.comparable, row.why_not) == (True, None)


def test_the_companies_of_a_row_stand_in_the_order_that_was_asked_for(compare, fact):
    (row,) = compare(fact("a", measure="first-launch"), companies=("huawei", "alibaba", "zong"))
    assert list(row.values) == ["huawei", "alibaba", "zong"]
    assert ids(row) == {"huawei": None, "alibaba": None, "zong": "a"}


def test_rows_come_by_kind_and_within_a_kind_by_label(compare, fact, amount):
    rows = compare(
        fact("a", measure="total-invested", kind=Kind.JOBS, amount=amount(1)),
        fact("b", measure="employees", kind=Kind.JOBS, amount=amount(1)),
        fact("c", measure="academies", kind=Kind.TRAINING, amount=amount(1)),
        fact("d", measure="first-launch", kind=Kind.INVESTMENT),
    )
    assert [(row.kind.value, row.label) for row in rows] == [
        ("investment", "First launch"),
        ("training", "Academies"),
        ("jobs", "Employees"),
        ("jobs", "Total invested"),
    ]


def test_the_kind_of_a_measure_is_that_of_most_of_its_facts(compare, fact, amount):
    (row,) = compare(
        fact("a", measure="employees", kind=Kind.INVESTMENT, amount=amount(1)),
        fact("b", measure="employees", kind=Kind.JOBS, amount=amount(1)),
        fact("c", measure="employees", kind=Kind.JOBS, amount=amount(1), company="huawei"),
    )
    assert row.kind is Kind.JOBS


def test_of_equally_frequent_kinds_the_first_of_the_list_is_taken(compare, fact, amount):
    (row,) = compare(
        fact("a", measure="employees", kind=Kind.JOBS, amount=amount(1)),
        fact("b", measure="employees", kind=Kind.REACH, amount=amount(1)),
    )
    assert row.kind is Kind.REACH


def test_a_fact_without_a_measure_makes_no_row(compare, fact, amount):
    assert compare(fact("a", amount=amount(1))) == []


def test_a_fact_of_another_company_makes_no_row(compare, fact, amount):
    assert compare(fact("a", company="alibaba", measure="employees", amount=amount(1))) == []


def test_a_fact_that_a_company_is_only_a_party_to_makes_no_row(compare, fact, amount):
    assert compare(fact("a", company="pta", parties=("zong",), measure="employees", amount=amount(1))) == []


def test_a_fact_with_neither_an_amount_nor_a_date_makes_no_row(compare, fact):
    assert compare(fact("a", measure="employees", when=None)) == []


def test_the_most_recent_figure_stands_in_the_row_with_the_number_of_all(compare, fact, amount):
    (row,) = compare(
        fact("a", measure="employees", amount=amount(1), when="2018"),
        fact("b", measure="employees", amount=amount(2), when="2019-03"),
        fact("c", measure="employees", amount=amount(3), when="2017-12"),
        fact("d", measure="employees", amount=amount(4), when="2019", company="huawei"),
    )
    assert ids(row) == {"zong": "b", "huawei": "d"}
    assert {company: figure.figures for company, figure in row.values.items()} == {"zong": 3, "huawei": 1}


def test_a_deprecated_fact_is_not_the_latest_figure_while_another_stands(compare, fact, amount):
    (row,) = compare(
        fact("right", measure="employees", amount=amount(1), when="2018"),
        fact("wrong", measure="employees", amount=amount(9), when="2019", rank=Rank.DEPRECATED, rank_reason="A slip."),
    )
    assert ids(row)["zong"] == "right"


def test_a_figure_of_one_company_only_compares_with_nothing(compare, fact, amount):
    (row,) = compare(fact("a", measure="employees", amount=amount(1)))
    assert (row.comparable, row.why_not) == (False, "only one company has a figure")


def test_two_of_three_companies_are_compared(compare, fact, amount):
    (row,) = compare(
        fact("a", measure="employees", amount=amount(1)),
        fact("b", measure="employees", amount=amount(2), company="alibaba"),
        companies=("zong", "huawei", "alibaba"),
    )
    assert ids(row) == {"zong": "a", "huawei": None, "alibaba": "b"}
    assert (row.comparable, row.why_not) == (True, None)


def test_all_figures_stand_in_a_row_a_date_the_latest_first(compare, fact, amount):
    rows = compare(
        fact("a18", measure="employees", amount=amount(1), when="2018"),
        fact("a19", measure="employees", amount=amount(2), when="2019"),
        fact("b18", measure="employees", amount=amount(3), when="2018", company="huawei"),
        fact("b20", measure="employees", amount=amount(4), when="2020", company="huawei"),
        all_figures=True,
    )
    assert [ids(row) for row in rows] == [
        {"zong": None, "huawei": "b20"},
        {"zong": "a19", "huawei": None},
        {"zong": "a18", "huawei": "b18"},
    ]
    assert [row.comparable for row in rows] == [False, False, True]
    assert {figure.figures for row in rows for figure in row.values.values() if figure} == {2}


def test_rivals_of_one_company_and_date_follow_one_another(compare, fact, amount):
    rows = compare(
        fact("a-two", measure="employees", amount=amount(1), when="2018", sources=("wire-1", "media-1")),
        fact("a-one", measure="employees", amount=amount(2), when="2018"),
        fact("b", measure="employees", amount=amount(3), when="2018", company="huawei"),
        all_figures=True,
    )
    assert [ids(row) for row in rows] == [
        {"zong": "a-two", "huawei": "b"},
        {"zong": "a-one", "huawei": None},
    ]
    assert [row.why_not for row in rows] == [None, "only one company has a figure"]


def test_figures_without_a_date_come_last_among_all_figures(compare, fact, amount):
    rows = compare(
        fact("a-undated", measure="employees", amount=amount(1), when=None),
        fact("a18", measure="employees", amount=amount(1), when="2018"),
        fact("b-undated", measure="employees", amount=amount(1), when=None, company="huawei"),
        all_figures=True,
    )
    assert [ids(row) for row in rows] == [
        {"zong": "a18", "huawei": None},
        {"zong": "a-undated", "huawei": "b-undated"},
    ]
    assert rows[1].why_not == "the date of a figure is not known"


def test_nothing_to_compare_gives_no_row(compare):
    assert compare() == []
    assert compare(all_figures=True) == []


def test_fewer_than_two_figures_have_nothing_to_stand_beside(fact):
    assert reason_against([]) == "only one company has a figure"
    assert reason_against([fact("a")]) == "only one company has a figure"


def test_like_figures_may_be_compared(reason):
    assert reason({}, {}) is None


def test_different_units_are_named(reason, amount):
    assert reason({"amount": amount(1, "USD")}, {"amount": amount(1, "PKR")}) == "different units: USD, PKR"


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.PLANNED])
def test_a_plan_is_not_set_against_a_fact(reason, status):
    other = "an announcement" if status is Status.ANNOUNCED else "a fact"
    assert reason({"status": Status.PLANNED}, {"status": status}) == f"a plan against {other}"


def test_two_plans_may_be_compared(reason):
    assert reason({"status": Status.PLANNED}, {"status": Status.PLANNED}) is None


def test_a_figure_without_a_date_is_not_compared(reason):
    assert reason({"when": None}, {}) == "the date of a figure is not known"


@pytest.mark.parametrize(
    ("first", "second", "why_not"),
    [
        ("2014-06-01", "2015-06-01", None),
        ("2016-01-01", "2017-01-01", None),  # 366 days, over a 29 February
        ("2014-06-01", "2015-06-02", "dates are more than a year apart"),
        ("2016-02-29", "2017-03-01", None),
        ("2016-02-29", "2017-03-02", "dates are more than a year apart"),
        ("2014-06-01", "2015-11-30", "dates are more than a year apart"),
        ("2014-06-01", "2015-12-31", "dates are 2 years apart"),
        ("2014-06", "2021-06", "dates are 7 years apart"),
        ("2021-06", "2014-06", "dates are 7 years apart"),
        ("2014", "2015", None),
        ("2014", "2015-12-31", None),
        ("2014", "2016", "dates are more than a year apart"),
        ("2014", "2017", "dates are 2 years apart"),
        ("2014~", "2016", None),  # "about 2014" may be 2015
        ("2014~", "2018", "dates are 2 years apart"),
        ("2010/2020", "2021-06", None),
        ("2010/2012", "2021-06", "dates are 8 years apart"),
        ("199X", "2001", "dates are more than a year apart"),
    ],
)
def test_dates_more_than_a_year_apart_are_told_however_they_are_read(reason, first, second, why_not):
    assert reason({"when": first}, {"when": second}) == why_not


@pytest.mark.parametrize("when", ["1998/..", "1998/", "../1998", "/1998"])
def test_an_open_end_may_reach_the_other_date(reason, when):
    other = "2024" if when.startswith("1998") else "1970"
    assert reason({"when": when}, {"when": other}) is None


def test_two_open_ends_may_meet(reason):
    assert reason({"when": "1998/.."}, {"when": "2020/.."}) is None


def test_the_known_end_of_an_open_date_still_counts(reason):
    assert reason({"when": "1998/.."}, {"when": "1970"}) == "dates are 27 years apart"


def test_dates_that_are_the_answer_are_never_apart(reason):
    assert reason({"amount": None, "when": "1998"}, {"amount": None, "when": "2024"}) is None


def test_an_amount_and_a_bare_date_are_two_different_answers(reason):
    assert reason({}, {"amount": None}) == "a figure against a date"


def test_a_figure_of_one_project_is_not_set_against_one_of_a_whole_company(reason):
    assert reason({"project": "p"}, {}) == "a whole company against one project"
    assert reason({"project": "p"}, {"project": "q"}) == "different projects"
    assert reason({"project": "p"}, {"project": "p"}) is None


def test_dates_of_different_projects_are_told_apart_too(reason):
    assert reason({"amount": None, "project": "p"}, {"amount": None}) == "a whole company against one project"
    assert reason({"amount": None, "project": "p"}, {"amount": None, "project": "q"}) == "different projects"


def test_several_reasons_are_all_told(reason, amount):
    assert (
        reason({"amount": amount(1, "PKR"), "when": "1998", "status": Status.PLANNED}, {"when": "2024"})
        == "different units: PKR, USD; a plan against a fact; dates are 25 years apart"
    )


def test_a_figure_of_the_whole_company_goes_before_a_later_one_of_a_project(compare, fact, amount):
    (row,) = compare(
        fact("whole", measure="employees", amount=amount(1600), when="2019"),
        fact("centre", measure="employees", amount=amount(800), when="2020", project="uncle"),
    )
    assert row.values["zong"].fact == "whole"
    assert row.values["zong"].figures == 1


def test_of_what_happens_in_a_period_the_latest_counts_whatever_it_is_of(compare, fact, amount):
    facts = (
        fact("old", measure="trainees", amount=amount(3000), when="2019"),
        fact("new", measure="trainees", amount=amount(300000), when="2025", project="uncle"),
    )
    (row,) = compare(*facts)
    assert row.shape is Shape.FLOW
    assert row.values["zong"].fact == "new"
