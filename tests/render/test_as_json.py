"""JSON and JSON Lines: the same data, with what one cannot see as escapes."""

from __future__ import annotations

import json
import sys
import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.wording.json_text import encode

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_the_answer_has_its_keys_in_the_order_of_the_contract(small_report, render):
    answer = json.loads(render(small_report("facts"), "json"))
    assert list(answer) == ["format", "command", "query", "description", "count", "hidden", "warnings", "items"]
    assert (answer["format"], answer["command"], answer["query"]) == (1, "facts", "rank:any")
    assert answer["count"] == len(answer["items"]) == 14
    assert (answer["hidden"], answer["warnings"]) == ({}, [])


def test_the_answer_of_stats_has_the_store_too(small_report, small, render):
    answer = json.loads(render(small_report("stats"), "json"))
    assert list(answer)[-2:] == ["store", "items"]
    assert answer["store"]["path"] == "facts.json"
    assert answer["store"]["digest"] == small.digest


def test_what_was_left_out_is_counted(small_report, render):
    assert json.loads(render(small_report("empty"), "json"))["hidden"] == {"deprecated": 0} | {"undated": 1} or (
        json.loads(render(small_report("empty"), "json"))["hidden"] == {"undated": 1}
    )


def test_json_is_indented_and_ends_with_a_newline(small_report, render):
    data = render(small_report("facts"), "json")
    assert data.startswith(b'{\n  "format": 1,\n')
    assert data.endswith(b"]\n}\n")


def test_lines_are_the_bare_items(small_report, render, report_name):
    report = small_report(report_name)
    lines = render(report, "jsonl").decode().split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == json.loads(render(report, "json"))["items"]


def test_the_items_are_those_of_the_report(small_report, render, report_name):
    report = small_report(report_name)
    assert json.loads(render(report, "json"))["items"] == json.loads(msgspec.json.encode(report.items))


@pytest.mark.parametrize(
    "character",
    [
        *("\x00", "\x1b", "\n", "\x7f", "\x80", "\x85", "\x9b", "\x9d", "\x9f", "\xad", "\u061c", "\u180e"),
        *("\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2060"),
        *("\u2066", "\u2069", "\u206f", "\ufeff", "\ufff9", "\ufffb", "\U000e0001", "\U000e0041", "\U000e007f"),
        *("\u034f", "\u115f", "\u3164"),
    ],
    ids=ascii,
)
def test_what_one_cannot_see_is_escaped_and_stays_the_same_data(character):
    for value in (character, {character: f"a{character}b"}, [f"中{character}é"]):
        data = encode(value, indent=0)
        assert character not in data.decode()
        assert json.loads(data) == value


def test_what_one_can_see_is_not_escaped():
    text = "中国移动 زونگ Cafe\u0301 ≥ “quoted” – … \xa0\xae\u2010\u2027\u202f\u2030\u205f\u2070 \U0001f44d"
    assert encode(text, indent=0).decode() == f'"{text}"'


def test_of_all_control_and_format_characters_only_the_signs_of_arabic_and_syriac_stay_as_they_are():
    unseen = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]
    assert len(unseen) > 200
    left = [c for c in unseen if c in encode(c, indent=0).decode()]
    assert left == list("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")


@given(JSON_VALUES)
def test_any_data_comes_back_and_no_control_or_format_character_is_written(value):
    for indent in (0, 2):
        data = encode(value, indent=indent).decode()
        assert json.loads(data) == value
        unseen = {c for c in data if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")} - {"\n"}
        assert not {c for c in unseen if not 0x600 <= ord(c) <= 0x8FF}  # signs of Arabic that one can see
