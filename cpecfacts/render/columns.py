"""How the columns of a table share the width that there is."""

from __future__ import annotations


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
