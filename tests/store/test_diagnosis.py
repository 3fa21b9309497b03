"""Every way in which a store can be broken: one sentence with the place, exit code 4, and never another exception."""

from __future__ import annotations

import json
import re

import msgspec
import pytest

from cpecfacts.cli.app import run
from cpecfacts.errors import StoreDataError, StoreFormatError
from cpecfacts.store import fields, strict_json
from cpecfacts.store.codec import decode_store
from cpecfacts.store.location import packaged_store

FACT = ("facts", "zong-x")
TABLES = "organizations, projects, measures, sources, rates, facts"
CUT_OFF = r"facts\.json: line (\d+), column (\d+): the file ends in the middle of its data; it may have been cut off"


@pytest.mark.parametrize("data", [b"", b" ", b"\n", b" \r\n\t \n"])
def test_a_file_without_data_is_called_empty(refusal, data):
    assert refusal(data) == "facts.json: the file is empty"


@pytest.mark.parametrize("data", [b"[]", b'"facts"', b"5", b"0.5", b"null", b"true", b"[{}]\n"])
def test_the_top_level_must_be_an_object(refusal, data):
    assert refusal(data) == f"facts.json: the top level must be an object with the tables {TABLES}"


def test_a_byte_order_mark_is_refused_by_its_name(refusal, store, as_bytes):
    marked = b"\xef\xbb\xbf" + as_bytes(store)
    assert refusal(marked) == "facts.json: line 1, column 1: a byte order mark: save the file as UTF-8 without it"


def test_a_file_that_is_nothing_but_a_byte_order_mark_is_refused(refusal):
    sentence = "facts.json: line 1, column 1: a byte order mark: save the file as UTF-8 without it"
    assert refusal(b"\xef\xbb\xbf") == sentence


@pytest.mark.parametrize(
    ("bad", "shown"),
    [(b"Zo\xffng", "0xff"), (b"Zo\xed\xa0\x80", "0xed"), (b"Zo\xc0\x80", "0xc0"), (b"Zo\x80", "0x80")],
)
def test_a_byte_that_is_not_utf8_is_shown_with_its_place(refusal, store, as_bytes, bad, shown):
    data = as_bytes(store).replace(b'"name": "Zong",', b'"name": "' + bad + b'",')
    assert refusal(data) == f"facts.json: line 72, column 18: the byte {shown} is not UTF-8"


def test_the_column_of_a_bad_byte_counts_characters_not_bytes(refusal, store, as_bytes):
    data = as_bytes(store).replace("中国移动".encode(), "中国".encode() + b"\xff" + "移动".encode())
    assert refusal(data) == "facts.json: line 57, column 12: the byte 0xff is not UTF-8"


def test_a_file_in_utf16_is_refused(refusal, store, as_bytes):
    data = as_bytes(store).decode().encode("utf-16")
    assert refusal(data) == "facts.json: line 1, column 1: the byte 0xff is not UTF-8"


def torn_places(data):
    text = data.decode("utf-8", "ignore")
    kept = text.rstrip()
    return {part.count("\n") + 1 for part in (text, kept)}


