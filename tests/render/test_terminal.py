"""Reports on a terminal: everything fits, nothing is lost, columns stay columns."""

from __future__ import annotations

import io
import re
from collections import Counter
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from cpecfacts.render.setting import Setting
from cpecfacts.render.terminal import render_terminal
from cpecfacts.reports.blocks import Chart, Column, Group, Heading, Pairs, Paragraph, Table
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import DateMark, DateValue, Faint, Stack

WIDTHS = (30, 36, 40, 57, 80, 100, 160, 200)


def report(*blocks):
    return Report(command="facts", query="", description="", items=(), item_type=None, make_blocks=lambda: blocks)


def table(titles, *rows, flexible=(), right=(), under=()):
    columns = tuple(
        Column(title=title, flexible=index in flexible, right=index in right, under=index in under)
        for index, title in enumerate(titles)
    )
    return Table(columns=columns, groups=(Group(rows=rows),))


def draw(*blocks, width=80, **setting):
    out = io.BytesIO()
    render_terminal(report(*blocks), out, Setting(width=width, **setting))
    return out.getvalue().decode()


def lines(*blocks, width=80, **setting):
    """Lines without the spaces at their ends."""
    text = draw(*blocks, width=width, **setting)
    assert text == "" or text.endswith("\n")
    return [line.rstrip() for line in text.split("\n")[:-1]]


def test_a_table_has_its_titles_a_rule_and_a_line_a_row():
    assert lines(table(("Company", "Facts"), ("zong", 1234), ("huawei", 5), right=(1,))) == [
        "Company  Facts",
        "──────────────",
        "zong     1,234",
        "huawei       5",
    ]


def test_without_unicode_the_rule_is_made_of_hyphens():
    assert lines(table(("A",), ("b",)), unicode=False) == ["A", "-", "b"]


def test_a_table_without_rows_is_not_drawn():
    assert lines(table(("A", "B"))) == []


def test_wide_and_combining_characters_keep_the_columns():
    drawn = lines(table(("Name", "N"), ("中国移动", 1), ("Cafe\u0301", 2), ("زونگ", 3), ("zong", 4), right=(1,)))
    assert drawn == [
        "Name      N",
        "───────────",
        "中国移动  1",
        "Cafe\u0301      2",
        "زونگ      3",
        "zong      4",
    ]


@pytest.mark.parametrize(
    "name", ["\U0001f44d\ufe0e" * 5, "\u0939\u093f\u0928\u094d\u0926\u0940"], ids=["selector", "hindi"]
)
def test_what_rich_measures_otherwise_keeps_the_columns_too(name):
    # A thumb asked to be drawn as text, which Rich takes for twice as wide, and a word of Hindi.
    drawn = lines(table(("Name", "N"), (name, "x"), ("zong", "y")))[2:]
    assert [line.split() for line in drawn] == [[name, "x"], ["zong", "y"]]
    assert len({wcswidth(line) for line in drawn}) == 1


def test_flexible_columns_share_no_more_room_than_there_is():
    # What one takes beyond the least that is comfortable for it must not be missing for another.
    columns = tuple(
        Column(title=title, flexible=True, comfortable=least) for title, least in (("A", 16), ("B", 16), ("C", 36))
    )
    block = Table(columns=columns, groups=(Group(rows=(("a" * 20, "b" * 20, "c" * 50),)),))
    drawn = lines(block, width=77)
    assert max(len(line) for line in drawn) <= 77
    assert [sum(line.count(letter) for line in drawn) for letter in "abc"] == [20, 20, 50]
    assert all(drawn[0][:position].endswith("  ") for position in (drawn[0].index("B"), drawn[0].index("C")))
    assert len({line.index("c") for line in drawn if "c" in line} | {drawn[0].index("C")}) == 1


def test_a_column_of_nothing_takes_no_room():
    assert lines(table(("A", ""), ("x", None), flexible=(1,))) == ["A", "───", "x"]


def test_a_flexible_column_folds_and_the_others_stay():
    block = table(("When", "Fact", "Sources"), ("2014", "Zong bought a licence", 3), flexible=(1,), right=(2,))
    assert lines(block, width=30) == [
        "When  Fact             Sources",
        "──────────────────────────────",
        "2014  Zong bought a          3",
        "      licence",
    ]


def test_a_column_that_stands_under_another_has_its_own_place_where_there_is_room():
    block = table(("Fact", "ID", "N"), ("Zong bought a licence", "zong-licence", 3), flexible=(0,), under=(1,))
    assert lines(block, width=80) == [
        "Fact                   ID            N",
        "──────────────────────────────────────",
        "Zong bought a licence  zong-licence  3",
    ]
    assert lines(block, width=25) == [
        "Fact                   N",
        "────────────────────────",
        "Zong bought a licence  3",
        "zong-licence",
    ]


