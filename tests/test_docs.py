"""The docs say what the code does."""

from __future__ import annotations

import json
import re
from pathlib import Path

from cpecfacts.analysis.conversion import Conversion
from cpecfacts.analysis.exclusions import PLANS, VALUATIONS, Reason
from cpecfacts.analysis.totals import Total
from cpecfacts.citation.style import Style
from cpecfacts.cli.app import run
from cpecfacts.cli.grouping import COMMANDS
from cpecfacts.library import Library
from cpecfacts.query.parse import FIELD_NAMES, parse_query

DOCS = Path(__file__).parent.parent / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def test_the_reference_has_every_command() -> None:
    assert re.findall(r"^## `cpecfacts (\w+)`$", read("cli-reference.md"), re.MULTILINE) == list(COMMANDS)


def test_every_query_in_the_table_of_query_texts_parses() -> None:
    table = read("formats.md").partition("## The query text")[2].partition("**Amounts**")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    queries = [query for cell in cells for query in re.findall(r"`([^`]+)`", cell) if query != "(…)"]
    assert len(queries) >= 8
    for query in queries:
        parse_query(query)


def test_the_fields_of_the_query_are_all_described() -> None:
    text = read("formats.md")
    assert all(re.search(rf"\b{name}\b", text) for name in FIELD_NAMES)


def test_the_example_fact_of_the_store_format_is_the_fact_of_the_store() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", read("store-format.md"), re.DOTALL)
    stored = json.loads(Library.open().path.read_text("utf-8"))
    for fact_id, fact in json.loads("{" + example + "}").items():
        assert fact == stored["facts"][fact_id]


def test_the_citation_in_the_docs_is_what_the_program_prints(capfdbinary) -> None:
    (example,) = re.findall(r"```console\n\$ (.*?)\n(.*?)```", read("citations.md"), re.DOTALL)
    assert run(example[0].split()[1:]) == 0
    # The store goes on; the docs show one state of it.
    state = re.compile(r"updated [^,]+, BLAKE2b [0-9a-f]{12}…")
    printed = capfdbinary.readouterr().out.decode()
    assert len(state.findall(printed)) == len(state.findall(example[1])) == 1
    assert state.sub("", printed) == state.sub("", example[1])


def test_every_style_is_described() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \|", read("citations.md"), re.MULTILINE)
    assert rows == [style.value for style in Style]


def test_every_reason_of_totals_and_every_measure_that_is_none_stands_in_the_page_on_money() -> None:
    text = read("money.md")
    table = text.partition("| reason |")[2].partition("### Each payment once")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    first = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
    assert first == {reason.value for reason in Reason}
    assert all(f"`{measure}`" in table for measure in (*VALUATIONS, *PLANS))


def test_the_page_on_money_has_the_fields_of_the_items() -> None:
    scripts = read("money.md").partition("## For scripts")[2]
    for struct in (Conversion, Total):
        assert [
            name for name in struct.__struct_fields__ if f"`{name}`" not in scripts and f'"{name}"' not in scripts
        ] == []