@pytest.mark.parametrize("twentieth", range(1, 20))
def test_a_torn_file_is_told_to_be_cut_off_at_its_end(refusal, twentieth):
    whole = packaged_store().read_bytes()
    data = whole[: len(whole) * twentieth // 20]
    found = re.fullmatch(CUT_OFF, refusal(data))
    assert found is not None
    assert int(found[1]) in torn_places(data)


def test_a_small_store_torn_at_any_byte_is_told_to_be_cut_off(store, as_bytes):
    store["meta"]["title"] = 'A "title" with \\ and \x1f and 中国'
    store["facts"]["zong-x"]["amount"] |= {"value": -12.5e-30}
    whole = as_bytes(store)
    sentences = {}
    for length in range(1, len(whole) - 1):
        with pytest.raises(StoreDataError) as caught:
            decode_store(whole[:length], "facts.json")
        sentences[length] = str(caught.value)
    otherwise = {length: sentence for length, sentence in sentences.items() if not re.fullmatch(CUT_OFF, sentence)}
    assert otherwise == {}


def test_only_the_final_newline_may_be_missing(store, as_bytes):
    assert decode_store(as_bytes(store)[:-1], "facts.json") == decode_store(as_bytes(store), "facts.json")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("CN", "C\0N", "line 59, column 20: not JSON: invalid control character"),
        ("CN", "C\nN", "line 59, column 20: not JSON: invalid control character"),
        ("CN", r"C\xN", r"line 59, column 20: not JSON: invalid \escape"),
        ("3000000000", "03000000000", "line 9, column 19: not JSON: expecting ',' delimiter"),
        ("3000000000", "$3bn", "line 9, column 18: not JSON: expecting value"),
        ("3000000000", "'3bn'", "line 9, column 18: not JSON: expecting value"),
        ("3000000000", "True", "line 9, column 18: not JSON: expecting value"),
        ("3000000000", "", "line 10, column 7: not JSON: expecting value"),
        ('"unit": "USD",', '"unit": "USD"', "line 9, column 9: not JSON: expecting ',' delimiter"),
        ('"unit": "USD",', '"unit" "USD",', "line 8, column 16: not JSON: expecting ':' delimiter"),
    ],
)
def test_text_that_is_not_json_is_shown_with_its_line_and_column(refusal, store, as_bytes, old, new, sentence):
    data = as_bytes(store).replace(old.encode(), new.encode(), 1)
    assert refusal(data) == f"facts.json: {sentence}"


def test_bytes_of_nothing_are_no_json(refusal):
    assert refusal(b"\0" * 4096) == "facts.json: line 1, column 1: not JSON: expecting value"


@pytest.mark.parametrize("tail", [b"\0\0\0", b"x", b"{}", b"<<<<<<<"])
def test_data_after_the_end_is_refused(refusal, store, as_bytes, tail):
    assert refusal(as_bytes(store) + tail) == "facts.json: line 115, column 1: not JSON: extra data"


@pytest.mark.parametrize("data", [b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000, b'{"facts":' * 100_000])
def test_a_hundred_thousand_brackets_are_too_deep(refusal, data):
    assert refusal(data) == "facts.json: the data is nested too deeply for a store"


def test_a_hundred_thousand_brackets_in_a_field_are_too_deep(refusal, store, as_bytes):
    data = as_bytes(store).replace(b"3000000000", b"[" * 100_000 + b"]" * 100_000)
    assert refusal(data) == "facts.json: the data is nested too deeply for a store"


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_json_does_not_have_is_shown_with_its_place(refusal, store, as_bytes, name):
    data = as_bytes(store).replace(b"3000000000", name.encode())
    assert refusal(data) == f"facts.json: line 9, column 18: {name} is not a JSON number"


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_the_same_letters_in_a_text_before_it_are_not_taken_for_that_number(refusal, changed, as_bytes, name):
    store = changed((*FACT, "amount", "raw"), f'over {name} dollars, \\ "{name}"')
    data = as_bytes(store).replace(b"3000000000", name.encode())
    assert refusal(data) == f"facts.json: line 9, column 18: {name} is not a JSON number"


def test_infinity_is_found_after_minus_infinity_in_a_text(refusal, changed, as_bytes):
    data = as_bytes(changed((*FACT, "amount", "raw"), "-Infinity")).replace(b"3000000000", b"Infinity")
    assert refusal(data) == "facts.json: line 9, column 18: Infinity is not a JSON number"


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1" + "0" * 5000, "1" + "0" * 5000 + ".5"])
def test_a_number_beyond_all_counting_is_shown_with_its_place(refusal, store, as_bytes, number):
    data = as_bytes(store).replace(b"3000000000", number.encode())
    assert refusal(data) == "facts.json: line 9, column 18: the number is too large"


@pytest.mark.parametrize(
    ("value", "to", "field"), [(10**400, None, "value"), (-(10**400), None, "value"), (5, 10**400, "to")]
)
def test_a_whole_number_too_large_to_compute_with_is_refused(refusal, store, as_bytes, value, to, field):
    bound = "exact" if to is None else "between"
    store["facts"]["zong-x"]["amount"] |= {"bound": bound, "value": value, "to": to}
    assert refusal(as_bytes(store)) == f"facts.json: facts.zong-x.amount.{field}: the number is too large"