def test_a_table_too_wide_for_its_columns_becomes_a_list_of_pairs():
    row = ("zong-of-pakistan", "22 Jan 2007", "31 Dec 2024", "a status word")
    assert lines(table(("Company", "Since", "Until", "Status"), row), width=40) == [
        "Company  zong-of-pakistan",
        "Since    22 Jan 2007",
        "Until    31 Dec 2024",
        "Status   a status word",
    ]


def test_records_are_set_apart_and_pairs_without_a_value_are_left_out():
    rows = (("zong-of-pakistan", "22 Jan 2007", None, "a status"), ("huawei", None, "31 Dec 2024", "another one"))
    assert lines(table(("Company", "Since", "Until", "Status"), *rows), width=40) == [
        "Company  zong-of-pakistan",
        "Since    22 Jan 2007",
        "Status   a status",
        "",
        "Company  huawei",
        "Until    31 Dec 2024",
        "Status   another one",
    ]


def test_groups_have_their_titles_above_their_rows_and_empty_ones_are_left_out():
    block = Table(
        columns=(Column(title="A"), Column(title="B")),
        groups=(
            Group(title=DateValue("2013"), rows=()),
            Group(title=DateValue("2014"), rows=(("a", "b"),)),
            Group(title=DateValue("201X"), rows=(("c", "d"), ("e", "f"))),
        ),
        group_title="Year",
    )
    assert lines(block) == ["A  B", "────", "2014", "a  b", "", "2010s", "c  d", "e  f"]


def test_groups_of_records_have_their_titles_too():
    row = ("a-name-that-is-long", "another-long-name", "a-third-long-name")
    block = Table(
        columns=(Column(title="A"), Column(title="B"), Column(title="C")),
        groups=(
            Group(rows=()),
            Group(title="launch", rows=(row, row)),
            Group(title="jobs", rows=(row,)),
            Group(rows=(row,)),
        ),
        group_title="Kind",
    )
    record = ["A  a-name-that-is-long", "B  another-long-name", "C  a-third-long-name"]
    assert lines(block, width=40) == [
        "launch",
        "",
        *record,
        "",
        *record,
        "",
        "jobs",
        "",
        *record,
        "",
        *record,
    ]


def test_signs_of_dates_are_explained_below_the_table():
    block = table(("", "When"), (DateMark("2014"), DateValue("2014")))
    assert lines(block) == [
        "   When",
        "───────",
        "○  2014",
        "",
        "● day  ◐ month  ○ year  ≈ approximate  ━ period  → open",
    ]


def test_blocks_are_set_apart_and_a_paragraph_follows_its_heading():
    assert lines(Heading("Zong", Faint("zong")), Paragraph("A company."), Heading("Facts"), Pairs((("A", "b"),))) == [
        "Zong  zong",
        "A company.",
        "",
        "Facts",
        "",
        "A  b",
    ]


def test_long_headings_and_paragraphs_fold_and_keep_their_styles():
    text = draw(Heading("a heading that is long", Faint("and-its-id")), Paragraph("x " * 30), width=30, colour=True)
    assert text.split("\n")[:3] == [
        "\x1b[1ma heading that is long\x1b[0m\x1b[2m  and-\x1b[0m",
        "\x1b[2mits-id\x1b[0m",
        ("x " * 15).rstrip(),
    ]


def test_pairs_have_their_values_beside_their_names():
    assert lines(Pairs((("Name", "Zong"), ("Parent", None), ("Sector", "telecommunications and more")))) == [
        "Name    Zong",
        "Sector  telecommunications and more",
    ]
    assert lines(Pairs((("Sector", "telecommunications and a lot more of it"),)), width=40) == [
        "Sector  telecommunications and a lot",
        "        more of it",
    ]


def test_on_a_narrow_terminal_values_stand_below_their_names():
    assert lines(Pairs((("Sector", "telecommunications"),)), width=24) == ["Sector", "  telecommunications"]


@pytest.mark.parametrize("width", [54, 60, 80])
def test_a_name_longer_than_the_margin_still_stands_apart_from_its_value(width):
    # The names of fields reach 27 characters: `--fields total_invested.amount.value` of companies.
    drawn = lines(Pairs((("id", "zong"), ("total_invested.amount.value", "3bn"))), width=width)
    assert "total_invested.amount.value3bn" not in drawn
    assert " ".join(" ".join(drawn).split()) == "id zong total_invested.amount.value 3bn"


def test_lines_of_second_rank_are_faint_and_titles_bold():
    drawn = draw(table(("Fact",), (Stack(("a", Faint("b"))),)), colour=True)
    assert drawn == "\x1b[1mFact\x1b[0m\n\x1b[2m────\x1b[0m\na\n\x1b[2mb\x1b[0m\n"


