"""Markdown, read again by a parser of Markdown."""

from __future__ import annotations

import io
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cpecfacts.render.as_markdown import escape, escape_prose, render_markdown
from cpecfacts.render.plain import table_rows, table_titles
from cpecfacts.render.setting import Setting
from cpecfacts.reports.blocks import Chart, Column, Group, Heading, Pairs, Paragraph, Table
from cpecfacts.reports.report import Report
from cpecfacts.reports.show import show_report
from cpecfacts.reports.values import Faint
from cpecfacts.wording.safety import make_visible

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HARMLESS = {
    *("paragraph_open", "paragraph_close", "heading_open", "heading_close", "inline", "fence"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close"),
    *("tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
}


def write(*blocks):
    out = io.BytesIO()
    report = Report(command="facts", query="", description="", items=(), item_type=None, make_blocks=lambda: blocks)
    render_markdown(report, out, Setting())
    return out.getvalue().decode()


def shown(inline):
    """Text that a reader sees of an inline token; anything but text, and the bold names of pairs, is an error."""
    kinds = {child.type for child in inline.children}
    assert kinds <= {"text", "text_special", "strong_open", "strong_close"}, kinds
    return "".join(child.content for child in inline.children)


def read(markdown):
    """Tokens of the blocks, which must all be ones that the renderer means."""
    tokens = PARSER.parse(markdown)
    assert {token.type for token in tokens} <= HARMLESS
    return tokens


def tables_of(markdown):
    """Rows of all tables, each with the texts of its cells."""
    rows = []
    tokens = read(markdown)
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("td_open", "th_open"):
            rows[-1].append(shown(tokens[index + 1]))
    return rows


def test_a_table_reads_back_with_its_titles_and_alignment():
    block = Table(
        columns=(Column(title="Company"), Column(title="Facts", right=True)),
        groups=(Group(title="launch", rows=(("zong | x", 1234),)), Group(title="jobs", rows=((None, 0),))),
        group_title="Kind",
    )
    assert write(block) == (
        "| Kind | Company | Facts |\n| --- | --- | ---: |\n| launch | zong \\| x | 1,234 |\n| jobs |  | 0 |\n"
    )
    assert tables_of(write(block)) == [["Kind", "Company", "Facts"], ["launch", "zong | x", "1,234"], ["jobs", "", "0"]]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Dawn. https://x.example/a_b?c=1&d", "Dawn. <https://x.example/a_b?c=1&d>"),
        ("See https://x.example/a. Then (b).", "See <https://x.example/a>. Then \\(b\\)."),
        ("At https://x.example/, https://y.example/z).", "At <https://x.example/>, <https://y.example/z>\\)."),
        ("https://x.example/a", "<https://x.example/a>"),
        ("xhttps://x.example/a_b", "xhttps://x.example/a\\_b"),
        ("https://x.example/<script>", "https://x.example/&lt;script&gt;"),
        ("https://x.example/زونگ *", "https://x.example/زونگ \\*"),
        ("    a  b ", "a  b"),
        ("", ""),
    ],
)
def test_an_address_in_a_text_can_be_followed(text, prose):
    assert escape_prose(text) == prose


def test_an_empty_report_has_no_table():
    blocks = (
        Table(columns=(Column(title="A"),), groups=(Group(rows=()),)),
        Chart(rows=(), start=0, end=0),
        Pairs((("A", None),)),
        Paragraph(None),
    )
    assert write(*blocks).strip() == ""


def test_headings_pairs_and_paragraphs_are_written():
    pairs = Pairs((("Name", "<b>"), ("N", None)))
    written = write(Heading("Zong", Faint("zong_x")), Heading("Facts"), Paragraph("A *company*."), pairs)
    *others, last = written.removesuffix("\n").split("\n\n")
    assert others == ["## Zong (zong\\_x)", "## Facts", "A \\*company\\*."]
    assert last[0] in "-*"  # either makes a list
    assert last[1:] == " **Name:** &lt;b&gt;"


def test_a_chart_is_a_block_of_code_with_its_legend_below(small_report, render):
    tokens = read(render(small_report("chart"), "markdown").decode())
    assert [token.type for token in tokens] == ["fence", "paragraph_open", "inline", "paragraph_close"]
    plain = render(small_report("chart"), "plain").decode()
    assert f"{tokens[0].content}\n{tokens[2].content}\n" == plain


