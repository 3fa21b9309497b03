"""Origins: how many independent voices stand behind a fact, apart from how many papers printed them."""

from __future__ import annotations

from cpecfacts.model.fact import Evidence, Fact, Stance
from cpecfacts.model.folding import name_key
from cpecfacts.model.organization import OrganizationType
from cpecfacts.model.snapshot import Snapshot


class Voices:
    """Who speaks in each piece of evidence of a store, each voice under one name.

    A claim comes from whom it is asserted by; without that, from whom its source reprints; without that, from the
    publisher. A name that an organization of the store has, as name or alias, is that organization, and what belongs
    to a company speaks with the voice of its topmost owner: Zong and China Mobile do not confirm one another. Public
    bodies speak for themselves, whatever ministry they belong to.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._organizations: dict[str, str] | None = None
        self._of_source: dict[str, tuple[str, str]] = {}
        self._houses: dict[str, str] = {}

    def supporting(self, fact: Fact) -> dict[str, str]:
        """Return the voices behind a fact, each once, with the name to show; those that dispute it are none of them."""
        voices: dict[str, str] = {}
        for piece in fact.evidence:
            if piece.stance is Stance.SUPPORTS:
                key, name = self.voice(piece)
                voices.setdefault(key, name)
        return voices

    def of(self, piece: Evidence) -> str:
        """Return the key of the voice in one piece of evidence: equal keys are one voice."""
        return self.voice(piece)[0]

    def house(self, organization: str) -> str:
        """Return the id of the topmost owner of an organization, the organization itself if nobody owns it.

        A public body owns nothing in this sense. Of organizations that own one another in a ring, the first by its id
        speaks for all.
        """
        known = self._houses.get(organization)
        if known is not None:
            return known
        table = self._snapshot.organizations
        chain = [organization]
        while True:
            parent = table[chain[-1]].parent
            if parent is None or table[parent].type is OrganizationType.PUBLIC_BODY:
                top = chain[-1]
                break
            if parent in chain:
                top = min(chain[chain.index(parent) :])
                break
            chain.append(parent)
        self._houses.update(dict.fromkeys(chain, top))
        return top

    def voice(self, piece: Evidence) -> tuple[str, str]:
        """Return the key of the voice in one piece of evidence, and the name to show."""
        if piece.asserted_by is not None:
            return self.house(piece.asserted_by), self._snapshot.organizations[piece.asserted_by].name
        found = self._of_source.get(piece.source)
        if found is None:
            found = self._of_source[piece.source] = self._voice_of_source(piece.source)
        return found

    def _voice_of_source(self, source_id: str) -> tuple[str, str]:
        source = self._snapshot.sources[source_id]
        name = source.reprint_of or source.publisher
        key = name_key(name)
        organization = self._organization_named(key)
        # A publisher and an organization never share a key: ids have no colon. A name without letters stays as it is.
        return (f"publisher:{key or name}", name) if organization is None else (self.house(organization), name)

    def _organization_named(self, key: str) -> str | None:
        """Return the one organization with this name or alias; a name that several have is nobody's."""
        if self._organizations is None:
            index: dict[str, set[str]] = {}
            for record in self._snapshot.organizations.values():
                for name in (record.id, record.name, *record.aliases):
                    index.setdefault(name_key(name), set()).add(record.id)
            self._organizations = {name: next(iter(ids)) for name, ids in index.items() if len(ids) == 1}
        return self._organizations.get(key) if key else None
