"""A tree as text again: as a query text that parses to the same tree, and in words for a reader."""

from __future__ import annotations

from collections.abc import Callable

from cpecfacts.query.quantities import quantity_text
from cpecfacts.query.tree import (
    AMOUNT_FIELD,
    DATE_FIELD,
    AmountRange,
    And,
    DateRange,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Term,
    Word,
)

_NEEDS_QUOTES = frozenset('()":,')


def query_text(node: Node) -> str:
    """Return the query text of a tree. `parse_query` of it gives the tree again."""
    match node:
        case And(items):
            return " ".join(f"({query_text(i)})" if isinstance(i, And) else query_text(i) for i in items)
        case Or(items):
            return " or ".join(f"({query_text(i)})" if isinstance(i, (And, Or)) else query_text(i) for i in items)
        case Not(item):
            return f"-({query_text(item)})" if isinstance(item, (And, Or, Not)) else f"-{query_text(item)}"
        case Word(text):
            return text
        case Phrase(text):
            return _quote(text)
        case Term(field, values):
            return f"{field.value}:{','.join(_quote_if_needed(value) for value in values)}"
        case DateRange(since, until):
            return f"{DATE_FIELD}:{since}" if since == until else f"{DATE_FIELD}:{since or ''}..{until or ''}"
        case AmountRange():
            return f"{AMOUNT_FIELD}:{_quote_if_needed(_amounts_text(node))}"
    raise TypeError(node)


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _quote_if_needed(text: str) -> str:
    if any(character.isspace() or character in _NEEDS_QUOTES for character in text):
        return _quote(text)
    return text


def _amounts_text(amounts: AmountRange) -> str:
    unit = f" {amounts.unit}" if amounts.unit else ""
    if amounts.low is not None and amounts.low == amounts.high:
        return quantity_text(amounts.low) + unit
    if amounts.low is not None and amounts.high is not None:
        return f"{quantity_text(amounts.low)}..{quantity_text(amounts.high)}{unit}"
    if amounts.low is not None:
        return f"{'>=' if amounts.low_closed else '>'}{quantity_text(amounts.low)}{unit}"
    if amounts.high is not None:
        return f"{'<=' if amounts.high_closed else '<'}{quantity_text(amounts.high)}{unit}"
    raise TypeError(amounts)


_ARE = {
    Field.COMPANY: "about",
    Field.KIND: "of the kind",
    Field.MEASURE: "of the measure",
    Field.PROJECT: "of the project",
    Field.STATUS: "with the status",
    Field.UNIT: "counted in",
    Field.PLACE: "in",
    Field.TAG: "tagged",
    Field.SOURCE: "from the source",
    Field.PUBLISHER: "published by",
    Field.RANK: "of the rank",
    Field.ID: "with the id",
    Field.IS: "marked",
}


def describe(node: Node, name_of: Callable[[Field, str], str] = lambda _field, value: value) -> str:
    """Say in words what a tree asks for; `name_of` gives the reader's name for a value of a field."""
    if isinstance(node, And) and not node.items:
        return "all facts"
    return f"facts {_clause(node, name_of)}"


def _clause(node: Node, name_of: Callable[[Field, str], str]) -> str:
    """Say what one part asks for, so that it can follow “facts”."""
    match node:
        case And(items):
            return ", ".join(
                f"({_clause(item, name_of)})" if isinstance(item, (And, Or)) else _clause(item, name_of)
                for item in items
            )
        case Or(items):
            return " or ".join(
                f"({_clause(item, name_of)})" if isinstance(item, (And, Or)) else _clause(item, name_of)
                for item in items
            )
        case Not(item):
            clause = _clause(item, name_of)
            return f"not ({clause})" if isinstance(item, (And, Or, Not)) else f"not {clause}"
        case Word(text):
            return f"with a word that begins “{text}”"
        case Phrase(text):
            return f"with the words “{text}”"
        case Term(Field.RANK, ("any",)):
            return "of any rank, deprecated ones too"
        case Term(field, values):
            return f"{_ARE[field]} {' or '.join(name_of(field, value) for value in values)}"
        case DateRange(since, until):
            return _dates_clause(since, until)
        case AmountRange():
            return _amounts_clause(node)
    raise TypeError(node)


def _dates_clause(since: str | None, until: str | None) -> str:
    if since == until:
        return f"dated {since}"
    if since and until:
        return f"dated {since} to {until}"
    return f"dated {since} or later" if since else f"dated {until} or earlier"


def _amounts_clause(amounts: AmountRange) -> str:
    low = "" if amounts.low is None else quantity_text(amounts.low)
    high = "" if amounts.high is None else quantity_text(amounts.high)
    unit = f" {amounts.unit}" if amounts.unit else " (dollars where it is money)"
    if low and low == high:
        return f"with an amount of {low}{unit}"
    if low and high:
        return f"with an amount from {low} to {high}{unit}"
    if low:
        return f"with an amount of {'at least' if amounts.low_closed else 'more than'} {low}{unit}"
    return f"with an amount of {'at most' if amounts.high_closed else 'less than'} {high}{unit}"
