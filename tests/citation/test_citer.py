"""Citations of facts and sources from a small store."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import msgspec
import pytest

from cpecfacts.citation.citer import Citer, citable, unique_items
from cpecfacts.citation.style import FORMATTED, Style
from cpecfacts.errors import RefusedError
from cpecfacts.model.rate import Rate
from cpecfacts.model.snapshot import Meta

LOCATED = "in “A small store” (cpecfacts store, updated 23 Nov 2026, BLAKE2b 0123456789ab…), accessed 24 Nov 2026."


@pytest.fixture
def cite(citer_of, snapshot_of):
    """Cite facts of the small store in a style."""

    def cite(style, *fact_ids, **changes):
        facts = snapshot_of(**changes).facts
        return citer_of(style, **changes).cite([facts[fact_id] for fact_id in fact_ids])

    return cite


def test_a_fact_is_cited_by_its_source_its_words_and_a_line_that_finds_it(cite):
    (citation,) = cite("apa", "cable-cost")
    assert (citation.id, citation.record, citation.style, citation.deprecated) == (
        "cable-cost",
        "fact",
        Style.APA,
        None,
    )
    assert citation.is_fact
    assert citation.text.splitlines() == [
        "Dawn. (2020, December 3). Cable cleared. https://dawn.example/1",
        "“cost Rs 38bn” (paragraph 3).",
        citation.located,
    ]
    assert citation.located == f"Fact cable-cost (as of 2020) {LOCATED}"


def test_every_source_is_cited_once_with_all_that_it_says(cite):
    (citation,) = cite("apa", "cable-start")
    assert [said.source for said in citation.sources] == ["zong-2019", "app-nd", "dawn-2020"]
    assert citation.text.splitlines() == [
        "Zong. (ca. 2019). [Web page]. https://dawn.example/1",
        "“we began in 2019”.",
        "Associated Press of Pakistan. (n.d.). [News article]. Retrieved November 23, 2026, from https://dawn.example/1",
        "According to The regulator.",
        "Reprint of: Xinhua.",
        "Dawn. (2020, December 3). Cable cleared. https://dawn.example/1",
        "Disputes it: “not before 2020” (paragraph 5).",
        "Disputes it, without a quotation (paragraph 6; according to The regulator).",
        f"Fact cable-start (2019) {LOCATED}",
    ]


def test_who_says_so_is_told_only_where_it_is_not_who_published_it(cite):
    (citation,) = cite("mla", "cable-start")
    speakers = {said.source: [piece.asserted_by for piece in said.quotations] for said in citation.sources}
    assert speakers == {"zong-2019": [None], "app-nd": ["The regulator"], "dawn-2020": [None, "The regulator"]}


def test_a_deprecated_fact_says_so_first_and_in_its_line(cite):
    (citation,) = cite("chicago-author-date", "cable-wrong")
    first, *_, last = citation.text.splitlines()
    assert first == "Deprecated as wrong: A zero too many."
    assert last == f"Deprecated fact cable-wrong (announced Dec 2020) {LOCATED}"
    assert citation.deprecated == "A zero too many."
    assert citation.csl[-1]["note"].startswith("Deprecated as wrong: A zero too many. Deprecated fact cable-wrong")


def test_a_fact_without_a_date_in_a_store_without_a_title_is_still_found(cite):
    meta = Meta(format=1)
    (citation,) = cite("mla", "cable-undated", meta=meta)
    assert citation.located == "Fact cable-undated (cpecfacts store, BLAKE2b 0123456789ab…), accessed 24 Nov 2026."
    assert "container-title" not in citation.csl[-1]


def test_bibtex_has_the_sources_and_then_the_fact(cite):
    (citation,) = cite("bibtex", "cable-start")
    keys = [entry.partition("{")[2].partition(",")[0] for entry in citation.text.split("\n\n")]
    assert keys == ["zong-2019", "app-nd", "dawn-2020", "cable-start"]
    fact = citation.text.split("\n\n")[-1]
    assert fact == (
        "@misc{cable-start,\n"
        "  title = {{The statement of cable-start.}},\n"
        "  howpublished = {A small store},\n"
        "  year = {2026},\n"
        "  month = nov,\n"
        "  date = {2026-11-23},\n"
        "  urldate = {2026-11-24},\n"
        "  number = {cable-start},\n"
        "  version = {updated 2026-11-23, BLAKE2b 0123456789ab},\n"
        f"  note = {{Fact cable-start (2019) {LOCATED} "
        "zong-2019: “we began in 2019”. app-nd: According to The regulator. app-nd: Reprint of: Xinhua. "
        "dawn-2020: Disputes it: “not before 2020” (paragraph 5). "
        "dawn-2020: Disputes it, without a quotation (paragraph 6; according to The regulator).},\n"
        "}"
    )


def test_csl_json_is_the_items_themselves(cite):
    (citation,) = cite("csl-json", "cable-cost")
    assert json.loads(citation.text) == list(citation.csl)
    assert [item["id"] for item in citation.csl] == ["dawn-2020", "cable-cost"]
    assert json.loads(citation.sources[0].text) == [citation.csl[0]]


def test_wikipedia_has_the_words_in_the_template_and_the_fact_in_a_remark(cite):
    (citation,) = cite("wikipedia", "cable-start")
    first, second, third, last = citation.text.splitlines()
    assert first == (
        "{{cite web |title=&#91;Web page, title not recorded&#93; |website=Zong |date=c. 2019 "
        "|url=https://dawn.example/1 |access-date=23 November 2026 |language=en |quote=we began in 2019}}"
    )
    assert second.endswith("|language=en}} <!-- According to The regulator. --> <!-- Reprint of: Xinhua. -->")
    assert third.endswith(
        "|quote=not before 2020 |at=paragraphs 5, 6}} <!-- Disputes it: “not before 2020” (paragraph 5). --> "
        "<!-- Disputes it, without a quotation (paragraph 6; according to The regulator). -->"
    )
    assert last == f"<!-- Fact cable-start (2019) {LOCATED} -->"


def test_wikipedia_is_told_that_a_fact_is_wrong(cite):
    (citation,) = cite("wikipedia", "cable-wrong")
    assert citation.text.splitlines()[-1].startswith("<!-- Deprecated as wrong: A zero too many. Deprecated fact")
    assert "|at=" not in citation.text


@pytest.mark.parametrize("style", Style)
def test_a_source_is_its_citation_and_nothing_else(citer_of, snapshot_of, style):
    source = snapshot_of().sources["app-nd"]
    (citation,) = citer_of(style).cite([source])
    assert (citation.id, citation.record, citation.located, citation.deprecated) == ("app-nd", "source", None, None)
    assert not citation.is_fact
    (said,) = citation.sources
    assert (said.source, said.text, said.reprint_of, said.quotations) == ("app-nd", citation.text, "Xinhua", ())
    assert [item["id"] for item in citation.csl] == ["app-nd"]
    assert "Associated Press of Pakistan" in citation.text


def test_citations_keep_the_order_of_what_is_cited(citer_of, snapshot_of):
    snapshot = snapshot_of()
    records = [snapshot.facts["cable-wrong"], snapshot.sources["app-nd"], snapshot.facts["cable-cost"]]
    assert [citation.id for citation in citer_of("apa").cite(records)] == ["cable-wrong", "app-nd", "cable-cost"]
    assert citer_of("apa").cite([]) == ()


def test_a_list_of_references_is_in_the_order_of_its_style_or_as_given(citer_of, snapshot_of):
    sources = snapshot_of().sources.values()
    assert [c.id for c in citer_of("apa").references(sources)] == ["app-nd", "dawn-2020", "zong-2019"]
    assert [c.id for c in citer_of("mla").references(sources)] == ["dawn-2020", "app-nd", "zong-2019"]
    assert [c.id for c in citer_of("mla").references(sources, as_given=True)] == ["dawn-2020", "zong-2019", "app-nd"]


def test_items_of_several_citations_are_listed_once(cite):
    items = unique_items(cite("csl-json", "cable-cost", "cable-wrong"))
    assert [item["id"] for item in items] == ["dawn-2020", "cable-cost", "cable-wrong"]


def test_the_day_of_access_is_today_where_the_program_runs(snapshot_of):
    before = datetime.now(tz=UTC).astimezone().date()
    citer = Citer.of(snapshot_of(), "0" * 64, "mla")
    assert before <= citer.accessed <= datetime.now(tz=UTC).astimezone().date()
    assert citer.style is Style.MLA
    with pytest.raises(ValueError, match="harvard"):
        Citer.of(snapshot_of(), "0" * 64, "harvard")


def test_only_facts_and_sources_are_cited(snapshot_of):
    snapshot = snapshot_of()
    assert citable(snapshot.facts["cable-cost"]).id == "cable-cost"
    assert citable(snapshot.sources["app-nd"]).id == "app-nd"
    refused = {}
    for table in ("organizations", "projects", "measures"):
        record = next(iter(snapshot.table(table).values()))
        with pytest.raises(RefusedError) as caught:
            citable(record)
        refused[record.id] = str(caught.value)
    assert refused == {
        "zong": (
            "“zong” is a company, and only facts and sources are cited: cpecfacts sources --company zong --style apa"
        ),
        "cable": (
            "“cable” is a project, and only facts and sources are cited: cpecfacts sources --project cable --style apa"
        ),
        "cost": (
            "“cost” is a measure, and only facts and sources are cited: cpecfacts sources --measure cost --style apa"
        ),
    }


def test_the_source_of_a_rate_is_a_source_like_others(citer_of, snapshot_of):
    rate = Rate(id="usd-pkr-2018", base="USD", quote="PKR", year=2018, rate=121.8, source="app-nd")
    snapshot = snapshot_of(rates={rate.id: rate})
    assert citer_of("apa").cite([snapshot.sources[rate.source]])[0].id == "app-nd"


@pytest.mark.parametrize("style", FORMATTED)
def test_a_citation_is_plain_data(cite, style):
    (citation,) = cite(style, "cable-start")
    decoded = json.loads(msgspec.json.encode(citation))
    assert list(decoded) == ["id", "record", "style", "text", "sources", "located", "deprecated", "csl"]
    assert decoded["style"] == style.value
