"""Fields of items by dotted paths: which there are, and their values."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from typing import Any, Union, get_args, get_origin

import msgspec
from msgspec import UnsetType

from cpecfacts.errors import InvalidValueError
from cpecfacts.query.names import known_word
from cpecfacts.reports.blocks import Block, Column, Group, Table
from cpecfacts.reports.report import Report
from cpecfacts.reports.streams import Mapped, each, encoded, is_stream, sample
from cpecfacts.reports.values import Value

DEEPEST = 4


def field_paths(item_type: Any, prefix: str = "", depth: int = 0) -> list[str]:
    """Return the dotted paths of all plain values of a type of items, in the order of the JSON.

    Lists are passed through (`evidence.source`); an object with free keys (`values` of a comparison) ends a path.
    """
    if depth > DEEPEST:
        return []
    struct = _struct_in(item_type)
    if struct is None:
        return [prefix.rstrip(".")]
    tag = struct.__struct_config__.tag_field
    paths: list[str] = [] if tag is None else [f"{prefix}{tag}"]
    for field in msgspec.structs.fields(struct):
        paths += field_paths(field.type, f"{prefix}{field.encode_name}.", depth + 1)
    return paths


def _struct_in(annotation: Any) -> type[msgspec.Struct] | None:
    """Return the struct that an annotation holds: itself, in an optional or in a tuple."""
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return annotation
    if get_origin(annotation) in (Union, types.UnionType, tuple):
        found = [struct for inner in get_args(annotation) if (struct := _struct_in(inner)) is not None]
        return found[0] if found else None
    return None


def optional_objects(item_type: Any, prefix: str = "", depth: int = 0) -> list[str]:
    """Return the dotted paths of objects that are only there when they were asked for (`converted`)."""
    struct = _struct_in(item_type)
    if struct is None or depth > DEEPEST:
        return []
    found: list[str] = []
    for field in msgspec.structs.fields(struct):
        path = f"{prefix}{field.encode_name}"
        arguments = get_args(field.type)
        if UnsetType in arguments and any(isinstance(a, type) and issubclass(a, msgspec.Struct) for a in arguments):
            found.append(path)
        found += optional_objects(field.type, f"{path}.", depth + 1)
    return found


def _present(paths: Sequence[str], optional: Sequence[str], items: Sequence[Any]) -> list[str]:
    """Return the paths without those in optional objects that no item has."""
    absent = [f"{path}." for path in optional if not any(_is_there(value_at(item, path)) for item in items)]
    return [path for path in paths if not path.startswith(tuple(absent))]


def _is_there(value: Any) -> bool:
    return any(map(_is_there, value)) if isinstance(value, list) else value is not None


def data_paths(item_type: Any, items: Sequence[Any]) -> list[str]:
    """Return the paths of all plain values of JSON-like items; the keys of free objects come from the items.

    Those of a stream come from its first items.
    """
    if isinstance(item_type, tuple):  # the fields that were asked for
        return list(item_type)
    items = sample(items)
    paths: list[str] = []
    for path in _present(field_paths(item_type), optional_objects(item_type), items):
        opened = dict.fromkeys(below for item in items for below in _paths_below(value_at(item, path)))
        paths.extend(f"{path}.{below}" if below else path for below in _leaves(list(opened)))
    return paths


def _paths_below(value: Any) -> list[str]:
    """Return the paths inside a value: only the empty one for what is no object."""
    if not isinstance(value, dict):
        return [""]
    return [f"{key}.{below}".rstrip(".") for key, inner in value.items() for below in _paths_below(inner)]


def _leaves(paths: list[str]) -> list[str]:
    """Return the paths that no other goes on from: not `zong` (null in one item) beside `zong.fact` (in another)."""
    if len(paths) < 2:
        return paths or [""]
    leaves = [path for path in paths if path and not any(other.startswith(f"{path}.") for other in paths)]
    # The keys in the order in which they came, also one that is null in the first item: companies as they were asked.
    keys = list(dict.fromkeys(path.partition(".")[0] for path in paths))
    return sorted(leaves, key=lambda path: keys.index(path.partition(".")[0]))


def known_fields(names: Sequence[str], item_type: Any, items: Sequence[Any]) -> list[str]:
    """Return the fields asked for, in their written form; a field above others (`amount`) counts too.

    Raises:
        InvalidValueError: A name is empty.
        UnknownNameError: The items have no such field.
    """
    if not all(names):
        raise InvalidValueError("--fields", ",".join(names), "names of fields with commas between them")
    whole = [] if isinstance(item_type, tuple) else field_paths(item_type)
    there = _present(whole, optional_objects(item_type), items) if items else whole
    paths = dict.fromkeys([*there, *data_paths(item_type, items)])
    above = {".".join(path.split(".")[:n]) for path in paths for n in range(1, path.count(".") + 1)}
    known = [*paths, *sorted(above)]
    return [name if name in known else known_word("field", name, known) for name in names]


def plain_items(items: Sequence[Any]) -> Sequence[Any]:
    """Return items as JSON has them: dictionaries, lists and plain values; of a stream a stream."""
    if is_stream(items):
        return PlainItems(items)
    plain: list[Any] = msgspec.json.decode(msgspec.json.encode(items))
    return plain


class PlainItems(Mapped[Any, Any]):
    """A stream of items as JSON has them."""

    def __init__(self, items: Sequence[Any]) -> None:
        super().__init__(items, _plain)

    def __iter__(self) -> Iterator[Any]:
        return map(msgspec.json.decode, encoded(self.source))


def _plain(item: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(item))


def value_at(item: Any, path: str) -> Any:
    """Return the value at a path in JSON-like data: of a list the values of all its members, of nothing None."""
    return value_along(item, tuple(path.split(".")) if path else ())


def value_along(item: Any, way: Sequence[str]) -> Any:
    """Return the value at a path that was split at its dots."""
    for index, name in enumerate(way):
        if isinstance(item, dict):
            item = item.get(name)
        elif isinstance(item, list):
            return [value_along(member, way[index:]) for member in item]
        else:
            return None
    return item


def prune(item: Any, paths: Sequence[str]) -> Any:
    """Return JSON-like data with only the given paths, as nested as before."""
    if isinstance(item, list):
        return [prune(member, paths) for member in item]
    if not isinstance(item, dict) or "" in paths:
        return item
    heads: dict[str, list[str]] = {}
    for path in paths:
        head, _, rest = path.partition(".")
        heads.setdefault(head, []).append(rest)
    return {head: prune(item.get(head), rests) for head, rests in heads.items()}


def select_fields(report: Report, names: Sequence[str]) -> Report:
    """Return the report with only some fields of its items, in the order asked for, as items and as a table.

    Raises:
        UnknownNameError: The items have no such field.
    """
    plain = plain_items(report.items)
    fields = known_fields(names, report.item_type, sample(plain))

    def row(item: Any) -> tuple[Value, ...]:
        return tuple(as_cell(value_at(item, field)) for field in fields)

    def make_blocks() -> tuple[Block, ...]:
        rows = each(row, plain)
        first = sample(rows)
        columns = tuple(
            Column(title=field, flexible=True, right=bool(first) and all(_is_number(row[index]) for row in first))
            for index, field in enumerate(fields)
        )
        return (Table(columns=columns, groups=(Group(rows=rows),)),)

    def pruned(item: Any) -> Any:
        return prune(item, fields)

    return msgspec.structs.replace(report, items=each(pruned, plain), item_type=tuple(fields), make_blocks=make_blocks)


def _is_number(value: Any) -> bool:
    return value is None or isinstance(value, (int, float))


def as_cell(value: Any) -> Any:
    """Return JSON-like data as the value of one cell: plain values as they are, lists joined, objects as JSON."""
    if isinstance(value, list):
        # Every member keeps its place, so that `evidence.quote` and `evidence.asserted_by` go together.
        texts = [_as_text(as_cell(member)) for member in value]
        return "; ".join(texts) if any(texts) else ""
    if isinstance(value, dict):
        return msgspec.json.encode(value).decode()
    return value


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
