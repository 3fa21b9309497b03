"""An index from records: the rows of facts, the lists beside them, and what all facts say together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from cpecfacts.index.beside import Beside
from cpecfacts.index.lists import Found, Lists, add_records, insert, make_tables
from cpecfacts.index.reading import Records, chunks
from cpecfacts.index.rows import STRIDE, Deriver, dates_of, encode_json, fact_row, names_json
from cpecfacts.index.summaries import company_rows, tally_rows
from cpecfacts.model.fact import Fact
from cpecfacts.progress import Advance, unheard, work


def fill(
    connection: sqlite3.Connection, records: Records, advance: Advance = unheard, beside: Path | None = None
) -> None:
    """Make all tables of an empty database and fill them, but for `meta`.

    With the path of another file that may be made and is gone in the end, a second process fills the lists there at
    the same time, where the system can have one.

    Raises:
        IrregularError: As `reading.read_records`.
    """
    make_tables(connection)
    with Beside(records, beside) as other:
        connection.execute("BEGIN")
        lists = None if other.works else Lists(connection, records)
        deriver, done = Deriver(records.view), 0
        for facts in chunks(records.facts()):
            _add(connection, facts, done, deriver)
            if lists is not None:
                lists.add(facts, done)
            done += len(facts)
            advance(done, records.count)
        with work("Summing up the facts for the index"):  # half as long again, and nothing in it can be counted
            add_records(connection, records.view)
            _make_indexes(connection, of_facts=True)
            found = other.take(connection) if lists is None else lists.finish()
            _sum_up(connection, records, found)
    connection.execute("COMMIT")


def _sum_up(connection: sqlite3.Connection, records: Records, found: Found) -> None:
    """Add what follows from facts and lists together."""
    mark_disputed(connection, found.disputed)
    _make_indexes(connection, of_facts=False)
    insert(connection, "tallies", tally_rows(connection, found.tallies))
    insert(connection, "companies", company_rows(connection, records.view, found.heard))
    connection.execute("ANALYZE")


def _add(connection: sqlite3.Connection, facts: list[Fact], done: int, deriver: Deriver) -> None:
    """Add the rows of facts, which follow those `done` in the order of ids; of disputes nothing is known yet."""
    rows, bodies = [], []
    for n, fact in enumerate(facts, done + 1):
        number = n * STRIDE
        derived, dates = deriver.derive(fact), dates_of(fact.when)
        rows.append(fact_row(number, fact, derived, dates))
        bodies.append((number, encode_json(fact), derived.members(dates), names_json(derived.voices)))
    insert(connection, "facts", rows)
    insert(connection, "bodies", bodies)


def mark_disputed(connection: sqlite3.Connection, disputed: Iterable[tuple[bytes, int]]) -> None:
    """Write what the disputes of facts add to what follows from them."""
    rows = list(disputed)
    connection.executemany("UPDATE bodies SET derived = ? WHERE n = ?", rows)
    connection.executemany("UPDATE facts SET disputed = 1 WHERE n = ?", [(n,) for _, n in rows])


def _make_indexes(connection: sqlite3.Connection, *, of_facts: bool) -> None:
    """Make the indexes of the table of facts, or of all others."""
    for statement in (files("cpecfacts.index") / "indexes.sql").read_text(encoding="utf-8").split(";"):
        if (" ON facts " in statement) is of_facts:
            connection.execute(statement)
