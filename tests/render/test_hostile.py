"""A store whose every text is hostile, in every report and every format."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata

import msgspec
import pytest
from markdown_it import MarkdownIt
from wcwidth import wcswidth

from cpecfacts.render.plain import table_rows, table_titles
from cpecfacts.reports.blocks import Heading, Pairs, Paragraph, Table

TEXT_FORMATS = ("plain", "markdown", "terminal-80", "terminal-30")
# The escape sequences of our own: bold, faint, cyan, bold cyan, and the end of them.
OUR_STYLES = re.compile(r"\x1b\[(?:1|2|33|36|1;36|0)m")
FORMULA = tuple("=+-@＝＋－＠|%\t\r\n")
NUMBER_COLUMNS = re.compile(r"(?:.*\.)?(?:value|facts|sources|share|figures|paragraph)")


def harmful(text):
    """Characters of the text that a terminal would obey or a reader cannot see, but for the ends of lines."""
    harmful = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return {c for c in set(text) - {"\n"} if unicodedata.category(c) in harmful}


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_no_control_bidi_or_zero_width_character_gets_out(hostile_output, report_name, name):
    assert harmful(hostile_output(report_name, name).decode()) == set()


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_none_gets_out_in_json_either(hostile_output, report_name, name):
    assert harmful(hostile_output(report_name, name).decode()) == set()


def test_with_colour_only_our_own_styles_get_out(hostile_output, report_name):
    coloured = hostile_output(report_name, "terminal-80-colour").decode()
    plain = OUR_STYLES.sub("", coloured)
    assert harmful(plain) == set()
    assert plain == hostile_output(report_name, "terminal-80").decode()


@pytest.mark.parametrize(("name", "dialect"), [("csv", "excel"), ("tsv", "excel-tab")])
def test_none_gets_out_in_csv_but_the_ends_of_rows(hostile_output, report_name, name, dialect):
    text = hostile_output(report_name, name).decode()
    assert harmful(text) <= ({"\r", "\t"} if name == "tsv" else {"\r"})
    rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    assert text.count("\r") == text.count("\n") == text.count("\r\n") == len(rows)
    assert len({len(row) for row in rows}) == 1
    assert not any(harmful(cell) for row in rows for cell in row)


# ---------------------------------------------------------------- terminals


@pytest.mark.parametrize(("name", "width"), [("terminal-30", 30), ("terminal-80", 80)])
def test_no_line_is_wider_than_the_terminal(hostile_output, report_name, name, width):
    text = hostile_output(report_name, name).decode()
    assert max(wcswidth(line.rstrip()) for line in text.split("\n")) <= width


@pytest.mark.parametrize(
    "report", ["facts", "timeline", "companies", "sources", "projects", "show-fact", "show-organization", "fields"]
)
def test_markup_of_rich_is_shown_as_it_is(hostile_output, markup, report):
    assert markup in hostile_output(report, "plain").decode()
    assert "".join(markup.split()) in "".join(hostile_output(report, "terminal-30").decode().split())


@pytest.mark.parametrize("name", [*TEXT_FORMATS, "csv", "tsv", "json", "jsonl"])
def test_a_word_of_ten_thousand_letters_is_there_in_full(hostile_output, long_word, name):
    letters = hostile_output("companies", name).decode().count(long_word[0])
    # The name and, where every field is written, four shorter texts.
    assert letters == len(long_word) + (0 if name in TEXT_FORMATS else 4 * 200)


def test_in_a_pipe_every_record_is_one_line(hostile_report, hostile_output):
    for name in ("facts", "investments", "companies", "sources", "projects", "measures", "fields", "compare"):
        assert hostile_output(name, "plain").decode().count("\n") == 1 + len(hostile_report(name).items), name


# ---------------------------------------------------------------- Markdown

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
INLINE = {"text", "text_special"}
BLOCKS = {"fence", "inline"} | {
    f"{block}_{end}"
    for block in (
        *("paragraph", "heading", "bullet_list", "list_item"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    )
    for end in ("open", "close")
}


def test_markdown_is_read_as_tables_lists_and_headings_and_nothing_else(hostile_output, report_name):
    markdown = hostile_output(report_name, "markdown").decode()
    tokens = PARSER.parse(markdown)
    assert {token.type for token in tokens} <= BLOCKS
    inside = {child.type for token in tokens for child in token.children or ()}
    assert inside <= INLINE | {"strong_open", "strong_close"}  # the names of pairs are bold
    assert "<script" not in markdown


def test_markdown_tables_keep_their_columns(hostile_report, hostile_output, report_name):
    report = hostile_report(report_name)
    lines = [line for line in hostile_output(report_name, "markdown").decode().split("\n") if line.startswith("|")]
    wanted = []
    for block in report.make_blocks():
        if isinstance(block, Table):
            titles, rows = table_titles(block)[0], list(table_rows(block))
            wanted += [len(titles)] * (len(rows) + 2 if rows else 0)
    assert [len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) - 1 for line in lines] == wanted


def test_markdown_shows_every_text_as_it_is(hostile_report, hostile_output):
    (table,) = hostile_report("facts").make_blocks()
    inlines = [token for token in PARSER.parse(hostile_output("facts", "markdown").decode()) if token.type == "inline"]
    shown = ["".join(child.content for child in token.children) for token in inlines]
    titles, rows = table_titles(table)[0], list(table_rows(table))
    assert shown == [cell.strip() for row in (titles, *rows) for cell in row]


# ---------------------------------------------------------------- CSV and TSV


def cells(data, dialect):
    header, *rows = csv.reader(io.StringIO(data.decode(), newline=""), dialect)
    return [(column, cell) for row in rows for column, cell in zip(header, row, strict=True)]


@pytest.mark.parametrize(("name", "dialect"), [("csv", "excel"), ("tsv", "excel-tab")])
def test_a_spreadsheet_has_no_text_to_run_and_numbers_stay_numbers(hostile_output, report_name, name, dialect):
    for column, cell in cells(hostile_output(report_name, name), dialect):
        if NUMBER_COLUMNS.fullmatch(column) and re.fullmatch(r"-?\d+(\.\d+)?", cell):
            continue
        assert not cell.lstrip().startswith(FORMULA), (column, cell)


def test_negative_amounts_are_numbers_in_csv(hostile_report, hostile_output):
    values = [cell for column, cell in cells(hostile_output("facts", "csv"), "excel") if column == "amount.value"]
    amounts = [item.amount for item in hostile_report("facts").items]
    assert values == ["" if amount is None else str(amount.value) for amount in amounts]
    assert "-5" in values


@pytest.mark.parametrize(("name", "dialect"), [("csv", "excel"), ("tsv", "excel-tab")])
def test_raw_leaves_every_text_as_it_is(hostile_report, hostile_output, name, dialect):
    report = hostile_report("facts")
    written = cells(hostile_output("facts", name, raw=True), dialect)
    for column in ("statement", "note", "rank_reason"):
        assert [cell for own, cell in written if own == column] == [getattr(i, column) or "" for i in report.items]
    units = [cell for own, cell in written if own == "amount.unit"]
    assert units == ["" if item.amount is None else item.amount.unit for item in report.items]


# ---------------------------------------------------------------- JSON


def test_json_carries_the_data_unchanged(hostile_tables, hostile_output):
    items = json.loads(hostile_output("facts", "json"))["items"]
    assert {item["id"]: {key: item[key] for key in hostile_tables["facts"][item["id"]]} for item in items} == (
        hostile_tables["facts"]
    )
    sources = json.loads(hostile_output("sources", "json"))["items"]
    assert {item["id"]: {key: item[key] for key in hostile_tables["sources"][item["id"]]} for item in sources} == (
        hostile_tables["sources"]
    )


def test_json_of_every_report_has_its_items(hostile_report, hostile_output, report_name):
    report = hostile_report(report_name)
    wanted = json.loads(msgspec.json.encode(report.items))
    assert json.loads(hostile_output(report_name, "json"))["items"] == wanted
    lines = hostile_output(report_name, "jsonl").decode().split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == wanted


# ---------------------------------------------------------------- the tests themselves


def test_the_hostile_store_is_as_hostile_as_it_should_be(hostile, poisons):
    text = "".join(poisons)
    assert set("\x1b\x07\x00\x7f\x9b\x9d\x85\xad\u202e\u2066\u200b\u200d\ufeff\u2028\n\r\t") <= set(text)
    assert {fact.statement for fact in hostile.snapshot.facts.values()} >= set(poisons)
    assert {organization.name for organization in hostile.snapshot.organizations.values()} == set(poisons)


def test_every_kind_of_block_meets_hostile_text(hostile_report):
    kinds = {type(block) for name in ("show-fact", "show-project") for block in hostile_report(name).make_blocks()}
    assert kinds >= {Heading, Paragraph, Pairs, Table}


def test_every_poison_is_a_question_that_sources_disagree_about(hostile_report, poisons):
    disputes = {dispute.measure: dispute for dispute in hostile_report("disputes").items}
    for index, poison in enumerate(poisons):
        dispute = disputes[f"x{index}"]
        assert (dispute.label, dispute.facts) == (poison, (f"fact-x{index}", f"rival-x{index}"))
        assert poison[:200] in dispute.why
