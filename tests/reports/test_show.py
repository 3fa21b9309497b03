"""One record in full."""

from __future__ import annotations

import pytest

from cpecfacts.reports.blocks import Heading, Pairs, Paragraph, Table
from cpecfacts.reports.show import show_report
from cpecfacts.reports.values import DateValue, Faint, FigureValue, Listed, Quoted, Stack


def pairs_of(report):
    """Name and value of all pairs, those without a value left out, a dictionary a block."""
    blocks = [block for block in report.make_blocks() if isinstance(block, Pairs)]
    return [
        {name: value for name, value in block.pairs if value not in (None, Listed(()), DateValue(None))}
        for block in blocks
    ]


def tables_of(report):
    return [block for block in report.make_blocks() if isinstance(block, Table)]


def headings_of(report):
    return [block.text for block in report.make_blocks() if isinstance(block, Heading)]


@pytest.fixture
def show(library):
    return lambda name: show_report(library.record(name), library)


def test_a_fact_is_shown_with_everything_it_has(show):
    report = show("price-284m")
    assert (report.command, report.query, report.description) == ("show", "price-284m", "the fact price-284m")
    assert report.make_blocks()[:2] == (Heading("price-284m"), Paragraph("It cost US$284 million."))
    assert {**pairs_of(report)[0], "Amount": None} == {
        "Company": "Zong [zong]",
        "Parties": Listed(("China Mobile [china-mobile]", "The regulator [pta]")),
        "Amount": None,
        "When": DateValue("2007-01-22", moment=True),
        "Origins": "1: China Mobile; self-reported",
        "Against": Listed(("A wire",)),
        "Quality": "4 of 5: one official voice among them",
        "Disputed": Stack(("it has one value: US$460m or US$284m",)),
        "Status": "completed",
        "Kind": "acquisition",
        "Measure": "Price [price]: What was paid.",
        "Project": "Paktel's purchase [paktel]",
        "Places": Listed(("Islamabad",)),
        "Tags": Listed(("deal",)),
        "Rank": "preferred",
        "Because": "The owner's word.",
        "Note": "With debts.",
    }
    assert pairs_of(report)[0]["Amount"].value == 284000000


def test_every_piece_of_evidence_is_shown_with_its_source(show):
    report = show("price-284m")
    assert Heading("Evidence", Faint("2")) in report.make_blocks()
    assert pairs_of(report)[1] == {
        "Says": Quoted("2.84亿美元"),
        "Asserted by": "China Mobile [china-mobile]",
        "Publisher": "SASAC",
        "Published": "no date",
        "Paragraph": 3,
        "URL": "not recorded",
        "Source": "sasac (official, zh)",
    }
    disputing = pairs_of(report)[2]
    assert {name: disputing[name] for name in ("Publisher", "Published", "Title", "URL", "Reprint of", "Source")} == {
        "Publisher": "A wire",
        "Published": DateValue("2024-06"),
        "Title": "A title",
        "URL": "https://wire.example/1",
        "Reprint of": "Another",
        "Source": "wire (wire, en)",
    }
    assert disputing["On the source"] == "Undated page."


def test_evidence_that_disputes_a_fact_is_marked_even_without_a_quotation(show):
    supporting, disputing = pairs_of(show("price-284m"))[1:]
    assert "Disputes it" not in supporting
    assert "Disputes it" in disputing


def test_who_speaks_against_a_fact_is_who_asserts_it_or_else_the_publisher(tables, library_of):
    disputing = tables["facts"]["price-284m"]["evidence"][1]
    tables["facts"]["price-284m"]["evidence"] += [disputing, {**disputing, "asserted_by": "pta"}]
    library = library_of(tables)
    card = pairs_of(show_report(library.fact("price-284m"), library))[0]
    assert card["Against"] == Listed(("A wire", "The regulator"))


def test_a_fact_that_nobody_supports_is_not_said_to_rest_on_media(tables, library_of):
    del tables["facts"]["price-284m"]["evidence"][0]
    library = library_of(tables)
    card = pairs_of(show_report(library.fact("price-284m"), library))[0]
    assert (card["Origins"], card["Quality"]) == ("none", "1 of 5: no evidence supports it")


def test_the_words_of_the_source_stand_below_the_amount(tables, library_of):
    tables["facts"]["price-284m"]["amount"]["raw"] = "2.84亿美元"
    library = library_of(tables)
    assert pairs_of(show_report(library.fact("price-284m"), library))[0]["In the source's words"] == "2.84亿美元"


@pytest.mark.parametrize(
    ("means", "label", "moment"),
    [
        ("event", "When", True),
        ("as-of", "As of", True),
        ("period", "Period", False),
        ("announced", "Announced", False),
        (None, "When", False),
    ],
)
def test_the_date_is_called_by_what_it_means(tables, library_of, means, label, moment):
    tables["facts"]["price-284m"]["when_means"] = means
    library = library_of(tables)
    assert pairs_of(show_report(library.fact("price-284m"), library))[0][label] == DateValue(
        "2007-01-22", moment=moment
    )


def test_a_fact_without_a_date_says_so(show):
    assert pairs_of(show("undated"))[0]["When"] == "no date"


def test_kin_stand_below_in_the_order_of_their_dates_with_the_fact_marked(show):
    report = show("price-284m")
    _, table = tables_of(report)
    assert [(row[0], row[4]) for row in table.rows] == [
        ("", "price-460m"),
        ("", "price-wrong"),
        ("this", "price-284m"),
    ]
    assert table.rows[1][3] == Stack(("It cost US$28 million.", "deprecated: A digit too few."))
    assert [kin.id for kin in report.items[0].kin] == ["price-460m", "price-wrong"]
    assert [source.id for source in report.items[0].sources] == ["sasac", "wire"]