@pytest.mark.parametrize("number", [10**18, -(10**18), 2**64, 10**300, 1.7e308, 0, 5e-324])
def test_a_number_that_can_be_computed_with_is_kept_as_it_is(changed, as_bytes, number):
    data = as_bytes(changed((*FACT, "amount", "value"), number))
    assert decode_store(data, "facts.json").facts["zong-x"].amount.value == number


@pytest.mark.parametrize("escape", [r"\ud800", r"\udc00", r"\ud800\u0041", r"\udBfF", r"\\\ud800"])
def test_half_of_a_surrogate_pair_is_shown_with_its_place(refusal, store, as_bytes, escape):
    data = as_bytes(store).replace(b'"name": "Zong"', b'"name": "' + escape.encode() + b'"')
    column, half = (18, escape[2:]) if escape.startswith("\\\\") else (16, escape[:6])
    assert refusal(data) == f"facts.json: line 72, column {column}: {half} is half of a character"


def test_half_of_a_surrogate_pair_in_a_key_is_shown_with_its_place(refusal, store, as_bytes):
    data = as_bytes(store).replace(b'"zong-x"', rb'"zong-\ud800"')
    assert refusal(data) == r"facts.json: line 3, column 11: \ud800 is half of a character"


def test_half_of_a_surrogate_pair_where_a_number_belongs_is_shown_with_its_place(refusal, store, as_bytes):
    data = as_bytes(store).replace(b"3000000000", rb'"\ud800"')
    assert refusal(data) == r"facts.json: line 9, column 19: \ud800 is half of a character"


def test_a_whole_surrogate_pair_is_one_character(store, as_bytes):
    data = as_bytes(store).replace(b'"name": "Zong"', rb'"name": "\ud83d\ude00"')
    assert decode_store(data, "facts.json").organizations["zong"].name == "😀"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('  "meta": {', '  "meta": {},\n  "meta": {', "line 49, column 3: the key “meta” stands twice in one object"),
        ('    "zong-x": {', '    "zong-x": {},\n    "zong-x": {', "line 4, column 5: the key “zong-x” stands twice in one object"),
        ('      "kind"', '      "kind": "tax",\n      "kind"', "line 22, column 7: the key “kind” stands twice in one object"),
        ('        "bound"', '        "bound": "exact",\n        "bound"', "line 6, column 9: the key “bound” stands twice in one object"),
        ('          "stance"', '          "stance": "",\n          "stance"', "line 19, column 11: the key “stance” stands twice in one object"),
        ('    "format"', '    "format": 1,\n    "format"', "line 50, column 5: the key “format” stands twice in one object"),
        ('      "rate"', '      "rate": 1.0,\n      "rate"', "line 96, column 7: the key “rate” stands twice in one object"),
    ],
)  # fmt: skip
def test_a_key_that_stands_twice_is_shown_where_it_stands_again(refusal, store, as_bytes, old, new, sentence):
    data = as_bytes(store).replace(old.encode(), new.encode(), 1)
    assert refusal(data) == f"facts.json: {sentence}"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('      "note": null,', "facts.zong-x.note"),
        ('      "name": "Zong",', "organizations.zong.name"),
        ('        "unit": "USD",', "facts.zong-x.amount.unit"),
        ('          "quote": "invested over $3 billion",', "facts.zong-x.evidence[0].quote"),
        ('          "source": "dna-2024-06-28",', "facts.zong-x.evidence[0].source"),
    ],
)
def test_a_common_field_that_stands_twice_is_shown_by_its_path(refusal, store, as_bytes, line, place):
    data = as_bytes(store).replace(f"{line}\n".encode(), f"{line}\n{line}\n".encode(), 1)
    key = place.rpartition(".")[2]
    assert refusal(data) == f"facts.json: {place}: the key “{key}” stands twice in one object"


def test_a_field_that_stands_twice_in_the_second_of_two_facts_is_shown_there(refusal, store, as_bytes):
    store["facts"]["zong-y"] = store["facts"]["zong-x"]
    head, mark, tail = as_bytes(store).rpartition(b'      "kind"')
    sentence = "facts.json: facts.zong-y.kind: the key “kind” stands twice in one object"
    assert refusal(head + b'      "kind": "tax",\n' + mark + tail) == sentence


