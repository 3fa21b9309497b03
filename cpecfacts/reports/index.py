"""The index of a store, for those who want to know of it."""

from __future__ import annotations

from cpecfacts.index.state import IndexStatus
from cpecfacts.reports.blocks import Pairs
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import DateValue, Value

_STATES = {
    "current": "used",
    "stale": "out of date",
    "none": "not made yet",
    "unused": "not used",
}


def index_report(status: IndexStatus) -> Report:
    """Return the report of `index`."""
    return Report(
        command="index",
        query="",
        description=f"the index of {status.store}",
        items=(status,),
        item_type=IndexStatus,
        make_blocks=lambda: (Pairs(_pairs(status)),),
    )


def _pairs(status: IndexStatus) -> tuple[tuple[str, Value], ...]:
    there = status.bytes is not None
    return (
        ("Store", status.store),
        ("Store size", _megabytes(status.store_bytes)),
        ("Index", f"{_STATES[status.state.value]}: {status.reason}"),
        ("Pays from", f"{_megabytes(status.threshold)} on"),
        ("Index file", status.location if there else None),
        ("Index size", None if status.bytes is None else _megabytes(status.bytes)),
        ("Facts", status.facts),
        ("Written", None if status.built is None else DateValue(status.built.partition("T")[0])),
        ("Made in", None if status.seconds is None else f"{status.seconds:.1f} seconds"),
        ("Digest of store", status.digest),
        ("Program version", status.program),
        ("Schema version", status.schema),
    )


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB"
