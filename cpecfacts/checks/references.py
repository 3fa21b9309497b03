"""Ids, and what refers to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from cpecfacts.checks.rule import Examined, Finding, Severity, rule
from cpecfacts.model.flaw import Flaw

_NAMED = re.compile(r"refers to the (\w+) “(.*)”, which", re.DOTALL)
_MOST_PROPOSED = 50  # to look for the nearest of 10,000 ids takes some 10 ms, so not for every one of thousands
_LONGEST_ID = 100


@rule(Severity.ERROR)
def bad_id(examined: Examined) -> Iterator[Finding]:
    """An id is made of a-z and 0-9, joined by single hyphens.

    An id is typed in commands and queries, and stands in citations.
    """
    for flaw in examined.flaws:
        if flaw.rule == "bad-id":
            slug = re.sub(r"[^a-z0-9]+", "-", (flaw.id or "").lower()).strip("-")
            yield _finding(flaw, f"rename it, for example to “{slug}”" if slug else None)


@rule(Severity.ERROR)
def unknown_reference(examined: Examined) -> Iterator[Finding]:
    """What a record refers to is in the store.

    A fact about nobody, or from a source that is not there, cannot be followed.
    """
    return _references(examined, "unknown-reference")


@rule(Severity.ERROR)
def missing_parent(examined: Examined) -> Iterator[Finding]:
    """The parent of an organization is in the store.

    Who speaks for itself is told by who owns whom.
    """
    return _references(examined, "missing-parent")


@rule(Severity.ERROR)
def parent_ring(examined: Examined) -> Iterator[Finding]:
    """No organization owns itself, not even through others.

    Of a ring nobody can say who is at its head.
    """
    organizations = examined.snapshot.organizations
    done: set[str] = set()
    for start in organizations:
        way: dict[str, None] = {}
        here: str | None = start
        while here is not None and here in organizations and here not in done and here not in way:
            way[here] = None
            here = organizations[here].parent
        if here in way:
            ring = list(way)[list(way).index(here) :]
            yield Finding(
                table="organizations",
                id=ring[0],
                field="parent",
                message=f"“{ring[0]}” owns itself: {' → '.join((*ring, ring[0]))}",
                mend="set one of these parents to null",
            )
        done.update(way)


@rule(Severity.WARNING)
def id_in_two_tables(examined: Examined) -> Iterator[Finding]:
    """An id stands in one table only.

    `cpecfacts show ID` could not tell which one is meant.
    """
    times = Counter(identifier for those in examined.ids.values() for identifier in those)
    first: dict[str, str] = {}
    for table, those in examined.ids.items():
        for identifier in sorted(those):
            if times[identifier] > 1 and first.setdefault(identifier, table) != table:
                message = f"the id “{identifier}” stands in {first[identifier]} too"
                yield Finding(table=table, id=identifier, message=message, mend="rename one of them")


def _references(examined: Examined, name: str) -> Iterator[Finding]:
    proposals: dict[tuple[str, str], str | None] = {}
    for flaw in examined.flaws:
        if flaw.rule != name:
            continue
        named = _NAMED.match(flaw.problem)
        key = (f"{named[1]}s", named[2]) if named else ("", "")
        if key not in proposals and len(proposals) < _MOST_PROPOSED:
            proposals[key] = _proposal(key[1], examined.ids.get(key[0], ()))
        yield _finding(flaw, proposals.get(key))


def _proposal(name: str, ids: Collection[str]) -> str | None:
    """Return the question whether the nearest id was meant."""
    near = get_close_matches(name, sorted(ids), n=1, cutoff=0.7) if len(name) <= _LONGEST_ID else []
    return f"did you mean “{near[0]}”?" if near else None


def _finding(flaw: Flaw, mend: str | None) -> Finding:
    return Finding(table=flaw.table, id=flaw.id, field=flaw.field, message=flaw.problem, mend=mend, flaw=flaw)
