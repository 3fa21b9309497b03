"""JSON and JSON Lines to values, and to rows of text for a mapping."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from cpecfacts.errors import ImportDataError, StoreDataError
from cpecfacts.exchange.importing.decoding import decode
from cpecfacts.exchange.importing.limits import DEEPEST, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from cpecfacts.exchange.importing.rows import REJECTED_LINE, REJECTED_REASON, Row, Table
from cpecfacts.store.strict_json import read_strict_json

OURS = (REJECTED_LINE, REJECTED_REASON)


class Value(NamedTuple):
    """A value of a file: its line (of JSON that is no JSON Lines its number in the list), and why it is none."""

    line: int
    value: Any
    problem: str | None = None


class JsonFile(NamedTuple):
    """A file of JSON: the whole value, or of JSON Lines one a line."""

    whole: Any
    lines: list[Value] | None

    @property
    def about(self) -> str:
        """How it was read, in words."""
        return "JSON" if self.lines is None else "JSON Lines"


class _StrictnessError(ValueError):
    """Something that Python's parser lets pass."""


def read_json(data: bytes, path: str) -> JsonFile:
    """Parse a file of JSON, or of JSON Lines when its first line is a value of its own.

    Raises:
        ImportDataError: It is neither; of JSON Lines a bad line is a value with a problem instead.
    """
    text = decode(data, path, "utf-8" if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else None).text
    first, _, rest = text.strip().partition("\n")
    if rest.strip() and _is_complete(first):
        return JsonFile(None, list(_lines(text, path)))
    try:
        return JsonFile(read_strict_json(text.encode("utf-8", "surrogatepass"), path), None)
    except StoreDataError as error:
        raise ImportDataError(path, error.place, error.problem) from None


def _is_complete(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(text: str, path: str) -> Iterator[Value]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if number > MOST_ROWS:
            raise ImportDataError(path, f"line {number}", f"more than {MOST_ROWS:,} lines; import it in parts")
        yield _value(number, line)


def _value(number: int, line: str) -> Value:
    """Parse one line, with the slow look only at what the fast one cannot judge."""
    try:
        if "\\u" not in line:
            return Value(number, _FAST.decode(line))
    except (ValueError, RecursionError):
        pass
    try:
        return Value(number, read_strict_json(line.encode("utf-8", "surrogatepass"), ""))
    except StoreDataError as error:
        column = error.place.partition(", ")[2]
        return Value(number, line[:LONGEST_CELL], f"{column}: {error.problem}" if column else error.problem)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    built = dict(pairs)
    if len(built) < len(pairs):
        raise _StrictnessError
    return built


def _refuse_constant(name: str) -> None:
    raise _StrictnessError(name)


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _StrictnessError(digits)
    return number


_FAST = json.JSONDecoder(object_pairs_hook=_no_key_twice, parse_constant=_refuse_constant, parse_float=_finite)


def read_json_table(data: bytes, path: str) -> Table:
    """Return objects as rows: a list of them, the `items` of one, or JSON Lines.

    A field of an object inside is a column by its dotted path; a list of plain values is one cell, joined by "; ".

    Raises:
        ImportDataError: It is no JSON, or has no objects in a list.
    """
    file = read_json(data, path)
    flat: list[tuple[Value, dict[str, str]]] = []
    columns: dict[str, None] = {}
    for value in objects_of(file, path):
        cells: dict[str, str] = {}
        found = value
        if value.problem is None:
            original = unwrapped(value.value)
            try:
                cells = dict(_flattened("", original, 0))
            except _StrictnessError as error:
                found = value._replace(problem=str(error))
        columns.update(dict.fromkeys(cells))
        if len(columns) > MOST_COLUMNS:
            raise ImportDataError(path, f"line {value.line}", f"more than {MOST_COLUMNS:,} different fields")
        flat.append((found, cells))
    names = tuple(columns)
    rows = (
        Row(value.line, tuple(cells.get(name, "") for name in names), value.value, value.problem)
        for value, cells in flat
    )
    return Table(names, rows, len(flat), file.about, is_json=True)


def objects_of(file: JsonFile, path: str) -> list[Value]:
    """Return the objects of a file, one a row; what is no object has a problem.

    Raises:
        ImportDataError: There is no list of anything in it.
    """
    if file.lines is not None:
        values = file.lines
    else:
        whole = file.whole
        items = whole.get("items") if isinstance(whole, dict) else whole
        if isinstance(whole, dict) and not isinstance(items, list):
            items = [whole]
        if not isinstance(items, list):
            raise ImportDataError(path, "", "JSON, but neither an object nor a list of objects")
        values = [Value(number, item) for number, item in enumerate(items, start=1)]
    return [
        value if value.problem or isinstance(value.value, dict) else value._replace(problem="it is no object")
        for value in values
    ]


def unwrapped(row: dict[str, Any]) -> dict[str, Any]:
    """Return an object without what a file of refused rows has put before it."""
    return {key: value for key, value in row.items() if key not in OURS}


def _flattened(path: str, value: Any, depth: int) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        raise _StrictnessError(f"objects stand more than {DEEPEST} levels deep inside one another")
    match value:
        case dict():
            for key, inner in value.items():
                yield from _flattened(f"{path}.{key}" if path else key, inner, depth + 1)
        case list():
            if any(isinstance(member, dict | list) for member in value):
                for index, member in enumerate(value):
                    yield from _flattened(f"{path}[{index}]", member, depth + 1)
            else:
                yield path, "; ".join(map(_text, value))
        case _:
            yield path, _text(value)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
