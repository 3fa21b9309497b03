"""Why facts disagree, as sentences; most are those of disputes that were found."""

from __future__ import annotations

import pytest

from cpecfacts.analysis.disputes import find_disputes
from cpecfacts.analysis.grounds import MOST_VALUES, Ground, sentence_of
from cpecfacts.model.fact import Status, WhenMeans
from cpecfacts.model.measure import Shape

LEVEL, TOTAL, DATE, FLOW, ONCE, EACH = (
    "employees",
    "total-invested",
    "first-launch",
    "trainees",
    "price",
    "fines",
)


@pytest.fixture
def why(fact, amount, snapshot):
    """Return the sentences of the disputes among answers to one question: (date, value, changes of fact and amount)."""

    def why(measure, *answers, **same):
        facts = []
        for number, (when, value, *more) in enumerate(answers):
            changes = {**same, **(more[0] if more else {})}
            figure = {key: changes.pop(key) for key in ("bound", "unit", "to") if key in changes}
            figure.setdefault("unit", "people" if measure in (LEVEL, FLOW) else "USD")
            made = None if value is None else amount(value, **figure)
            facts.append(fact(f"f{number:02}", measure=measure, when=when, amount=made, **changes))
        store = snapshot(*facts)
        return [dispute.why for dispute in find_disputes(facts, store)]

    return why


# What has one value or one date


def test_what_has_one_value_names_all_of_them(why):
    found = why(
        ONCE, ("2007", 460_000_000), ("2007-01", 284_000_000), (None, 560_000_000, {"bound": "about"}), project="deal"
    )
    assert found == ["it has one value: US$460m, US$284m or about US$560m"]


def test_a_value_is_not_set_against_about_the_same_value(why):
    about = {"bound": "about"}
    answers = [("2007", 460_000_000), ("2007-01", 284_000_000), (None, 284_000_000, about), (None, 460_000_000, about)]
    assert why(ONCE, *answers, project="deal") == ["it has one value: US$460m or US$284m"]
    hedged = [("2007", 460_000_000, about), ("2008", 284_000_000, {"bound": "at-most"}), (None, 284_000_000, about)]
    assert why(ONCE, *hedged, project="deal") == ["it has one value: about US$460m, at most US$284m or about US$284m"]


def test_values_alike_are_named_once(why):
    answers = [("2007", 460_000_000), ("2007-01", 460_000_000), ("2007-02", 284_000_000), ("2007-03", 284_000_000)]
    assert why(ONCE, *answers, project="deal") == ["it has one value: US$460m or US$284m"]


def test_what_has_one_date_names_all_of_them(why):
    assert why(DATE, ("2013", None), ("2014-09-27", None), ("2015~", None)) == [
        "it has one date: 2013, 27 Sep 2014 or about 2015"
    ]


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        (WhenMeans.EVENT, "it has one date: by 2017, or 2018 or later"),
        (WhenMeans.AS_OF, "it has one date: by 2017, or 2018 or later"),
        (WhenMeans.PERIOD, "it has one date: until 2017 or since 2018"),
        (WhenMeans.ANNOUNCED, "it has one date: until 2017 or since 2018"),
        (None, "it has one date: until 2017 or since 2018"),
    ],
)
def test_limits_of_a_date_are_told_from_durations(why, means, expected):
    assert why(DATE, ("../2017", None), ("2018/..", None), when_means=means) == [expected]


def test_by_2020_and_2018_or_later_may_be_one_date(why):
    assert why(DATE, ("../2020", None), ("2018/..", None), when_means=WhenMeans.EVENT) == []


def test_dates_with_commas_or_an_or_of_their_own_are_told_apart(why):
    assert why(DATE, ("2013-XX", None), ("2015", None)) == ["it has one date: 2013, month not known or 2015"]
    assert why(DATE, ("2013-XX", None), ("2015", None), ("2017", None)) == [
        "it has one date: 2013, month not known; 2015; or 2017"
    ]
    assert why(DATE, ("2013", None), ("2015", None), ("2018/..", None), when_means=WhenMeans.EVENT) == [
        "it has one date: 2013, 2015, or 2018 or later"
    ]


def test_dates_at_the_ends_of_the_calendar_have_words(why):
    assert why(DATE, ("0002~", None), ("9900", None), ("20XX", None)) == [
        "it has one date: about 2, some year from 2000 to 2099 or 9900"
    ]


# Figures of one date


