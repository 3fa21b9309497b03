"""How far a fact can be trusted: who stands behind it, how good the sources are, and what contradicts it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import msgspec

from cpecfacts.analysis.claims import Claim, claim_of, grade_between
from cpecfacts.analysis.disputes import Dispute, find_disputes
from cpecfacts.analysis.origins import Voices
from cpecfacts.analysis.quality import quality_of
from cpecfacts.model.fact import Fact, Stance
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.order import SortKey


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a fact beside what it says.

    `sources` counts the distinct sources that support it, `against` those that only speak against it, and `origins` are
    the names of the independent voices behind the former. `self_reported` tells that the only voice is the company
    itself, `quality` grades the sources from 1 to 5, and `disputes` are the ids of the facts that it disagrees with.
    """

    sources: int
    against: int
    origins: tuple[str, ...]
    self_reported: bool
    quality: int
    disputes: tuple[str, ...]


class Appraiser:
    """Appraises the facts of one store; what it has worked out once it keeps."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.voices = Voices(snapshot)
        self._trust: dict[str, Trust] = {}
        self._claims: dict[str, Claim | None] = {}

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """All disputes of the store."""
        return find_disputes(self.snapshot.facts.values(), self.snapshot)

    @cached_property
    def disputes_of(self) -> dict[str, tuple[Dispute, ...]]:
        """The disputes that a fact takes part in, by its id; facts without one are not in it."""
        found: dict[str, tuple[Dispute, ...]] = {}
        for dispute in self.disputes:
            for fact in dispute.facts:
                found[fact] = (*found.get(fact, ()), dispute)
        return found

    def disputes_among(self, facts: Iterable[Fact]) -> tuple[Dispute, ...]:
        """Return the disputes in which at least one of the facts takes part, in their order."""
        found = {fact.id for fact in facts}
        return tuple(dispute for dispute in self.disputes if not found.isdisjoint(dispute.facts))

    def sort_key(self, key: SortKey) -> Callable[[Fact], int]:
        """Return by what facts are sorted where it takes the whole store to know: quality or origins."""
        if key is SortKey.QUALITY:
            return lambda fact: self.trust(fact).quality
        return lambda fact: len(self.trust(fact).origins)

    def is_disputed(self, fact: Fact) -> bool:
        """Whether a fact takes part in a dispute."""
        return fact.id in self.disputes_of

    def rivals(self, fact: Fact) -> tuple[str, ...]:
        """Return the ids of the facts that this one disagrees with, those of a dispute in the order of their dates."""
        disputes = self.disputes_of.get(fact.id)
        if disputes is None:
            return ()
        found: dict[str, None] = {}
        for dispute in disputes:
            own = self._claim(fact, dispute)
            for other_id in dispute.facts:
                other = self._claim(self.snapshot.facts[other_id], dispute)
                if other_id == fact.id or own is None or other is None:
                    continue
                if grade_between(own, other, dispute.shape, in_project=fact.project is not None) is not None:
                    found[other_id] = None
        return tuple(found)

    def _claim(self, fact: Fact, dispute: Dispute) -> Claim | None:
        """Return what a fact claims in a dispute; all disputes of a fact are of its one measure, so of one shape."""
        if fact.id not in self._claims:
            self._claims[fact.id] = claim_of(fact, dispute.shape)
        return self._claims[fact.id]

    def trust(self, fact: Fact) -> Trust:
        """Return what is known of a fact beside what it says."""
        known = self._trust.get(fact.id)
        if known is None:
            voices = self.voices.supporting(fact)
            supporting = {piece.source for piece in fact.evidence if piece.stance is Stance.SUPPORTS}
            known = self._trust[fact.id] = Trust(
                sources=len(supporting),
                against=len(set(fact.source_ids) - supporting),
                origins=tuple(voices.values()),
                self_reported=voices.keys() == {self.voices.house(fact.company)},
                quality=quality_of(fact, self.snapshot, self.voices),
                disputes=self.rivals(fact),
            )
        return known
