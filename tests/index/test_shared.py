"""A library over an index in several threads, and closed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from cpecfacts.index import appraising, tables
from cpecfacts.library import Library
from cpecfacts.query.order import SortKey

Write = Callable[..., Path]
THREADS = 6
serialized = pytest.mark.skipif(sqlite3.threadsafety != 3, reason="this SQLite does not share connections")

# Figures that are too large call functions of ours while SQLite answers.
ASKED: tuple[Callable[[Library], Any], ...] = (
    lambda library: [fact.id for fact in library.find("amount:>=1", sort=SortKey.AMOUNT).facts],
    lambda library: [fact.id for fact in library.find("-amount:<5").facts],
    lambda library: [fact.id for fact in reversed(library.find("spectrum").facts)],
    lambda library: [library.trust(fact) for fact in library.find("company:huawei").facts],
    lambda library: library.companies("kind:investment"),
    lambda library: library.compare(("zong", "huawei")),
    lambda library: [dispute.why for dispute in library.disputes()],
    lambda library: [library.fact(fact.id).statement for fact in library.find("company:zong").facts],
)


def _enlarge(store: dict[str, Any]) -> None:
    for fact in store["facts"].values():
        if fact["amount"] and fact["amount"]["bound"] == "exact":
            fact["amount"]["value"] += 2**70


@pytest.fixture
def large(write: Write) -> Path:
    return write(_enlarge, dump=lambda data: json.dumps(data, sort_keys=True))


@serialized
def test_several_threads_ask_one_library_at_once(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appraising, "KEPT", 3)
    monkeypatch.setattr(tables, "KEPT", 3)
    read = Library.open(large, index=False)
    expected = [ask(read) for ask in ASKED]
    together = Barrier(THREADS)
    found: dict[int, list[Any]] = {}

    with Library.open(large, index=True) as library:

        def ask_all(number: int) -> None:
            together.wait()
            answers = {at: ASKED[at](library) for at in [*range(number, len(ASKED)), *range(number)]}
            found[number] = [answers[at] for at in range(len(ASKED))]

        threads = [Thread(target=ask_all, args=(number,), daemon=True) for number in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert not any(thread.is_alive() for thread in threads)
    assert [found[number] for number in range(THREADS)] == [expected] * THREADS


@serialized
def test_an_answer_is_fetched_in_another_thread_than_it_was_found_in(large: Path) -> None:
    with Library.open(large, index=True) as library, ThreadPoolExecutor(2) as pool:
        facts = library.find("company:zong").facts
        assert list(pool.map(list, [facts, facts])) == [list(facts), list(facts)]


@serialized
def test_a_walk_that_is_left_is_ended_in_any_thread(large: Path) -> None:
    with Library.open(large, index=True) as library:
        walks = [iter(library.find("rank:any").facts) for _ in range(20)]
        for walk in walks:
            next(walk)
        thread = Thread(target=walks.clear)
        thread.start()
        thread.join()
        assert library.find().facts[0]


def test_a_closed_library_holds_its_index_no_longer(large: Path) -> None:
    library = Library.open(large, index=True)
    found = library.find("company:zong")
    library.close()
    library.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        list(found.facts)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        library.find()


def test_a_library_over_records_is_closed_without_a_change() -> None:
    with Library.open() as library:
        found = library.find("company:zong")
    assert library.find("company:zong") == found
