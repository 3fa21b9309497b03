"""Sources, projects and measures in lists, with the number of facts found for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from cpecfacts.analysis.spans import first_and_last
from cpecfacts.library import Findings, Library
from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Measure
from cpecfacts.model.project import Project
from cpecfacts.model.record import Record
from cpecfacts.model.source import Source
from cpecfacts.reports.blocks import Block, Column, Group, Table
from cpecfacts.reports.items import MeasureItem, ProjectItem, SourceItem
from cpecfacts.reports.ordering import order_items
from cpecfacts.reports.report import Report
from cpecfacts.reports.stored import stored_items
from cpecfacts.reports.values import DateValue, Listed, Value


def source_item(source: Source, facts: int) -> SourceItem:
    """Return the item of a source with a number of facts."""
    return SourceItem(**msgspec.structs.asdict(source), facts=facts)


def project_item(project: Project, facts: list[Fact]) -> ProjectItem:
    """Return the item of a project with the facts about it."""
    first, last = first_and_last(facts)
    return ProjectItem(
        **msgspec.structs.asdict(project),
        facts=len(facts),
        sources=len({source for fact in facts for source in fact.source_ids}),
        first=first,
        last=last,
    )


def measure_item(measure: Measure, facts: list[Fact]) -> MeasureItem:
    """Return the item of a measure with the facts that have it."""
    return MeasureItem(
        **msgspec.structs.asdict(measure),
        facts=len(facts),
        companies=tuple(sorted({fact.company for fact in facts})),
    )


def sources_report(findings: Findings, library: Library, **view: Any) -> Report:
    """Return the report of `sources`."""

    def blocks(items: Sequence[SourceItem]) -> tuple[Block, ...]:
        columns = (
            Column(title="Issued"),
            Column(title="Publisher", flexible=True),
            Column(title="Title", flexible=True),
            Column(title="ID", under=True),
            Column(title="Class"),
            Column(title="Language"),
            Column(title="Facts", right=True),
        )
        return _table(
            columns,
            (
                (DateValue(i.issued), i.publisher, i.title or i.URL, i.id, i.class_.value, i.language, i.facts)
                for i in items
            ),
        )

    return _list(
        "sources",
        findings,
        library,
        lambda fact: fact.source_ids,
        lambda source, facts: source_item(source, len(facts)),
        SourceItem,
        blocks,
        **view,
    )


def projects_report(findings: Findings, library: Library, **view: Any) -> Report:
    """Return the report of `projects`."""

    def blocks(items: Sequence[ProjectItem]) -> tuple[Block, ...]:
        columns = (
            Column(title="Name", flexible=True),
            Column(title="ID", under=True),
            Column(title="Companies", flexible=True),
            Column(title="Facts", right=True),
            Column(title="Facts since"),
            Column(title="Facts until"),
        )
        return _table(
            columns,
            ((i.name, i.id, Listed(i.companies), i.facts, DateValue(i.first), DateValue(i.last)) for i in items),
        )

    return _list(
        "projects",
        findings,
        library,
        lambda fact: (fact.project,) if fact.project else (),
        project_item,
        ProjectItem,
        blocks,
        **view,
    )


def measures_report(findings: Findings, library: Library, **view: Any) -> Report:
    """Return the report of `measures`."""

    def blocks(items: Sequence[MeasureItem]) -> tuple[Block, ...]:
        columns = (
            Column(title="ID"),
            Column(title="Shape"),
            Column(title="Unit"),
            Column(title="Meaning", flexible=True),
            Column(title="Facts", right=True),
        )
        return _table(columns, ((i.id, i.shape.value, i.unit, i.meaning, i.facts) for i in items))

    return _list(
        "measures",
        findings,
        library,
        lambda fact: (fact.measure,) if fact.measure else (),
        measure_item,
        MeasureItem,
        blocks,
        **view,
    )


def _table(columns: tuple[Column, ...], rows: Iterable[tuple[Value, ...]]) -> tuple[Block, ...]:
    return (Table(columns=columns, groups=(Group(rows=tuple(rows)),)),)


def _list(  # noqa: PLR0917  (called three times, right above)
    command: str,
    findings: Findings,
    library: Library,
    ids_of: Callable[[Fact], tuple[str, ...]],
    item_of: Callable[[Any, list[Fact]], Any],
    item_type: type[msgspec.Struct],
    make_blocks: Callable[[Sequence[Any]], tuple[Block, ...]],
    *,
    sort: str | None = None,
    reverse: bool = False,
    limit: int | None = None,
) -> Report:
    """Count the facts found for each record of a table; records without one are listed when nothing was asked."""
    hidden = dict(findings.hidden)
    items: Sequence[Any]
    keeper = library.catalogue(findings, command)
    if keeper is not None and sort is None and not reverse:
        items = stored_items(keeper, item_type, hidden, limit=limit)
    else:
        items = order_items(
            _counted(findings, getattr(library.snapshot, command), ids_of, item_of),
            item_type,
            hidden,
            sort=sort,
            reverse=reverse,
            limit=limit,
        )
    return Report(
        command=command,
        query=findings.query,
        description=findings.description,
        items=items,
        item_type=item_type,
        make_blocks=lambda: make_blocks(items),
        hidden=hidden,
    )


def _counted(
    findings: Findings,
    table: Mapping[str, Record],
    ids_of: Callable[[Fact], tuple[str, ...]],
    item_of: Callable[[Any, list[Fact]], Any],
) -> Iterator[Any]:
    """Yield the items of the records that facts were found for, and of all where nothing was asked."""
    facts_of: dict[str, list[Fact]] = {}
    for fact in findings.facts:
        for record_id in ids_of(fact):
            facts_of.setdefault(record_id, []).append(fact)
    shown = [table[record_id] for record_id in sorted(facts_of)] if findings.scope is None else table.values()
    by_facts = sorted(shown, key=lambda record: -len(facts_of.get(record.id, ())))
    yield from (item_of(record, facts_of.get(record.id, [])) for record in by_facts)
