"""The fields of one record as the file has them: which are unknown, missing, or hold what they may not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from cpecfacts.model.flaw import Flaw

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


def flaws_of_record(value: Any, record: type[msgspec.Struct], table: str, key: str | None) -> Iterator[Flaw]:
    """Yield every flaw of a record that is not yet decoded; none if it can be."""
    yield from _flaws_of(value, record, table, key, "")


def flaws_of_names(
    value: Any, record: type[msgspec.Struct], table: str, key: str | None, field: str = ""
) -> Iterator[Flaw]:
    """Yield the fields that a record does not have; the id is the key of the record and no field of it."""
    if not isinstance(value, dict):
        return
    known = record.__struct_encode_fields__  # `msgspec.structs.fields` reads all annotations again, 0.2 ms a record
    for name in value:
        if name == "id" and "id" in known:
            problem = "a record has no field “id”: its key is its id"
            yield Flaw(rule="unknown-field", table=table, id=key, field="id", problem=problem, mend="remove the line")
        elif name not in known:
            near = get_close_matches(name, known, n=1) if len(name) < _LONGEST_NAME else []
            mend = (
                f"did you mean “{near[0]}”?" if near else f"the fields are {', '.join(k for k in known if k != 'id')}"
            )
            yield Flaw(
                rule="unknown-field",
                table=table,
                id=key,
                field=field,
                problem=f"unknown field “{name}”",
                mend=mend,
                stands_at=f"{field}.{name}" if field else name,
            )


_LONGEST_NAME = 60  # a longer one is no slip of the keyboard, and difflib takes the square of it


def _flaws_of(value: Any, wanted: Any, table: str, key: str | None, field: str) -> Iterator[Flaw]:
    """Yield the flaws of a value that should be of a type: of a struct and of a list those of their parts."""
    options = get_args(wanted) if isinstance(wanted, UnionType) else (wanted,)
    if value is None and NoneType in options:
        return
    struct = _struct_of(options)
    if struct is not None and isinstance(value, dict):
        yield from flaws_of_names(value, struct, table, key, field)
        for name, (inner, required) in _fields(struct).items():
            if name in value:
                yield from _flaws_of(value[name], inner, table, key, f"{field}.{name}" if field else name)
            elif required:
                problem = f"missing field “{name}”"
                mend = f'add "{name}": null' if NoneType in get_args(inner) else None
                yield Flaw(rule="missing-field", table=table, id=key, field=field, problem=problem, mend=mend)
        return
    if get_origin(wanted) is tuple and isinstance(value, list):
        for index, element in enumerate(value):
            yield from _flaws_of(element, get_args(wanted)[0], table, key, f"{field}[{index}]")
        return
    yield from _flaws_of_leaf(value, wanted, options, table, key, field)


def _flaws_of_leaf(
    value: Any, wanted: Any, options: tuple[Any, ...], table: str, key: str | None, field: str
) -> Iterator[Flaw]:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        message = str(error)
        enum = _enum_of(options)
        rule = "wrong-type" if enum is None or not isinstance(value, str) else "unknown-value"
        mend = None
        if rule == "unknown-value":
            words = [str(member.value) for member in enum or ()]
            near = get_close_matches(value, words, n=1) if len(value) < _LONGEST_NAME else []
            mend = f"did you mean “{near[0]}”?" if near else f"one of {', '.join(words)}"
        yield Flaw(rule=rule, table=table, id=key, field=field, problem=in_plain_words(message), mend=mend)


def known_part(value: Any, wanted: Any) -> Any:
    """Return a value without the fields that the structs in it should not have."""
    options = get_args(wanted) if isinstance(wanted, UnionType) else (wanted,)
    if isinstance(value, list) and get_origin(wanted) is tuple:
        return [known_part(element, get_args(wanted)[0]) for element in value]
    struct = _struct_of(options)
    if struct is None or not isinstance(value, dict):
        return value
    return {name: known_part(value[name], inner) for name, (inner, _) in _fields(struct).items() if name in value}


_MISSING = object()


def stand_in(value: Any, wanted: Any) -> Any:
    """Return a value that can be decoded; every part that cannot has been replaced, by null, nothing or any word.

    It is for looking at the other parts of a record, and never for showing.

    Raises:
        ValueError: A part is missing for which nothing can stand.
    """
    options = get_args(wanted) if isinstance(wanted, UnionType) else (wanted,)
    struct = _struct_of(options)
    if struct is not None and isinstance(value, dict):
        return {name: stand_in(value.get(name, _MISSING), inner) for name, (inner, _) in _fields(struct).items()}
    if isinstance(value, list) and get_origin(wanted) is tuple:
        return [stand_in(element, get_args(wanted)[0]) for element in value]
    enum = _enum_of(options)
    words = [] if enum is None else [next(iter(enum)).value]
    for candidate in (value, None, (), *words, *([] if value is _MISSING else ["", 1])):
        with suppress(msgspec.ValidationError):
            msgspec.convert(candidate, wanted)
            return candidate
    raise ValueError(value)


def _enum_of(options: tuple[Any, ...]) -> type[Enum] | None:
    return next((option for option in options if isinstance(option, type) and issubclass(option, Enum)), None)


def _struct_of(options: tuple[Any, ...]) -> type[msgspec.Struct] | None:
    return next((option for option in options if isinstance(option, type) and issubclass(option, msgspec.Struct)), None)


@cache
def _fields(record: type[msgspec.Struct]) -> dict[str, tuple[Any, bool]]:
    """Return the fields of a struct as the file has them, with their types and whether they must be there."""
    hints = get_type_hints(record)
    fields = msgspec.structs.fields(record)
    return {field.encode_name: (hints[field.name], field.required) for field in fields if field.encode_name != "id"}


def in_plain_words(message: str) -> str:
    """Translate a message of msgspec: "Expected `int | float`, got `str`" becomes "expected a number"."""
    wrong_type = re.fullmatch(r"Expected `([^`]*)`(?:, got `([^`]*)`)?", message)
    if wrong_type:
        wanted = [_KINDS.get(name, name) for name in _split_types(wrong_type[1])]
        found = _KINDS.get(wrong_type[2] or "", wrong_type[2])
        return f"expected {' or '.join(wanted)}" + (f", found {found}" if found else "")
    value = re.fullmatch(r"Invalid enum value ('?)(.*)\1", message, re.DOTALL)
    if value:
        found = f"“{value[2]}”" if value[1] else value[2]
        return f"{found} is not one of the values that this field takes"
    return message[0].lower() + message[1:]


def _split_types(names: str) -> list[str]:
    """Split `str | null`, keeping `int | float` together."""
    numbers = "int | float"
    rest = [name for name in names.replace(numbers, "").split(" | ") if name]
    return ([numbers] if numbers in names else []) + rest
