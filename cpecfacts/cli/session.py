"""What commands share: the library, the question that the options ask, and the way of an answer to its reader."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from cpecfacts.cli.diagnostics import left_out, note, summary
from cpecfacts.cli.options import Filters, Money, Output, Sums, View
from cpecfacts.cli.outlet import Outlet
from cpecfacts.errors import InvalidValueError, RefusedError
from cpecfacts.library import Findings, Library
from cpecfacts.model.dates import WhenError, parse_when
from cpecfacts.progress import Advance, work
from cpecfacts.query.names import known_word
from cpecfacts.query.order import SortKey
from cpecfacts.query.parse import parse_amounts, parse_dates, parse_query
from cpecfacts.query.quantities import parse_quantity, unit_named
from cpecfacts.query.tree import AmountRange, DateRange, Field, Mark, Node, Term, all_of
from cpecfacts.render.setting import Format
from cpecfacts.reports.report import Report


class Session(Outlet):
    """One run of one command."""

    _answering: AbstractContextManager[Advance] | None = None

    def __init__(self, output: Output) -> None:
        super().__init__(output)
        # Whatever takes its time from here to the first byte of the answer is shown; works inside have better names.
        self._answering = work("Answering")
        self._answering.__enter__()
        self.library = open_library(output.store, no_index=output.no_index)

    def find(self, filters: Filters, words: Sequence[str] | None, *more: Node, view: View | None = None) -> Findings:
        """Ask the library what the options and the query text ask; `view` orders and cuts off the facts."""
        return ask_library(self.library, filters, words, *more, view=view)

    def currency(self, money: Money) -> str | None:
        """Return the currency of --in.

        Raises:
            UnknownNameError: There are no rates for it.
        """
        return None if money.currency is None else self.library.rates.known(money.currency)

    def emit(
        self, report: Report, view: View | None = None, noun: str | None = "facts", count: int | None = None
    ) -> None:
        """Write a report in the chosen format, then say on stderr what was left out.

        `count` is how many of the `noun` there are, if not as many as items.
        """
        if view is not None and view.fields is not None:
            from cpecfacts.reports.fields import select_fields

            report = select_fields(report, [name.strip() for name in view.fields.split(",")])
        found = None
        if noun is not None:
            found = summary(len(report.items) if count is None else count, noun, report.hidden, report.description)
        drawn = self.write(report, *self.library.paths, heading=found)
        if self._answering is not None:
            self._answering.__exit__(None, None, None)
        told_inside = self.format is Format.JSON
        if found is not None:
            if not report.items or drawn or (report.hidden and not told_inside):
                note(found)
        elif not told_inside:
            # A card tells of its deprecated facts itself.
            more = {reason: count for reason, count in report.hidden.items() if reason != "deprecated"}
            if more:
                note(f"left out: {left_out(more)}")
        for warning in report.warnings:
            note(warning)


def open_library(stores: Sequence[Path] | None, *, no_index: bool) -> Library:
    """Open the stores of --store; where an index would answer sooner and none can be kept, say why."""
    library = Library.open(*(stores or ()), index=False if no_index else None)
    if library.without_index is not None:
        note(f"the store was read, as no index of it can be kept: {library.without_index}")
    return library


def refuse_lone_explain(sums: Sums) -> bool:
    """Return whether totals are asked for.

    Raises:
        RefusedError: An explanation is, but no totals.
    """
    if sums.explain and not sums.total:
        raise RefusedError("--explain tells how a --total came about: give both")
    return sums.total


def ask_library(
    library: Library, filters: Filters, words: Sequence[str] | None, *more: Node, view: View | None = None
) -> Findings:
    """Ask a library what the options and the query text ask; `view` orders and cuts off the facts."""
    node = question(filters, " ".join(words or ()), *more)
    if view is None:
        return library.find(node)
    sort = SortKey.WHEN if view.sort is None else SortKey(known_word("field to sort by", view.sort, SortKey))
    return library.find(node, sort=sort, reverse=view.reverse, limit=view.limit)


def question(filters: Filters, text: str, *more: Node) -> Node:
    """Return the question that the options and the query text ask together."""
    nodes: list[Node] = [*more]
    for field in Field:
        if field in (Field.UNIT, Field.RANK, Field.ID, Field.IS):
            continue
        values = getattr(filters, field.value)
        if values:
            nodes.append(Term(field, tuple(values)))
    if filters.since is not None or filters.until is not None:
        nodes.append(_dates(filters))
    if filters.min is not None or filters.max is not None:
        nodes.append(_amounts(filters))
    elif filters.unit is not None:
        nodes.append(Term(Field.UNIT, (filters.unit,)))
    nodes += [Term(Field.IS, (mark.value,)) for mark in Mark if getattr(filters, mark.name.lower())]
    if filters.all:
        nodes.append(Term(Field.RANK, ("any",)))
    return all_of(*nodes, parse_query(text))


def _dates(filters: Filters) -> DateRange:
    for option, value in (("--since", filters.since), ("--until", filters.until)):
        if value is None:
            continue
        try:
            parse_when(value)
        except WhenError:
            raise InvalidValueError(option, value, "one date, such as 2014, 2014-04 or 2014-04-23") from None
    try:
        return parse_dates(f"{filters.since or ''}..{filters.until or ''}")
    except InvalidValueError as error:
        raise InvalidValueError("--since and --until", error.value, error.expected) from None


def _amounts(filters: Filters) -> AmountRange:
    """Build the range of --min and --max, in the unit of --unit or of the numbers themselves."""
    for option, value in (("--min", filters.min), ("--max", filters.max)):
        if value is None:
            continue
        try:
            parse_quantity(value)
        except InvalidValueError as error:
            raise InvalidValueError(option, value, error.expected) from None
    try:
        amounts = parse_amounts(f"{filters.min or ''}..{filters.max or ''}")
    except InvalidValueError as error:
        raise InvalidValueError("--min and --max", error.value, error.expected) from None
    if filters.unit is None:
        return amounts
    unit = unit_named(filters.unit)
    if amounts.unit is not None and amounts.unit != unit:
        raise RefusedError(f"--unit {unit} does not go with amounts in {amounts.unit}")
    return AmountRange(amounts.low, amounts.high, unit=unit)
