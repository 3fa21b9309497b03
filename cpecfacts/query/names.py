"""Names as people type them, and the ids and words of a store that they stand for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from itertools import chain

import msgspec

from cpecfacts.errors import AmbiguousNameError, UnknownNameError
from cpecfacts.model.fact import Kind, Rank, Status
from cpecfacts.model.folding import name_key
from cpecfacts.model.organization import OrganizationType
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.quantities import CURRENCY_WORDS, unit_named
from cpecfacts.query.tree import AmountRange, And, Field, Mark, Node, Not, Or, Term

NameIndex = Mapping[str, Collection[str]]
"""Folded names, and the ids of those who have them."""


class FetchedNames(NameIndex, ABC):
    """An index of names that is not held in memory."""

    @abstractmethod
    def names_beginning(self, key: str) -> Iterable[str]:
        """Return the folded names that begin so, the shortest first, of equally long ones in their order."""

    @abstractmethod
    def names_like(self, key: str) -> Iterable[str]:
        """Return the folded names among which those like one are to be looked for; of few names all."""


def near_names(name: str, index: NameIndex, most: int = 3) -> list[str]:
    """Return the ids of the names that look like `name`: those that it begins first, then the similar ones."""
    key = name_key(name)
    found: dict[str, None] = {}
    for match in chain(_names_beginning(key, index), _similar(key, index, most)):
        found.update(dict.fromkeys(sorted(index[match])))
        if len(found) >= most:  # whatever lies further away need not be looked for
            break
    return list(found)[:most]


def _names_beginning(key: str, index: NameIndex) -> Iterable[str]:
    if len(key) < 2:
        return ()
    if isinstance(index, FetchedNames):
        return index.names_beginning(key)
    return sorted((name for name in index if name.startswith(key)), key=lambda name: (len(name), name))


def _similar(key: str, index: NameIndex, most: int) -> Iterable[str]:
    names = index.names_like(key) if isinstance(index, FetchedNames) else index
    # Two letters swapped in a name of four score 0.75, in one of six 0.83; at difflib's own 0.6 nonsense comes up.
    yield from get_close_matches(key, list(names), n=most, cutoff=0.7)


def known_word(what: str, name: str, words: Iterable[str]) -> str:
    """Return the word of a closed list that `name` means.

    Raises:
        UnknownNameError: None of them; with the nearest, or all.
    """
    known = list(words)
    if name in known:
        return name
    index: dict[str, list[str]] = {}
    for word in known:
        index.setdefault(name_key(word), []).append(word)
    found = index.get(name_key(name)) if name_key(name) else None
    if found:
        return found[0]
    near = near_names(name, index)
    raise UnknownNameError(what, name, near, f"there are {', '.join(known)}" if len(known) <= 20 else "")


class Names:
    """The names of one store."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @staticmethod
    def _index(pairs: Iterable[tuple[str, str]]) -> NameIndex:
        index: dict[str, set[str]] = {}
        for name, identifier in pairs:
            key = name_key(name)
            if key:
                index.setdefault(key, set()).add(identifier)
        return index

    @cached_property
    def organizations(self) -> NameIndex:
        """Ids, names and aliases of organizations."""
        return self._index(
            (name, key)
            for key, organization in self._snapshot.organizations.items()
            for name in (key, organization.name, *organization.aliases)
        )

    @cached_property
    def projects(self) -> NameIndex:
        """Ids and names of projects."""
        return self._index(
            (name, key) for key, project in self._snapshot.projects.items() for name in (key, project.name)
        )

    @cached_property
    def measures(self) -> NameIndex:
        """Ids and labels of measures."""
        return self._index(
            (name, key) for key, measure in self._snapshot.measures.items() for name in (key, measure.label)
        )

    @cached_property
    def sources(self) -> NameIndex:
        """Ids of sources."""
        return self._index((key, key) for key in self._snapshot.sources)

    @cached_property
    def facts(self) -> NameIndex:
        """Ids of facts."""
        return self._index((key, key) for key in self._snapshot.facts)

    @cached_property
    def units(self) -> list[str]:
        """Units of amounts."""
        return sorted({fact.amount.unit for fact in self._snapshot.facts.values() if fact.amount is not None})

    @cached_property
    def places(self) -> list[str]:
        """Places of facts."""
        return sorted({place for fact in self._snapshot.facts.values() for place in fact.places})

    @cached_property
    def tags(self) -> list[str]:
        """Tags of facts."""
        return sorted({tag for fact in self._snapshot.facts.values() for tag in fact.tags})

    @cached_property
    def publishers(self) -> list[str]:
        """Publishers of sources."""
        return sorted({source.publisher for source in self._snapshot.sources.values()})

    def organization(self, name: str) -> str:
        """Return the id of the organization with this id, name or alias.

        Raises:
            UnknownNameError: There is none; with the nearest.
            AmbiguousNameError: Several have it.
        """
        return self._one("company", name, self._snapshot.organizations, lambda: self.organizations)

    @staticmethod
    def _one(what: str, name: str, table: Mapping[str, object], index_of: Callable[[], NameIndex]) -> str:
        if name in table:
            return name
        index = index_of()
        found = index.get(name_key(name), ())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise AmbiguousNameError(what, name, sorted(found))
        raise UnknownNameError(what, name, near_names(name, index), f"cpecfacts {_LISTED.get(what, what)} lists them")

    def value(self, field: Field, name: str) -> str:
        """Return the id or word that `name` stands for in a field.

        Raises:
            UnknownNameError: It stands for nothing.
            AmbiguousNameError: It stands for several.
        """
        snapshot = self._snapshot
        match field:
            case Field.COMPANY:
                return self.organization(name)
            case Field.MEASURE:
                return self._one("measure", name, snapshot.measures, lambda: self.measures)
            case Field.PROJECT:
                return self._one("project", name, snapshot.projects, lambda: self.projects)
            case Field.SOURCE:
                return self._one("source", name, snapshot.sources, lambda: self.sources)
            case Field.ID:
                return self._one("fact", name, snapshot.facts, lambda: self.facts)
            case Field.UNIT:
                return known_word("unit", unit_named(name), dict.fromkeys((*self.units, *CURRENCY_WORDS.values())))
            case Field.PLACE:
                return known_word("place", name, self.places)
            case Field.TAG:
                return known_word("tag", name, self.tags)
            case Field.PUBLISHER:
                return known_word("publisher", name, self.publishers)
            case Field.KIND | Field.STATUS | Field.RANK | Field.IS:
                return known_word("mark" if field is Field.IS else field.value, name, CLOSED_LISTS[field])

    def label(self, field: Field, value: str) -> str:
        """Return the reader's name for a resolved value of a field."""
        snapshot = self._snapshot
        match field:
            case Field.COMPANY:
                return snapshot.organizations[value].name
            case Field.MEASURE:
                return f"“{snapshot.measures[value].label}”"
            case Field.PROJECT:
                return f"“{snapshot.projects[value].name}”"
            case _:
                return value


