"""What is looked for anywhere inside a value that JSON gave."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from cpecfacts.model.flaw import path_to
from cpecfacts.store.strict_json import Twice


def has_twice(value: Any) -> bool:
    """Whether there is an object in a value that had a key twice."""
    if isinstance(value, Twice):
        return True
    if isinstance(value, dict):
        return any(map(has_twice, value.values()))
    return isinstance(value, list) and any(map(has_twice, value))


def numbers_beyond_counting(value: Any, path: str) -> Iterator[str]:
    """Yield the paths of numbers that no float can hold."""
    if isinstance(value, (int, float)):
        if abs(value) > sys.float_info.max:
            yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from numbers_beyond_counting(inner, path_to(path, None, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from numbers_beyond_counting(inner, f"{path}[{index}]")


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text in a value."""
    if isinstance(value, str):
        yield sys.intern(value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
