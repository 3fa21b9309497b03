"""Checks between the records of a store that a type cannot express."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable

from cpecfacts.errors import StoreDataError
from cpecfacts.model.amounts import Bound
from cpecfacts.model.dates import WhenError, parse_when
from cpecfacts.model.fact import Fact
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.rate import Rate
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Snapshot
from cpecfacts.model.source import Source

_LARGEST_NUMBER = sys.float_info.max
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BAD_ID = "an id is made of a-z and 0-9, joined by single hyphens"


class _Refusal:
    """Raises the first problem found, with its place."""

    def __init__(self, path: str, snapshot: Snapshot) -> None:
        self.path = path
        self.snapshot = snapshot

    def problem(self, place: str, problem: str) -> StoreDataError:
        return StoreDataError(self.path, place, problem)

    def reference(self, place: str, name: str | None, table: Collection[str], what: str) -> None:
        if name is not None and name not in table:
            raise self.problem(place, f"refers to the {what} “{name}”, which the store does not have")

    def references(self, place: str, names: Iterable[str], table: Collection[str], what: str) -> None:
        for index, name in enumerate(names):
            if name not in table:
                self.reference(f"{place}[{index}]", name, table, what)

    def date(self, place: str, text: str | None) -> None:
        if text is None:
            return
        try:
            parse_when(text)
        except WhenError:
            raise self.problem(place, f"“{text}” is no EDTF date that this program reads") from None


def refuse_bad_records(snapshot: Snapshot, path: str) -> None:
    """Check ids, references and dates of a decoded store.

    Raises:
        StoreDataError: At the first problem, with its place.
    """
    refuse = _Refusal(path, snapshot)
    for name in RECORDS:
        for key in snapshot.table(name):
            if _SLUG.fullmatch(key) is None:
                raise refuse.problem(f"{name}.{key}", _BAD_ID)
    refuse.date("meta.updated", snapshot.meta.updated)
    for name in RECORDS:
        for key, record in snapshot.table(name).items():
            _refuse_bad_record(refuse, f"{name}.{key}", record)


def refuse_bad_record(record: Record, snapshot: Snapshot, path: str) -> None:
    """Check one record that is to be put into a store.

    Raises:
        StoreDataError: Its id, a reference or a date is not sound; the place is that inside of the record.
    """
    refuse = _Refusal(path, snapshot)
    if _SLUG.fullmatch(record.id) is None:
        raise refuse.problem("id", _BAD_ID)
    try:
        _refuse_bad_record(refuse, "", record)
    except StoreDataError as error:
        raise refuse.problem(error.place.removeprefix("."), error.problem) from None


def _refuse_bad_record(refuse: _Refusal, place: str, record: Record) -> None:
    snapshot = refuse.snapshot
    match record:
        case Fact():
            _refuse_bad_fact(refuse, place, record)
        case Organization():
            refuse.reference(f"{place}.parent", record.parent, snapshot.organizations, "organization")
        case Project():
            refuse.references(f"{place}.companies", record.companies, snapshot.organizations, "organization")
        case Source():
            refuse.date(f"{place}.issued", record.issued)
            refuse.date(f"{place}.accessed", record.accessed)
        case Rate():
            refuse.reference(f"{place}.source", record.source, snapshot.sources, "source")
        case _:  # a measure refers to nothing
            pass


def _refuse_bad_fact(refuse: _Refusal, place: str, fact: Fact) -> None:
    """Check one fact."""
    snapshot = refuse.snapshot
    organizations = snapshot.organizations
    refuse.reference(f"{place}.company", fact.company, organizations, "organization")
    refuse.references(f"{place}.parties", fact.parties, organizations, "organization")
    refuse.reference(f"{place}.project", fact.project, snapshot.projects, "project")
    refuse.reference(f"{place}.measure", fact.measure, snapshot.measures, "measure")
    refuse.date(f"{place}.when", fact.when)
    for index, piece in enumerate(fact.evidence):
        refuse.reference(f"{place}.evidence[{index}].source", piece.source, snapshot.sources, "source")
        refuse.reference(f"{place}.evidence[{index}].asserted_by", piece.asserted_by, organizations, "organization")
    if not fact.evidence:
        raise refuse.problem(f"{place}.evidence", "a fact needs at least one piece of evidence")
    amount = fact.amount
    for field, number in (("value", amount and amount.value), ("to", amount and amount.to)):
        if isinstance(number, int) and abs(number) > _LARGEST_NUMBER:
            raise refuse.problem(f"{place}.amount.{field}", "the number is too large")
    if amount is not None and (amount.bound is Bound.BETWEEN) != (amount.to is not None):
        raise refuse.problem(f"{place}.amount.to", "belongs to the bound “between”, and only to it")
    if amount is not None and amount.to is not None and amount.to < amount.value:
        raise refuse.problem(f"{place}.amount.to", "the upper end lies below the lower one")
    if fact.is_deprecated and not fact.rank_reason:
        raise refuse.problem(f"{place}.rank_reason", "a deprecated fact needs a reason")
