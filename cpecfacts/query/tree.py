"""A question as a value: a tree of terms.

`parse` makes it from text, `describe` turns it into text and words again, `match` says what it means.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from cpecfacts.model.amounts import Interval


class Field(StrEnum):
    """What a term can ask for by one of several names. The value is the word before the colon."""

    COMPANY = "company"
    KIND = "kind"
    MEASURE = "measure"
    PROJECT = "project"
    STATUS = "status"
    UNIT = "unit"
    PLACE = "place"
    TAG = "tag"
    SOURCE = "source"
    PUBLISHER = "publisher"
    RANK = "rank"
    ID = "id"
    IS = "is"


class Mark(StrEnum):
    """What a fact can be marked as: words that `is:` takes. They follow from the whole store, not from the fact."""

    DISPUTED = "disputed"
    SELF_REPORTED = "self-reported"


# The two fields that take a range.
DATE_FIELD = "date"
AMOUNT_FIELD = "amount"


class Node(msgspec.Struct, frozen=True, tag=True):
    """A part of a question."""


class Word(Node, frozen=True):
    """A word that begins some word of the searched text: `spectr` finds spectrum."""

    text: str


class Phrase(Node, frozen=True):
    """Whole words in this order: `"fibre cable"`."""

    text: str


class Term(Node, frozen=True):
    """A field that has one of the values: `company:zong,huawei`."""

    field: Field
    values: tuple[str, ...]


class DateRange(Node, frozen=True):
    """Facts whose date may fall between `since` and `until`, both EDTF and both included; None is no limit."""

    since: str | None
    until: str | None


class AmountRange(Node, frozen=True):
    """Facts whose amount may lie in the interval.

    Without a unit the numbers are US dollars where the fact's amount is money, and the fact's own unit elsewhere.
    """

    low: int | float | None
    high: int | float | None
    low_closed: bool = True
    high_closed: bool = True
    unit: str | None = None

    @property
    def interval(self) -> Interval:
        """The range as an interval."""
        return Interval(self.low, self.high, self.low_closed, self.high_closed)


class Not(Node, frozen=True):
    """Facts that do not match the item."""

    item: Node


class And(Node, frozen=True):
    """Facts that match all items; without items, all facts."""

    items: tuple[Node, ...]


class Or(Node, frozen=True):
    """Facts that match at least one item."""

    items: tuple[Node, ...]


EVERYTHING = And(())


def all_of(*nodes: Node) -> Node:
    """Join questions: facts that match every one of them. A conjunction inside is spread out."""
    items: list[Node] = []
    for node in nodes:
        items.extend(node.items if isinstance(node, And) else (node,))
    return items[0] if len(items) == 1 else And(tuple(items))


def walk(node: Node) -> list[Node]:
    """Return the node and all below it, in the order of reading."""
    match node:
        case Not(item):
            return [node, *walk(item)]
        case And(items) | Or(items):
            return [node, *(below for item in items for below in walk(item))]
        case _:
            return [node]
