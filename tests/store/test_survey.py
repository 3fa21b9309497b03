"""A store read as far as it can be read: every flaw with its line, and what is sound beside it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.errors import StoreDataError
from cpecfacts.store.codec import decode_store
from cpecfacts.store.location import packaged_store
from cpecfacts.store.reader import read_store
from cpecfacts.store.survey import survey_store

FACT = ("facts", "zong-x")


def told(data):
    """Return the flaws of bytes: line, rule, place and problem."""
    survey = survey_store(data)
    return [(survey.line_of(flaw), flaw.rule, flaw.place, flaw.problem) for flaw in survey.flaws]


def test_the_shipped_store_is_surveyed_as_it_is_read():
    file = read_store(packaged_store())
    survey = survey_store(file.data)
    assert survey.flaws == ()
    assert survey.snapshot == file.snapshot
    assert survey.mentioned == frozenset()
    assert len(survey.ids["facts"]) == len(file.snapshot.facts)


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (b"", 1, "the file is empty"),
        (
            b"[]",
            1,
            "the top level must be an object with the tables organizations, projects, measures, sources, rates, facts",
        ),
        (b'{"meta": {}\n"facts": {}}', 2, "line 2, column 1: not JSON: expecting ',' delimiter"),
        (
            b'{"meta": {\n\n"format": 1',
            3,
            "line 3, column 12: the file ends in the middle of its data; it may have been cut off",
        ),
        (b'{"meta": {}}\n{}', 2, "line 2, column 1: not JSON: extra data"),
        (b'{"meta" {}}', 1, "line 1, column 9: not JSON: expecting ':' delimiter"),
        (b'{"meta": {"a": 1,}}', 1, "line 1, column 18: not JSON: expecting property name enclosed in double quotes"),
        (b'{"meta": }', 1, "line 1, column 10: not JSON: expecting value"),
        (b'{"meta": {"format": NaN}}', 1, "line 1, column 21: NaN is not a JSON number"),
        (b'{\n"meta": "\xff"}', 2, "line 2, column 10: the byte 0xff is not UTF-8"),
        (b'{"facts": {"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}", 1, "the data is nested too deeply for a store"),
    ],
)
def test_of_what_is_no_json_only_the_place_is_told(data, line, problem):
    assert told(data) == [(line, "not-json", "", problem)]
    survey = survey_store(data)
    assert (survey.snapshot.facts, survey.ids["facts"]) == ({}, frozenset())


def test_tables_that_are_missing_unknown_twice_or_none_are_all_told():
    data = b'{\n"meta": {"format": 2},\n"facts": [],\n"notes": {},\n"rates": {},\n"rates": {}\n}'
    assert told(data) == [
        (2, "unknown-format", "meta.format", "this store has format 2, and this version of cpecfacts reads format 1"),
        (3, "not-a-store", "facts", "expected an object"),
        (4, "not-a-store", "notes", "no such table"),
        (6, "double-key", "", "the table “rates” stands twice"),
        (1, "not-a-store", "", "the table “organizations” is missing"),
        (1, "not-a-store", "", "the table “projects” is missing"),
        (1, "not-a-store", "", "the table “measures” is missing"),
        (1, "not-a-store", "", "the table “sources” is missing"),
    ]


def test_flaws_of_meta_are_told_with_their_fields():
    data = b'{"meta": {\n"format": "1",\n"title": 5,\n"colour": 1,\n"title": "x",\n"updated": "today"}}'
    assert [flaw for flaw in told(data) if flaw[1] != "not-a-store"] == [
        (5, "double-key", "meta.title", "the key “title” stands twice in one object"),
        (4, "unknown-field", "meta", "unknown field “colour”"),
        (2, "wrong-type", "meta.format", "expected a whole number, found text"),
    ]
    assert [flaw[:3] for flaw in told(data.replace(b'"1"', b"1").replace(b'"colour": 1,', b""))][-1] == (
        6,
        "bad-date",
        "meta.updated",
    )


def test_of_a_record_that_cannot_be_decoded_every_field_reference_and_date_is_told(store, as_bytes):
    fact = store["facts"]["zong-x"]
    fact |= {"kind": "gift", "company": "nobody", "when": "June", "tags": ["4g", 5], "amount": 5}
    fact["evidence"] = [fact["evidence"][0] | {"stance": "for", "quote": 1, "source": "dna"}, "dna"]
    del fact["note"]
    data = as_bytes(store)
    assert [(rule, place) for _, rule, place, _ in told(data)] == [
        ("unknown-value", "facts.zong-x.kind"),
        ("wrong-type", "facts.zong-x.amount"),
        ("wrong-type", "facts.zong-x.tags[1]"),
        ("wrong-type", "facts.zong-x.evidence[0].quote"),
        ("unknown-value", "facts.zong-x.evidence[0].stance"),
        ("wrong-type", "facts.zong-x.evidence[1]"),
        ("missing-field", "facts.zong-x"),
    ]
    fact["evidence"].pop()  # nothing can stand for a piece of evidence that is none
    data = as_bytes(store)
    lines = data.decode().splitlines()
    last = [(lines[line - 1].strip(), place) for line, _, place, _ in told(data)][-3:]
    assert last == [
        ('"company": "nobody",', "facts.zong-x.company"),
        ('"when": "June",', "facts.zong-x.when"),
        ('"source": "dna",', "facts.zong-x.evidence[0].source"),
    ]
    survey = survey_store(data)
    assert survey.snapshot.facts == {}
    assert {"nobody", "china-mobile", "zong-4g"} <= survey.mentioned


def test_what_is_too_much_in_a_record_keeps_nothing_from_being_read(store, as_bytes):
    store["facts"]["zong-x"] |= {"id": "zong-x", "colour": "red"}
    store["facts"]["zong-x"]["amount"]["colour"] = "red"
    survey = survey_store(as_bytes(store))
    assert {flaw.rule for flaw in survey.flaws} == {"unknown-field"}
    assert len(survey.flaws) == 3
    fact = survey.snapshot.facts["zong-x"]
    assert (fact.id, fact.amount.value) == ("zong-x", 3000000000)


def test_a_record_that_is_no_object_is_set_aside(store, as_bytes):
    store["facts"]["zong-y"] = ["zong"]
    survey = survey_store(as_bytes(store))
    assert [(flaw.rule, flaw.place) for flaw in survey.flaws] == [("wrong-type", "facts.zong-y")]
    assert survey.mentioned == {"zong"}
    assert set(survey.snapshot.facts) == {"zong-x"}


@pytest.mark.parametrize(("name", "mend"), [("kynd", "did you mean “kind”?"), ("x" * 100, "the fields are company, ")])
def test_an_unknown_field_is_answered_with_the_nearest_or_with_all(store, as_bytes, name, mend):
    store["facts"]["zong-x"][name] = "launch"
    (flaw,) = survey_store(as_bytes(store)).flaws
    assert flaw.mend.startswith(mend)


def test_an_unknown_word_is_answered_with_the_nearest_or_with_all(changed, as_bytes):
    data = as_bytes(changed((*FACT, "status"), "complete"))
    assert survey_store(data).flaws[0].mend == "did you mean “completed”?"
    data = as_bytes(changed((*FACT, "status"), "xyzzy"))
    assert survey_store(data).flaws[0].mend == "one of planned, announced, under-way, completed, cancelled, reported"


def test_keys_that_stand_twice_are_each_told_at_their_last_place(store, as_bytes):
    text = as_bytes(store).decode()
    text = text.replace('"bound": "more-than",', '"bound": "exact",\n"bound": "more-than",')
    text = text.replace('    "zong-4g": {', '    "zong-4g": {"name": 5},\n    "zong-4g": {')
    lines = text.splitlines()
    found = told(text.encode())
    assert [(lines[line - 1].strip(), rule, place) for line, rule, place, _ in found if rule == "double-key"] == [
        ('"bound": "more-than",', "double-key", "facts.zong-x.amount.bound"),
        ('"zong-4g": {', "double-key", "projects.zong-4g"),
    ]
    assert survey_store(text.encode()).snapshot.projects["zong-4g"].name == "Zong 4G"


def test_a_record_that_was_sound_and_stands_there_again_broken_does_not_count(store, as_bytes):
    text = as_bytes(store).decode().replace('  "facts": {', '  "facts": {"zong-y": {},')
    text = text.replace('"zong-y": {}', '"zong-y": ' + json.dumps(store["facts"]["zong-x"]) + ', "zong-y": {}')
    assert set(survey_store(text.encode()).snapshot.facts) == {"zong-x"}


def test_numbers_beyond_counting_and_half_characters_are_flaws_of_their_records(store, as_bytes):
    text = as_bytes(store).decode()
    text = text.replace("3000000000,", "1e999,").replace('"value": 3000000000', '"value": ' + "9" * 5000)
    text = text.replace('"note": null,\n      "parties"', '"note": "\\udc00 \\ud83d",\n      "parties"')
    text = text.replace('"title": "Two companies"', '"title": "\\ud800"')
    found = told(text.encode())
    assert [flaw[1:] for flaw in found] == [
        ("half-character", "facts.zong-x", "\\udc00 is half of a character"),
        ("half-character", "facts.zong-x", "\\ud83d is half of a character"),
        ("number-too-large", "facts.zong-x.amount.value", "the number is too large"),
        ("half-character", "", "\\ud800 is half of a character"),
    ]


def test_a_record_nested_as_deep_as_json_goes_is_one_flaw(store, as_bytes):
    for deep in (300, 700, 900, 980):
        text = as_bytes(store).decode().replace('"zong-x": {', f'"zong-y": {"[" * deep}{"]" * deep},\n"zong-x": {{')
        assert [rule for _, rule, _, _ in told(text.encode())] in (["wrong-type"], ["not-json"])


def test_a_field_with_signs_of_a_path_in_its_name_is_found(store, as_bytes):
    store["facts"]["zong-x"] |= {"x[": {"": 10**400}, ".": {"a.b[": [10**400]}, "y]": 1}
    lines = as_bytes(store).decode().splitlines()
    found = told(as_bytes(store))
    assert {rule for _, rule, _, _ in found} == {"number-too-large", "unknown-field"}
    assert [lines[line - 1].strip()[:4] for line, rule, _, _ in found if rule == "unknown-field"] == [
        '".":',
        '"x["',
        '"y]"',
    ]
    survey = survey_store(as_bytes(store))
    assert survey.places.line_of("facts", "zong-x", "a[b.c") == survey.places.line_of("facts", "zong-x", "")


@given(data=st.binary(max_size=60) | st.text(alphabet='{}[]":,\\u dea1fmts', max_size=60).map(str.encode))
def test_no_bytes_make_it_fail(data):
    survey = survey_store(data)
    assert survey.flaws
    assert all(survey.line_of(flaw) >= 1 for flaw in survey.flaws)


@given(st.data())
def test_a_store_with_anything_anywhere_is_surveyed_and_flawless_only_if_it_can_be_read(data):
    from copy import deepcopy

    tables = json.loads(json.dumps(SMALL))
    place = tables
    while True:
        key = data.draw(
            st.sampled_from(sorted(place)) if isinstance(place, dict) else st.sampled_from(range(len(place)))
        )
        if not isinstance(place[key], (dict, list)) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(
        st.none()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text()
        | st.lists(st.text())
        | st.just(deepcopy(place))
    )
    written = json.dumps(tables).encode()
    survey = survey_store(written)
    assert [flaw for flaw in survey.flaws if survey.line_of(flaw) < 1] == []
    try:
        snapshot = decode_store(written, "facts.json")
    except StoreDataError:
        snapshot = None
    assert (survey.flaws == ()) == (snapshot is not None)
    assert snapshot in (None, survey.snapshot)


SMALL = {
    "meta": {"format": 1},
    "organizations": {"zong": {"name": "Zong", "type": "company", "country": "PK", "parent": None, "sector": None, "aliases": ["CMPak"], "note": None}},
    "projects": {},
    "measures": {"sites": {"label": "Sites", "shape": "level", "meaning": "Sites.", "unit": None}},
    "sources": {
        "dna": {"type": "webpage", "title": None, "publisher": "DNA", "issued": "2024", "URL": None, "language": "en", "class": "media", "reprint_of": None, "accessed": None, "note": None}
    },
    "rates": {"usd-pkr-2014": {"base": "USD", "quote": "PKR", "year": 2014, "rate": 101.1, "source": "dna"}},
    "facts": {
        "zong-x": {
            "company": "zong", "parties": [], "project": None, "kind": "reach", "measure": "sites", "statement": "S.",
            "amount": {"value": 1, "to": None, "unit": "sites", "bound": "exact", "raw": "1"}, "when": "2024", "when_means": "as-of",
            "status": "reported", "places": [], "tags": [], "rank": "normal", "rank_reason": None, "note": None,
            "evidence": [{"source": "dna", "quote": "1", "paragraph": 1, "asserted_by": None, "stance": "supports"}],
        }
    },
}  # fmt: skip
