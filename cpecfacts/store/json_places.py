"""Where things stand in a JSON text: the standard library parses, and tells no places.

The text is cut at the records, which C does at full speed; inside a record is looked only when something is wrong
there.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import suppress
from json.decoder import scanstring  # type: ignore[attr-defined]  # public in all but its stub
from typing import Any, NamedTuple

_SPACE = re.compile(r"[ \t\n\r]*")


Scan = Callable[[str, int], tuple[Any, int]]


def scanner(**hooks: Any) -> Scan:
    """Return what reads one JSON value from a position and tells where it ends, with the hooks of `json.loads`."""
    scan: Scan = json.JSONDecoder(**hooks).scan_once  # type: ignore[attr-defined]  # public in all but its stub
    return scan


class Lines:
    """The lines of a text, for numbers that count from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [match.end() for match in re.finditer("\n", text)]

    def line_of(self, position: int) -> int:
        """Return the number of the line in which a character stands."""
        return bisect_right(self._starts, position) + 1


class Member(NamedTuple):
    """A key and its value in an object: where the key begins, and from where to where the value stands."""

    key: str
    at: int
    start: int
    end: int


def skip_space(text: str, position: int) -> int:
    """Return the position of the first character that is no space of JSON."""
    return _SPACE.match(text, position).end()  # type: ignore[union-attr]  # it always matches


def members(text: str, start: int, scan: Scan) -> Iterator[tuple[Member, Any]]:
    """Yield the members of the object that begins at `start`, with what `scan` makes of each value.

    Raises:
        json.JSONDecodeError: This is no object of JSON.
    """
    position = skip_space(text, start + 1)
    if text[position : position + 1] == "}":
        return
    while True:
        if text[position : position + 1] != '"':
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, position)
        key, after = scanstring(text, position + 1, True)  # noqa: FBT003  (it takes no names)
        after = skip_space(text, after)
        if text[after : after + 1] != ":":
            raise json.JSONDecodeError("Expecting ':' delimiter", text, after)
        begin = skip_space(text, after + 1)
        try:
            value, end = scan(text, begin)
        except StopIteration as stopped:
            raise json.JSONDecodeError("Expecting value", text, stopped.value) from None
        yield Member(key, position, begin, end), value
        position = skip_space(text, end)
        sign = text[position : position + 1]
        if sign == "}":
            return
        if sign != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, position)
        position = skip_space(text, position + 1)


def end_of_object(text: str, last_end: int) -> int:
    """Return the position after an object whose last member (or opening brace) ends at `last_end`."""
    return skip_space(text, last_end) + 1


class Places(NamedTuple):
    """Where the fields of a record stand, by their paths, and the keys that stand twice, each with its last place."""

    fields: dict[str, int]
    twice: dict[str, int]


def places_inside(text: str, start: int) -> Places:
    """Find the places of everything inside the sound JSON value that begins at `start`."""
    found = Places({}, {})
    with suppress(RecursionError):  # so deep no field of a record lies; what was found by then stands
        _walk(text, start, "", found, scanner(parse_int=str, parse_float=str))
    return found


def _walk(text: str, start: int, path: str, found: Places, scan: Scan) -> int:
    """Note the places below a path; return where its value ends."""
    sign = text[start]
    if sign == "{":
        end = start + 1
        for member, _ in members(text, start, scan):
            inner = f"{path}.{member.key}" if path else member.key
            if inner in found.fields:
                found.twice[inner] = member.at
            found.fields[inner] = member.at
            _walk(text, member.start, inner, found, scan)
            end = member.end
        return end_of_object(text, end)
    if sign == "[":
        index, position = 0, skip_space(text, start + 1)
        while text[position] != "]":
            found.fields[f"{path}[{index}]"] = position
            position = skip_space(text, _walk(text, position, f"{path}[{index}]", found, scan))
            index += 1
            if text[position] == ",":
                position = skip_space(text, position + 1)
        return position + 1
    _, end = scan(text, start)
    return end
