"""The report of companies."""

from __future__ import annotations

from cpecfacts.model.organization import OrganizationType
from cpecfacts.reports.companies import companies_report
from cpecfacts.reports.values import DateValue, FigureValue


def test_companies_come_by_their_facts_and_other_organizations_are_counted(library):
    report = companies_report(library.find(), library)
    assert report.command == "companies"
    assert [(item.id, item.facts) for item in report.items] == [("zong", 5), ("huawei", 2)]
    assert report.hidden == {"deprecated": 1, "other_types": 2}
    assert report.make_blocks()[0].rows[0] == ("zong", "Zong", 5, 2, 1, DateValue("2007"), DateValue("2016"), None)


def test_the_findings_stay_as_they_were(library):
    findings = library.find()
    companies_report(findings, library, limit=1)
    assert findings.hidden == {"deprecated": 1}


def test_with_types_there_is_a_column_for_them(library):
    report = companies_report(library.find(), library, types=[OrganizationType.PUBLIC_BODY])
    (table,) = report.make_blocks()
    assert [column.title for column in table.columns][:4] == ["ID", "Name", "Type", "Facts"]
    assert table.rows == [
        ("pta", "The regulator", "public-body", 2, 2, None, DateValue("2018-05-04"), DateValue("2018-05-04"), None)
    ]
    assert "other_types" not in report.hidden


def test_companies_are_sorted_turned_and_cut_off(library):
    by_name = companies_report(library.find(), library, sort="name", limit=1)
    assert [item.id for item in by_name.items] == ["huawei"]
    assert by_name.hidden == {"deprecated": 1, "other_types": 2, "beyond_limit": 1}
    assert [item.id for item in companies_report(library.find(), library, reverse=True).items] == [
        "huawei",
        "zong",
    ]


def test_the_total_invested_is_shown_in_short(tables, library_of):
    tables["measures"]["total-invested"] = tables["measures"]["price"]
    tables["facts"]["staff-2016"]["measure"] = "total-invested"
    library = library_of(tables)
    report = companies_report(library.find("company:zong"), library)
    invested = report.make_blocks()[0].rows[0][-1]
    assert isinstance(invested, FigureValue)
    assert (invested.figure.fact, invested.short) == ("staff-2016", True)
