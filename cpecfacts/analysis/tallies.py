"""Counts of what a set of facts holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from cpecfacts.analysis.timeline import Period, period_of
from cpecfacts.analysis.trust import Appraiser
from cpecfacts.model.dates import parse_when
from cpecfacts.model.fact import Fact, Kind


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


def tally_facts(facts: Sequence[Fact], appraiser: Appraiser) -> list[Tally]:
    """Count facts by company, kind, year, class and language of source, and those of note."""
    total = len(facts)
    snapshot = appraiser.snapshot
    trusts = [appraiser.trust(fact) for fact in facts]

    def tallies(group: str, counts: Iterable[tuple[str, int]]) -> list[Tally]:
        return [Tally(group=group, key=k, facts=n, share=n / total if total else 0.0) for k, n in counts]

    def by_count(counter: Counter[str]) -> list[tuple[str, int]]:
        return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))

    kinds = Counter(fact.kind for fact in facts)
    grades = Counter(trust.quality for trust in trusts)
    years = Counter(period_of(parse_when(f.when).anchor, Period.YEAR) for f in facts if f.when is not None)
    classes: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for fact in facts:
        sources = [snapshot.sources[source] for source in fact.source_ids]
        classes.update({source.class_.value for source in sources})
        languages.update({source.language for source in sources})
    return [
        *tallies("all", [("facts", total)]),
        *tallies(
            "of note",
            [
                ("two or more sources", sum(trust.sources > 1 for trust in trusts)),
                ("two or more origins", sum(len(trust.origins) > 1 for trust in trusts)),
                ("self-reported", sum(trust.self_reported for trust in trusts)),
                ("disputed", sum(bool(trust.disputes) for trust in trusts)),
                ("undated", sum(fact.when is None for fact in facts)),
                ("deprecated", sum(fact.is_deprecated for fact in facts)),
            ],
        ),
        *tallies("company", by_count(Counter(fact.company for fact in facts))),
        *tallies("kind", [(kind.value, kinds[kind]) for kind in Kind if kinds[kind]]),
        *tallies("year", sorted(years.items(), key=lambda pair: parse_when(pair[0]).anchor.first)),
        *tallies("class of source", by_count(classes)),
        *tallies("language", by_count(languages)),
        *tallies("quality", [(str(grade), grades[grade]) for grade in sorted(grades)]),
    ]
