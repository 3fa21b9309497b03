"""The slow look at bytes that are no store: what is wrong, and where.

The decoder is fast and says little. Once it has refused the bytes, time does not matter any more and they are read
again step by step until the first problem has a place that a person can find.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

import msgspec

from cpecfacts.errors import StoreDataError
from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Measure
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.rate import Rate
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Meta
from cpecfacts.model.source import Source
from cpecfacts.store.layout import TABLES

_RECORDS: dict[str, type[Record]] = {
    "organizations": Organization,
    "projects": Project,
    "measures": Measure,
    "sources": Source,
    "rates": Rate,
    "facts": Fact,
}
_BOM = b"\xef\xbb\xbf"
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


class _Duplicates:
    """Builds objects and remembers the first key that one of them had twice."""

    def __init__(self) -> None:
        self.key: str | None = None

    def build(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        built = dict(pairs)
        if len(built) != len(pairs) and self.key is None:
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    self.key = key
                    break
                seen.add(key)
        return built


def _line_and_column(text: str, position: int) -> str:
    """Place of a character, both counted from 1."""
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return f"line {line}, column {column}"


def _read_json(data: bytes, path: str) -> Any:
    """Parse strictly: UTF-8 without a mark, no NaN, no key twice."""
    if not data.strip():
        raise StoreDataError(path, "", "the file is empty")
    if data.startswith(_BOM):
        raise StoreDataError(path, "line 1, column 1", "a byte order mark: save the file as UTF-8 without it")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = _line_and_column(before, len(before))
        raise StoreDataError(path, place, f"the byte 0x{data[error.start]:02x} is not UTF-8") from None

    def refuse_constant(name: str) -> NoReturn:
        raise StoreDataError(path, _line_and_column(text, text.find(name)), f"{name} is not a JSON number")

    duplicates = _Duplicates()
    try:
        tables = json.loads(text, object_pairs_hook=duplicates.build, parse_constant=refuse_constant)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()):
            problem = "the file ends in the middle of its data; it may have been cut off"
        else:
            problem = f"not JSON: {error.msg[0].lower()}{error.msg[1:]}"
        raise StoreDataError(path, _line_and_column(text, error.pos), problem) from None
    except RecursionError:
        raise StoreDataError(path, "", "the data is nested too deeply for a store") from None
    if duplicates.key is not None:
        raise _duplicate(text, duplicates.key, path)
    return tables


def _duplicate(text: str, key: str, path: str) -> StoreDataError:
    """Name the place where a key stands for the second time, as well as can be told."""
    written = re.compile(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:")
    places = [match.start() for match in written.finditer(text)]
    # A common field name stands everywhere; only a key that stands twice has one sure second place.
    place = _line_and_column(text, places[1]) if len(places) == 2 else ""
    return StoreDataError(path, place, f"the key “{key}” stands twice in one object")


def refuse_duplicate_keys(data: bytes, path: str) -> None:
    """Raise if an object in the JSON has the same key twice.

    Raises:
        StoreDataError: It has.
    """
    _read_json(data, path)


def diagnose(data: bytes, path: str) -> StoreDataError:
    """Return the first problem of bytes that the decoder refused."""
    try:
        return _first_problem(_read_json(data, path), path)
    except StoreDataError as error:
        return error


def _first_problem(tables: Any, path: str) -> StoreDataError:
    """Find what is wrong with JSON that is no store."""
    if not isinstance(tables, dict):
        return StoreDataError(path, "", f"the top level must be an object with the tables {', '.join(TABLES)}")
    for name in tables:
        if name not in (*TABLES, "meta"):
            return StoreDataError(path, name, f"no such table; a store has meta, {', '.join(TABLES)}")
    for name in ("meta", *TABLES):
        if name not in tables:
            return StoreDataError(path, "", f"the table “{name}” is missing")
        if not isinstance(tables[name], dict):
            return StoreDataError(path, name, "expected an object")
    problem = _problem_of(tables["meta"], Meta, path, "meta")
    if problem is not None:
        return problem
    for name, record in _RECORDS.items():
        for key, value in tables[name].items():
            problem = _problem_of(value, record, path, f"{name}.{key}")
            if problem is not None:
                return problem
    return StoreDataError(path, "", "the data cannot be read")


def _problem_of(value: Any, record: type[msgspec.Struct], path: str, place: str) -> StoreDataError | None:
    """Convert one record and translate the refusal."""
    try:
        msgspec.convert(value, record)
    except msgspec.ValidationError as error:
        message, _, inside = str(error).partition(" - at `$")
        return StoreDataError(path, place + inside.rstrip("`"), _in_plain_words(message))
    return None


def _in_plain_words(message: str) -> str:
    """Translate a message of msgspec: "Expected `int | float`, got `str`" becomes "expected a number"."""
    wrong_type = re.fullmatch(r"Expected `([^`]*)`(?:, got `([^`]*)`)?", message)
    if wrong_type:
        wanted = [_KINDS.get(name, name) for name in _split_types(wrong_type[1])]
        found = _KINDS.get(wrong_type[2] or "", wrong_type[2])
        return f"expected {' or '.join(wanted)}" + (f", found {found}" if found else "")
    field = re.fullmatch(r"Object (contains unknown|missing required) field `(.*)`", message)
    if field:
        return f"{'unknown' if 'unknown' in field[1] else 'missing'} field “{field[2]}”"
    value = re.fullmatch(r"Invalid enum value (.*)", message)
    if value:
        return f"{value[1]} is not one of the values that this field takes"
    return message[0].lower() + message[1:]


def _split_types(names: str) -> list[str]:
    """Split `str | null`, keeping `int | float` together."""
    numbers = "int | float"
    rest = [name for name in names.replace(numbers, "").split(" | ") if name]
    return ([numbers] if numbers in names else []) + rest