def test_two_lists_of_pairs_stay_two_lists():
    tokens = read(write(Pairs((("Says", "yes"),)), Pairs((("Disputes it", "no"),))))
    assert [token.type for token in tokens].count("bullet_list_open") == 2


@pytest.mark.parametrize(
    "text",
    [
        "*a* _b_ **c** __d__ ~~e~~ `f` ``g``",
        "[a](http://b.example) ![c](d) [e] [^1] <http://f.example>",
        "<script>alert(1)</script> <!-- x --> &lt; &amp; &#60;",
        "# a",
        "- a",
        "+ a",
        "* a",
        "> a",
        "---",
        "***",
        "===",
        "~~~",
        "```",
        ":--- | ---:",
        "| a | b |",
        "\\ \\\\ \\* a\\",
        "$x$",
        "1) a",
        "1. a",
        "2013. A year.",
        "2) a",
        "    a",
        "  - a",
        " ---",
        "\x1b[31m\u202e\n# a",
    ],
)
def test_a_text_reads_back_as_it_is(text):
    visible = make_visible(text)
    paragraph = read(write(Paragraph(text)))
    assert [token.type for token in paragraph] == ["paragraph_open", "inline", "paragraph_close"]
    assert shown(paragraph[1]) == visible.strip()
    heading = read(write(Heading(text)))
    assert [token.type for token in heading] == ["heading_open", "inline", "heading_close"]
    assert shown(heading[1]) == visible.strip()
    assert tables_of(write(Table(columns=(Column(title="A"),), groups=(Group(rows=((text,),)),)))) == [
        ["A"],
        [visible.strip()],
    ]
    pair = read(write(Pairs((("Name", text),))))
    assert shown(pair[3]).split() == ["Name:", *visible.split()]


@given(st.text(st.sampled_from("ab1. *_`~[]()<>!#|\\&;:-=+$\"'\n\x1b中\u202e"), min_size=1, max_size=30))
def test_any_text_of_a_cell_or_a_pair_reads_back_as_it_is(text):
    visible = make_visible(text)
    assert tables_of(f"| A |\n| --- |\n| {escape(visible)} |\n") == [["A"], [visible.strip(" ")]]
    (_, _, _, inline, *_) = read(f"- **N:** {escape(visible)}\n")
    assert shown(inline).split() == ["N:", *visible.split()]


@pytest.mark.parametrize(
    "address", ["https://news.example/a_b_(c)?x=1&y=2~z#d*", "http://news.example/2014/04/23.html"]
)
def test_the_address_of_a_source_is_a_link_that_leads_there(small, render, address):
    # A bare address is linked by GitHub too, but with the backslashes of an escaped "_" in it, so that it leads nowhere.
    source = msgspec.structs.replace(small.snapshot.sources["wire-2024"], URL=address)
    inlines = [
        token for token in PARSER.parse(render(show_report(source, small), "markdown").decode()) if token.children
    ]
    links = [child for token in inlines for child in token.children if child.type == "link_open"]
    assert [link.attrs["href"] for link in links] == [address]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a.example/ <b>", "https://a.example/>x<script>"])
def test_what_is_no_address_of_the_web_is_no_link(small, render, address):
    source = msgspec.structs.replace(small.snapshot.sources["wire-2024"], URL=address)
    tokens = PARSER.parse(render(show_report(source, small), "markdown").decode())
    hrefs = [child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"]
    assert address not in hrefs
    assert not [href for href in hrefs if not href.startswith("https://a.example/")]
    assert {child.type for token in tokens for child in token.children or ()}.isdisjoint({"html_inline", "image"})


def columns_in(line):
    """Number of columns in a line of a table, counted by the bars that are not escaped."""
    return re.sub(r"\\.", "", line).count("|") - 1


def test_every_table_reads_back_as_it_was(small_report, render, report_name):
    report = small_report(report_name)
    markdown = render(report, "markdown").decode()
    wanted = []
    for block in report.make_blocks():
        if isinstance(block, Table):
            titles, rows = table_titles(block)[0], list(table_rows(block))
            wanted += [titles, *rows] if rows else []
    assert tables_of(markdown) == [[cell.strip() for cell in row] for row in wanted]


def test_every_row_has_as_many_columns_as_its_table(small_report, render, report_name):
    for part in render(small_report(report_name), "markdown").decode().split("\n\n"):
        assert len({columns_in(line) for line in part.split("\n") if line.startswith("|")}) <= 1
