"""Sorting and cutting off items that are not facts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

import msgspec

from cpecfacts.model.amounts import Amount
from cpecfacts.model.dates import WhenError, parse_when
from cpecfacts.query.names import known_word


def order_items(
    items: Iterable[Any],
    item_type: type[msgspec.Struct],
    hidden: dict[str, int],
    *,
    sort: str | None,
    reverse: bool,
    limit: int | None,
) -> tuple[Any, ...]:
    """Return the items sorted by one of their fields and cut off at `limit`; what is cut off is added to `hidden`.

    Without a field their order stays. Items without the value always come last.

    Raises:
        UnknownNameError: The items have no such field.
    """
    ordered = list(items)
    if sort is None:
        if reverse:
            ordered.reverse()
    else:
        field = known_word("field to sort by", sort, sortable_fields(item_type))
        name = next(f.name for f in msgspec.structs.fields(item_type) if f.encode_name == field)
        keyed = [(sort_key(getattr(item, name)), item) for item in ordered]
        known = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0], reverse=reverse)
        ordered = [item for _, item in known] + [item for key, item in keyed if key is None]
    if limit is not None and len(ordered) > limit:
        hidden["beyond_limit"] = len(ordered) - limit
        ordered = ordered[:limit]
    return tuple(ordered)


def sortable_fields(item_type: type[msgspec.Struct]) -> tuple[str, ...]:
    """Return the fields of a type of items by which they can be sorted: those with one plain value."""
    return tuple(
        field.encode_name
        for field in msgspec.structs.fields(item_type)
        if "tuple" not in str(field.type) and "dict" not in str(field.type) and "Figure" not in str(field.type)
    )


def sort_key(value: Any) -> Any:
    """Return what a value is sorted by: dates by their first day, text without case, amounts by unit and value."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Amount):
        return (value.unit, value.value)
    if isinstance(value, str):
        try:
            when = parse_when(value)
        except WhenError:
            return (1, value.casefold())
        return (0, (when.earliest or when.anchor.earliest).isoformat())
    return value
