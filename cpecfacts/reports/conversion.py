"""Amounts in a second currency: the column, its cells, and the remark that says by which rates."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cpecfacts.analysis.conversion import Conversion
from cpecfacts.analysis.exchange import SPANS
from cpecfacts.analysis.figures import Figure
from cpecfacts.library import Library
from cpecfacts.model.amounts import Amount, is_currency
from cpecfacts.model.exact import significant_digits
from cpecfacts.model.fact import Fact
from cpecfacts.reports.blocks import Block, Column, Paragraph
from cpecfacts.reports.values import Faint, Rough, Value

FEWEST_DIGITS, MOST_DIGITS = 2, 3


def digits_of(amount: Amount) -> int:
    """Return with how many digits what was reckoned from an amount is shown: no more than it has, within two or three.

    With one digit, US$1 billion at 1.4 would be off by a third.
    """
    known = max(significant_digits(amount.value), 0 if amount.to is None else significant_digits(amount.to))
    return max(FEWEST_DIGITS, min(MOST_DIGITS, known))


def converted_column(currency: str) -> Column:
    """Return the column of amounts in another currency; it follows that of the amounts themselves."""
    return Column(title=f"In {currency}", right=True, under=True)


def converted_value(amount: Amount | None, conversion: Conversion) -> Value:
    """Return a converted amount as a value, or faintly why there is none.

    Nothing is said where there is nothing to convert: no amount, none of money, or one that has the currency already.
    """
    if amount is None or not is_currency(amount.unit.partition("/")[0]):
        return None
    if conversion.amount is None:
        return Faint(conversion.why_not)
    return Rough(conversion.amount, digits_of(amount), conversion.year) if conversion.steps else None


def converted_fact(fact: Fact, library: Library, currency: str) -> Value:
    """Return the amount of a fact in another currency as a value."""
    return converted_value(fact.amount, library.convert(fact, currency))


def convert_figure(figure: Figure, library: Library, currency: str | None) -> Figure:
    """Return a figure with its amount converted, if a currency is given."""
    if currency is None:
        return figure
    return msgspec.structs.replace(figure, converted=library.convert(library.snapshot.facts[figure.fact], currency))


def remark_on_rates(facts: Iterable[Fact], library: Library, currency: str | None) -> tuple[Block, ...]:
    """Return the remark below converted amounts: what ≈ and the year mean, and who published the rates."""
    if currency is None:
        return ()
    sources: set[str] = set()
    notes: set[str] = set()
    for fact in facts:
        conversion = library.convert(fact, currency)
        sources.update(rate.source for rate in conversion.steps)
        if conversion.note:
            notes.add(conversion.note)
    if not sources:
        return ()
    told = ", ".join(source_words(source, library) for source in sorted(sources))
    text = f"In {currency}: by the average rate of the year in brackets, rounded. Rates: {told}."
    text += remark_on_years(notes)
    return (Paragraph(Faint(text), apart=True),)


def remark_on_years(notes: Iterable[str]) -> str:
    """Return a further sentence of a remark on rates if one of the dates spans years."""
    return " A date that spans years has the rate of its end." if any(SPANS in note for note in notes) else ""


def source_words(source_id: str, library: Library) -> str:
    """Return publisher and id of a source of rates, to be looked up."""
    return f"{library.snapshot.sources[source_id].publisher} [{source_id}]"


def conversion_words(conversion: Conversion, library: Library) -> str | None:
    """Return by which rates an amount was converted, with their sources, and what is to be minded."""
    if not conversion.steps:
        return None
    rates = [
        f"{rate.rate} {rate.quote}/{rate.base}, average of {rate.year}, {source_words(rate.source, library)}"
        for rate in conversion.steps
    ]
    return "; ".join([*rates, *([conversion.note] if conversion.note else [])])
