"""Questions whose facts nobody can add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cpecfacts.errors import RefusedError
from cpecfacts.model.amounts import is_currency
from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Measure, Shape
from cpecfacts.query.tree import AmountRange, And, Field, Node, Term

_WHY_NOT = {
    Shape.LEVEL: "is a level at a date: two dates of it do not add up to anything",
    Shape.TOTAL: "is a total to a date already: adding two of them would count the same money twice",
    Shape.DATE: "is a date, and dates are not added",
}


def refuse_unlike(node: Node, facts: Iterable[Fact], measures: Mapping[str, Measure]) -> None:
    """Raise if a resolved question asks for a total of what cannot be added.

    That is: only of units that are no money, only of measures that are levels, totals to a date or dates, or of facts
    none of which has an amount of money.

    Raises:
        RefusedError: It does; with the reason.
    """
    for term in _demands(node):
        if isinstance(term, AmountRange):
            units = [] if term.unit is None else [term.unit]
        else:
            units = list(term.values) if term.field is Field.UNIT else []
        if units and not any(is_currency(unit) for unit in units):
            raise RefusedError(f"{' and '.join(units)}: only money is added to a total, in one currency")
        if isinstance(term, Term) and term.field is Field.MEASURE:
            asked = [measures[measure] for measure in term.values]
            if all(measure.shape in _WHY_NOT for measure in asked):
                raise RefusedError(f"no total: “{asked[0].label}” {_WHY_NOT[asked[0].shape]}")
    found = list(facts)
    units = list(dict.fromkeys(fact.amount.unit for fact in found if fact.amount is not None))
    if units and not any(is_currency(unit) for unit in units):
        shown = ", ".join(sorted(units)[:6])
        raise RefusedError(f"no total: nothing found is money but {shown}, and only money in one currency is added")


def _demands(node: Node) -> Iterator[Term | AmountRange]:
    """Yield the terms that every answer has to meet."""
    match node:
        case And(items):
            for item in items:
                yield from _demands(item)
        case Term() | AmountRange():
            yield node
