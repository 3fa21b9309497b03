"""The slow look at bytes that are no store: what is wrong, and where.

The decoder is fast and says little. Once it has refused the bytes, time does not matter any more, and they are read
again step by step until the first problem has a place that a person can find.
"""

from __future__ import annotations

from typing import Any

import msgspec

from cpecfacts.errors import StoreDataError, StoreFormatError
from cpecfacts.model.snapshot import RECORDS, Meta
from cpecfacts.store.fields import flaws_of_names, flaws_of_record
from cpecfacts.store.layout import FORMAT, TABLES
from cpecfacts.store.strict_json import read_strict_json


def refuse_what_decoding_hides(data: bytes, path: str) -> None:
    """Raise at what the decoder lets pass: a key that stands twice in one object, an id inside of a record.

    Raises:
        StoreDataError: There is one.
    """
    tables = read_strict_json(data, path, decoded=True)
    for name in TABLES:
        for key, value in tables[name].items():
            for flaw in flaws_of_names(value, RECORDS[name], name, key):
                raise StoreDataError(path, flaw.place, flaw.problem)


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
    problem = _problem_of(tables["meta"], Meta, path, "meta", None)
    if problem is not None:
        return problem
    for name, record in RECORDS.items():
        for key, value in tables[name].items():
            problem = _problem_of(value, record, path, name, key)
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


def _problem_of(
    value: Any, record: type[msgspec.Struct], path: str, table: str, key: str | None
) -> StoreDataError | None:
    """Return the first flaw of a record."""
    flaw = next(flaws_of_record(value, record, table, key), None)
    return None if flaw is None else StoreDataError(path, flaw.place, flaw.problem)
