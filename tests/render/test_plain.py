"""Tables for a pipe: one record a line, aligned, no escape sequence, nothing cut off."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from cpecfacts.render.plain import CHART_WIDTH, align, render_plain, table_rows
from cpecfacts.render.setting import Setting
from cpecfacts.reports.blocks import Chart, Column, Group, Heading, Pairs, Paragraph, Table
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import DateValue, Faint, Stack


def lines(*blocks):
    out = io.BytesIO()
    report = Report(command="facts", query="", description="", items=(), item_type=None, make_blocks=lambda: blocks)
    render_plain(report, out, Setting())
    return out.getvalue().decode().split("\n")[:-1]


def test_a_table_is_aligned_and_has_no_spaces_at_the_ends():
    block = Table(
        columns=(Column(title="Company"), Column(title="Facts", right=True), Column(title="Note")),
        groups=(Group(rows=(("中国移动", 1234, "a"), ("zong", 5, None))),),
    )
    assert lines(block) == ["Company   Facts  Note", "中国移动  1,234  a", "zong          5"]


def test_the_titles_of_groups_are_a_column():
    block = Table(
        columns=(Column(title="Fact"),),
        groups=(Group(title=DateValue("2014"), rows=(("a",), ("b",))), Group(title=None, rows=(("c",),))),
        group_title="Year",
    )
    assert lines(block) == ["Year  Fact", "2014  a", "2014  b", "      c"]


def test_a_cell_of_several_lines_is_one_line():
    assert lines(Table(columns=(Column(title="A"),), groups=(Group(rows=((Stack(("x", Faint("y"))),),)),))) == [
        "A",
        "x; y",
    ]


def test_an_empty_table_pairs_and_chart_write_nothing():
    blocks = (
        Table(columns=(Column(title="A"),), groups=(Group(rows=()),)),
        Pairs((("A", None),)),
        Chart(rows=(), start=0, end=0),
    )
    assert lines(*blocks) == []


def test_blocks_are_set_apart_and_a_paragraph_follows_its_heading():
    blocks = (
        Heading("Zong", Faint("zong")),
        Paragraph("A company."),
        Heading("Facts"),
        Pairs((("Name", "b"), ("X", 1))),
    )
    assert lines(*blocks) == ["Zong  zong", "A company.", "", "Facts", "", "Name:  b", "X:     1"]


def test_every_record_is_one_line(small_report, render):
    text = render(small_report("facts"), "plain").decode()
    assert text.count("\n") == 1 + len(small_report("facts").items)


def test_there_is_no_escape_sequence(small_report, render, report_name):
    assert b"\x1b" not in render(small_report(report_name), "plain")


def test_a_chart_has_a_width_of_its_own(small_report, render):
    text = render(small_report("chart"), "plain").decode()
    assert max(wcswidth(line) for line in text.split("\n")) == CHART_WIDTH


def test_every_cell_is_there_in_full(small_report, render):
    report = small_report("facts")
    (block,) = report.make_blocks()
    written = render(report, "plain").decode().split("\n")[1:]
    for cells, line in zip(table_rows(block), written, strict=False):
        position = 0
        for cell in cells:
            position = line.index(cell, position) + len(cell)


def test_nothing_to_align_gives_no_line():
    assert align([], []) == []


CELLS = st.text(st.sampled_from("abc 中ک\u0301é"), max_size=12)


@given(st.integers(1, 4).flatmap(lambda count: st.lists(st.tuples(*[CELLS] * count), min_size=1, max_size=5)))
def test_columns_begin_at_one_place_in_every_row(rows):
    count = len(rows[0])
    widest = [max(wcswidth(row[index]) for row in rows) for index in range(count)]
    for row, line in zip(rows, align(rows, [False] * count), strict=True):
        position = 0
        for cell, width in zip(row, widest, strict=True):
            assert line[position:].startswith(cell)
            position += len(cell) + width - wcswidth(cell) + 2
        assert wcswidth(line) == sum(widest) + 2 * (count - 1)


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_a_column_aligned_to_the_right_ends_at_one_place(cells):
    written = align([(cell,) for cell in cells], [True])
    assert {wcswidth(line) for line in written} == {max(map(wcswidth, cells))}
    assert all(line.endswith(cell) for line, cell in zip(written, cells, strict=True))
