"""What a mapping file says: which column becomes which field. The reference is docs/importing.md."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec

from cpecfacts.errors import MappingError
from cpecfacts.exchange.importing.date_cells import FORMAT_WORDS, is_date_format
from cpecfacts.exchange.importing.template import Template, TemplateError, parse_template

FORMAT = 1
UNFILLED = "CHANGE ME"
"""Stands in a guessed mapping where the file says nothing; a mapping that still has it is refused."""


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a mapping; a key that it does not know is an error."""


class Spec(_Strict, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """How a field gets its text.

    `from` is a template. `values` translates its text, by a table or by the name of one; `other` stands for what is not
    in the table and `empty` for no text. `split` makes several of one, for fields that are lists.
    """

    from_: str
    values: dict[str, str] | str | None = None
    other: str | None = None
    empty: str | None = None
    split: str | None = None


Field = str | Spec
"""A template alone, or with what is done to its text."""
Fields = str | Spec | list[str | Spec]


class FileMapping(_Strict, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the file is read, where that should not be found out, and what is empty in it."""

    sheet: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    decimal: str = "."
    empty: list[str] = []
    optional: list[str] = []


class NewOrganization(_Strict, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an organization that is made for a name gets."""

    type: Field = "other"
    country: Field | None = None
    sector: Field | None = None
    note: Field | None = None


class OrganizationsMapping(_Strict, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How names become organizations: `aliases` leads from a name to an id or name of the store."""

    create: bool = False
    aliases: dict[str, str] = {}
    new: dict[str, NewOrganization] = {}


class SourceMapping(_Strict, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"class_": "class"}):
    """The source of the facts of a row."""

    publisher: Field
    class_: Field
    id: Field | None = None
    type: Field = "webpage"
    title: Field | None = None
    issued: Field | None = None
    URL: Field | None = None
    language: Field = "en"
    reprint_of: Field | None = None
    accessed: Field | None = None
    note: Field | None = None


class ProjectMapping(_Strict, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The project of the facts of a row."""

    name: Field
    id: Field | None = None
    companies: Fields = "{@company-id}"
    summary: Field
    places: Fields = []


class AmountMapping(_Strict, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The figure. `unit` may be a scale of a unit: "millions of USD", "crore PKR"."""

    value: Field
    unit: Field
    to: Field | None = None
    bound: Field = "exact"
    raw: Field | None = None


class WhenMapping(_Strict, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The date: whole (`date`, in a `format`) or in parts. Of an `estimated` one only "about" its year is kept."""

    means: Field
    date: Field | None = None
    format: str | None = None
    year: Field | None = None
    month: Field | None = None
    day: Field | None = None
    estimated: Field | None = None


class EvidenceMapping(_Strict, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A piece of evidence; its source is that of the row, if no other is named."""

    source: Field = "{@source}"
    quote: Field | None = None
    paragraph: Field | None = None
    asserted_by: Field | None = None
    stance: Field = "supports"


class FactMapping(_Strict, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"if_": "if"}):
    """One fact of each row; with `if`, only of rows where its text is not empty."""

    company: Field
    kind: Field
    statement: Field
    if_: Field | None = None
    id: Field | None = None
    parties: Fields = []
    project: Field | None = None
    measure: Field | None = None
    amount: AmountMapping | None = None
    when: WhenMapping | None = None
    status: Field = "reported"
    places: Fields = []
    tags: Fields = []
    evidence: tuple[EvidenceMapping, ...] = (EvidenceMapping(),)
    note: Field | None = None


class Mapping(_Strict, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole mapping file.

    `columns` gives names of the mapping's own to columns that are called differently from file to file; `where` and
    `unless` choose rows; `values` are tables of translation; `records` are records that the facts refer to, made where
    the store does not have them.
    """

    fact: list[FactMapping]
    format: int = FORMAT
    title: str | None = None
    about: str | None = None
    file: FileMapping = FileMapping()
    columns: dict[str, list[str]] = {}
    where: dict[str, str | list[str]] = {}
    unless: dict[str, str | list[str]] = {}
    values: dict[str, dict[str, str]] = {}
    organizations: OrganizationsMapping = OrganizationsMapping()
    source: SourceMapping | None = None
    project: ProjectMapping | None = None
    records: dict[str, dict[str, dict[str, Any]]] = {}


def read_mapping(data: bytes, path: str) -> Mapping:
    """Read and check a mapping file.

    Raises:
        MappingError: It is no TOML, says something that no mapping says, or has a text that is no template; with the
            place.
    """
    try:
        tables = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise MappingError(path, "", "a mapping is a TOML file in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        problem, _, place = str(error).partition(" (at ")
        raise MappingError(path, place.rstrip(")"), f"not TOML: {problem[:1].lower()}{problem[1:]}") from None
    except RecursionError:
        raise MappingError(path, "", "tables stand too deep inside one another") from None
    try:
        mapping = msgspec.convert(tables, Mapping)
    except msgspec.ValidationError as error:
        message, _, inside = str(error).rpartition(" - at `$")
        place = _counted_from_one(inside.rstrip("`").lstrip(".").replace("[...]", ".…")) if message else ""
        raise MappingError(path, place, _in_plain_words(message or str(error))) from None
    _refuse_contradictions(mapping, path)
    return mapping


def _refuse_contradictions(mapping: Mapping, path: str) -> None:
    """Check what the types do not say."""
    if mapping.format != FORMAT:
        raise MappingError(path, "format", f"this version of cpecfacts reads mappings of format {FORMAT}")
    if not mapping.fact:
        raise MappingError(path, "fact", "a mapping makes at least one fact of a row")
    if mapping.file.decimal not in (".", ","):
        raise MappingError(path, "file.decimal", "“.” or “,”")
    if mapping.file.delimiter is not None and len(mapping.file.delimiter) != 1:
        raise MappingError(path, "file.delimiter", "one sign")
    for number, fact in enumerate(mapping.fact, start=1):
        if fact.when is not None and fact.when.format is not None and not is_date_format(fact.when.format):
            raise MappingError(path, f"fact[{number}].when.format", FORMAT_WORDS)
    _refuse_bad_fields(mapping, path)


def _refuse_bad_fields(mapping: Mapping, path: str) -> None:
    """Check every text that is a template, and what is done to it."""
    for place, spec in specs_of(mapping):
        if isinstance(spec, Spec) and isinstance(spec.values, str) and spec.values not in mapping.values:
            raise MappingError(path, f"{place}.values", f"there is no table [values.{spec.values}]")
        if isinstance(spec, Spec) and spec.other is not None and spec.values is None:
            raise MappingError(path, f"{place}.other", "belongs to “values”")
        if isinstance(spec, Spec) and spec.split == "":
            raise MappingError(path, f"{place}.split", "at least one sign")
        text = spec if isinstance(spec, str) else spec.from_
        if UNFILLED in text:
            raise MappingError(path, place, f"something is to be put here in place of “{UNFILLED}”")
        try:
            template_of(spec)
        except TemplateError as error:
            raise MappingError(path, place, str(error)) from None


def template_of(spec: Field) -> Template:
    """Return the template of a field.

    Raises:
        TemplateError: It is none.
    """
    return parse_template(spec if isinstance(spec, str) else spec.from_)


_TEMPLATED = (
    "source", "project", "fact", "organizations",
)  # fmt: skip
_PLAIN = {"organizations": ("create", "aliases"), "when": ("format",)}


def specs_of(mapping: Mapping) -> Iterator[tuple[str, Field]]:
    """Yield every field that is a template, with its place in the file."""
    for name in _TEMPLATED:
        yield from _specs(name, name, getattr(mapping, name))


def _specs(place: str, name: str, value: Any) -> Iterator[tuple[str, Field]]:
    match value:
        case str() | Spec():
            yield place, value
        case list() | tuple():
            for index, member in enumerate(value, start=1):
                yield from _specs(f"{place}[{index}]", name, member)
        case dict():
            for key, member in value.items():
                yield from _specs(f"{place}.{key}", key, member)
        case _Strict():
            for field in msgspec.structs.fields(value):
                if field.name not in _PLAIN.get(name, ()):
                    yield from _specs(f"{place}.{field.encode_name}", field.name, getattr(value, field.name))


def _counted_from_one(place: str) -> str:
    """Return a place with its numbers as people count."""
    return re.sub(r"\[([0-9]+)\]", lambda number: f"[{int(number[1]) + 1}]", place)


def _in_plain_words(message: str) -> str:
    """Translate a message of msgspec for whoever writes TOML."""
    if message.startswith("Object contains unknown field"):
        return f"there is no key “{message.split('`')[1]}” here"
    if message.startswith("Object missing required field"):
        return f"the key “{message.split('`')[1]}” is missing"
    words = {
        "`str | object | array`": "a text, a table or a list",
        "`str | array | object`": "a text, a table or a list",
        "`str | object`": "a text or a table",
        "`object`": "a table",
        "`array`": "a list",
        "`str`": "a text",
    }
    for technical, plain in words.items():
        message = message.replace(technical, plain)
    return message[:1].lower() + message[1:].replace("`", "")
