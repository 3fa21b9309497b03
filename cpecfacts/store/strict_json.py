"""JSON read strictly, and slowly: every refusal has a place that a person can find.

The standard library finds where JSON goes wrong, but keeps the last of two equal keys, takes NaN and half characters,
and says of a file that was cut off only which sign it missed.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from cpecfacts.errors import StoreDataError

_BOM = b"\xef\xbb\xbf"
# Strings, and everything else that is no space or punctuation: numbers, literals, and what should be one.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s",:\[\]{}]+', re.DOTALL)
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)?")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
# What may be left of a number or a literal when a file ends in the middle of it.
_STUMP = re.compile(r"[-+.eE0-9]*|-?I(n(f(i(n(i(t)?)?)?)?)?)?|N(a)?|t(r(u)?)?|f(a(l(s)?)?)?|n(u(l)?)?")
_CUT_OFF = "the file ends in the middle of its data; it may have been cut off"
_TOO_DEEP = "the data is nested too deeply for a store"
_TOO_LARGE = "the number is too large"
_MOST_DIGITS = 4000  # Python converts no whole number of more than 4300 digits


class _TooLargeError(Exception):
    """A number in the JSON is larger than Python can hold."""


class Twice(dict[str, Any]):
    """An object that had a key twice; the last value counts."""

    key: str


def line_and_column(text: str, position: int) -> str:
    """Return the place of a character in words, both counted from 1."""
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - text.rfind(chr(10), 0, position)}"


def read_strict_json(data: bytes, path: str, *, decoded: bool = False) -> Any:
    """Parse JSON in UTF-8 without a byte order mark, NaN, numbers beyond counting, half characters and double keys.

    What was `decoded` into records before is not too deep, and is walked through only if a key stands twice somewhere.

    Raises:
        StoreDataError: With the line and column, or the path inside the JSON.
    """
    text = decode_text(data, path)

    def refuse(position: int, problem: str) -> StoreDataError:
        return StoreDataError(path, line_and_column(text, position), problem)

    constants: list[str] = []
    doubles: list[dict[str, Any]] = []

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        built = dict(pairs)
        if len(built) == len(pairs):
            return built
        marked = build_object(pairs)
        doubles.append(marked)
        return marked

    try:
        value = json.loads(
            text,
            object_pairs_hook=build,
            parse_constant=constants.append,
            parse_float=_parse_float,
            parse_int=_parse_int,
        )
    except json.JSONDecodeError as error:
        if _is_cut_off(text, error):
            raise refuse(len(text.rstrip()), _CUT_OFF) from None
        problem = error.msg[0].lower() + error.msg[1:].removesuffix(" at").removesuffix(": ")
        raise refuse(error.pos, f"not JSON: {problem}") from None
    except RecursionError:
        raise StoreDataError(path, "", _TOO_DEEP) from None
    except _TooLargeError:
        raise refuse(_first_token(text, _is_too_large), _TOO_LARGE) from None
    if constants:
        raise refuse(_first_token(text, lambda token: token == constants[0]), f"{constants[0]} is not a JSON number")
    half = next(half_characters(text), None)
    if half is not None:
        raise refuse(half, f"{text[half : half + 6]} is half of a character")
    if decoded and not doubles:
        return value
    try:
        _refuse_double_keys(value, text, path)
    except RecursionError:  # from Python 3.12 on the parser goes deeper than functions do
        raise StoreDataError(path, "", _TOO_DEEP) from None
    return value


def decode_text(data: bytes, path: str) -> str:
    """Return the text of a store.

    Raises:
        StoreDataError: It is empty, or not UTF-8 without a byte order mark.
    """
    if not data.strip():
        raise StoreDataError(path, "", "the file is empty")
    if data.startswith(_BOM):
        raise StoreDataError(path, "line 1, column 1", "a byte order mark: save the file as UTF-8 without it")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = line_and_column(before, len(before))
        problem = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        if error.reason == "unexpected end of data":
            problem = _CUT_OFF
        raise StoreDataError(path, place, problem) from None


def build_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of these pairs, as a `Twice` where a key stands twice."""
    built = dict(pairs)
    if len(built) == len(pairs):
        return built
    marked = Twice(built)
    seen: set[str] = set()
    marked.key = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return marked


def _parse_int(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise _TooLargeError
    return int(digits)


def _parse_float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _TooLargeError
    return number


def _is_too_large(token: str) -> bool:
    number = _NUMBER.match(token)
    if number is None:
        return False
    is_whole = number[1] is None
    return len(number[0]) > _MOST_DIGITS if is_whole else math.isinf(float(number[0]))


def _is_cut_off(text: str, error: json.JSONDecodeError) -> bool:
    """Whether the file just ends: nothing is wrong before its end."""
    if error.msg.startswith("Unterminated string"):
        return True
    if error.msg.startswith(r"Invalid \uXXXX escape"):
        return re.fullmatch("u[0-9a-fA-F]{0,4}", text[error.pos :]) is not None
    if error.msg == "Extra data":
        return False
    return _STUMP.fullmatch(text[error.pos :].rstrip()) is not None


def _first_token(text: str, holds: Callable[[str], bool]) -> int:
    """Return the position of the first token outside of strings for which something holds."""
    return next(match.start() for match in _TOKEN.finditer(text) if match[0][0] != '"' and holds(match[0]))


def half_characters(text: str) -> Iterator[int]:
    """Yield the positions of surrogate escapes that are no pair."""
    if _SURROGATE.search(text) is None:  # a look at every token of a large store takes seconds
        return
    for token in _TOKEN.finditer(text):
        if token[0][0] != '"' or "\\u" not in token[0]:
            continue
        high: re.Match[str] | None = None
        for escape in _ESCAPE.finditer(text, token.start(), token.end()):
            code = int(escape[1], 16) if escape[1] else 0
            if 0xDC00 <= code <= 0xDFFF and high is not None and high.end() == escape.start():
                high = None
                continue
            if high is not None:
                yield high.start()
            high = escape if 0xD800 <= code <= 0xDBFF else None
            if 0xDC00 <= code <= 0xDFFF:
                yield escape.start()
        if high is not None:
            yield high.start()


def _refuse_double_keys(value: Any, text: str, path: str) -> None:
    """Raise at the first object with a key twice, by line where the key stands just twice, else by its path."""
    found = next(_double_keys(value, ""), None)
    if found is None:
        return
    place, key = found
    written = re.compile(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:")
    positions = [match.start() for match in written.finditer(text)]
    where = line_and_column(text, positions[1]) if len(positions) == 2 else place
    raise StoreDataError(path, where, f"the key “{key}” stands twice in one object")


def _double_keys(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Twice):
        yield f"{place}.{value.key}".lstrip("."), value.key
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _double_keys(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _double_keys(inner, f"{place}[{index}]")
