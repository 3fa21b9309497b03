from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.errors import ImportDataError
from cpecfacts.exchange.importing import csv_rows, delimiter
from cpecfacts.exchange.importing.csv_rows import read_csv
from cpecfacts.exchange.importing.delimiter import find_delimiter


def cells_of(data, **how):
    return [row.cells for row in read_csv(data, "f.csv", **how).rows]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12)
HEADERS = st.lists(st.from_regex(r"[A-Za-z][A-Za-z ]{0,8}[a-z]", fullmatch=True), min_size=2, max_size=6)


@st.composite
def tables(draw):
    header = draw(HEADERS)
    rows = draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), max_size=8))
    return [tuple(header), *map(tuple, rows)]


@given(
    table=tables(),
    between=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_rows_written_in_any_dialect_are_read_as_the_same_rows(table, between, end, quoting, encoding):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=between, lineterminator=end, quoting=quoting).writerows(table)
    expected = [row for row in table if any(cell.strip() for cell in row)]
    assert cells_of(out.getvalue().encode(encoding)) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Name;Amount\nZong;1,5\nHuawei;2,5\n", ";"),
        ("Name;Amount, in millions;Date\nZong;1,5;2014\n", ";"),
        ('Name,Text\nZong,"a; b; c"\nHuawei,d\n', ","),
        ("Name\tPlaces\nZong\tLahore, Karachi\nHuawei\tQuetta\n", "\t"),
        ("Agencies|Year\nA, B and C|2014\nD|2015\n", "|"),
        ("A tracker of deals, by us\n\nName;Year\nZong;2014\nHuawei;2015\n", ";"),
        ("Name\nZong\n", ","),
        ("", ","),
        ('a;b\n"open', ";"),
    ],
)
def test_the_delimiter_is_the_one_that_gives_even_rows(text, found):
    assert find_delimiter(text) == (found if text != 'a;b\n"open' else ",")


def test_only_the_beginning_of_a_long_file_is_looked_at(monkeypatch):
    monkeypatch.setattr(delimiter, "_SAMPLE", 40)
    assert find_delimiter("Name;Amount\n" + 'Zong;"two\nlines"\n' * 30) == ";"


def test_a_row_keeps_the_line_on_which_it_begins_and_blank_ones_are_passed_over():
    rows = list(read_csv(b'a,b\n\n"two\nlines",2\n , \n3,4\n', "f").rows)
    assert [(row.line, row.cells) for row in rows] == [(1, ("a", "b")), (3, ("two\nlines", "2")), (6, ("3", "4"))]


def test_how_the_file_was_read_is_told():
    grid = read_csv("a;ü\n1;2\n".encode("cp1252"), "f")
    assert grid.about == "text in Windows-1252, cells between semicolons"
    assert len(grid.warnings) == 1
    assert read_csv(b"a^b", "f", delimiter="^").about == "text in UTF-8, cells between “^”"


def test_a_nul_is_the_problem_of_its_row_alone():
    rows = list(read_csv(b"a,b\n1,\x002\n3,4\n", "f").rows)
    assert [row.problem for row in rows] == [None, "holds a NUL character, which no text has", None]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'a,b\n1,"2\n3,4\n', "f.csv: line 2: a quotation mark is opened here and never closed"),
        (
            b'a,b\n"1"x,2\n',
            "f.csv: line 2: text stands after a closed quotation mark; a quotation mark inside of a cell is written twice",
        ),
        (
            b"a,b\n" + b"x" * 10_000_000 + b",2\n",
            "f.csv: line 2: a cell of more than 131,072 characters begins here; is a quotation mark not closed?",
        ),
        (b"a,b\n" + b"x," * 9_999 + b"x\n", "f.csv: line 2: 10,000 cells; a row may have at most 1,000"),
    ],
)
def test_what_goes_beyond_a_limit_or_is_no_csv_is_refused_with_its_line(data, sentence):
    with pytest.raises(ImportDataError) as caught:
        cells_of(data, delimiter=",")
    assert str(caught.value) == sentence


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(csv_rows, "MOST_ROWS", 3)
    with pytest.raises(ImportDataError, match=r"f\.csv: line 4: more than 3 rows; import it in parts"):
        cells_of(b"a\n1\n2\n3\n")


def test_a_message_of_the_csv_module_that_is_not_known_stays():
    assert csv_rows._in_plain_words("something new") == "something new"


@pytest.mark.parametrize("elsewhere", [10, 1_000_000_000])
def test_the_limit_of_a_cell_is_ours_whatever_another_library_has_set(elsewhere):
    before = csv.field_size_limit(elsewhere)
    try:
        rows = list(read_csv(b"a,b\n" + b"x" * 1000 + b",2\n", "f.csv").rows)
        assert csv.field_size_limit() == elsewhere
        with pytest.raises(ImportDataError, match="a cell of more than 131,072 characters"):
            list(read_csv(b"a,b\n" + b"x" * 200_000 + b",2\n", "f.csv").rows)
    finally:
        csv.field_size_limit(before)
    assert [len(row.cells) for row in rows] == [2, 2]
