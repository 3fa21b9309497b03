"""Texts as they should be written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec

from cpecfacts.checks.rule import Examined, Finding, Severity, fact_finding, rule
from cpecfacts.model.snapshot import RECORDS

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LONGEST_STATEMENT = 200


@rule(Severity.WARNING)
def untidy_text(examined: Examined) -> Iterator[Finding]:
    """No text is empty, or has blanks at its ends, two in a row, or characters that one cannot see.

    What looks the same and is not the same is never found by who types it.
    """
    for table in RECORDS:
        for key, record in examined.snapshot.table(table).items():
            for field, text in _texts(msgspec.structs.asdict(record), ""):
                problem = _untidiness(text)
                if problem is not None and field != "id":
                    yield Finding(table=table, id=key, field=field.replace("class_", "class"), message=problem)


def _untidiness(text: str) -> str | None:
    if not text.strip():
        return "the text is empty; what is not known is null"
    if not text.isascii():
        unseen = [sign for sign in text if unicodedata.category(sign) in _UNSEEN]
        if unseen:
            return f"has a character that one cannot see, U+{ord(unseen[0]):04X}"
    elif not text.isprintable():
        return "has a line break or another character that one cannot see"
    if text != " ".join(text.split()):
        return "has a blank at an end, or two in a row"
    return None


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a record with their paths."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        yield from _texts(msgspec.structs.asdict(value), path)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, f"{path}[{index}]")


@rule(Severity.WARNING)
def statement_form(examined: Examined) -> Iterator[Finding]:
    """A statement is one sentence of at most 200 characters that ends in a full stop.

    It stands in tables, timelines and citations as it is.
    """
    for fact in examined.snapshot.facts.values():
        statement = fact.statement.strip()
        if statement and re.fullmatch(r"(?s).*[^.]\.", statement) is None:
            yield fact_finding(fact.id, "statement", "the statement does not end in one full stop", "end it in one")
        if len(statement) > _LONGEST_STATEMENT:
            message = f"the statement has {len(statement)} characters, and may have {_LONGEST_STATEMENT}"
            yield fact_finding(fact.id, "statement", message, "say less, or make two facts of it")