def test_without_colour_there_is_no_escape_sequence(small_report, render, report_name):
    for name in ("terminal-160", "terminal-80", "terminal-40"):
        assert b"\x1b" not in render(small_report(report_name), name)


def test_colour_adds_nothing_but_escape_sequences(small_report, render, report_name):
    coloured = render(small_report(report_name), "terminal-80-colour").decode()
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render(small_report(report_name), "terminal-80").decode()


def test_an_empty_chart_and_empty_pairs_draw_nothing():
    drawn = lines(Chart(rows=(), start=0, end=0), Pairs((("A", None),)), Paragraph(None))
    assert "".join(drawn) == ""


def widest_line(text):
    return max(wcswidth(line.rstrip()) for line in text.split("\n"))


def test_no_line_is_wider_than_the_terminal(small_report, render, report_name):
    report = small_report(report_name)
    widest = {width: widest_line(render(report, "terminal-80", width=width).decode()) for width in WIDTHS}
    assert {width: wide for width, wide in widest.items() if wide > width} == {}


@pytest.mark.parametrize("name", ["facts", "show-fact"])
def test_no_line_is_wider_than_a_terminal_that_shows_ascii_only(small_report, render, name):
    report, setting = small_report(name), {"unicode": False, "encoding": "ascii"}
    widest = {
        width: widest_line(render(report, "terminal-80", width=width, **setting).decode("ascii")) for width in WIDTHS
    }
    assert {width: wide for width, wide in widest.items() if wide > width} == {}


def test_a_dumb_terminal_is_as_wide_as_it_is(small_report, render, monkeypatch):
    wide = {name: render(small_report(name), "terminal-160") for name in ("facts", "timeline", "show-fact")}
    monkeypatch.setenv("TERM", "dumb")
    assert {name: render(small_report(name), "terminal-160") for name in wide} == wide


# ---------------------------------------------------------------- for any table


def squeezed(text):
    return "".join(text.split())


TEXTS = st.text(st.sampled_from("abcdefgh ,-/.:中国کی\u0301é"), max_size=50)
NAMES = st.text(st.sampled_from("abcdef-"), min_size=1, max_size=20)


@st.composite
def tables(draw):
    columns = tuple(
        Column(
            title=draw(NAMES),
            flexible=draw(st.booleans()),
            right=draw(st.booleans()),
            under=draw(st.booleans()),
            comfortable=draw(st.sampled_from((16, 18, 36))),
        )
        for _ in range(draw(st.integers(1, 8)))
    )
    row = st.tuples(*[TEXTS] * len(columns))
    groups = st.builds(
        lambda title, rows: Group(title=title, rows=tuple(rows)), st.none() | NAMES, st.lists(row, max_size=3)
    )
    return Table(columns=columns, groups=tuple(draw(st.lists(groups, min_size=1, max_size=2))), group_title="G")


@given(tables(), st.integers(30, 200))
def test_any_table_fits_any_terminal_and_loses_no_character(block, width):
    drawn = lines(block, width=width)
    assert max((wcswidth(line) for line in drawn), default=0) <= width
    wanted = Counter(squeezed("".join(cell for row in block.rows for cell in row)))
    assert wanted <= Counter(squeezed("".join(drawn)))


LONG_NAMES = st.text(st.sampled_from("abcdef.-"), min_size=1, max_size=40)


@given(st.lists(st.tuples(LONG_NAMES, TEXTS), min_size=1, max_size=5), st.integers(30, 200))
def test_any_pairs_fit_any_terminal_and_lose_no_character(pairs, width):
    drawn = lines(Pairs(tuple(pairs)), width=width)
    assert max((wcswidth(line) for line in drawn), default=0) <= width
    assert squeezed("".join(drawn)) == squeezed("".join(name + value for name, value in pairs if value))


@given(TEXTS, TEXTS, st.integers(30, 200))
def test_any_heading_fits_any_terminal_and_loses_no_character(text, faint, width):
    drawn = lines(Heading(text, Faint(faint)), Paragraph(faint), width=width)
    assert max((wcswidth(line) for line in drawn), default=0) <= width
    assert squeezed("".join(drawn)) == squeezed(text + faint + faint)


@given(st.lists(TEXTS.filter(str.strip), min_size=2, max_size=4), st.integers(30, 200))
def test_a_folded_cell_reads_from_top_to_bottom(texts, width):
    block = table(("N", "Fact"), *((str(index), text) for index, text in enumerate(texts)), flexible=(1,))
    drawn = lines(block, width=width)
    assert drawn[:2] == ["N  Fact", ANY]
    assert squeezed("".join(line[3:] for line in drawn[2:])) == squeezed("".join(texts))
    assert [line[0] for line in drawn[2:] if line[:1].strip()] == [str(index) for index in range(len(texts))]
