"""Reports of citations."""

from __future__ import annotations

from datetime import date

import pytest

from cpecfacts.citation.citation import Citation
from cpecfacts.reports.blocks import Entry, Paragraph
from cpecfacts.reports.catalogue import sources_report
from cpecfacts.reports.citations import bibliography_report, cite_report

DAY = date(2024, 7, 1)


@pytest.fixture
def cited(library):
    """Report the citations of facts and sources in a style."""
    return lambda *names, style="apa": cite_report(library.cite(*names, style=style, accessed=DAY), library)


def test_the_report_names_what_is_cited_and_the_store(cited, library):
    report = cited("price-284m")
    assert (report.command, report.query, report.description) == ("cite", "price-284m", "citation of price-284m")
    assert report.item_type is Citation
    assert report.store.digest == library.digest
    assert cited("price-284m", "sasac").description == "citations of price-284m, sasac"


def test_who_cites_one_side_of_a_dispute_is_told_where_the_other_is(cited):
    warning = (
        "price-284m is disputed: it has one value: US$460m or US$284m; cpecfacts show price-284m has the other side"
    )
    assert cited("price-284m", "sasac", "price-284m", style="bibtex").warnings == (warning,)
    assert cited("undated", "sasac").warnings == ()


def test_a_fact_is_its_sources_with_what_they_say_and_the_line_that_finds_it(cited, library):
    located = (
        "Fact price-284m (22 Jan 2007) in “Small” (cpecfacts store, updated 30 Jun 2024, "
        f"BLAKE2b {library.digest[:12]}…), accessed 1 Jul 2024."
    )
    assert cited("price-284m").make_blocks() == (
        Entry("SASAC. (n.d.). [Web page].", ("“2.84亿美元” (paragraph 3; according to China Mobile).",)),
        Entry(
            "A wire. (2024, June). A title. https://wire.example/1",
            ("Disputes it, without a quotation.", "Reprint of: Another."),
        ),
        Paragraph(located),
    )


def test_a_deprecated_fact_says_so_first(cited):
    first, *_ = cited("price-wrong").make_blocks()
    assert first == Paragraph("Deprecated as wrong: A digit too few.")


def test_a_source_is_an_entry_alone(cited):
    assert cited("sasac").make_blocks() == (Entry("SASAC. (n.d.). [Web page]."),)


def test_an_empty_line_stands_around_facts_only(cited):
    blocks = cited("sasac", "wire", "staff-2016", "plan-2030", "sasac").make_blocks()
    assert [type(b).__name__[0] if b != Paragraph("") else "-" for b in blocks] == list("EE-EP-EP")
    blocks = cited("staff-2016", "sasac").make_blocks()
    assert [type(b).__name__[0] if b != Paragraph("") else "-" for b in blocks] == list("EP-E")


def test_a_file_in_a_table_is_its_lines(cited):
    report = cited("sasac", style="bibtex")
    assert [block.value for block in report.make_blocks()] == report.items[0].text.splitlines()


def test_a_bibliography_keeps_the_question_of_the_sources(library):
    sources = sources_report(library.find("company:zong"), library)
    references = library.references([item.id for item in sources.items], style="mla")
    report = bibliography_report(sources, references)
    assert (report.command, report.query, report.hidden) == ("sources", sources.query, sources.hidden)
    assert [item.id for item in report.items] == ["wire", "sasac"]
    assert report.item_type is Citation
    assert [type(block) for block in report.make_blocks()] == [Entry, Entry]
