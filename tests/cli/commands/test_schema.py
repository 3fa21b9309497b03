"""`cpecfacts schema`."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from cpecfacts.store.location import packaged_store


@pytest.mark.parametrize("arguments", [(), ("answer",), ("store",), ("Store",)])
def test_a_schema_is_sound(ask, arguments):
    answer = ask("schema", *arguments)
    assert (answer.code, answer.err) == (0, "")
    Draft202012Validator.check_schema(answer.json)


def test_answers_are_the_usual_choice(ask):
    assert ask("schema").out == ask("schema", "answer").out
    assert ask("schema").json["title"] == "Answers of cpecfacts --json"


def test_the_packaged_store_follows_the_schema_of_stores(ask):
    Draft202012Validator(ask("schema", "store").json).validate(json.loads(packaged_store().read_bytes()))


def test_a_store_with_an_unknown_field_does_not(ask, tables):
    validator = Draft202012Validator(ask("schema", "store").json)
    assert validator.is_valid(tables)
    tables["facts"]["beta-rank"]["colour"] = "red"
    assert not validator.is_valid(tables)


def test_there_is_no_schema_of_another_name(ask):
    assert tuple(ask("schema", "stroe")) == (2, "", "cpecfacts: unknown schema “stroe”: did you mean store?\n")
