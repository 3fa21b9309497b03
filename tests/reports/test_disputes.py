"""Where sources disagree, as a report."""

from __future__ import annotations

import pytest

from cpecfacts.analysis.claims import Grade
from cpecfacts.errors import UnknownNameError
from cpecfacts.reports.blocks import Heading, Table
from cpecfacts.reports.disputes import disputes_report
from cpecfacts.reports.items import DisputeItem
from cpecfacts.reports.show import show_report
from cpecfacts.reports.values import Backing, DateValue, Faint, Listed, Quoted, Stack


@pytest.fixture
def disputed(tables, library_of):
    """A library with a conflict about a price and one about staff, and a tension about the same staff."""

    def staff(fact_id, people, when, company="zong", **changes):
        template = tables["facts"]["staff-2016"]
        amount = template["amount"] | {"value": people}
        tables["facts"][fact_id] = template | {"company": company, "amount": amount, "when": when} | changes

    staff("staff-2016-5000", 5000, "2016")
    staff("staff-2016-05", 6000, "2016-05-12", when_means="as-of")
    staff("staff-wrong", 9000, "2016", rank="deprecated", rank_reason="A misprint.")
    return library_of(tables)


@pytest.fixture
def report(disputed):
    return lambda question="", **more: disputes_report(disputed.find(question), disputed, **more)


def asked(report):
    return [(item.grade.value, item.measure) for item in report.items]


ALL = [("conflict", "price"), ("conflict", "employees"), ("tension", "employees")]


def test_disputes_come_with_the_figure_of_each_fact(report):
    answer = report("project:paktel")
    assert (answer.command, answer.query, answer.description) == (
        "disputes",
        "project:paktel",
        "facts of the project “Paktel's purchase”",
    )
    assert answer.item_type is DisputeItem
    assert answer.hidden == {}  # the deprecated price is no answer
    (item,) = answer.items
    assert (item.grade, item.company, item.project, item.measure) == (Grade.CONFLICT, "zong", "paktel", "price")
    assert (item.label, item.why) == ("Price", "it has one value: US$460m or US$284m")
    assert item.facts == ("price-460m", "price-284m") == tuple(figure.fact for figure in item.figures)
    assert [figure.amount.value for figure in item.figures] == [460_000_000, 284_000_000]
    assert [(figure.quality, figure.self_reported, figure.disputed) for figure in item.figures] == [
        (1, False, True),
        (4, True, True),
    ]


def test_each_dispute_is_a_group_of_rivals_with_the_reason_below_its_question(report):
    answer = report("project:paktel")
    (table,) = answer.make_blocks()
    assert [column.title for column in table.columns] == ["Figure", "When", "Fact", "Said by", "ID", "Backing"]
    assert table.group_title == "Dispute"
    (group,) = table.groups
    assert group.title == Stack(("Paktel's purchase: Price", Faint("conflict: it has one value: US$460m or US$284m")))
    amounts = [figure.amount for figure in answer.items[0].figures]
    assert group.rows == (
        (
            amounts[0],
            DateValue("2007"),
            "It cost US$460 million.",
            Listed(("Another",)),
            "price-460m",
            Backing(1, 0, 1, 1, self_reported=False, disputed=False),
        ),
        (
            amounts[1],
            DateValue("2007-01-22", moment=True),
            "It cost US$284 million.",
            Listed(("China Mobile",)),
            "price-284m",
            Backing(1, 1, 1, 4, self_reported=True, disputed=False),
        ),
    )


def test_a_question_of_a_company_as_a_whole_has_the_company_for_its_subject(report):
    (table,) = report("measure:employees").make_blocks()
    assert [group.title.values[0] for group in table.groups] == ["Zong: Employees"] * 2


def test_a_dispute_is_shown_whole_if_one_of_its_facts_is_found(report):
    assert [item.facts for item in report("id:staff-2016-05").items] == [
        ("staff-2016", "staff-2016-5000", "staff-2016-05")
    ]
    assert asked(report("date:2016-05-12")) == ALL[1:]
    assert asked(report("company:huawei")) == []
    assert asked(report("id:staff-wrong rank:any")) == []


def test_disputes_of_one_grade_leave_those_of_the_other_out_and_count_them(report):
    assert sorted(asked(report())) == sorted(ALL)
    assert report().hidden == {}
    conflicts, tensions = report(grade=Grade.CONFLICT), report(grade=Grade.TENSION)
    assert {grade for grade, _ in asked(conflicts)} == {"conflict"}
    assert (len(conflicts.items), conflicts.hidden) == (2, {"other_grade": 1})
    assert asked(tensions) == [("tension", "employees")]
    assert tensions.hidden == {"other_grade": 2}


def test_disputes_are_sorted_reversed_and_cut_off(report):
    assert asked(report(sort="grade", reverse=True))[0] == ("tension", "employees")
    assert asked(report(reverse=True)) == asked(report())[::-1]
    cut = report(limit=1, grade=Grade.CONFLICT)
    assert asked(cut) == asked(report(grade=Grade.CONFLICT))[:1]
    assert cut.hidden == {"other_grade": 1, "beyond_limit": 1}


def test_disputes_are_not_sorted_by_what_has_several_values(report):
    with pytest.raises(UnknownNameError) as caught:
        report(sort="figures")
    assert caught.value.see == "there are grade, company, project, measure, label, shape, why"


def test_facts_left_open_by_the_question_are_counted_and_deprecated_ones_are_not(report):
    assert report("amount:>=US$1 is:disputed").hidden == {"other_unit": 3}


def test_the_card_of_a_fact_sets_each_dispute_above_its_evidence(disputed):
    blocks = show_report(disputed.fact("staff-2016"), disputed).make_blocks()
    headings = [(block.text, block.faint) for block in blocks if isinstance(block, Heading)]
    reasons = [
        "conflict: both dated 2016: 3,277 people against 5,000 people",
        (
            "tension: one date is imprecise and includes the other: "
            "3,277 people in 2016, 5,000 people in 2016 or 6,000 people on 12 May 2016"
        ),
    ]
    assert headings[1:3] == [("Disputed", Faint(reason)) for reason in reasons]
    assert headings[3][0] == "Evidence"
    tables = [block for block in blocks if isinstance(block, Table)]
    rivals = [[row[3] for row in table.groups[0].rows] for table in tables[:2]]
    assert rivals == [["staff-2016-5000"], ["staff-2016-5000", "staff-2016-05"]]


def test_the_evidence_of_a_rival_is_named_with_publisher_date_and_words_and_what_speaks_against_it(disputed):
    blocks = show_report(disputed.fact("price-460m"), disputed).make_blocks()
    table = next(block for block in blocks if isinstance(block, Table))
    assert [column.title for column in table.columns] == ["When", "Figure", "Evidence", "ID", "Backing"]
    ((_, amount, said, fact, backing),) = table.groups[0].rows
    assert (amount.value, fact, backing.disputed) == (284_000_000, "price-284m", True)
    assert said == Stack(
        (
            Listed(("SASAC", DateValue(None), Quoted("2.84亿美元"))),
            Listed(("against it: A wire", DateValue("2024-06"), None)),
        )
    )
