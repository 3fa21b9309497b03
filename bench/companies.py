"""The companies of a large store: how many there are, what they are called, and how many facts are about each.

They grow with the facts to the power of 0.55, and the r-th of them has facts in proportion to 1 / (r + 3): of a million
facts some 50,000 are about the largest and a few hundred about one in the middle, as in collections that people make.
"""

from __future__ import annotations

import random
from bisect import bisect
from itertools import accumulate
from typing import Any, NamedTuple

from bench.names import FIRST, SECOND, Word

SEED = "cpecfacts bench 1"
_COUNTRIES = ("CN", "CN", "CN", "PK", "PK", "HK", "SG", None)
_GROWTH = 0.55


class Company(NamedTuple):
    """A company that does not exist. `rank` is 0 for the largest; `facts` is how many are about it."""

    id: str
    name: str
    rank: int
    facts: int
    record: dict[str, Any]


class Companies:
    """All of them, by rank."""

    def __init__(self, facts: int) -> None:
        words = [(first, second) for first in FIRST for second in SECOND]
        random.Random(SEED).shuffle(words)
        weights = [1 / (rank + 3) for rank in range(min(len(words), max(1, round(facts**_GROWTH))))]
        shares = [int(facts * weight / sum(weights)) for weight in weights]
        shares[0] += facts - sum(shares)
        self.by_rank = tuple(
            _company(words[rank], rank, share, words) for rank, share in enumerate(shares) if share > 0
        )
        self._bounds = list(accumulate(weights[: len(self.by_rank)]))

    def pick(self, rng: random.Random) -> Company:
        """Return one by chance, the larger the likelier."""
        place = bisect(self._bounds, rng.random() * self._bounds[-1])
        return self.by_rank[min(place, len(self.by_rank) - 1)]


def _company(words: tuple[Word, Word], rank: int, facts: int, all_words: list[tuple[Word, Word]]) -> Company:
    rng = random.Random(f"{SEED} company {rank}")
    first, second = words
    name, key = f"{first.latin} {second.latin}", _key(words)
    aliases = [f"{name} (Private) Limited", first.chinese + second.chinese, f"{first.urdu} {second.urdu}"]
    record = {
        "name": name,
        "type": "bank" if second.latin == "Bank" else "brand" if rng.random() < 0.1 else "company",
        "country": _COUNTRIES[rng.randrange(len(_COUNTRIES))],
        "parent": _key(all_words[rng.randrange(rank)]) if rank and rng.random() < 0.25 else None,
        "sector": second.latin.lower(),
        "aliases": [alias for alias in aliases if rng.random() < 0.4],
        "note": None,
    }
    return Company(key, name, rank, facts, record)


def _key(words: tuple[Word, Word]) -> str:
    return f"{words[0].latin}-{words[1].latin}".lower()