def test_a_record_that_stands_twice_is_told_before_what_is_lost_in_the_first(refusal, store, as_bytes):
    lost = b'    "zong-x": {"kind": 1, "kind": 2},\n    "zong-x": {'
    data = as_bytes(store).replace(b'    "zong-x": {', lost, 1)
    assert refusal(data) == "facts.json: line 4, column 5: the key “zong-x” stands twice in one object"


def test_a_key_written_with_an_escape_is_the_same_key(refusal, store, as_bytes):
    data = as_bytes(store).replace(b'      "kind"', rb'      "k\u0069nd": "tax",' + b'\n      "kind"', 1)
    sentence = refusal(data)
    assert sentence.startswith("facts.json: ")
    assert sentence.endswith("the key “kind” stands twice in one object")


def test_a_key_that_stands_twice_is_found_in_a_store_that_is_sound_otherwise(refusal, store, as_bytes):
    data = as_bytes(store).replace(b'"format": 1,', b'"format": 1, "format": 1,')
    assert refusal(data) == "facts.json: line 49, column 18: the key “format” stands twice in one object"


@pytest.mark.parametrize("table", ["meta", "organizations", "projects", "measures", "sources", "rates", "facts"])
def test_every_table_must_be_there(refusal, store, as_bytes, table):
    del store[table]
    assert refusal(as_bytes(store)) == f"facts.json: the table “{table}” is missing"


@pytest.mark.parametrize("table", ["meta", "organizations", "projects", "measures", "sources", "rates", "facts"])
@pytest.mark.parametrize("value", [None, [], "x", 5])
def test_every_table_must_be_an_object(refusal, changed, as_bytes, table, value):
    assert refusal(as_bytes(changed((table,), value))) == f"facts.json: {table}: expected an object"


def test_a_table_too_many_is_named(refusal, changed, as_bytes):
    sentence = f"facts.json: companies: no such table; a store has meta, {TABLES}"
    assert refusal(as_bytes(changed(("companies",), {}))) == sentence


@pytest.mark.parametrize(
    "keys",
    [
        ("meta",),
        ("organizations", "zong"),
        ("projects", "zong-4g"),
        ("measures", "total-invested"),
        ("sources", "dna-2024-06-28"),
        ("rates", "usd-pkr-2014"),
        FACT,
        (*FACT, "amount"),
    ],
)
def test_an_unknown_field_is_named_with_its_record(refusal, changed, as_bytes, keys):
    assert refusal(as_bytes(changed((*keys, "colour"), 5))) == f"facts.json: {'.'.join(keys)}: unknown field “colour”"


def test_an_unknown_field_of_evidence_is_named_with_its_number(refusal, changed, as_bytes):
    data = as_bytes(changed((*FACT, "evidence", 0, "page"), 5))
    assert refusal(data) == "facts.json: facts.zong-x.evidence[0]: unknown field “page”"


@pytest.mark.parametrize("name", ["x\ny", "a - at `$b", "`", "“"])
def test_an_unknown_field_with_an_odd_name_is_named_all_the_same(refusal, changed, as_bytes, name):
    assert refusal(as_bytes(changed((*FACT, name), 5))) == f"facts.json: facts.zong-x: unknown field “{name}”"


@pytest.mark.parametrize("identifier", ["", "zong-x", "zong-y"])
def test_a_record_has_no_field_for_its_id(refusal, changed, as_bytes, identifier):
    sentence = "facts.json: facts.zong-x.id: a record has no field “id”: its key is its id"
    assert refusal(as_bytes(changed((*FACT, "id"), identifier))) == sentence


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        (("meta",), "format"),
        (("organizations", "zong"), "note"),
        (("projects", "zong-4g"), "summary"),
        (("measures", "total-invested"), "unit"),
        (("sources", "dna-2024-06-28"), "class"),
        (("rates", "usd-pkr-2014"), "source"),
        (FACT, "evidence"),
        (FACT, "rank_reason"),
        ((*FACT, "amount"), "to"),
    ],
)
def test_a_missing_field_is_named_with_its_record(refusal, store, as_bytes, keys, field):
    record = store
    for key in keys:
        record = record[key]
    del record[field]
    assert refusal(as_bytes(store)) == f"facts.json: {'.'.join(keys)}: missing field “{field}”"