def test_a_fact_that_stands_alone_says_so(show):
    report = show("launch-2014")
    assert Heading("The same question", Faint("no other fact answers it")) in report.make_blocks()
    assert tables_of(report) == []


def test_a_fact_without_a_measure_has_no_question(show):
    assert headings_of(show("undated")) == ["undated", "Evidence"]


def test_a_company_is_shown_in_profile(show):
    report = show("zong")
    assert report.description == "the organization zong"
    assert report.make_blocks()[0] == Heading("Zong", Faint("zong"))
    shown = pairs_of(report)[0]
    assert shown.pop("Deprecated").startswith("1 ")
    assert shown == {
        "Type": "company",
        "Sector": "telecoms",
        "Parent": "China Mobile [china-mobile]",
        "Also called": Listed(("CMPak",)),
        "Note": "A note.",
        "Facts": 5,
        "Sources": 2,
        "Facts since": DateValue("2007"),
        "Facts until": DateValue("2016"),
    }
    assert headings_of(report) == ["Zong", "Latest figures", "Facts"]
    figures, facts = tables_of(report)
    assert [(row[0], row[2]) for row in figures.rows] == [
        ("Employees", "staff-2016"),
        ("Launch", "launch-2014"),
        ("Price: Paktel's purchase", "price-284m"),
    ]
    assert all(isinstance(row[1], FigureValue) for row in figures.rows)
    assert [row[3] for row in facts.rows] == ["price-460m", "price-284m", "launch-2014", "staff-2016", "undated"]
    card = report.items[0]
    assert [(figure.measure, figure.project, figure.fact) for figure in card.figures] == [
        ("employees", None, "staff-2016"),
        ("launch", None, "launch-2014"),
        ("price", "paktel", "price-284m"),
    ]
    assert report.hidden == {"deprecated": 1}


def test_a_fact_without_amount_and_date_is_no_figure(tables, library_of):
    tables["facts"]["undated"]["measure"] = "unused"
    library = library_of(tables)
    report = show_report(library.record("zong"), library)
    assert "unused" not in [figure.measure for figure in report.items[0].figures]
    assert "Unused" not in [row[0] for row in tables_of(report)[0].rows]


def test_a_company_knows_its_subsidiaries(show):
    report = show("china-mobile")
    assert report.items[0].subsidiaries == ("zong",)
    assert pairs_of(report)[0]["Subsidiaries"] == Listed(("zong",))
    assert pairs_of(report)[0]["Country"] == "CN"
    assert headings_of(report) == ["China Mobile", "Facts"]


def test_an_organization_without_facts_has_only_its_record(show):
    report = show("quiet")
    assert headings_of(report) == ["Quiet"]
    assert pairs_of(report) == [{"Type": "company", "Facts": 0, "Sources": 0}]
    assert tables_of(report) == []


def test_a_project_is_shown_with_its_facts(show):
    report = show("paktel")
    assert report.make_blocks()[:2] == (Heading("Paktel's purchase", Faint("paktel")), Paragraph("A deal."))
    shown = pairs_of(report)[0]
    assert shown.pop("Deprecated").startswith("1 ")
    assert shown == {
        "Companies": Listed(("Zong [zong]",)),
        "Places": Listed(("Islamabad",)),
        "Facts": 2,
        "Sources": 2,
        "Facts since": DateValue("2007"),
        "Facts until": DateValue("2007"),
    }
    assert [row[3] for row in tables_of(report)[0].rows] == ["price-460m", "price-284m"]
    assert [fact.id for fact in report.items[0].facts] == ["price-460m", "price-284m"]


def test_a_measure_is_shown_with_every_figure(show):
    report = show("employees")
    assert report.make_blocks()[:2] == (Heading("Employees", Faint("employees")), Paragraph("People employed."))
    assert pairs_of(report) == [{"Shape": "level", "Unit": "people", "Companies": Listed(("huawei", "zong"))}]
    assert [(row[0], row[4]) for row in tables_of(report)[0].rows] == [
        ("zong", "staff-2016"),
        ("huawei", "staff-huawei"),
    ]
    assert report.hidden == {}


def test_a_source_is_shown_with_what_rests_on_it(show):
    report = show("sasac")
    assert report.make_blocks()[0] == Heading("SASAC", Faint("sasac"))
    assert pairs_of(report) == [
        {"Publisher": "SASAC", "Published": "no date", "Class": "official", "Language": "zh", "Type": "webpage"}
    ]
    assert tables_of(report)[0].rows == [
        (DateValue("2007-01-22", moment=True), "It cost US$284 million.", "price-284m", Listed((Quoted("2.84亿美元"),)))
    ]
    assert report.items[0].source.facts == 1


def test_a_source_is_called_by_its_title_and_says_all_it_has(show):
    report = show("wire")
    assert report.make_blocks()[0] == Heading("A title", Faint("wire"))
    shown = pairs_of(report)[0]
    assert shown["Published"] == DateValue("2024-06")
    assert shown["Accessed"] == DateValue("2024-06-30")
    assert (shown["URL"], shown["Reprint of"], shown["Note"]) == ("https://wire.example/1", "Another", "Undated page.")


def test_a_source_without_facts_is_shown_too(show):
    report = show("source:unused")
    assert report.items[0].source.facts == 0
    assert tables_of(report)[0].rows == []


def test_a_rate_is_not_shown(library):
    with pytest.raises(TypeError):
        show_report(library.snapshot.rates["usd-pkr-2018"], library)