_LISTED = {
    "company": "companies --type all",
    "measure": "measures",
    "project": "projects",
    "source": "sources",
    "fact": "facts",
}
CLOSED_LISTS: dict[Field, tuple[str, ...]] = {
    Field.KIND: tuple(kind.value for kind in Kind),
    Field.STATUS: tuple(status.value for status in Status),
    Field.RANK: (*(rank.value for rank in Rank), "any"),
    Field.IS: tuple(mark.value for mark in Mark),
}


def organization_types(names: Iterable[str]) -> tuple[OrganizationType, ...] | None:
    """Return the organization types that the names mean; `all` means every one, and no name gives None.

    Raises:
        UnknownNameError: A name is no type.
    """
    words = [known_word("type of organization", name, [*OrganizationType, "all"]) for name in names]
    if "all" in words:
        return tuple(OrganizationType)
    return tuple(OrganizationType(word) for word in words) or None


def resolve(node: Node, names: Names) -> Node:
    """Return the question with every name replaced by the id or word of the store that it means.

    Amounts without a unit get that of a `unit:` term beside them: `amount:>1bn unit:PKR` asks for rupees.

    Raises:
        UnknownNameError: A name that means nothing.
        AmbiguousNameError: A name that means several things.
    """
    match node:
        case And(items):
            return And(_with_unit_beside([resolve(item, names) for item in items]))
        case Or(items):
            return Or(tuple(resolve(item, names) for item in items))
        case Not(item):
            return Not(resolve(item, names))
        case Term(field, values):
            return Term(field, tuple(dict.fromkeys(names.value(field, value) for value in values)))
        case AmountRange(unit=str() as unit):
            return msgspec.structs.replace(node, unit=names.value(Field.UNIT, unit))
        case _:
            return node


def _with_unit_beside(items: list[Node]) -> tuple[Node, ...]:
    """Return the items, amounts without a unit with the one unit that a term beside them names."""
    units = {unit for item in items if isinstance(item, Term) and item.field is Field.UNIT for unit in item.values}
    if len(units) != 1:
        return tuple(items)
    unit = units.pop()
    return tuple(
        msgspec.structs.replace(item, unit=unit) if isinstance(item, AmountRange) and item.unit is None else item
        for item in items
    )