@pytest.mark.parametrize(
    ("when", "means", "words"),
    [
        ("2017-04", WhenMeans.AS_OF, "as of Apr 2017"),
        ("2017-04-12", WhenMeans.EVENT, "dated 12 Apr 2017"),
        ("2017", WhenMeans.PERIOD, "for 2017"),
        ("2015/2017", WhenMeans.PERIOD, "for 2015–2017"),
        ("2017", WhenMeans.ANNOUNCED, "dated 2017"),
        ("2017~", None, "dated about 2017"),
        ("2017/..", WhenMeans.AS_OF, "2017 or later"),
        ("../2017", WhenMeans.AS_OF, "by 2017"),
        ("2017/..", WhenMeans.PERIOD, "since 2017"),
        ("../2017", WhenMeans.PERIOD, "until 2017"),
        ("2017/", WhenMeans.PERIOD, "from 2017, end not known"),
    ],
)
@pytest.mark.parametrize("measure", [LEVEL, FLOW, EACH])
def test_two_figures_of_one_date_stand_against_one_another(why, measure, when, means, words):
    unit = {"unit": "percent"}
    assert why(measure, (when, 75, unit), (when, 90, unit), when_means=means) == [f"both {words}: 75% against 90%"]


def test_three_figures_of_one_date_are_alternatives(why):
    assert why(LEVEL, ("2016", 5), ("2016", 50), ("2016", 7)) == ["all as of 2016: 5 people, 50 people or 7 people"]


def test_three_facts_with_two_figures_are_two_figures(why):
    assert why(LEVEL, ("2016", 5), ("2016", 50), ("2016", 5)) == ["all as of 2016: 5 people against 50 people"]


def test_two_that_agree_and_both_contradict_a_third_are_one_dispute(why):
    answers = [("2016", 100), ("2016", 104, {"bound": "about"}), ("2016", 50)]
    assert why(LEVEL, *answers) == ["all as of 2016: 100 people, about 104 people or 50 people"]


def test_the_meaning_of_a_date_is_only_said_where_it_is_that_of_all(why):
    answers = [("2016", 5, {"when_means": WhenMeans.AS_OF}), ("2016", 9, {"when_means": WhenMeans.EVENT})]
    assert why(LEVEL, *answers) == ["both dated 2016: 5 people against 9 people"]


def test_of_thirty_figures_six_are_named(why):
    answers = [("2016", 1001 + number) for number in range(30)]
    assert MOST_VALUES == 6
    assert why(LEVEL, *answers) == [
        "all as of 2016: 1,001 people, 1,002 people, 1,003 people, 1,004 people, 1,005 people, 1,006 people and 24 more"
    ]


def test_of_many_dates_with_commas_the_rest_stands_apart_too(why):
    answers = [(f"20{number}-XX", None) for number in range(10, 18)]
    assert why(DATE, *answers)[0].endswith("; 2015, month not known; and 2 more")


def test_hedges_are_said_in_words(why):
    bounds = [
        (5, {"bound": "less-than"}),
        (8, {"bound": "between", "to": 9}),
        (10_000, {"bound": "at-least"}),
    ]
    assert why(LEVEL, *(("2016", *answer) for answer in bounds)) == [
        "all as of 2016: less than 5 people, 8–9 people or at least 10,000 people"
    ]
    assert why(LEVEL, ("2016", 5, {"bound": "up-to"}), ("2016", 9, {"bound": "more-than"})) == [
        "both as of 2016: up to 5 people against more than 9 people"
    ]
    assert why(LEVEL, ("2016", -5, {"bound": "at-most"}), ("2016", 0, {"bound": "about"})) == [
        "both as of 2016: at most -5 people against about 0 people"
    ]


def test_plans_are_called_plans(why):
    assert why(FLOW, ("2019", 5), ("2019", 9), status=Status.PLANNED, when_means=WhenMeans.PERIOD) == [
        "as plans: both for 2019: 5 people against 9 people"
    ]


# Figures of dates that overlap


def test_a_day_and_its_month_are_the_same_time(why):
    assert why(LEVEL, ("2017-04", 75), ("2017-04-12", 90)) == [
        "at the same time: 75 people in Apr 2017 against 90 people on 12 Apr 2017"
    ]
    assert why(EACH, ("2017-04-12~", 75), ("2017-04-13", 90)) == [
        "at the same time: US$75 about 12 Apr 2017 against US$90 on 13 Apr 2017"
    ]
    assert why(LEVEL, ("2017-04-01/2017-04-12", 75), ("2017-04-12", 90)) == [
        "at the same time: 75 people on 1–12 Apr 2017 against 90 people on 12 Apr 2017"
    ]


