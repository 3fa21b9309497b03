from __future__ import annotations

import json

import pytest

from cpecfacts.errors import ImportDataError
from cpecfacts.exchange.importing import json_rows
from cpecfacts.exchange.importing.json_rows import read_json, read_json_table


def table_of(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    table = read_json_table(data, "f.json")
    return table.columns, [(row.line, row.cells, row.problem) for row in table.rows]


def refusal(data):
    with pytest.raises(ImportDataError) as caught:
        read_json_table(data, "f.json")
    return str(caught.value)


def test_a_list_of_objects_becomes_rows_under_all_their_fields():
    columns, rows = table_of([{"name": "Zong", "n": 1}, {"name": "ZTE", "sure": True, "x": None, "y": 1.5}])
    assert columns == ("name", "n", "sure", "x", "y")
    assert rows == [(1, ("Zong", "1", "", "", ""), None), (2, ("ZTE", "", "true", "", "1.5"), None)]


def test_objects_inside_become_dotted_columns_and_plain_lists_one_cell():
    columns, rows = table_of(
        [{"amount": {"value": 3, "unit": "USD"}, "tags": ["a", "b"], "who": [{"name": "Zong"}], "no": False}]
    )
    assert columns == ("amount.value", "amount.unit", "tags", "who[0].name", "no")
    assert rows == [(1, ("3", "USD", "a; b", "Zong", "false"), None)]


def test_the_items_of_an_answer_and_a_single_object_are_rows_too():
    assert table_of({"count": 1, "items": [{"a": 1}]}) == (("a",), [(1, ("1",), None)])
    assert table_of({"a": 1}) == (("a",), [(1, ("1",), None)])
    assert table_of([1, {"a": 1}])[1] == [(1, ("",), "it is no object"), (2, ("1",), None)]


def test_json_lines_are_told_from_json_by_their_first_line():
    data = b'\xef\xbb\xbf{"a": 1}\n\n{"a": "\\u4e2d"}\n'
    assert table_of(data) == (("a",), [(1, ("1",), None), (3, ("中",), None)])
    assert read_json(b'{"a":\n1}', "f").lines is None


def test_a_bad_line_is_refused_alone():
    lines = [
        b'{"a": 1}', b'{"a": 1', b'{"a": 1, "a": 2}', b'{"a": NaN}', b'{"a": "\\ud800"}', b"[" * 100_000, b'{"a": 1e999}',
        b'{"a": ' + b"9" * 5000 + b"}", b"7",
    ]  # fmt: skip
    problems = [problem for _, _, problem in table_of(b"\n".join(lines))[1]]
    assert problems[0] is None
    assert all(problems[1:])
    assert problems[1] == "column 8: the file ends in the middle of its data; it may have been cut off"
    assert problems[2] == "column 10: the key “a” stands twice in one object"
    assert problems[-1] == "it is no object"


def test_deep_objects_are_refused():
    deep = {"a": 1}
    for _ in range(40):
        deep = {"a": deep}
    assert table_of([deep, {"b": 1}])[1][0][2] == "objects stand more than 32 levels deep inside one another"
    assert refusal(b"[" * 100_000).startswith("f.json: ")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'{"a": 1} x', "f.json: line 1, column 10: not JSON: extra data"),
        (b'"text"', "f.json: JSON, but neither an object nor a list of objects"),
        (b'{"a": "\xff"}', "f.json: line 1: the byte 0xff is not UTF-8"),
    ],
)
def test_what_is_no_json_of_objects_is_refused(data, sentence):
    assert refusal(data) == sentence


def test_too_many_fields_and_lines_are_refused(monkeypatch):
    wide = [{f"field-{number}": 1 for number in range(1001)}]
    assert refusal(json.dumps(wide).encode()) == "f.json: line 1: more than 1,000 different fields"
    monkeypatch.setattr(json_rows, "MOST_ROWS", 2)
    assert refusal(b'{"a":1}\n{"a":2}\n{"a":3}') == "f.json: line 3: more than 2 lines; import it in parts"


def test_what_a_file_of_refused_rows_puts_before_a_row_is_no_column():
    assert table_of([{"rejected_line": 3, "rejected_reason": "x", "a": 1}])[0] == ("a",)
