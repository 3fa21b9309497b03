"""What a type cannot express of the records of a store: ids, references, dates, and fields that belong together."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from cpecfacts.errors import StoreDataError
from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.dates import WhenError, parse_when
from cpecfacts.model.fact import Fact
from cpecfacts.model.flaw import Flaw
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Snapshot

_LARGEST_NUMBER = sys.float_info.max
_LARGEST_COUNT = 2**63 - 1  # what databases and other programs hold as a whole number
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BAD_ID = "an id is made of a-z and 0-9, joined by single hyphens"

Ids = Mapping[str, Collection[str]]


def refuse_bad_records(snapshot: Snapshot, path: str) -> None:
    """Check ids, references and dates of a decoded store.

    Raises:
        StoreDataError: At the first problem, with its place.
    """
    for flaw in flaws_of_records(snapshot, {name: snapshot.table(name) for name in RECORDS}):
        raise StoreDataError(path, flaw.place, flaw.problem)


def flaws_of_records(snapshot: Snapshot, ids: Ids) -> Iterator[Flaw]:
    """Yield every bad id, reference and date of decoded records, and fields that contradict each other.

    `ids` are those that may be referred to, by table: also the ids of records that could not be decoded.
    """
    for table, those in ids.items():
        for key in those:
            if not is_id(key):
                yield Flaw(rule="bad-id", table=table, id=key, problem=_BAD_ID)
    yield from _flaws_inside(snapshot, ids)


def flaws_beside(record: Record, table: str, view: Snapshot) -> Iterator[Flaw]:
    """Yield every bad id, reference and date of one record that is to stand beside those of a store.

    Of the store only what the record refers to is looked up, however large it is.
    """
    if not is_id(record.id):
        yield Flaw(rule="bad-id", table=table, id=record.id, field="id", problem=_BAD_ID)
    ids = {name: view.table(name) for name in RECORDS}
    if isinstance(record, Fact) and is_plainly_sound(ids, record):
        return
    alone = {name: {record.id: record} if name == table else {} for name in RECORDS}
    yield from _flaws_inside(msgspec.structs.replace(view, **alone), ids)


def _flaws_inside(snapshot: Snapshot, ids: Ids) -> Iterator[Flaw]:
    """Yield the flaws of records but for those of their ids."""
    look = _Look(ids)
    organizations, projects, sources = "organizations", "projects", "sources"
    for key, organization in snapshot.organizations.items():
        yield from look.reference(organizations, key, "parent", organization.parent, organizations, "missing-parent")
    for key, project in snapshot.projects.items():
        yield from look.references(projects, key, "companies", project.companies, organizations)
    yield from look.date("meta", None, "updated", snapshot.meta.updated)
    for key, source in snapshot.sources.items():
        yield from look.date(sources, key, "issued", source.issued)
        yield from look.date(sources, key, "accessed", source.accessed)
    for key, rate in snapshot.rates.items():
        yield from _flaws_of_count("rates", key, "year", rate.year)
        yield from look.reference("rates", key, "source", rate.source, sources)
    for key, fact in snapshot.facts.items():
        # Nearly every fact is sound, and to see that takes a third of the time of looking for what is wrong with it.
        if not is_plainly_sound(ids, fact):
            yield from _flaws_of_fact(look, key, fact)


class _Look:
    """Looks up references and reads dates."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids

    def reference(
        self, table: str, key: str, field: str, name: str | None, target: str, rule: str = "unknown-reference"
    ) -> Iterator[Flaw]:
        if name is not None and name not in self._ids[target]:
            problem = f"refers to the {target.removesuffix('s')} “{name}”, which the store does not have"
            yield Flaw(rule=rule, table=table, id=key, field=field, problem=problem)

    def references(self, table: str, key: str, field: str, names: Iterable[str], target: str) -> Iterator[Flaw]:
        for index, name in enumerate(names):
            if name not in self._ids[target]:
                yield from self.reference(table, key, f"{field}[{index}]", name, target)

    def date(self, table: str, key: str | None, field: str, text: str | None) -> Iterator[Flaw]:
        if text is None:
            return
        try:
            parse_when(text)
        except WhenError:
            problem = f"“{text}” is no EDTF date that this program reads"
            yield Flaw(rule="bad-date", table=table, id=key, field=field, problem=problem)