def test_one_figure_of_several_dates_names_them_all(why):
    answers = [("2019", 600, {"bound": "about"}), ("2019-04", 800), ("2019-07-31", 800)]
    assert why(LEVEL, *answers) == [
        (
            "one date is imprecise and includes the others: "
            "about 600 people in 2019 against 800 people in Apr 2019 and on 31 Jul 2019"
        )
    ]
    assert why(LEVEL, *answers, ("2019-09", 900)) == [
        (
            "one date is imprecise and includes the others: "
            "about 600 people in 2019; 800 people in Apr 2019 and on 31 Jul 2019; or 900 people in Sep 2019"
        )
    ]


def test_a_year_includes_its_month(why):
    assert why(LEVEL, ("2018~", 3100), ("2018-09", 3277)) == [
        "one date is imprecise and includes the other: 3,100 people in about 2018 against 3,277 people in Sep 2018"
    ]


def test_dates_of_which_none_includes_the_others_only_overlap(why):
    assert why(LEVEL, ("2017/2018", 5), ("2018/2019", 9)) == [
        "their dates overlap: 5 people in 2017–2018 against 9 people in 2018–2019"
    ]
    assert why(LEVEL, ("../2020", 5), ("2018/..", 9)) == [
        "their dates overlap: 9 people 2018 or later against 5 people by 2020"
    ]


def test_since_2018_includes_2020(why):
    assert why(LEVEL, ("2018/..", 5), ("2020", 9), when_means=WhenMeans.PERIOD) == [
        "one date is imprecise and includes the other: 5 people since 2018 against 9 people in 2020"
    ]


# Lower bounds


def test_two_lower_bounds_are_no_contradiction_in_logic(why):
    assert why(LEVEL, ("2016", 4000, {"bound": "more-than"}), ("2016", 400, {"bound": "at-least"})) == [
        "no contradiction in logic, but nobody means both: more than 4,000 people and at least 400 people"
    ]
    more = [("2016", value, {"bound": "more-than"}) for value in (4000, 400, 500)]
    assert why(LEVEL, *more) == [
        (
            "no contradiction in logic, but nobody means all of them: "
            "more than 4,000 people, more than 400 people and more than 500 people"
        )
    ]


# Totals that fall


def test_a_fall_is_told_in_the_order_of_time(why):
    assert why(TOTAL, ("2018-10", 2_700_000_000), ("2017-08", 3_000_000_000)) == [
        "a total cannot fall: US$3bn in Aug 2017; US$2.7bn in Oct 2018"
    ]


def test_each_fall_is_a_dispute_of_its_own(why):
    answers = [("2010", 5_000_000), ("2011", 3_000_000), ("2012", 1_000_000)]
    assert why(TOTAL, *answers) == [
        "a total cannot fall: US$5m in 2010; US$3m in 2011",
        "a total cannot fall: US$3m in 2011; US$1m in 2012",
    ]


def test_equal_totals_that_follow_one_another_are_one_step(why):
    answers = [("2009-02", 1_660_000_000), ("2010-04", 1_660_000_000), ("2011-12-29", 1_500_000_000)]
    assert why(TOTAL, *answers) == [
        "a total cannot fall: US$1.66bn in Feb 2009 and in Apr 2010; US$1.5bn on 29 Dec 2011"
    ]


def test_equal_totals_before_and_after_a_fall_are_two_steps(why):
    answers = [("2010", 2_000_000), ("2012", 3_000_000), ("2013", 1_000_000), ("2014", 2_000_000)]
    assert why(TOTAL, *answers) == ["a total cannot fall: US$2m in 2010; US$3m in 2012; US$1m in 2013; US$2m in 2014"]


def test_of_a_long_fall_the_first_and_the_last_are_named(why):
    answers = [("2000", 1_000_000_000), *((str(2001 + number), 1_000_001 + number) for number in range(29))]
    assert why(TOTAL, *answers) == [
        (
            "a total cannot fall: US$1bn in 2000; US$1,000,001 in 2001; US$1,000,002 in 2002; US$1,000,003 in 2003; "
            "US$1,000,004 in 2004; 24 more; US$1,000,029 in 2029"
        )
    ]


# Undated figures, which the rules never bring here, as nobody knows whether they are of one time


def test_a_figure_without_a_date_says_so(fact, amount):
    facts = [fact(str(value), when=None, when_means=None, amount=amount(value)) for value in (9, 5)]
    assert sentence_of(Ground.FALLEN, facts, Shape.TOTAL) == "a total cannot fall: US$9 no date; US$5 no date"
    assert sentence_of(Ground.MISSED, facts, Shape.LEVEL) == "both dated no date: US$9 against US$5"
