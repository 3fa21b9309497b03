"""The fields of a mapping, ready to be filled from rows."""

from __future__ import annotations

from collections.abc import Mapping as Map

from cpecfacts.exchange.importing.mapping import Field, Fields, Spec, template_of
from cpecfacts.exchange.importing.rows import RowError, tidy
from cpecfacts.exchange.importing.template import Look, Slot
from cpecfacts.model.folding import name_key


class FilledField:
    """One field: its template, and what is done to the text that comes out of it."""

    def __init__(self, spec: Field | None, tables: Map[str, dict[str, str]]) -> None:
        full = Spec(from_="") if spec is None else Spec(from_=spec) if isinstance(spec, str) else spec
        self._template = template_of(full)
        values = tables[full.values] if isinstance(full.values, str) else full.values
        self._table = None if values is None else {_key(name): value for name, value in values.items()}
        self._other, self._empty, self._split = full.other, full.empty, full.split
        constant = None if self._table is not None else self._template.constant
        self._constant = None if constant is None else tidy(constant) or self._empty or ""
        # Most fields are one column and nothing else.
        only = self._template.parts[0] if len(self._template.parts) == 1 else None
        self._only = only.name if isinstance(only, Slot) else None

    def text(self, look: Look) -> str:
        """Return the text for a row; empty if there is none. Of one that is split, the first part.

        Raises:
            RowError: The text is not in the table that translates it.
        """
        if self._split is not None:
            return next(filter(None, self.texts(look)), self._empty or "")
        if self._constant is not None:
            return self._constant
        return self._finished(tidy(self._template.fill(look)) if self._only is None else look(self._only))

    def texts(self, look: Look) -> list[str]:
        """Return the texts for a row: of one that is split all parts.

        Raises:
            RowError: One of them is not in the table that translates it.
        """
        if self._split is None:
            return [self.text(look)]
        return [self._finished(tidy(part)) for part in self._template.fill(look).split(self._split)]

    def _finished(self, text: str) -> str:
        if self._table is not None and text:
            found = self._table.get(_key(text), self._other)
            if found is None:
                raise RowError(f"“{text[:80]}” is not among the values that the mapping translates")
            text = found
        return text or self._empty or ""


class FilledList:
    """A field that is a list."""

    def __init__(self, specs: Fields, tables: Map[str, dict[str, str]]) -> None:
        members = specs if isinstance(specs, list) else [specs]
        self._members = [FilledField(member, tables) for member in members]

    def texts(self, look: Look) -> tuple[str, ...]:
        """Return its texts for a row, each once, empty ones left out.

        Raises:
            RowError: One of them is not in the table that translates it.
        """
        found = [text for member in self._members for text in member.texts(look) if text]
        return tuple(dict.fromkeys(found))


def _key(text: str) -> str:
    """Return the key under which a value is translated; of signs alone they themselves."""
    return name_key(text) or tidy(text)
