"""Which facts of an index answer a question, in which order, and what was left out."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cpecfacts.index.compile import ALWAYS, Compiled, Condition, NoRoomError, compile_query
from cpecfacts.index.found import Asked, IndexedFacts, InOrder
from cpecfacts.index.judging import NO_REMAINDER, judge_each, prepare
from cpecfacts.index.rows import STRIDE, UNDATED
from cpecfacts.query.match import Verdict
from cpecfacts.query.order import SortKey
from cpecfacts.query.tree import And, Node, Phrase, Word, walk

_DOUBTS = tuple(verdict.value for verdict in Verdict if verdict not in (Verdict.YES, Verdict.NO))
# Parts of a question; with more of them SQLite is asked whether it takes it. Its parser has room for 12 levels of
# amounts, each of which takes two parts.
_SMALL = 20
_FEW = 1000  # facts that the program looks through sooner than full-text search finds a common word
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
    """A question, for a search and for going through facts row by row; how many doubts of each sort, if it is known."""

    search: Compiled
    row_by_row: Compiled
    doubts: Mapping[str, int] = {}


class _Count(NamedTuple):
    """How many facts are found and hidden, and the first and last day of those found, if it was looked for."""

    found: int
    hidden: dict[str, int]
    days: tuple[int, int] | None = None


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
    count = _count(connection, question, node, ranks_asked=ranks_asked)
    wanted = count.found if limit is None else min(count.found, limit)
    hidden = {**count.hidden, "beyond_limit": count.found - wanted}
    way = _way(connection, question, count, wanted, sort=sort, reverse=reverse)
    where = [f"({way.compiled.condition.yes})", *way.conditions]
    if not ranks_asked:
        where.append("f.rank <> 'deprecated'")
    numbers = f"SELECT f.n AS n FROM facts AS f {way.through} WHERE {' AND '.join(where)}"
    parameters = {**way.compiled.parameters, "none": NO_REMAINDER}
    current = "TRUE" if ranks_asked else "f.rank <> 'deprecated'"
    asked = Asked(connection, f"({question.search.condition.yes}) AND {current}", question.search.parameters)
    order = InOrder(numbers, way.keys, parameters, cut_off=count.found - wanted)
    facts = IndexedFacts(connection, order, wanted, asked if wanted == count.found else None)
    return facts, {reason: n for reason, n in hidden.items() if n}


def _question(connection: sqlite3.Connection, node: Node, *, ranks_asked: bool) -> _Question:
    try:
        place = _few_to_look_at(connection, node)
        if place is None:
            question = _Question(compile_query(node), compile_query(node, row_by_row=True))
            if len(walk(node)) > _SMALL:
                _try(connection, question)
            return question
    except NoRoomError:
        place = Compiled(Condition(ALWAYS, ALWAYS), {})
    found, doubts = judge_each(connection, node, place.condition.maybe, place.parameters, ranks_asked=ranks_asked)
    yes = "f.n IN (SELECT value FROM json_each(:found))"
    compiled = Compiled(Condition(yes, yes), {"found": str(found)})
    return _Question(compiled, compiled, doubts)


def _few_to_look_at(connection: sqlite3.Connection, node: Node) -> Compiled | None:
    """Return where the few facts are that a question with words can find, if its other terms leave but a few.

    Full-text search finds the words in all facts first, and common ones stand in half a million of a million.
    """
    if not isinstance(node, And):
        return None
    others = tuple(item for item in node.items if not _has_words(item))
    if len(others) in (0, len(node.items)) or len(walk(node)) > _SMALL:
        return None
    place = compile_query(And(others))
    (count,) = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM facts AS f WHERE {place.condition.maybe} LIMIT {_FEW + 1})",
        place.parameters,
    ).fetchone()
    return place if count <= _FEW else None


def _has_words(node: Node) -> bool:
    return any(isinstance(below, Word | Phrase) for below in walk(node))


def _try(connection: sqlite3.Connection, question: _Question) -> None:
    """Have SQLite read a long question.

    Raises:
        NoRoomError: It is too long or too deep for it; how much it takes depends on how it was built.
    """
    for compiled in (question.search, question.row_by_row):
        try:
            connection.execute(f"EXPLAIN {_tally(compiled.condition, ranks_asked=False)}", compiled.parameters)
        except sqlite3.OperationalError:
            raise NoRoomError from None


def _count(connection: sqlite3.Connection, question: _Question, node: Node, *, ranks_asked: bool) -> _Count:
    """Return how many facts are found and how many are hidden, by reason."""
    condition, parameters = question.search
    if condition.doubt or _has_words(node):
        # What is dear to find out is found out once, though SQLite looks at the rows for it.
        row = connection.execute(_tally(condition, ranks_asked=ranks_asked), parameters).fetchone()
        first, last, *sums = row
        deprecated, found, *doubts = (number or 0 for number in sums)
        hidden = {"deprecated": deprecated, **dict(zip(_DOUBTS, doubts, strict=True)), **question.doubts}
        return _Count(found, hidden, None if first is None else (first, last))
    numbers = condition.numbers or f"SELECT 1 FROM facts AS f WHERE {condition.yes}"
    (found,) = connection.execute(f"SELECT count(*) FROM ({numbers})", parameters).fetchone()
    if ranks_asked:
        return _Count(found, dict(question.doubts))
    compiled, through = (question.search, "") if found < _RARE else (question.row_by_row, "INDEXED BY deprecated_facts")
    (deprecated,) = connection.execute(
        f"SELECT count(*) FROM facts AS f {through} WHERE f.rank = 'deprecated' AND ({compiled.condition.yes})",
        compiled.parameters,
    ).fetchone()
    return _Count(found - deprecated, {"deprecated": deprecated, **question.doubts})


def _tally(condition: Condition, *, ranks_asked: bool) -> str:
    """Return SQL that looks once at what may answer.

    It tells the first and last day of the facts found, how many deprecated ones answer, how many others, and how many
    are in doubt for each reason.
    """
    deprecated = "0" if ranks_asked else "f.rank = 'deprecated'"
    verdict = f"CASE WHEN {condition.sure} THEN 'yes' ELSE {condition.doubt or 'NULL'} END"
    day = "CASE WHEN v = 'yes' AND NOT d THEN day END"
    doubts = ", ".join(f"sum(v = '{doubt}' AND NOT d)" for doubt in _DOUBTS)
    # With a limit the verdict is worked out once for a fact, not once for each sum.
    return (
        f"SELECT min({day}), max({day}), sum(v = 'yes' AND d), sum(v = 'yes' AND NOT d), {doubts} "
        f"FROM (SELECT f.day, {deprecated} AS d, {verdict} AS v FROM facts AS f WHERE {condition.maybe} LIMIT -1)"
    )


class _Way(NamedTuple):
    """How to get at facts in order: the form of the question, an index to go through if any, and the keys."""

    compiled: Compiled
    keys: Sequence[str]
    through: str = ""
    conditions: Sequence[str] = ()


def _way(
    connection: sqlite3.Connection, question: _Question, count: _Count, wanted: int, *, sort: SortKey, reverse: bool
) -> _Way:
    """Return how to get at the facts of which so many are wanted.

    Where many answer, going through all facts in the order asked for, until there are enough, takes less than to search
    and to sort: for each fact that is wanted it looks at as many as there are for one that answers.
    """
    keys = _keys(connection, sort, "DESC" if reverse else "ASC")
    search = _Way(question.search, keys)
    if sort not in (SortKey.WHEN, SortKey.ID) or not wanted:
        return search
    bearable = 2 * count.found**2 // wanted  # each found fact is looked up, and then sorted
    if count.days is None:
        span = "1"
        (there,) = connection.execute("SELECT max(n) FROM facts").fetchone()
        there = (there or 0) // STRIDE  # near enough: there may be facts between those the index was built with
    else:
        span = "f.day BETWEEN {} AND {}".format(*count.days)
        counted = f"SELECT count(*) FROM (SELECT 1 FROM facts AS f WHERE {span} LIMIT {bearable + 1})"
        (there,) = connection.execute(counted).fetchone()
    if there > bearable:
        return search
    if sort is SortKey.ID:
        return _Way(question.row_by_row, keys, "NOT INDEXED")
    if reverse:
        # Those without a date stand last in the index, and last they stand in the order turned round too.
        (undated,) = connection.execute(f"SELECT count(*) FROM facts WHERE day = {UNDATED}").fetchone()
        if wanted > count.found - undated:
            return search
        span += f" AND f.day < {UNDATED}"
    return _Way(question.row_by_row, keys[1:], "INDEXED BY facts_by_date", [span])


def _keys(connection: sqlite3.Connection, sort: SortKey, way: str) -> list[str]:
    keys = [key.format(way=way) for key in _KEYS[sort]]
    if sort is SortKey.ID:
        return keys
    if sort is SortKey.AMOUNT and connection.execute("SELECT 1 FROM facts WHERE odd = 1 LIMIT 1").fetchone():
        keys.append(_REMAINDER.format(way=way))
    return [*keys, *_IN_ORDER]
