"""Facts and investments in tables."""

from __future__ import annotations

from cpecfacts.model.amounts import Amount
from cpecfacts.reports.facts import facts_report, facts_table, investments_report, investments_table
from cpecfacts.reports.values import Backing, DateValue, Stack


def test_the_report_of_facts_has_what_was_found(library):
    report = facts_report(library.find("company:huawei"), library)
    assert (report.command, report.query, report.description) == ("facts", "company:huawei", "facts about Huawei")
    assert [item.id for item in report.items] == ["staff-huawei", "plan-2030"]
    assert report.make_blocks()[0].rows[0] == (
        DateValue("2016-10"),
        "huawei",
        "Huawei had 1,400.",
        "staff-huawei",
        "jobs",
        Backing(sources=1, against=0, origins=1, quality=1, self_reported=False, disputed=False),
    )


def test_items_have_the_days_of_their_dates_and_the_number_of_sources(library):
    items = {item.id: item for item in facts_report(library.find(), library).items}
    assert (items["price-284m"].earliest, items["price-284m"].latest) == ("2007-01-22", "2007-01-22")
    assert (items["staff-huawei"].earliest, items["staff-huawei"].latest) == ("2016-10-01", "2016-10-31")
    assert (items["launch-2014"].earliest, items["launch-2014"].latest) == ("2014-01-01", None)
    assert (items["undated"].earliest, items["undated"].latest) == (None, None)
    assert (items["price-284m"].sources, items["price-284m"].against) == (1, 1)
    assert (items["undated"].sources, items["undated"].against) == (1, 0)


def test_what_was_hidden_is_told(library):
    assert facts_report(library.find("company:zong", limit=2), library).hidden == {"deprecated": 1, "beyond_limit": 3}


def test_a_deprecated_fact_is_marked_with_the_reason(library):
    table = facts_table(library.find("rank:deprecated").facts, library)
    assert table.rows[0][2] == Stack(("It cost US$28 million.", "deprecated: A digit too few."))


def test_an_investment_is_called_by_its_measure_and_project(library):
    findings = library.find("measure:price,employees rank:any")
    rows = {row[3]: row for row in investments_table(findings.facts, library).rows}
    assert rows["price-284m"] == (
        "zong",
        Amount(value=284000000, to=None, unit="USD", bound=library.fact("price-284m").amount.bound, raw=None),
        "Price: Paktel's purchase",
        "price-284m",
        "completed",
        DateValue("2007-01-22", moment=True),
        Backing(sources=1, against=1, origins=1, quality=4, self_reported=True, disputed=True),
    )
    assert rows["staff-2016"][2] == "Employees"
    assert rows["price-wrong"][2] == Stack(("Price: Paktel's purchase", "deprecated: A digit too few."))


def test_an_investment_without_a_measure_is_called_by_its_statement(library):
    report = investments_report(library.find("id:plan-2030"), library)
    assert report.command == "investments"
    assert report.make_blocks()[0].rows == [
        (
            *("huawei", None, "A plan for 2030.", "plan-2030", "planned", DateValue("2030")),
            Backing(sources=1, against=0, origins=1, quality=1, self_reported=False, disputed=False),
        )
    ]
