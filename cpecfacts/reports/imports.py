"""What an import did, or would do."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cpecfacts.model.fact import Fact
from cpecfacts.reports.blocks import Block, Column, Group, Heading, Pairs, Paragraph, Table
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import DateValue, Listed, Value

MOST_SHOWN = 20
"""Rows of each table for people; programs get all."""


class RefusedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row that was not imported, by its line in the file, and why."""

    line: int
    reason: str


class UnmatchedName(msgspec.Struct, frozen=True, kw_only=True):
    """A name that no organization has, in how many rows it stands, and ids of organizations with names like it."""

    name: str
    rows: int
    near: tuple[str, ...]


class ImportItem(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a file.

    `rows` counts all rows, `left_out` those that the mapping does not choose, `refused` those that cannot be imported;
    `present` counts records that the store had already. `added` counts new records by table, `facts` are the ids of the
    new facts and `organizations` those of organizations that were made for names. `written` tells whether the store was
    changed. `rejects` is the file with the refused rows.
    """

    file: str
    read_as: str
    mapping: str | None
    store: str
    rows: int
    left_out: int
    present: int
    refused: int
    added: dict[str, int]
    written: bool
    rejects: str | None
    facts: tuple[str, ...]
    organizations: tuple[str, ...]
    unmatched: tuple[UnmatchedName, ...]
    refusals: tuple[RefusedRow, ...]


def import_report(item: ImportItem, shown: Sequence[Fact], warnings: Sequence[str] = ()) -> Report:
    """Return the report of an import; `shown` are facts to be shown to people, as in a dry run."""
    verb = "added" if item.written else "that would be added"
    return Report(
        command="import",
        query="",
        description=f"what {item.file} adds to {item.store}",
        items=(item,),
        item_type=ImportItem,
        make_blocks=lambda: _blocks(item, shown, verb),
        warnings=tuple(warnings),
    )


def _blocks(item: ImportItem, shown: Sequence[Fact], verb: str) -> tuple[Block, ...]:
    pairs: tuple[tuple[str, Value], ...] = (
        ("File", item.file),
        ("Read as", item.read_as),
        ("Mapping", item.mapping),
        ("Store", item.store),
        ("Rows", item.rows),
        ("Left out by the mapping", item.left_out or None),
        ("Refused", item.refused or None),
        ("Known already", item.present or None),
        *((f"{table.capitalize()} {verb}", count) for table, count in item.added.items()),
    )
    blocks: list[Block] = [Pairs(pairs)]
    columns: tuple[Column, ...]
    if shown:
        columns = (
            Column(title="When"),
            Column(title="Amount", right=True),
            Column(title="Fact", flexible=True),
            Column(title="ID", flexible=True, under=True),
        )
        rows = [(DateValue(fact.when), fact.amount, fact.statement, fact.id) for fact in shown]
        blocks += _listed(f"Facts {verb}", columns, rows)
    if item.unmatched:
        columns = (
            Column(title="Name", flexible=True),
            Column(title="Rows", right=True),
            Column(title="Like", flexible=True),
        )
        names = [(name.name, name.rows, Listed(name.near)) for name in item.unmatched]
        blocks += _listed("Names that no organization has", columns, names)
    if item.refusals:
        columns = (Column(title="Line", right=True), Column(title="Reason", flexible=True))
        blocks += _listed("Refused rows", columns, [(refusal.line, refusal.reason) for refusal in item.refusals])
    return tuple(blocks)


def _listed(title: str, columns: tuple[Column, ...], rows: Sequence[tuple[Value, ...]]) -> list[Block]:
    """Return a table of the first rows under a heading, and how many more there are."""
    table = Table(columns=columns, groups=(Group(rows=tuple(rows[:MOST_SHOWN])),))
    more = len(rows) - MOST_SHOWN
    return [Heading(title), table, *([Paragraph(f"… and {more:,} more")] if more > 0 else [])]
