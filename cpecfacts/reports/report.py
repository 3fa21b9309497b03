"""An answer on its way to the reader: items for programs and blocks for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from cpecfacts.reports.blocks import Block

CONTRACT = 1  # `format` of the JSON output; a break of the contract raises it


class StoreStamp(msgspec.Struct, frozen=True, kw_only=True):
    """Which store answered: its file, the number of its format, when it was updated and the digest of its bytes."""

    path: str
    format: int
    title: str | None
    licence: str | None
    updated: str | None
    digest: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a command answers.

    `items` are the contract with programs, of the type `item_type`; `make_blocks` makes what people see, and is only
    called for text formats. `hidden` counts by reason what was left out, `warnings` are sentences. `checked` are the
    stores that `check` looked at.
    """

    command: str
    query: str
    description: str
    items: Sequence[Any]
    item_type: Any
    make_blocks: Callable[[], tuple[Block, ...]]
    hidden: dict[str, int] = {}
    warnings: tuple[str, ...] = ()
    store: StoreStamp | None = None
    checked: Sequence[Any] | None = None


def envelope(report: Report) -> dict[str, Any]:
    """Return the JSON object of a report, its keys in the order of the contract."""
    stamp: dict[str, Any] = {} if report.store is None else {"store": report.store}
    if report.checked is not None:
        stamp["checked"] = report.checked
    return {
        "format": CONTRACT,
        "command": report.command,
        "query": report.query,
        "description": report.description,
        "count": len(report.items),
        "hidden": report.hidden,
        "warnings": report.warnings,
        **stamp,
        "items": report.items,
    }
