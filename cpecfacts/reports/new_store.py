"""A store that was just made."""

from __future__ import annotations

import msgspec

from cpecfacts.reports.blocks import Pairs
from cpecfacts.reports.report import Report
from cpecfacts.store.reader import StoreFile


class NewStore(msgspec.Struct, frozen=True, kw_only=True):
    """A store: its file, what it says of itself, and how many records it has of each table."""

    path: str
    title: str | None
    licence: str | None
    organizations: int
    projects: int
    measures: int
    sources: int
    rates: int
    facts: int


def new_store_report(file: StoreFile) -> Report:
    """Return the report of `init`."""
    snapshot = file.snapshot
    store = NewStore(
        path=str(file.path).encode("utf-8", "backslashreplace").decode(),  # a path need not be text
        title=snapshot.meta.title,
        licence=snapshot.meta.licence,
        organizations=len(snapshot.organizations),
        projects=len(snapshot.projects),
        measures=len(snapshot.measures),
        sources=len(snapshot.sources),
        rates=len(snapshot.rates),
        facts=len(snapshot.facts),
    )
    fields = [field.name for field in msgspec.structs.fields(NewStore)]
    return Report(
        command="init",
        query="",
        description=f"the new store {store.path}",
        items=(store,),
        item_type=NewStore,
        make_blocks=lambda: (Pairs(tuple((name.capitalize(), getattr(store, name)) for name in fields)),),
    )
