"""The slow look at bytes that are no store: what is wrong, and where.

The decoder is fast and says little. Once it has refused the bytes, time does not matter any more, and they are read
again step by step until the first problem has a place that a person can find.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from cpecfacts.errors import StoreDataError, StoreFormatError
from cpecfacts.model.snapshot import RECORDS, Meta
from cpecfacts.store.layout import FORMAT, TABLES
from cpecfacts.store.strict_json import read_strict_json

_KINDS = {
    "int | float": "a number",
    "float": "a number",
    "int": "a whole number",
    "str": "text",
    "null": "null",
    "array": "a list",
    "object": "an object",
    "bool": "true or false",
}


def refuse_what_decoding_hides(data: bytes, path: str) -> None:
    """Raise at what the decoder lets pass: a key that stands twice in one object, an id inside of a record.

    Raises:
        StoreDataError: There is one.
    """
    tables = read_strict_json(data, path)
    for name in TABLES:
        for key, value in tables[name].items():
            problem = _problem_of_fields(value, RECORDS[name], path, f"{name}.{key}")
            if problem is not None:
                raise problem


def diagnose(data: bytes, path: str) -> StoreDataError:
    """Return the first problem of bytes that the decoder refused."""
    try:
        return _first_problem(read_strict_json(data, path), path)
    except StoreDataError as error:
        return error


def _first_problem(tables: Any, path: str) -> StoreDataError:
    """Find what is wrong with JSON that is no store."""
    if not isinstance(tables, dict):
        return StoreDataError(path, "", f"the top level must be an object with the tables {', '.join(TABLES)}")
    problem = _problem_of_format(tables.get("meta"), path) or _problem_of_tables(tables, path)
    if problem is not None:
        return problem
    problem = _problem_of(tables["meta"], Meta, path, "meta")
    if problem is not None:
        return problem
    for name, record in RECORDS.items():
        for key, value in tables[name].items():
            problem = _problem_of(value, record, path, f"{name}.{key}")
            if problem is not None:
                return problem
    return StoreDataError(path, "", "the data cannot be read")


def _problem_of_format(meta: Any, path: str) -> StoreDataError | None:
    """A store of another format has the right to be different in everything else."""
    number = meta.get("format") if isinstance(meta, dict) else None
    if isinstance(number, int) and not isinstance(number, bool) and number != FORMAT:
        return StoreFormatError(path, number, FORMAT)
    return None


def _problem_of_tables(tables: dict[str, Any], path: str) -> StoreDataError | None:
    for name in tables:
        if name not in (*TABLES, "meta"):
            return StoreDataError(path, name, f"no such table; a store has meta, {', '.join(TABLES)}")
    for name in ("meta", *TABLES):
        if name not in tables:
            return StoreDataError(path, "", f"the table “{name}” is missing")
        if not isinstance(tables[name], dict):
            return StoreDataError(path, name, "expected an object")
    return None


def _problem_of(value: Any, record: type[msgspec.Struct], path: str, place: str) -> StoreDataError | None:
    """Convert one record and translate the refusal."""
    problem = _problem_of_fields(value, record, path, place)
    if problem is not None:
        return problem
    try:
        msgspec.convert(value, record)
    except msgspec.ValidationError as error:
        message, _, inside = str(error).rpartition(" - at `$")
        if not message:
            message, inside = str(error), ""
        return StoreDataError(path, place + inside.rstrip("`"), in_plain_words(message))
    return None


def _problem_of_fields(value: Any, record: type[msgspec.Struct], path: str, place: str) -> StoreDataError | None:
    """Look for fields that a record does not have; the id is the key of the record and no field of it."""
    if not isinstance(value, dict):
        return None
    known = {field.encode_name for field in msgspec.structs.fields(record)}
    for name in value:
        if name == "id" and "id" in known:
            return StoreDataError(path, f"{place}.id", "a record has no field “id”: its key is its id")
        if name not in known:
            return StoreDataError(path, place, f"unknown field “{name}”")
    return None


def in_plain_words(message: str) -> str:
    """Translate a message of msgspec: "Expected `int | float`, got `str`" becomes "expected a number"."""
    wrong_type = re.fullmatch(r"Expected `([^`]*)`(?:, got `([^`]*)`)?", message)
    if wrong_type:
        wanted = [_KINDS.get(name, name) for name in _split_types(wrong_type[1])]
        found = _KINDS.get(wrong_type[2] or "", wrong_type[2])
        return f"expected {' or '.join(wanted)}" + (f", found {found}" if found else "")
    field = re.fullmatch(r"Object (contains unknown|missing required) field `(.*)`", message, re.DOTALL)
    if field:
        return f"{'unknown' if 'unknown' in field[1] else 'missing'} field “{field[2]}”"
    value = re.fullmatch(r"Invalid enum value (.*)", message, re.DOTALL)
    if value:
        return f"{value[1]} is not one of the values that this field takes"
    return message[0].lower() + message[1:]


def _split_types(names: str) -> list[str]:
    """Split `str | null`, keeping `int | float` together."""
    numbers = "int | float"
    rest = [name for name in names.replace(numbers, "").split(" | ") if name]
    return ([numbers] if numbers in names else []) + rest
