"""What an exporter gets: facts with everything that they refer to, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from cpecfacts import __version__
from cpecfacts.analysis.disputes import Dispute
from cpecfacts.analysis.trust import Appraiser, Trust
from cpecfacts.exchange.exporting.closure import close_over
from cpecfacts.library import Findings, Library
from cpecfacts.model.dates import parse_when
from cpecfacts.model.fact import Fact
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.progress import counted


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Where an excerpt comes from: the store by title, licence, date and digest, the question, and when by what.

    `query` is the question as a query text, `description` the same in words; `digest` is the BLAKE2b-256 of the store's
    file, `exported` an RFC 3339 time. `licence` is what the store says, null if it says nothing.
    """

    title: str | None
    licence: str | None
    updated: str | None
    query: str
    description: str
    digest: str
    exported: str
    program: str


class Excerpt(msgspec.Struct, frozen=True, kw_only=True):
    """Facts found, in the order asked for, and a store that holds them and everything that they refer to.

    What is worked out of a fact is worked out in the whole store: who disagrees with it may not be in the excerpt.
    """

    facts: Sequence[Fact]
    snapshot: Snapshot
    appraiser: Appraiser
    provenance: Provenance
    is_whole: bool

    def facts_to_write(self) -> Iterator[Fact]:
        """Yield the facts, telling how many are done."""
        return counted(self.facts, "Writing facts", len(self.facts))

    def trust(self, fact: Fact) -> Trust:
        """Return what is known of a fact beside what it says."""
        return self.appraiser.trust(fact)

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """The disputes of the whole store in which a fact of the excerpt takes part."""
        found = self.snapshot.facts.keys()
        return tuple(dispute for dispute in self.appraiser.disputes if not found.isdisjoint(dispute.facts))

    @property
    def heading(self) -> str:
        """The title of the store, and what of it this is."""
        title = self.provenance.title or "cpecfacts"
        return title if self.is_whole else f"{title} (excerpt: {self.provenance.description})"


def make_excerpt(findings: Findings, library: Library, exported: datetime) -> Excerpt:
    """Return the excerpt of a store that findings are; `exported` has a time zone.

    If all facts were found it is the whole store, with the records to which no fact refers.
    """
    meta = library.snapshot.meta
    is_whole = len(findings.facts) == len(library.snapshot.facts)
    return Excerpt(
        facts=findings.facts,
        snapshot=library.snapshot if is_whole else close_over(library.snapshot, findings.facts),
        appraiser=library.appraiser,
        provenance=Provenance(
            title=meta.title,
            licence=meta.licence,
            updated=meta.updated,
            query=findings.query,
            description=findings.description,
            digest=library.digest,
            exported=exported.isoformat(timespec="seconds").replace("+00:00", "Z"),
            program=f"cpecfacts {__version__}",
        ),
        is_whole=is_whole,
    )


def earliest_of(when: str | None) -> str | None:
    """Return the first day that an EDTF date may mean, as ISO has it."""
    day = parse_when(when).earliest if when is not None else None
    return day.isoformat() if day is not None else None


def latest_of(when: str | None) -> str | None:
    """Return the last day that an EDTF date may mean, as ISO has it."""
    day = parse_when(when).latest if when is not None else None
    return day.isoformat() if day is not None else None