def is_id(text: str) -> bool:
    """Whether a text may be the id of a record."""
    return _SLUG.fullmatch(text) is not None


def is_plainly_sound(ids: Ids, fact: Fact) -> bool:
    """Whether a fact surely has no flaw but perhaps that of its id; of an unusual one only `flaws_beside` can tell."""
    organizations, sources, amount = ids["organizations"], ids["sources"], fact.amount
    if fact.company not in organizations or not fact.evidence or fact.is_deprecated:
        return False
    if (fact.measure is not None and fact.measure not in ids["measures"]) or (
        fact.project is not None and fact.project not in ids["projects"]
    ):
        return False
    for party in fact.parties:
        if party not in organizations:
            return False
    for piece in fact.evidence:
        if piece.source not in sources or (piece.asserted_by is not None and piece.asserted_by not in organizations):
            return False
        if piece.paragraph is not None and abs(piece.paragraph) > _LARGEST_COUNT:
            return False
    if amount is not None and (
        amount.to is not None
        or amount.bound is Bound.BETWEEN
        or not -_LARGEST_NUMBER <= amount.value <= _LARGEST_NUMBER
    ):
        return False
    return fact.when is None or _is_date(fact.when)


def _is_date(text: str) -> bool:
    try:
        parse_when(text)
    except WhenError:
        return False
    return True


def _flaws_of_fact(look: _Look, key: str, fact: Fact) -> Iterator[Flaw]:
    table = "facts"
    yield from look.reference(table, key, "company", fact.company, "organizations")
    yield from look.references(table, key, "parties", fact.parties, "organizations")
    yield from look.reference(table, key, "project", fact.project, "projects")
    yield from look.reference(table, key, "measure", fact.measure, "measures")
    yield from look.date(table, key, "when", fact.when)
    for index, piece in enumerate(fact.evidence):
        yield from look.reference(table, key, f"evidence[{index}].source", piece.source, "sources")
        if piece.asserted_by is not None:
            place = f"evidence[{index}].asserted_by"
            yield from look.reference(table, key, place, piece.asserted_by, "organizations")
        yield from _flaws_of_count(table, key, f"evidence[{index}].paragraph", piece.paragraph)
    if not fact.evidence:
        problem = "a fact needs at least one piece of evidence"
        yield Flaw(rule="no-evidence", table=table, id=key, field="evidence", problem=problem)
    if fact.amount is not None:
        yield from _flaws_of_amount(key, fact.amount)
    if fact.is_deprecated and not fact.rank_reason:
        problem = "a deprecated fact needs a reason"
        yield Flaw(rule="deprecated-without-reason", table=table, id=key, field="rank_reason", problem=problem)


def _flaws_of_count(table: str, key: str, field: str, number: int | None) -> Iterator[Flaw]:
    if number is not None and abs(number) > _LARGEST_COUNT:
        yield Flaw(rule="number-too-large", table=table, id=key, field=field, problem="the number is too large")


def _flaws_of_amount(key: str, amount: Amount) -> Iterator[Flaw]:
    for field, number in (("value", amount.value), ("to", amount.to)):
        if isinstance(number, int) and abs(number) > _LARGEST_NUMBER:
            problem = "the number is too large"
            yield Flaw(rule="number-too-large", table="facts", id=key, field=f"amount.{field}", problem=problem)
    upper: str | None = None
    if (amount.bound is Bound.BETWEEN) != (amount.to is not None):
        upper = "belongs to the bound “between”, and only to it"
    elif amount.to is not None and amount.to < amount.value:
        upper = "the upper end lies below the lower one"
    if upper is not None:
        yield Flaw(rule="bad-upper-end", table="facts", id=key, field="amount.to", problem=upper)
