"""Which facts of an index answer a question, in which order, and what was left out."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from cpecfacts.index.compile import ALWAYS, Compiled, Condition, NoRoomError, compile_query
from cpecfacts.index.found import IndexedFacts
from cpecfacts.index.judging import NO_REMAINDER, judge_all, prepare
from cpecfacts.index.rows import STRIDE, UNDATED
from cpecfacts.query.match import Verdict
from cpecfacts.query.order import SortKey
from cpecfacts.query.tree import Node, walk

_DOUBTS = (Verdict.OTHER_UNIT, Verdict.OPEN_ENDED, Verdict.NO_AMOUNT, Verdict.UNDATED)
_SMALL = 40  # parts of a question; with more of them SQLite is asked whether it takes it
_RARE = 3000  # facts that are looked at one by one sooner than all deprecated ones
_IN_ORDER = ("f.day", "f.reach", "f.n")


def _with_unknown_last(column: str) -> tuple[str, ...]:
    return (f"{column} IS NULL", f"{column} {{way}}")


# By what facts are sorted, as `query.order` defines it. Facts of one value follow in the order of dates and ids.
_KEYS: dict[SortKey, tuple[str, ...]] = {
    SortKey.WHEN: (f"f.day = {UNDATED}", "f.day {way}", "f.reach {way}"),
    SortKey.AMOUNT: ("f.unit IS NULL", "f.currency DESC", "f.unit", "f.value {way}"),
    SortKey.COMPANY: ("f.company {way}",),
    SortKey.KIND: ("f.kind {way}",),
    SortKey.MEASURE: _with_unknown_last("f.measure"),
    SortKey.PROJECT: _with_unknown_last("f.project"),
    SortKey.STATUS: ("f.status {way}",),
    SortKey.SOURCES: ("f.sources + f.against {way}",),
    SortKey.ORIGINS: ("f.origins {way}",),
    SortKey.QUALITY: ("f.quality {way}",),
    SortKey.ID: ("f.n {way}",),
}
# Of equal figures in the index, at most those that it does not hold as they are differ.
_REMAINDER = "CASE f.odd WHEN 1 THEN remainder((SELECT fact FROM bodies WHERE n = f.n)) ELSE :none END {way}"


class _Question(NamedTuple):
    """A question, for a search and for going through facts row by row, and what is known of the facts in doubt."""

    search: Compiled
    row_by_row: Compiled
    hidden: dict[str, int] | None = None


def find(
    connection: sqlite3.Connection,
    node: Node,
    *,
    ranks_asked: bool,
    sort: SortKey = SortKey.WHEN,
    reverse: bool = False,
    limit: int | None = None,
) -> tuple[IndexedFacts, dict[str, int]]:
    """Return the facts that answer a resolved question, and why others are hidden: what `query.finding` tells.

    Deprecated facts are left out and counted unless `ranks_asked`. The facts are fetched when they are asked for, from
    the connection, and never held all at once.
    """
    prepare(connection)
    question = _question(connection, node, ranks_asked=ranks_asked)
    hidden = question.hidden
    if hidden is None:
        count, hidden = _counts(connection, question, ranks_asked=ranks_asked)
    else:
        count = hidden.pop(Verdict.YES)
    most = count if limit is None else min(count, limit)
    hidden["beyond_limit"] = count - most
    way = _way(connection, question, sort=sort, reverse=reverse, found=(count, most))
    where = [f"({way.compiled.condition.yes})", *way.conditions]
    if not ranks_asked:
        where.append("f.rank <> 'deprecated'")
    numbers = (
        f"SELECT f.n AS n FROM facts AS f {way.through} "  # noqa: S608  (our own words)
        f"WHERE {' AND '.join(where)} ORDER BY {', '.join(way.keys)}"
    )
    parameters = {**way.compiled.parameters, "none": NO_REMAINDER}
    return IndexedFacts(connection, numbers, parameters, most), {reason: n for reason, n in hidden.items() if n}


def _question(connection: sqlite3.Connection, node: Node, *, ranks_asked: bool) -> _Question:
    try:
        question = _Question(compile_query(node), compile_query(node, row_by_row=True))
        if len(walk(node)) > _SMALL:
            _try(connection, question)
    except NoRoomError:
        found, hidden = judge_all(connection, node, ranks_asked=ranks_asked)
        yes = "f.n IN (SELECT value FROM json_each(:found))"
        compiled = Compiled(Condition(yes, yes), {"found": str(found)})
        return _Question(compiled, compiled, {**hidden, Verdict.YES: len(found)})
    return question


def _try(connection: sqlite3.Connection, question: _Question) -> None:
    """Have SQLite read a long question.

    Raises:
        NoRoomError: It is too long or too deep for it; how much it takes depends on how it was built.
    """
    for compiled in (question.search, question.row_by_row):
        try:
            connection.execute(f"EXPLAIN {_tally_of_doubts(compiled.condition, ALWAYS)}", compiled.parameters)
        except sqlite3.OperationalError:
            raise NoRoomError from None


def _counts(connection: sqlite3.Connection, question: _Question, *, ranks_asked: bool) -> tuple[int, dict[str, int]]:
    """Return how many facts are found, and how many are hidden by reason."""
    condition, parameters = question.search
    if condition.doubt:
        deprecated = "0" if ranks_asked else "f.rank = 'deprecated'"
        row = connection.execute(_tally_of_doubts(condition, deprecated), parameters).fetchone()
        left_out, found, *doubts = (number or 0 for number in row)
        return found, {"deprecated": left_out, **dict(zip(_DOUBTS, doubts, strict=True))}
    numbers = condition.numbers or f"SELECT 1 FROM facts AS f WHERE {condition.yes}"  # noqa: S608  (our own words)
    (found,) = connection.execute(f"SELECT count(*) FROM ({numbers})", parameters).fetchone()  # noqa: S608
    if ranks_asked:
        return found, {}
    compiled, source = (question.search, "") if found < _RARE else (question.row_by_row, "INDEXED BY deprecated_facts")
    (left_out,) = connection.execute(
        f"SELECT count(*) FROM facts AS f {source} WHERE f.rank = 'deprecated' AND ({compiled.condition.yes})",  # noqa: S608
        compiled.parameters,
    ).fetchone()
    return found - left_out, {"deprecated": left_out}


def _tally_of_doubts(condition: Condition, deprecated: str) -> str:
    """Return SQL that counts in one pass: the deprecated facts that answer, the others, and those of each doubt."""
    verdict = f"CASE WHEN {condition.yes} THEN 'yes' ELSE {condition.doubt or 'NULL'} END"
    sums = ", ".join(f"sum(v = '{doubt}' AND NOT d)" for doubt in _DOUBTS)
    # With a limit the verdict is worked out once for a fact, not once for each sum.
    return (
        f"SELECT sum(v = 'yes' AND d), sum(v = 'yes' AND NOT d), {sums} "  # noqa: S608  (our own words)
        f"FROM (SELECT {deprecated} AS d, {verdict} AS v FROM facts AS f WHERE {condition.maybe} LIMIT -1)"
    )


class _Way(NamedTuple):
    """How to get at facts in order: the form of the question, an index to go through if any, and the keys."""

    compiled: Compiled
    keys: Sequence[str]
    through: str = ""
    conditions: Sequence[str] = ()


def _way(
    connection: sqlite3.Connection, question: _Question, *, sort: SortKey, reverse: bool, found: tuple[int, int]
) -> _Way:
    """Return how to get at the facts, of which so many are found and so many wanted.

    Where many answer, going through all facts in the order asked for, until there are enough, takes less than to search
    and to sort: for each fact that is wanted it looks at as many as there are for one that answers.
    """
    count, wanted = found
    keys = _keys(connection, sort, "DESC" if reverse else "ASC")
    (last,) = connection.execute("SELECT max(n) FROM facts").fetchone()
    steps = wanted * ((last or 0) // STRIDE) // max(count, 1)
    if steps < 2 * count and sort is SortKey.ID:
        return _Way(question.row_by_row, keys, "NOT INDEXED")
    if steps < 2 * count and sort is SortKey.WHEN:
        through = "INDEXED BY facts_by_date"
        if not reverse:
            return _Way(question.row_by_row, keys[1:], through)  # facts without a date stand last as it is
        (undated,) = connection.execute(f"SELECT count(*) FROM facts WHERE day = {UNDATED}").fetchone()  # noqa: S608
        if wanted <= count - undated:
            return _Way(question.row_by_row, keys[1:], through, [f"f.day < {UNDATED}"])
    return _Way(question.search, keys)


def _keys(connection: sqlite3.Connection, sort: SortKey, way: str) -> list[str]:
    keys = [key.format(way=way) for key in _KEYS[sort]]
    if sort is SortKey.ID:
        return keys
    if sort is SortKey.AMOUNT and connection.execute("SELECT 1 FROM facts WHERE odd = 1 LIMIT 1").fetchone():
        keys.append(_REMAINDER.format(way=way))
    return [*keys, *_IN_ORDER]
