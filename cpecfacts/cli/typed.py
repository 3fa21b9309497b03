"""What was typed as options or sent as JSON, as a draft of a record."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import msgspec

from cpecfacts.cli.entry import Entry
from cpecfacts.curating.forms import FORMS, NOUNS
from cpecfacts.errors import InvalidValueError, RefusedError
from cpecfacts.query.names import known_word

# Where the name of an option is not that of its field.
_FIELDS = {"party": "parties", "place": "places", "tag": "tags", "alias": "aliases", "class_": "class", "url": "URL"}
_AMOUNT = {"amount": "value", "unit": "unit", "bound": "bound", "raw": "raw"}
_EVIDENCE = ("source", "quote", "paragraph", "asserted_by", "stance")
_PIECE = re.compile(rf"\s*[,;]?\s*\b({'|'.join(_EVIDENCE)})\s*=\s*", re.IGNORECASE)


def noun_named(word: str) -> str:
    """Return the sort of record that a word means.

    Raises:
        UnknownNameError: None.
    """
    return known_word("sort of record", word.removesuffix("s"), NOUNS)


def draft_of_options(noun: str, entry: Entry) -> dict[str, Any]:
    """Return the draft of a record that the options describe; empty if there are none.

    Raises:
        RefusedError: An option does not belong to such a record.
        InvalidValueError: A piece of evidence that cannot be read.
    """
    given = {name: value for name, value in entry._asdict().items() if value not in (None, [])}
    draft: dict[str, Any] = {name: given.pop(name) for name in ("id", "note") if name in given and _has(noun, name)}
    if noun == "fact":
        amount = {field: given.pop(name) for name, field in _AMOUNT.items() if name in given}
        piece = {name: given.pop(name) for name in _EVIDENCE if name in given}
        more = [_piece_of(text) for text in given.pop("evidence", [])]
        companies = given.pop("company", [])
        if len(companies) > 1:
            raise RefusedError("a fact is about one company; the others are its parties: --party")
        draft |= {"amount": amount} if amount else {}
        draft |= {"evidence": [*([piece] if piece else []), *more]} if piece or more else {}
        draft |= {"company": companies[0]} if companies else {}
    elif noun == "project" and "company" in given:
        draft["companies"] = given.pop("company")
    for name, value in given.items():
        field = _FIELDS.get(name, name)
        if not _has(noun, field):
            raise RefusedError(f"--{name.strip('_').replace('_', '-')} does not describe {_a(noun)}")
        draft[field] = value
    return draft


def _has(noun: str, field: str) -> bool:
    return field == "id" or any(form.name == field for form in FORMS[NOUNS[noun]])


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _piece_of(text: str) -> dict[str, str]:
    """Return a piece of evidence written as `source=…, quote=…`; commas inside of a value stay in it."""
    keys = list(_PIECE.finditer(text))
    if not keys or text[: keys[0].start()].strip():
        raise InvalidValueError("--evidence", text, "fields such as source=dawn-2020, quote=some words, paragraph=3")
    ends = [key.start() for key in keys[1:]] + [len(text)]
    piece: dict[str, str] = {}
    for key, end in zip(keys, ends, strict=True):
        value = text[key.end() : end].strip()
        if len(value) > 1 and value[0] == value[-1] == '"':
            value = value[1:-1]
        if key[1].lower() in piece:
            raise InvalidValueError("--evidence", text, f"{key[1]} only once; --evidence may be repeated")
        piece[key[1].lower()] = value
    return piece


def draft_of_assignments(assignments: list[str]) -> dict[str, str]:
    """Return the fields that `FIELD=VALUE` texts set.

    Raises:
        InvalidValueError: One has no sign of equality.
    """
    fields: dict[str, str] = {}
    for text in assignments:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise InvalidValueError("--set", text, "a field and its value, such as note=Seen again or amount.value=3bn")
        fields[name.strip()] = value
    return fields


def draft_with(draft: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    """Return a draft with fields at dotted paths set: `note`, `amount.value`, `evidence[0].quote`.

    Raises:
        InvalidValueError: A path leads nowhere.
    """
    changed: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(draft))
    for path, value in fields.items():
        parts = re.findall(r"[^.\[\]]+", path)
        below: Any = changed
        for part, after in pairwise(parts):
            if isinstance(below, dict) and below.get(part) is None:
                below[part] = [] if after.isdigit() else {}
            below = _member(below, part, path)
        last = parts[-1] if parts else ""
        if isinstance(below, list):
            _member(below, last, path)
            below[int(last)] = value
        elif isinstance(below, dict) and last:
            below[last] = [one.strip() for one in value.split(";")] if isinstance(below.get(last), list) else value
        else:
            raise InvalidValueError("--set", path, "the path of a field")
    return changed


def _member(value: Any, part: str, path: str) -> Any:
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, list) and part.isdigit():
        if int(part) == len(value):
            value.append({})
        if int(part) < len(value):
            return value[int(part)]
    raise InvalidValueError("--set", path, "the path of a field, such as amount.value or evidence[0].quote")


def draft_of_input(noun: str) -> dict[str, Any]:
    """Return the one JSON object on standard input.

    Raises:
        RefusedError: There is nothing there, or no such object.
    """
    data = b"" if sys.stdin is None else sys.stdin.buffer.read()
    if not data.strip():
        raise RefusedError(
            f"nothing to add: describe {_a(noun)} with options (--help), with --edit, or as one JSON object on "
            "standard input; on a terminal without options you are asked"
        )
    try:
        draft = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedError(f"standard input is no JSON: {error}") from None
    if not isinstance(draft, dict):
        raise RefusedError("standard input must be one JSON object")
    return draft