def test_a_missing_field_of_evidence_is_named_with_its_number(refusal, store, as_bytes):
    del store["facts"]["zong-x"]["evidence"][0]["quote"]
    assert refusal(as_bytes(store)) == "facts.json: facts.zong-x.evidence[0]: missing field “quote”"


@pytest.mark.parametrize(
    ("keys", "value", "sentence"),
    [
        ((*FACT, "amount", "value"), "5", "facts.zong-x.amount.value: expected a number, found text"),
        ((*FACT, "amount", "value"), True, "facts.zong-x.amount.value: expected a number, found true or false"),
        ((*FACT, "amount", "value"), None, "facts.zong-x.amount.value: expected a number, found null"),
        ((*FACT, "amount", "value"), [5], "facts.zong-x.amount.value: expected a number, found a list"),
        ((*FACT, "amount", "value"), {}, "facts.zong-x.amount.value: expected a number, found an object"),
        ((*FACT, "amount", "to"), "5", "facts.zong-x.amount.to: expected a number or null, found text"),
        ((*FACT, "amount"), "over $3bn", "facts.zong-x.amount: expected an object or null, found text"),
        ((*FACT, "amount", "unit"), None, "facts.zong-x.amount.unit: expected text, found null"),
        ((*FACT, "parties"), "zong", "facts.zong-x.parties: expected a list, found text"),
        ((*FACT, "parties"), None, "facts.zong-x.parties: expected a list, found null"),
        ((*FACT, "parties", 0), 5, "facts.zong-x.parties[0]: expected text, found a whole number"),
        ((*FACT, "statement"), None, "facts.zong-x.statement: expected text, found null"),
        ((*FACT, "when"), 2014, "facts.zong-x.when: expected text or null, found a whole number"),
        ((*FACT, "when"), 2014.5, "facts.zong-x.when: expected text or null, found a number"),
        ((*FACT, "evidence"), {}, "facts.zong-x.evidence: expected a list, found an object"),
        ((*FACT, "evidence", 0), "x", "facts.zong-x.evidence[0]: expected an object, found text"),
        ((*FACT, "evidence", 0, "paragraph"), 1.5, "facts.zong-x.evidence[0].paragraph: expected a whole number or null, found a number"),
        (FACT, [], "facts.zong-x: expected an object, found a list"),
        (FACT, None, "facts.zong-x: expected an object, found null"),
        (("organizations", "zong", "aliases"), None, "organizations.zong.aliases: expected a list, found null"),
        (("organizations", "zong", "type"), 5, "organizations.zong.type: expected text, found a whole number"),
        (("projects", "zong-4g", "companies"), {}, "projects.zong-4g.companies: expected a list, found an object"),
        (("rates", "usd-pkr-2014", "rate"), "101", "rates.usd-pkr-2014.rate: expected a number, found text"),
        (("rates", "usd-pkr-2014", "year"), "2014", "rates.usd-pkr-2014.year: expected a whole number, found text"),
        (("meta", "title"), 5, "meta.title: expected text or null, found a whole number"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type_is_shown_with_its_path(refusal, changed, as_bytes, keys, value, sentence):
    assert refusal(as_bytes(changed(keys, value))) == f"facts.json: {sentence}"


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ((*FACT, "kind"), "bribe"),
        ((*FACT, "status"), "Completed"),
        ((*FACT, "rank"), ""),
        ((*FACT, "when_means"), "as of"),
        ((*FACT, "amount", "bound"), ">"),
        (("organizations", "zong", "type"), "firm"),
        (("measures", "total-invested", "shape"), "sum"),
        (("sources", "dna-2024-06-28", "class"), "tabloid"),
    ],
)
def test_a_value_that_a_field_does_not_take_is_shown_with_its_path(refusal, changed, as_bytes, keys, value):
    sentence = f"facts.json: {'.'.join(keys)}: “{value}” is not one of the values that this field takes"
    assert refusal(as_bytes(changed(keys, value))) == sentence


def test_a_value_that_a_field_of_evidence_does_not_take_is_shown_with_its_path(refusal, changed, as_bytes):
    data = as_bytes(changed((*FACT, "evidence", 0, "stance"), "neutral"))
    sentence = "facts.zong-x.evidence[0].stance: “neutral” is not one of the values that this field takes"
    assert refusal(data) == f"facts.json: {sentence}"


@pytest.mark.parametrize(
    ("found", "shown"), [("1", "text"), (None, "null"), (True, "true or false"), (1.0, "a number"), ([1], "a list")]
)
def test_the_format_must_be_a_whole_number(refusal, changed, as_bytes, found, shown):
    sentence = f"facts.json: meta.format: expected a whole number, found {shown}"
    assert refusal(as_bytes(changed(("meta", "format"), found))) == sentence


@pytest.mark.parametrize("number", [2, 0, -1, 99])
def test_another_format_is_refused_with_both_numbers(refusal, changed, as_bytes, number):
    sentence = f"this store has format {number}, and this version of cpecfacts reads format 1"
    assert refusal(as_bytes(changed(("meta", "format"), number))) == f"facts.json: meta.format: {sentence}"


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("events",), {}),
        ((*FACT, "confidence"), 0.5),
        (("meta", "edition"), "second"),
        ((*FACT, "amount", "value"), "3000000000"),
        (("facts",), []),
        ((*FACT, "when"), "sometime"),
    ],
)
def test_a_future_format_is_told_before_what_is_new_in_it(changed, as_bytes, keys, value):
    changed(("meta", "format"), 2)
    with pytest.raises(StoreFormatError) as caught:
        decode_store(as_bytes(changed(keys, value)), "facts.json")
    sentence = "facts.json: meta.format: this store has format 2, and this version of cpecfacts reads format 1"
    assert str(caught.value) == sentence
    assert caught.value.exit_code == 4


