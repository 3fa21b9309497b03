"""docs/scale.md: its SQL, asked of the exported Parquet in DuckDB, answers as the program does."""

from __future__ import annotations

import json
import re
import shlex
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from bench.stores import write_store
from cpecfacts.cli.app import run
from cpecfacts.exchange.exporting.as_parquet import export_parquet_by_company
from cpecfacts.library import Library

TEXT = (Path(__file__).parents[3] / "docs" / "scale.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^##+ ([^\n]+)\n(.*?)(?=^##+ |\Z)", TEXT, re.MULTILINE | re.DOTALL))
QUERIES = {title: re.findall(r"```sql\n(.*?)```", text, re.DOTALL) for title, text in SECTIONS.items()}
NAMED = {title: re.search(r"As in `(cpecfacts [^`]+)`", text) for title, text in SECTIONS.items()}
VIEW = "The same questions in SQL"


@pytest.fixture(scope="module", params=["shipped", "made"])
def library(request, tmp_path_factory):
    if request.param == "shipped":
        return Library.open()
    path = tmp_path_factory.mktemp("stores") / "made.json"
    write_store(path, 3000)
    return Library.open(path)


@pytest.fixture(scope="module")
def ask(library, excerpt_of, tmp_path_factory):
    """Return what runs the statements of a section over the exported folder, with the rows of the one asked for."""
    folder = tmp_path_factory.mktemp("parquet") / "facts"
    folder.mkdir()
    export_parquet_by_company(excerpt_of(library, ""), folder)
    connection = duckdb.connect()
    (view,) = QUERIES[VIEW]
    connection.execute(view.replace("facts/*/*.parquet", f"{folder}/*/*.parquet"))
    yield lambda section, number=0: connection.execute(QUERIES[section][number]).fetchall()
    connection.close()


@pytest.fixture
def items(library, capfdbinary):
    """Return what runs the command that a section says it answers as, and gives its items."""

    def answer(section):
        arguments = shlex.split(NAMED[section][1])[1:]
        assert run([*arguments, *([] if "--json" in arguments else ["--json"]), "--store", str(library.path)]) == 0
        return json.loads(capfdbinary.readouterr().out)["items"]

    return answer


def test_every_section_with_sql_is_asked_here():
    asked = set(re.findall(r'ask\("([^"]+)"', Path(__file__).read_text("utf-8")))
    assert {title for title, queries in QUERIES.items() if queries} == asked | {VIEW}


def test_the_folder_is_the_one_that_the_page_tells_to_make():
    assert "cpecfacts export parquet --by-company -o facts\n" in SECTIONS["The way on"]


def test_companies_have_the_same_numbers_of_facts_and_sources(items, ask):
    rows = ask("Companies with most facts")
    everybody = items("Companies with most facts")
    assert rows == [(company["id"], company["facts"], company["sources"]) for company in everybody]
    assert len(rows) > 100


def test_investments_by_amount_and_date_are_the_same_facts_in_the_same_order(items, ask):
    rows = ask("Investments of at least 100 million dollars since 2015")
    facts = items("Investments of at least 100 million dollars since 2015")
    assert [row[0] for row in rows] == [fact["id"] for fact in facts]
    assert len({fact["amount"]["bound"] for fact in facts}) >= 4


def test_what_is_left_out_can_be_counted_too(library, ask):
    kinds = ("investment", "acquisition", "licence")
    dated = [fact for fact in library.find("date:2015..").facts if fact.kind in kinds]
    without = sum(fact.amount is None for fact in dated)
    others = sum(fact.amount is not None and fact.amount.unit != "USD" for fact in dated)
    assert ask("Investments of at least 100 million dollars since 2015", 1) == [(without, others)]
    assert min(without, others) > 0


def test_a_timeline_is_in_the_same_order(items, ask):
    rows = ask("The timeline of a company")
    assert [row[0] for row in rows] == [fact["id"] for fact in items("The timeline of a company")]
    assert len(rows) == 20


def test_the_latest_figure_is_the_same(items, ask):
    rows = ask("The latest figure of a measure, company by company")
    everybody = items("The latest figure of a measure, company by company")
    latest = {one["id"]: one["total_invested"]["fact"] for one in everybody if one["total_invested"] is not None}
    assert {company: fact for company, fact, _, _ in rows} == latest
    assert latest["zong"] == "zong-total-invested-over-3bn-2024"


def test_the_facts_in_dispute_are_the_same(items, ask):
    rows = ask("Facts in dispute")
    disputed = items("Facts in dispute")
    assert [(row[0], row[2]) for row in rows] == [(fact["id"], fact["disputes"]) for fact in disputed]
    assert len(rows) > 10


def test_sums_of_a_kind_are_the_same(library, ask):
    sums, counts = Counter(), Counter()
    for fact in library.find("kind:licence").facts:
        if fact.amount is not None:
            sums[fact.amount.unit] += fact.amount.value
            counts[fact.amount.unit] += 1
    rows = ask("Sums by currency")
    assert {unit: count for unit, count, _ in rows} == counts
    assert {unit: total for unit, _, total in rows} == pytest.approx(sums)
    assert {"USD", "PKR"} <= set(sums)
