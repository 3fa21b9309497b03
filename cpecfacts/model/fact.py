"""One claim, with the evidence for it."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from cpecfacts.model.amounts import Amount
from cpecfacts.model.record import Record


class Kind(StrEnum):
    """What a fact is about."""

    INVESTMENT = "investment"
    ACQUISITION = "acquisition"
    LICENCE = "licence"
    INFRASTRUCTURE = "infrastructure"
    LAUNCH = "launch"
    TRAINING = "training"
    AGREEMENT = "agreement"
    REACH = "reach"
    JOBS = "jobs"
    TAX = "tax"
    RANKING = "ranking"
    SOCIAL = "social"
    REGULATORY = "regulatory"
    FINANCE = "finance"
    OTHER = "other"


INVESTMENT_KINDS = (Kind.INVESTMENT, Kind.ACQUISITION, Kind.LICENCE)
"""The kinds of facts about money put in."""


class Status(StrEnum):
    """How far the thing has come, as the source tells it."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    UNDER_WAY = "under-way"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REPORTED = "reported"


class WhenMeans(StrEnum):
    """What the date is the date of."""

    EVENT = "event"
    AS_OF = "as-of"
    PERIOD = "period"
    ANNOUNCED = "announced"


def is_moment(means: WhenMeans | None) -> bool:
    """Whether a date is that of a moment, so that an open end of it is a limit ("by 2020") and no duration."""
    return means in (WhenMeans.EVENT, WhenMeans.AS_OF)


class Rank(StrEnum):
    """Wikidata's ranks."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class Stance(StrEnum):
    """Whether a piece of evidence is for the fact or against it."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"


class Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a claim is made.

    `quote` are at most eight words of the source; `paragraph` is counted from 1; `asserted_by` is the id of the
    organization that the claim comes from, apart from who printed it.
    """

    source: str
    quote: str | None
    paragraph: int | None
    asserted_by: str | None
    stance: Stance


class Fact(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact. `when` is EDTF (see `model.dates`); `company`, `parties`, `project` and `measure` are ids."""

    company: str
    parties: tuple[str, ...]
    project: str | None
    kind: Kind
    measure: str | None
    statement: str
    amount: Amount | None
    when: str | None
    when_means: WhenMeans | None
    status: Status
    places: tuple[str, ...]
    tags: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    rank: Rank
    rank_reason: str | None
    note: str | None

    @property
    def is_plan(self) -> bool:
        """Whether it tells what was to be, not what was."""
        return self.status is Status.PLANNED

    @property
    def is_deprecated(self) -> bool:
        """Whether it is kept only to show what is wrong with it."""
        return self.rank is Rank.DEPRECATED

    @property
    def companies(self) -> tuple[str, ...]:
        """Subject and parties, the subject first."""
        return (self.company, *self.parties)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Its sources, each once, in the order of the evidence."""
        return tuple(dict.fromkeys(piece.source for piece in self.evidence))