def test_a_problem_the_diagnosis_does_not_know_is_still_one_sentence(monkeypatch, store, as_bytes):
    # A later msgspec may refuse what the step-by-step look accepts.
    monkeypatch.setattr("cpecfacts.store.diagnosis._problem_of", lambda *_: None)
    store["facts"]["zong-x"]["kind"] = 5
    with pytest.raises(StoreDataError) as caught:
        decode_store(as_bytes(store), "facts.json")
    assert str(caught.value) == "facts.json: the data cannot be read"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{",
        b"\xef\xbb\xbf{}",
        b"\xff\xfe",
        b"NaN",
        b"[" * 100_000,
        b'{"a": 1, "a": 2}',
        b'{"facts": {"a\x1b[31mb": 5}}',
        b"1" * 5000,
        rb'{"\ud800": 1}',
    ],
    ids=lambda data: repr(data[:12]),
)
@pytest.mark.parametrize("command", ["companies", "stats"])
def test_the_command_line_says_it_in_one_line_and_ends_with_4(tmp_path, capsys, data, command):
    path = tmp_path / "facts.json"
    path.write_bytes(data)
    code = run([command, "--json", "--store", str(path)])
    shown = capsys.readouterr()
    assert (code, shown.out) == (4, "")
    assert re.fullmatch(r"cpecfacts: [^\n\x1b]*facts\.json: [^\n\x1b]+[^.\n]\n", shown.err)
    assert path.read_bytes() == data


def test_a_message_of_msgspec_that_has_no_translation_is_kept():
    assert fields.in_plain_words("Number out of range") == "number out of range"


def test_a_store_in_another_order_is_looked_at_without_working_out_its_types_for_every_record(monkeypatch, store):
    """That took nine tenths of the reading of a large store, and its walk for double keys half of the rest."""
    calls = []
    fields_of, walk = msgspec.structs.fields, strict_json._double_keys
    monkeypatch.setattr(msgspec.structs, "fields", lambda struct: calls.append(struct) or fields_of(struct))
    monkeypatch.setattr(strict_json, "_double_keys", lambda *where: calls.append(where) or walk(*where))
    fact = store["facts"]["zong-x"]
    store["facts"] |= {f"zong-x-{n}": dict(reversed(fact.items())) for n in range(50)}
    assert len(decode_store(json.dumps(store).encode(), "facts.json").facts) == 51
    assert calls == []
