"""Names in a file, and the organizations of the store that they stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

import msgspec

from cpecfacts.curating.identifiers import propose_id
from cpecfacts.errors import AmbiguousNameError, UnknownNameError
from cpecfacts.exchange.importing.rows import RowError
from cpecfacts.model.folding import name_key
from cpecfacts.model.organization import Organization
from cpecfacts.model.record import Record
from cpecfacts.query.names import Names, near_names

MOST_SUGGESTED = 100
"""Names that get suggestions; a look at all names of the shipped store takes 2 ms."""


class Unmatched(NamedTuple):
    """A name that no organization has: in how many rows, and the ids of organizations with names like it."""

    name: str
    rows: int
    near: tuple[str, ...]


class UnmatchedNameError(RowError):
    """A row has a name that no organization has."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no organization is called “{name[:80]}”")


class OrganizationNames:
    """Finds organizations by id, name or alias, of the store or of the mapping, and makes those that are missing.

    `made` takes the ones that are made, under ids that `known` does not have.
    """

    def __init__(
        self,
        names: Names,
        known: Mapping[str, Organization],
        made: dict[str, Record],
        *,
        aliases: Mapping[str, str],
        create: bool,
    ) -> None:
        self._names = names
        self._known = known
        self._made = made
        self._aliases = {name_key(name): meant for name, meant in aliases.items()}
        self._create = create
        self._found: dict[str, str] = {}
        self._made_for: dict[str, str] = {}
        self._missing: Counter[str] = Counter()

    def find(self, name: str, make: Callable[[str], Organization]) -> str:
        """Return the id of the organization that a name stands for; `make` makes one, without an id.

        Raises:
            UnmatchedNameError: It stands for none, and none is to be made.
            RowError: It stands for several, or none can be made.
        """
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._look_up(name, make)
        return found

    def _look_up(self, name: str, make: Callable[[str], Organization]) -> str:
        meant = self._aliases.get(name_key(name), name)
        try:
            return self._names.organization(meant)
        except AmbiguousNameError as error:
            raise RowError(str(error)) from None
        except UnknownNameError:
            pass
        key = name_key(meant) or meant
        made = self._made_for.get(key)
        if made is not None:
            return made
        if not self._create:
            self._missing[name] += 1
            raise UnmatchedNameError(name)
        organization = make(meant)
        identifier = propose_id(organization, self._known.keys())
        self._made[identifier] = msgspec.structs.replace(organization, id=identifier)
        self._made_for[key] = identifier
        return identifier

    def unmatched(self) -> tuple[Unmatched, ...]:
        """Return the names that stand for nothing, those of most rows first; the first hundred with suggestions."""
        index = self._names.organizations
        return tuple(
            Unmatched(name, rows, tuple(near_names(name, index)) if number < MOST_SUGGESTED else ())
            for number, (name, rows) in enumerate(self._missing.most_common())
        )
