"""An index that two processes fill is the one that a single process fills, whatever becomes of the second."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cpecfacts.index import beside, building
from cpecfacts.index.database import new_database
from cpecfacts.index.reading import IrregularError, Records, read_records
from cpecfacts.model.fact import Fact
from cpecfacts.store.location import packaged_store

from .test_updating import dumped

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="one process elsewhere")


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let two processes work on small stores too, on one core too; return the numbers of the second ones."""
    started: list[int] = []
    fork = os.fork

    def counted() -> int:
        process = fork()
        started.append(process)
        return process

    monkeypatch.setattr(beside, "LEAST_FACTS", 1)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr("os.fork", counted)
    return started


def filled(folder: Path, records: Records | None = None, *, alone: bool = False) -> dict[str, Any]:
    connection = new_database(folder / "index.part")
    path = None if alone else folder / "lists.part"
    try:
        building.fill(connection, records or read_records([packaged_store()]), beside=path)
        return dumped(connection)
    finally:
        connection.close()
        assert not (folder / "lists.part").exists()


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_two_processes_make_the_same_index(tmp_path: Path, two: list[int]) -> None:
    together = filled(tmp_path)
    assert len(two) == 1
    assert together == filled(tmp_path, alone=True)
    assert len(two) == 1
    assert is_gone(two[0])


def test_words_are_found_in_what_two_processes_made(tmp_path: Path, two: list[int]) -> None:
    connection = new_database(tmp_path / "index.part")
    building.fill(connection, read_records([packaged_store()]), beside=tmp_path / "lists.part")
    asked = "SELECT count(*) FROM words WHERE words MATCH '\"spectr\"*'"
    assert connection.execute(asked).fetchone()[0] == 9
    connection.execute("INSERT INTO words(rowid, statement) VALUES (1, 'spectre')")
    assert len(two) == 1


@pytest.mark.parametrize("fate", ["killed", "failed"])
def test_what_becomes_of_the_second_process_does_not_matter(
    tmp_path: Path, two: list[int], monkeypatch: pytest.MonkeyPatch, fate: str
) -> None:
    def end(_: Any) -> None:
        if fate == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise MemoryError

    monkeypatch.setattr(beside, "make_tables", end)
    assert filled(tmp_path) == filled(tmp_path, alone=True)
    assert is_gone(two[0])


def test_without_room_for_a_second_process_the_first_one_does_the_work(
    tmp_path: Path, two: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("os.fork", refuse)
    assert filled(tmp_path) == filled(tmp_path, alone=True)
    assert two == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, IrregularError])
def test_with_the_first_process_the_second_one_ends(tmp_path: Path, two: list[int], error: type[BaseException]) -> None:
    records = read_records([packaged_store()])

    def facts() -> Iterator[Fact]:
        yield records.at(0)
        raise error

    with pytest.raises(error):
        filled(tmp_path, Records(records.view, facts, records.digests, records.at))
    assert is_gone(two[0])


ORPHAN = """
import os, signal, sys, time
from pathlib import Path
from cpecfacts.index import beside, building
from cpecfacts.index.database import new_database
from cpecfacts.index.reading import Records, read_records
from cpecfacts.store.location import packaged_store

beside.LEAST_FACTS = 1
os.sched_getaffinity = lambda _: {0, 1}
folder = Path(sys.argv[1])
records = read_records([packaged_store()])
first = os.getpid()

def at(position):
    if os.getpid() != first:
        time.sleep(0.002)
    return records.at(position)

def facts():
    time.sleep(0.5)
    print((folder / "lists.part").exists(), flush=True)
    os.kill(first, signal.SIGKILL)
    yield

building.fill(new_database(folder / "index.part"), Records(records.view, facts, (), at), beside=folder / "lists.part")
"""


def test_when_the_first_process_is_killed_the_second_one_goes_and_leaves_nothing(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", ORPHAN, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (-signal.SIGKILL, "True\n")
    for _ in range(200):
        if not (tmp_path / "lists.part").exists():
            break
        time.sleep(0.05)
    assert not (tmp_path / "lists.part").exists()


def test_where_it_cannot_help_there_is_no_second_process(tmp_path: Path, two: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beside, "LEAST_FACTS", 10**9)
        filled(tmp_path)
        patch.setattr(beside, "LEAST_FACTS", 1)
        patch.setattr("os.sched_getaffinity", lambda _: {0})
        filled(tmp_path)
        patch.setattr("sys.platform", "darwin")
        filled(tmp_path)
    assert two == []
