"""What `match` itself has to say: of numbers that no database holds, and of questions that are too large for one."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cpecfacts.index.rows import LARGEST, decode_fact
from cpecfacts.index.tables import indexed_snapshot
from cpecfacts.model.snapshot import Meta
from cpecfacts.query.match import Verdict, match, match_amounts
from cpecfacts.query.tree import AmountRange, Mark, Node
from cpecfacts.store.layout import FORMAT

# Greater than any float, so that biased differences are positive, and their bytes in order.
_BIAS, _WIDTH = 2**1024, 129
NO_REMAINDER = _BIAS.to_bytes(_WIDTH, "big")
"""The remainder of a figure that the index holds as it is."""


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that compiled questions call, once."""
    try:
        connection.execute("SELECT judge_amounts(NULL, NULL), remainder(NULL)")
    except sqlite3.OperationalError:
        connection.create_function("judge_amounts", 2, judge_amounts, deterministic=True)
        connection.create_function("remainder", 1, remainder, deterministic=True)


def amounts_text(amounts: AmountRange) -> str:
    """Return a range of amounts as `judge_amounts` takes it; JSON holds numbers of any length."""
    return json.dumps([amounts.low, amounts.high, amounts.low_closed, amounts.high_closed, amounts.unit])


@lru_cache(maxsize=64)
def _amounts_of(text: str) -> AmountRange:
    return AmountRange(*json.loads(text))


def judge_amounts(fact: bytes | None, asked: str | None) -> str | None:
    """Return the verdict of a range of amounts on a fact, given as JSON; of nothing, nothing."""
    if fact is None or asked is None:
        return None
    return match_amounts(_amounts_of(asked), decode_fact(fact), negated=False).value


def remainder(fact: bytes | None) -> bytes | None:
    """Return by how much the figure of a fact, given as JSON, is more than the number in the index; such bytes sort."""
    amount = None if fact is None else decode_fact(fact).amount
    if amount is None:
        return None
    value = amount.value
    rest = value - int(float(value)) if isinstance(value, int) and abs(value) > LARGEST else 0
    return (_BIAS + rest).to_bytes(_WIDTH, "big")


def judge_each(
    connection: sqlite3.Connection, node: Node, where: str, parameters: Mapping[str, Any], *, ranks_asked: bool
) -> tuple[list[int], Counter[str]]:
    """Return the numbers of all facts that answer a question, and the doubts, by looking at every fact `f` of a place.

    Doubts about deprecated facts do not count unless `ranks_asked`.
    """
    snapshot = indexed_snapshot(connection, Meta(format=FORMAT))
    found: list[int] = []
    doubts: Counter[str] = Counter()
    rows = connection.execute(
        "SELECT f.n, f.disputed, f.self_reported, b.fact "
        f"FROM facts AS f CROSS JOIN bodies AS b ON b.n = f.n WHERE {where}",
        parameters,
    )
    for n, disputed, self_reported, record in rows:
        fact = decode_fact(record)
        borne = {Mark.DISPUTED: bool(disputed), Mark.SELF_REPORTED: bool(self_reported)}
        verdict = match(node, fact, snapshot, lambda _, mark, borne=borne: borne[mark])
        if verdict is Verdict.YES:
            found.append(n)
        elif verdict is not Verdict.NO and (ranks_asked or not fact.is_deprecated):
            doubts[verdict.value] += 1
    return found, doubts
