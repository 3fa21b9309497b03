"""Currencies as people type them: USD, usd, rupees, Rs, ¥."""

from __future__ import annotations

from collections.abc import Sequence

from cpecfacts.errors import UnknownNameError
from cpecfacts.model.folding import name_key
from cpecfacts.query.names import near_names
from cpecfacts.query.quantities import CURRENCY_WORDS, unit_named


def known_currency(name: str, currencies: Sequence[str]) -> str:
    """Return the one of the currencies that a code, word or sign means.

    Raises:
        UnknownNameError: None of them; with the nearest, or with all of them.
    """
    code = unit_named(name)
    if code.upper() in currencies:
        return code.upper()
    # A currency that is known by its word ("euros"), only not by a rate, is no slip of the keyboard.
    near: list[str] = []
    if code not in CURRENCY_WORDS.values():
        words = [(word, of) for word, of in CURRENCY_WORDS.items() if of in currencies]
        index: dict[str, list[str]] = {}
        for word, of in (*words, *((currency, currency) for currency in currencies)):
            if name_key(word):
                index.setdefault(name_key(word), []).append(of)
        near = near_names(name, index)
    *others, last = currencies or ("",)
    known = f"{', '.join(others)} and {last}" if others else last
    see = f"there are rates for {known}" if currencies else "the store has no exchange rates"
    raise UnknownNameError("currency", name, near, see)
