"""Counts of what a set of facts holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from cpecfacts.analysis.timeline import Period, period_of
from cpecfacts.analysis.trust import Appraiser, Trust
from cpecfacts.model.dates import parse_when
from cpecfacts.model.fact import Fact, Kind
from cpecfacts.model.snapshot import Snapshot


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many facts one key of a group has. `share` is their part of all facts counted, between 0 and 1.

    Groups: `all`; `of note` (two or more sources or origins, self-reported, disputed, undated, deprecated); `company`
    (as subject); `kind`; `year` (as the timeline files them); `class of source` and `language`, in which a fact counts
    once for each class or language among its sources, so that the shares may add up to more than 1; `quality`, 1 to 5.
    """

    group: str
    key: str
    facts: int
    share: float


Counts = Mapping[str, Mapping[str, int]]
"""How many facts have what: by group, and in it by key. The counts of a group that nothing is in may be missing."""

_OF_NOTE = ("two or more sources", "two or more origins", "self-reported", "disputed", "undated", "deprecated")


def tally_facts(facts: Iterable[Fact], appraiser: Appraiser) -> list[Tally]:
    """Count facts by company, kind, year, class and language of source, and those of note."""
    counts: dict[str, Counter[str]] = {}
    for fact in facts:
        for group, key in tallies_of(fact, appraiser.trust(fact), appraiser.snapshot):
            counts.setdefault(group, Counter())[key] += 1
    return ordered_tallies(counts)


def tallies_of(fact: Fact, trust: Trust, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield each group and key in which a fact counts once."""
    yield "all", "facts"
    notes = (
        trust.sources > 1,
        len(trust.origins) > 1,
        trust.self_reported,
        bool(trust.disputes),
        fact.when is None,
        fact.is_deprecated,
    )
    yield from (("of note", key) for key, is_so in zip(_OF_NOTE, notes, strict=True) if is_so)
    yield "company", fact.company
    yield "kind", fact.kind.value
    if fact.when is not None:
        yield "year", period_of(parse_when(fact.when).anchor, Period.YEAR)
    sources = [snapshot.sources[source] for source in fact.source_ids]
    yield from (("class of source", key) for key in {source.class_.value for source in sources})
    yield from (("language", key) for key in {source.language for source in sources})
    yield "quality", str(trust.quality)


def ordered_tallies(counts: Counts) -> list[Tally]:
    """Return counts as tallies in the order in which they are shown."""
    total = counts.get("all", {}).get("facts", 0)

    def tallies(group: str, keys: Iterable[str]) -> list[Tally]:
        found = counts.get(group, {})
        return [
            Tally(group=group, key=key, facts=found.get(key, 0), share=found.get(key, 0) / total if total else 0.0)
            for key in keys
        ]

    def by_count(group: str) -> list[str]:
        found = counts.get(group, {})
        return sorted(found, key=lambda key: (-found[key], key))

    kinds = counts.get("kind", {})
    years = counts.get("year", {})
    return [
        *tallies("all", ["facts"]),
        *tallies("of note", _OF_NOTE),
        *tallies("company", by_count("company")),
        *tallies("kind", [kind.value for kind in Kind if kind.value in kinds]),
        *tallies("year", sorted(years, key=lambda year: (parse_when(year).anchor.first, year))),
        *tallies("class of source", by_count("class of source")),
        *tallies("language", by_count("language")),
        *tallies("quality", sorted(counts.get("quality", {}))),
    ]
