"""How the columns of a table share the width that there is."""

from __future__ import annotations

from typing import NamedTuple

from cpecfacts.render.folding import display_width
from cpecfacts.reports.blocks import Column, Table

GAP = 2
"""Spaces between columns."""

_NARROWEST_FLEXIBLE = (30, 14)  # below 14 a column of text is a tower of single words; tried in this order
_WIDEST_FIXED = (24, 18, 14)  # a longer date or id is folded; tried in this order


class ShownColumn(NamedTuple):
    """A column as it is drawn: the position of its own values, and those of the columns that stand under it."""

    column: Column
    position: int
    under: tuple[int, ...]


def share_width(room: int, needed: dict[int, int], least: dict[int, int]) -> dict[int, int]:
    """Share the room among columns: who needs little gets it all, the others by the square root of their need."""
    shares: dict[int, int] = {}
    while needed:
        weight = sum(need**0.5 for need in needed.values()) or 1
        fair = {i: int(room * need**0.5 / weight) for i, need in needed.items()}
        settled = {i: need for i, need in needed.items() if need <= fair[i]}
        if sum(settled.values()) > room - sum(least[i] for i in needed if i not in settled):
            settled = {}  # what these take beyond their least would be missing for that of the others
        settled = settled or {i: least[i] for i in needed if fair[i] < least[i]}
        if not settled:
            return shares | fair
        shares |= settled
        room -= sum(settled.values())
        needed = {i: need for i, need in needed.items() if i not in settled}
    return shares


def shown_columns(table: Table, *, apart: bool) -> list[ShownColumn]:
    """Return the columns to draw, each with those that stand under it, or all of them `apart`."""
    shown: list[ShownColumn] = []
    for index, column in enumerate(table.columns):
        if column.under and shown and not apart:
            shown[-1] = shown[-1]._replace(under=(*shown[-1].under, index))
        else:
            shown.append(ShownColumn(column, index, ()))
    return shown


def column_widths(
    columns: list[ShownColumn], cells: list[list[list[str]]], width: int, *, roomy: bool
) -> list[int] | None:
    """Return the widths of the columns; None when they do not fit.

    Fixed columns take what they need, or up to a limit from which they are folded; the flexible ones share the rest.
    `roomy` asks for fixed columns that need no folding, and comfortable flexible ones.
    """
    needed = [
        max([display_width(shown.column.title), *(display_width(line) for row in cells for line in row[index])])
        for index, shown in enumerate(columns)
    ]
    flexible = [index for index, shown in enumerate(columns) if shown.column.flexible]
    room = width - GAP * (len(columns) - 1)
    for narrowest in (None,) if roomy else _NARROWEST_FLEXIBLE:
        least = {i: min(needed[i], narrowest or columns[i].column.comfortable) for i in flexible}
        for widest_fixed in (width,) if roomy else _WIDEST_FIXED:
            fixed = {i: min(n, widest_fixed) for i, n in enumerate(needed) if i not in flexible}
            left = room - sum(fixed.values())
            if left >= sum(least.values()):
                shares = share_width(left, {i: needed[i] for i in flexible}, least)
                return [fixed.get(i, shares.get(i, 0)) for i in range(len(columns))]
    return None
