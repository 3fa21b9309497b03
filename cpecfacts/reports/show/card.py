"""What the cards of all records share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cpecfacts.model.fact import Fact
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.order import sort_facts
from cpecfacts.reports.blocks import Block
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import Value


def card_report(record: Record, what: str, item: Any, blocks: Iterable[Block], deprecated: int = 0) -> Report:
    """Return the report of one record with its item and blocks."""
    made = tuple(blocks)
    return Report(
        command="show",
        query=record.id,
        description=f"the {what} {record.id}",
        items=(item,),
        item_type=type(item),
        make_blocks=lambda: made,
        hidden={"deprecated": deprecated} if deprecated else {},
    )


def current_facts(facts: Iterable[Fact], search: str) -> tuple[list[Fact], int, Value]:
    """Return the facts that are not deprecated in date order, how many are, and where these are to be found."""
    ordered = sort_facts(facts)
    current = [fact for fact in ordered if not fact.is_deprecated]
    deprecated = len(ordered) - len(current)
    where = f"{deprecated} (cpecfacts facts {search} rank:deprecated)" if deprecated else None
    return current, deprecated, where


def name_with_id(organization_id: str, snapshot: Snapshot) -> Value:
    """Return the name of an organization with its id, to be typed again."""
    return f"{snapshot.organizations[organization_id].name} [{organization_id}]"
