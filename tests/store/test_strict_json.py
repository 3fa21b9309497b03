"""JSON read strictly: what the standard library lets pass, and the place of everything that is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpecfacts.errors import StoreDataError
from cpecfacts.store.strict_json import line_and_column, read_strict_json

# A busy machine is no failure.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CUT_OFF = "the file ends in the middle of its data; it may have been cut off"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def refusal(data):
    with pytest.raises(StoreDataError) as caught:
        read_strict_json(data, "facts.json")
    return str(caught.value)


@calm
@given(JSON, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_sound_json_is_read_as_the_standard_library_reads_it(value, indent, escaped):
    text = json.dumps(value, indent=indent, ensure_ascii=escaped)
    assert read_strict_json(text.encode(), "facts.json") == value


@pytest.mark.parametrize(
    ("text", "position", "place"),
    [("", 0, "line 1, column 1"), ("ab", 1, "line 1, column 2"), ("a\nb", 2, "line 2, column 1"), ("中\n\n国", 4, "line 3, column 2")],
)  # fmt: skip
def test_lines_and_columns_are_counted_from_one(text, position, place):
    assert line_and_column(text, position) == place


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1', '{"a": ', '{"a":', '{"a"', '{"a', '{"', "{", "[", '["中', '["\\', '["\\u', '["\\u00', '["\\u001f', "[1,", "[1.",
        "[1e", "[1e+", "[-", "[t", "[tru", "[fals", "[nul", "[Na", "[-Infinit", "[1, 2\n\n", '[{"a": [1, {}',
    ],
)  # fmt: skip
def test_data_that_just_ends_is_told_to_be_cut_off_at_its_end(text):
    last = text.rstrip()
    assert refusal(text.encode()) == f"facts.json: line 1, column {len(last) + 1}: {CUT_OFF}"


def test_a_character_cut_in_two_at_the_end_is_told_to_be_cut_off():
    assert refusal('["中'.encode()[:-1]) == f"facts.json: line 1, column 3: {CUT_OFF}"


@pytest.mark.parametrize("tail", ["5", "-", "e", "t", "nul", '"', "\\", "[", "{", "NaN", "}"])
def test_data_after_the_end_is_never_told_to_be_cut_off(tail):
    assert refusal(f"{{}}\n{tail}".encode()) == "facts.json: line 2, column 1: not JSON: extra data"


@pytest.mark.parametrize(
    "text", ['["a": 1]', '{"a", 1}', "[1 2]", "[tru]", "[nul, 1]", "{1: 2}", '["\\u00"]', "[01]", "[+1]"]
)
def test_a_mistake_before_the_end_is_never_told_to_be_cut_off(text):
    assert "not JSON: " in refusal(text.encode())


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("[1e400]", 2),
        ('["1e400", -1e400]', 11),
        ('{"1e400": 1e400}', 11),
        ("[1, 1e399, 2.5e400]", 5),
        ("1e400x", 1),
        ("[1e400.5]", 2),
        ("[1, 1e400e5]", 5),
        ("[1e400-5]", 2),
        ("1e400", 1),
        (f"[5, {'1' * 5000}]", 5),
        (f"[5, -{'1' * 5000}]", 5),
        (f"[5, {'1' * 5000}x]", 5),
        (f"[5, {'1' * 5000}.5]", 5),
        (f"[5, {'1' * 5000}.]", 5),
    ],
    ids=lambda value: str(value)[:16],
)
def test_a_number_beyond_counting_is_shown_with_its_place(text, column):
    assert refusal(text.encode()) == f"facts.json: line 1, column {column}: the number is too large"


@pytest.mark.parametrize(
    "number", ["1e308", "-1e308", "1e-400", "1" + "0" * 3999, "0." + "1" * 5000, "1" * 4200 + "e-4200"]
)
def test_a_number_that_python_can_hold_is_read(number):
    assert read_strict_json(number.encode(), "facts.json") == json.loads(number)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("NaN", "line 1, column 1: NaN is not a JSON number"),
        ('["NaN", "-Infinity",\n Infinity, NaN]', "line 2, column 2: Infinity is not a JSON number"),
        ('{"NaN": -Infinity, "a": Infinity}', "line 1, column 9: -Infinity is not a JSON number"),
    ],
)
def test_the_first_number_that_json_does_not_have_is_shown_with_its_place(text, sentence):
    assert refusal(text.encode()) == f"facts.json: {sentence}"


@pytest.mark.parametrize(
    ("string", "column", "half"),
    [
        (r"\ud800", 3, r"\ud800"),
        (r"\udfff", 3, r"\udfff"),
        (r"\ud83d\ude00\ude00", 15, r"\ude00"),
        (r"\ud83d\ud83d\ude00", 3, r"\ud83d"),
        (r"\ud83d \ude00", 3, r"\ud83d"),
        (r"\ud83d\n", 3, r"\ud83d"),
        (r"\\\ud83d", 5, r"\ud83d"),
        (r"a\ud83dz", 4, r"\ud83d"),
        (r"\ud83d\u00e9", 3, r"\ud83d"),
        (r"\u00e9\udC00", 9, r"\udC00"),
    ],
)
def test_an_escape_of_half_a_character_is_shown_with_its_place(string, column, half):
    assert refusal(f'["{string}"]'.encode()) == f"facts.json: line 1, column {column}: {half} is half of a character"


@pytest.mark.parametrize(
    ("string", "text"),
    [(r"\ud83d\ude00", "😀"), (r"\ud83d\ude00\ud83d\ude00", "😀😀"), (r"\\ud800", r"\ud800"), (r"\u00e9\\", "é\\"), (r"\ud7ff\ue000", "\ud7ff\ue000")],
)  # fmt: skip
def test_an_escape_of_a_whole_character_is_read(string, text):
    assert read_strict_json(f'["{string}"]'.encode(), "facts.json") == [text]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": 1, "a": 1}', "line 1, column 10: the key “a” stands twice in one object"),
        ('{"a": 1, "b": 1, "\\u0061": 1}', "a: the key “a” stands twice in one object"),
        ('[{}, {"b": [{"a": 1, "c": 2, "a": 3}, {"a": 1}]}]', "[1].b[0].a: the key “a” stands twice in one object"),
        ('{"a": {"b": 1, "b": 2}, "a": {}}', "line 1, column 25: the key “a” stands twice in one object"),
        ('{"a": {"b": 1, "b": 2}, "c": {"b": 1}}', "a.b: the key “b” stands twice in one object"),
        ('{"": 1, "": 2}', "line 1, column 9: the key “” stands twice in one object"),
        ('{"a\\"b": 1, "a\\"b": 2}', 'line 1, column 13: the key “a"b” stands twice in one object'),
        ('{"a" : 1, "b": "\\"a\\": 2", "a" : 3}', "line 1, column 28: the key “a” stands twice in one object"),
        ('{"中": 1, "中": 2}', "line 1, column 10: the key “中” stands twice in one object"),
        ('{"a": 1, "a": 2, "a": 3}', "a: the key “a” stands twice in one object"),
    ],
)  # fmt: skip
def test_a_key_that_stands_twice_is_shown_by_its_line_or_its_path(text, sentence):
    assert refusal(text.encode()) == f"facts.json: {sentence}"


def test_the_same_key_in_different_objects_is_no_double():
    value = {"a": {"a": [{"a": 1}, {"a": 2}]}, "b": {"a": 3}}
    assert read_strict_json(json.dumps(value).encode(), "facts.json") == value


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a": ', "}")])
def test_whatever_its_depth_data_is_read_or_told_to_be_too_deep(opening, closing):
    innermost = "{}"
    sentences = set()
    for depth in range(900, 1100):
        text = opening * depth + innermost + closing * depth
        try:
            read_strict_json(text.encode(), "facts.json")
        except StoreDataError as error:
            sentences.add(str(error))
    assert sentences <= {"facts.json: the data is nested too deeply for a store"}


def test_data_deeper_than_python_goes_is_too_deep_even_where_the_parser_goes_deeper(monkeypatch):
    # From Python 3.12 on, json in C parses ten thousand brackets, and functions in Python still stop at one thousand.
    def parse(*_, **__):
        value = {}
        for _ in range(5000):
            value = [value]
        return value

    monkeypatch.setattr("cpecfacts.store.strict_json.json.loads", parse)
    assert refusal(b"[]") == "facts.json: the data is nested too deeply for a store"
