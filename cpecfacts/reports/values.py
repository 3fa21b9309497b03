"""What a cell may hold. `render.cells` turns every one of these into text, in one place for all text formats."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from cpecfacts.analysis.figures import Figure
from cpecfacts.model.amounts import Amount


class DateValue(msgspec.Struct, frozen=True):
    """A date to be put in words. Of a `moment` an open end is a limit ("by 2020"), of a period it goes on ("since")."""

    when: str | None
    moment: bool = False


class DateMark(msgspec.Struct, frozen=True):
    """The sign of a date's precision."""

    when: str | None


class Share(msgspec.Struct, frozen=True):
    """A part of a whole, between 0 and 1."""

    part: float


class Quoted(msgspec.Struct, frozen=True):
    """Words of somebody else, to stand between quotation marks."""

    text: str


class Backing(msgspec.Struct, frozen=True):
    """What stands behind a fact: sources, independent voices, grade of the sources, and what is to be minded.

    `sources` are those for it, `against` those against it.
    """

    sources: int
    against: int
    origins: int
    quality: int
    self_reported: bool
    disputed: bool


class FigureValue(msgspec.Struct, frozen=True):
    """A figure with its date, its number of sources and how many others there are.

    `answers` are the amounts or dates of all facts where the question has only one answer and they are several,
    `converted` what they are in another currency.
    """

    figure: Figure
    short: bool = False
    answers: tuple[Value, ...] = ()
    converted: Value = None


class Rough(msgspec.Struct, frozen=True):
    """An amount that was reckoned from others, with the digits to show and the year of the exchange rate."""

    amount: Amount
    digits: int
    year: int | None = None


class Labelled(msgspec.Struct, frozen=True):
    """A value with a word for what it is before it."""

    label: str
    value: Value


class Listed(msgspec.Struct, frozen=True):
    """Several values in one line, joined by commas."""

    values: tuple[Value, ...]


class Faint(msgspec.Struct, frozen=True):
    """A value of second rank, such as an id below a statement."""

    value: Value


class Stack(msgspec.Struct, frozen=True):
    """Several values one below the other."""

    values: tuple[Value, ...]


Value: TypeAlias = (
    str
    | int
    | float
    | Amount
    | DateValue
    | DateMark
    | Share
    | Quoted
    | Rough
    | Labelled
    | FigureValue
    | Backing
    | Listed
    | Faint
    | Stack
    | None
)
