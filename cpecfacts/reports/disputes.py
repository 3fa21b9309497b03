"""Where sources disagree: each dispute with its rival figures side by side."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cpecfacts.analysis.claims import Grade
from cpecfacts.analysis.disputes import Dispute
from cpecfacts.library import Findings, Library
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.reports.blocks import Column, Group, Table
from cpecfacts.reports.facts import BACKING, backing_of, date_of, statement_of
from cpecfacts.reports.items import DisputeItem, dispute_item
from cpecfacts.reports.ordering import order_items
from cpecfacts.reports.report import Report
from cpecfacts.reports.stored import Keeper, stored_items
from cpecfacts.reports.values import Faint, Listed, Stack, Value


def disputes_report(
    findings: Findings,
    library: Library,
    *,
    grade: Grade | None = None,
    sort: str | None = None,
    reverse: bool = False,
    limit: int | None = None,
) -> Report:
    """Return the report of `disputes`: those that a fact found takes part in, all of them or of one grade."""
    hidden = {reason: count for reason, count in findings.hidden.items() if reason != "deprecated"}
    disputes = library.disputes(findings)
    of_grade = disputes if grade is None else [dispute for dispute in disputes if dispute.grade is grade]
    if len(of_grade) < len(disputes):
        hidden["other_grade"] = len(disputes) - len(of_grade)
    items: Sequence[DisputeItem]
    if isinstance(disputes, Keeper) and sort is None and not reverse and grade is None:
        items = stored_items(disputes, DisputeItem, hidden, limit=limit)
    else:
        items = order_items(
            (dispute_item(dispute, library) for dispute in of_grade),
            DisputeItem,
            hidden,
            sort=sort,
            reverse=reverse,
            limit=limit,
        )
    return Report(
        command="disputes",
        query=findings.query,
        description=findings.description,
        items=items,
        item_type=DisputeItem,
        make_blocks=lambda: (disputes_table(items, library),),
        hidden=hidden,
    )


def disputes_table(disputes: Sequence[Dispute], library: Library) -> Table:
    """Return disputes as groups of rival facts, each with the reason below its question."""
    columns = (
        Column(title="Figure", right=True),
        Column(title="When", under=True),
        Column(title="Fact", flexible=True),
        Column(title="Said by", under=True, flexible=True, comfortable=20),
        Column(title="ID", under=True),
        BACKING,
    )
    groups = tuple(
        Group(title=title_of(dispute, library.snapshot), rows=rival_rows(dispute.facts, library))
        for dispute in disputes
    )
    return Table(columns=columns, groups=groups, group_title="Dispute")


def title_of(dispute: Dispute, snapshot: Snapshot) -> Value:
    """Return the question that a dispute is about, and below it why its facts disagree."""
    asked = snapshot.organizations[dispute.company] if dispute.project is None else snapshot.projects[dispute.project]
    return Stack((f"{asked.name}: {dispute.label}", Faint(f"{dispute.grade.value}: {dispute.why}")))


def rival_rows(facts: Sequence[str], library: Library) -> tuple[tuple[Value, ...], ...]:
    """Return a row for each fact of a dispute: figure, date, statement, voices, id and backing."""
    records = [library.snapshot.facts[fact] for fact in facts]
    return tuple(
        (
            fact.amount,
            date_of(fact),
            statement_of(fact),
            Listed(library.trust(fact).origins),
            fact.id,
            msgspec.structs.replace(backing_of(fact, library), disputed=False),  # as every fact here is
        )
        for fact in records
    )
