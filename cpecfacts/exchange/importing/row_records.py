"""What the facts of a row refer to: its source and its project."""

from __future__ import annotations

from collections.abc import Mapping as Map
from enum import StrEnum
from functools import lru_cache
from typing import Any

import msgspec

from cpecfacts.curating.identifiers import propose_id, slug
from cpecfacts.errors import UnknownNameError
from cpecfacts.exchange.importing.fields import FilledField, FilledList
from cpecfacts.exchange.importing.mapping import ProjectMapping, SourceMapping
from cpecfacts.exchange.importing.rows import RowError
from cpecfacts.exchange.importing.soundness import Check
from cpecfacts.exchange.importing.template import Look
from cpecfacts.model.project import Project
from cpecfacts.model.record import Record
from cpecfacts.model.source import Source, SourceClass
from cpecfacts.query.names import known_word

Values = Map[str, dict[str, str]]


@lru_cache(maxsize=4096)
def closed_word(what: str, text: str, words: type[StrEnum]) -> str:
    """Return the word of a closed list that a text means.

    Raises:
        RowError: None of them.
    """
    try:
        return known_word(what, text, words)
    except UnknownNameError as error:
        raise RowError(str(error)) from None


def id_of(field: FilledField, look: Look, what: str) -> str:
    """Return the id that a field gives; an empty text if the mapping has no such field.

    Raises:
        RowError: Nothing in it can stand in an id.
    """
    text = field.text(look)
    found = slug(text, 100)
    if text and not found:
        raise RowError(f"“{text[:60]}” gives no id for the {what}: no letter of a to z and no digit")
    return found


class SourceMaker:
    """Makes the source of a row once, however many rows have it."""

    def __init__(
        self, mapping: SourceMapping, values: Values, known: Map[str, Source], made: dict[str, Record], check: Check
    ) -> None:
        self._known, self._check = known, check
        self._made = made
        self._id = FilledField(mapping.id, values)
        self._fields = {
            field.name: FilledField(getattr(mapping, field.name), values)
            for field in msgspec.structs.fields(SourceMapping)
            if field.name != "id"
        }
        self._by_content = {_identity(source): key for key, source in known.items()}
        self._seen: dict[Source, str] = {}

    def find(self, look: Look) -> str:
        """Return the id of the source of a row: of one that is there, by its id or else by its address, or a new one.

        Raises:
            RowError: The row does not make a source, or one of the same id with other contents was made before.
        """
        texts: dict[str, Any] = {name: field.text(look) or None for name, field in self._fields.items()}
        if texts["publisher"] is None:
            raise RowError("the source has no publisher")
        texts["class_"] = SourceClass(closed_word("class of source", texts["class_"] or "", SourceClass))
        source = Source(**texts)
        wanted = id_of(self._id, look, "source")
        found = self._seen.get(source)
        if found is not None and wanted in ("", found):
            return found
        if wanted:
            before = self._made.get(wanted)
            if before is not None and msgspec.structs.replace(before, id="") != source:
                raise RowError(f"the source “{wanted}” is described otherwise in a row before")
            identifier = wanted
        else:
            identifier = self._by_content.get(_identity(source)) or propose_id(source, self._known.keys())
        if identifier not in self._known:
            new = msgspec.structs.replace(source, id=identifier)
            self._check(new)
            self._made[identifier] = new
            self._by_content[_identity(source)] = identifier
        self._seen[source] = identifier
        return identifier


def _identity(source: Source) -> tuple[str | None, ...]:
    """Return what makes two sources one: the address, else who published what when."""
    return (source.URL,) if source.URL else (source.publisher, source.title, source.issued)


class ProjectMaker:
    """Makes the project of a row once, however many rows have it."""

    def __init__(
        self, mapping: ProjectMapping, values: Values, known: Map[str, Project], made: dict[str, Record], check: Check
    ) -> None:
        self._known, self._check = known, check
        self._made = made
        self._id, self._name = FilledField(mapping.id, values), FilledField(mapping.name, values)
        self._summary = FilledField(mapping.summary, values)
        self._companies, self._places = FilledList(mapping.companies, values), FilledList(mapping.places, values)

    def find(self, look: Look) -> str | None:
        """Return the id of the project of a row, by the id or else by the name; None if the row names none.

        Raises:
            RowError: The row does not make a project.
        """
        name = self._name.text(look)
        if not name:
            return None
        identifier = id_of(self._id, look, "project") or slug(name, 100)
        if not identifier:
            raise RowError(f"“{name[:60]}” gives no id for the project: no letter of a to z and no digit")
        if identifier not in self._known:
            new = Project(
                id=identifier,
                name=name,
                companies=self._companies.texts(look),
                summary=self._summary.text(look) or name,
                places=self._places.texts(look),
            )
            self._check(new)
            self._made[identifier] = new
        return identifier
