from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib

import pytest

from cpecfacts.errors import ImportDataError, UnknownNameError
from cpecfacts.exchange.importing import xlsx_rows
from cpecfacts.exchange.importing.xlsx_rows import read_xlsx


def cells_of(data, **how):
    return [row.cells for row in read_xlsx(data, "f.xlsx", **how).rows]


def packed(sheet, **more):
    """Make the smallest workbook there is, by hand, around the XML of its sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.sheet.main+xml"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
        **more,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def refusal(data, **how):
    with pytest.raises(ImportDataError) as caught:
        cells_of(data, **how)
    assert caught.value.exit_code == 4
    return str(caught.value)


def test_cells_come_as_their_text(workbook):
    data = workbook(
        S=[
            ["Name", "Amount", "Share", "On", "Sure"],
            [
                "中国移动",
                1650,
                0.889,
                dt.datetime(2014, 4, 23),  # noqa: DTZ001  (a cell has no time zone)
                True,
            ],
            ["=x", 1e20, -2.0, dt.date(2013, 1, 2), None],
        ]
    )
    assert cells_of(data) == [
        ("Name", "Amount", "Share", "On", "Sure"),
        ("中国移动", "1650", "0.889", "2014-04-23", "true"),
        ("", "1e+20", "-2", "2013-01-02", ""),
    ]


def test_rows_keep_the_number_that_a_spreadsheet_shows_and_blank_ones_are_passed_over(workbook):
    rows = list(read_xlsx(workbook(S=[["a"], [None], ["  "], ["b"]]), "f").rows)
    assert [(row.line, row.cells) for row in rows] == [(1, ("a",)), (4, ("b",))]


def test_the_fullest_sheet_is_read_and_the_others_are_named(workbook):
    data = workbook(Notes=[["x"]], Deals=[["a"], ["b"]])
    grid = read_xlsx(data, "f")
    assert grid.about == "the sheet “Deals” of a workbook"
    assert grid.warnings == ("the sheet “Deals” was read; --sheet names another of Notes",)
    assert cells_of(data, sheet="Notes") == cells_of(data, sheet="1") == [("x",)]
    with pytest.raises(UnknownNameError) as caught:
        read_xlsx(data, "f", sheet="3")
    assert str(caught.value) == "unknown sheet “3”: the workbook has Notes, Deals"


def test_cells_that_name_no_place_follow_one_another():
    sheet = '<row><c t="str"><v>a</v></c><c><v>1</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row>'
    assert cells_of(packed(sheet)) == [("a", "1"), ("2", "3")]


def test_a_zip_bomb_is_refused_while_it_is_unpacked(monkeypatch):
    bomb = packed("<row>" + " " * 30_000_000 + "</row>")
    assert len(bomb) < 50_000
    monkeypatch.setattr(xlsx_rows, "MOST_BYTES", 2**20 * 10)
    assert refusal(bomb) == "f.xlsx: more than 10 MB once unpacked; import it in parts"


def test_a_bomb_that_lies_about_its_size_is_refused():
    honest = packed("<row>" + " " * 1_000_000 + "</row>")
    size = honest.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24  # of the unpacked part, in the directory at the end
    lying = honest[:size] + (100).to_bytes(4, "little") + honest[size + 4 :]
    assert refusal(lying).startswith("f.xlsx: this workbook is damaged or encrypted: ")


def test_a_workbook_larger_than_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(xlsx_rows, "MOST_BYTES", 100)
    assert refusal(packed("")).endswith("import it in parts")


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="ALL1048576"><v>1</v></c></row>',
         "cells in 1,048,576 rows and 1,000 columns; at most 20,000,000 cells are read"),
        ('<row r="1"><c r="NTP1"><v>1</v></c></row>', "10,000 columns; at most 1,000 are read"),
        ("<row>" + "<c><v>1</v></c>" * 1_001 + "</row>", "1,001 columns; at most 1,000 are read"),
        ('<x:row r="1"><x:c t="n" r=\'XFD1\'><x:v>1</x:v></x:c></x:row>', "16,384 columns; at most 1,000 are read"),
        ('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
         "cells in 99,999,999,999 rows and 1 columns; at most 20,000,000 cells are read"),
    ],
)  # fmt: skip
def test_cells_far_apart_are_refused_before_anything_lays_them_out(sheet, sentence):
    assert refusal(packed(sheet)) == f"f.xlsx: xl/worksheets/sheet1.xml: {sentence}"


def test_a_long_cell_is_the_problem_of_its_row_alone():
    cell = f'<c t="inlineStr"><is><t>{"x" * 140_000}</t></is></c>'
    rows = list(read_xlsx(packed(f'<row><c t="str"><v>a</v></c></row><row>{cell}</row>'), "f").rows)
    assert [row.problem for row in rows] == [None, "has a cell of more than 131,072 characters"]


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx_rows, "_MOST_PARTS", 4)
    assert refusal(packed("")) == "f.xlsx: a workbook of more than 4 parts"


def test_an_archive_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert refusal(out.getvalue()) == "f.xlsx: a zip archive, but no workbook of Excel (.xlsx)"


def test_a_damaged_workbook_is_refused():
    whole = packed("<row><c><v>1</v></c></row>")
    assert refusal(whole[:-40]) == "f.xlsx: this workbook is damaged or encrypted: File is not a zip file"
    assert refusal(packed("<row><c><v>")).startswith("f.xlsx: this workbook cannot be read: ")
    without_sheets = packed("", **{"xl/workbook.xml": "<workbook><sheets></sheets></workbook>"})
    assert refusal(without_sheets) == "f.xlsx: the workbook has no sheet"
    assert zlib.crc32(whole) != zlib.crc32(without_sheets)
