"""What `match` itself has to say: of numbers that no database holds, and of questions that are too large for one."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from functools import lru_cache

import msgspec

from cpecfacts.model.fact import Fact
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.snapshot import Meta, Snapshot
from cpecfacts.model.source import Source
from cpecfacts.query.match import Verdict, match, match_amounts
from cpecfacts.query.tree import AmountRange, Mark, Node
from cpecfacts.store.layout import FORMAT

LARGEST = 2**63 - 1
"""The largest whole number that SQLite holds."""

_decode_fact = msgspec.json.Decoder(Fact).decode
_BIAS, _WIDTH = (
    2**1024,
    129,
)  # greater than any float, so that biased differences are positive, and their bytes in order
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
    return match_amounts(_amounts_of(asked), _decode_fact(fact), negated=False).value


def remainder(fact: bytes | None) -> bytes | None:
    """Return by how much the figure of a fact, given as JSON, is more than the number in the index; such bytes sort."""
    amount = None if fact is None else _decode_fact(fact).amount
    if amount is None:
        return None
    value = amount.value
    rest = value - int(float(value)) if isinstance(value, int) and abs(value) > LARGEST else 0
    return (_BIAS + rest).to_bytes(_WIDTH, "big")


def judge_all(connection: sqlite3.Connection, node: Node, *, ranks_asked: bool) -> tuple[list[int], Counter[str]]:
    """Return the numbers of all facts that answer a question, and the doubts, by looking at every fact.

    Doubts about deprecated facts do not count unless `ranks_asked`.
    """
    snapshot = _records_beside(connection)
    found: list[int] = []
    doubts: Counter[str] = Counter()
    rows = connection.execute(
        "SELECT f.n, f.disputed, f.self_reported, b.fact "
        "FROM facts AS f CROSS JOIN bodies AS b ON b.n = f.n ORDER BY f.n"
    )
    for n, disputed, self_reported, record in rows:
        fact = _decode_fact(record)
        borne = {Mark.DISPUTED: bool(disputed), Mark.SELF_REPORTED: bool(self_reported)}
        verdict = match(node, fact, snapshot, lambda _, mark, borne=borne: borne[mark])
        if verdict is Verdict.YES:
            found.append(n)
        elif verdict is not Verdict.NO and (ranks_asked or not fact.is_deprecated):
            doubts[verdict.value] += 1
    return found, doubts


def _records_beside(connection: sqlite3.Connection) -> Snapshot:
    """Return a snapshot of the records by whose words facts are found."""
    organizations = msgspec.json.Decoder(Organization).decode
    projects = msgspec.json.Decoder(Project).decode
    sources = msgspec.json.Decoder(Source).decode
    return Snapshot(
        meta=Meta(format=FORMAT),
        organizations={key: organizations(r) for key, r in connection.execute("SELECT id, record FROM organizations")},
        projects={key: projects(r) for key, r in connection.execute("SELECT id, record FROM projects")},
        measures={},
        sources={key: sources(r) for key, r in connection.execute("SELECT id, record FROM sources")},
        rates={},
        facts={},
    )
