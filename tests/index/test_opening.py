"""An index is used exactly as long as it is right, and made safely when it is not."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from cpecfacts.errors import StoreDataError, StoreNotFoundError
from cpecfacts.index import fingerprint, opening
from cpecfacts.index.opening import Index, UnwritableCacheError, open_index
from cpecfacts.index.place import place_of
from cpecfacts.progress import Advance, listening, unheard
from cpecfacts.store.layers import read_layers

FACT = "zong-4g-launch-2013"
Write = Callable[..., Path]


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Collect the parts that are built."""
    built: list[Path] = []
    build = opening._build

    def counted(paths: Any, part: Path, advance: Any) -> None:
        built.append(part)
        build(paths, part, advance)

    monkeypatch.setattr(opening, "_build", counted)
    return built


@pytest.fixture
def settled(write: Write) -> Path:
    """Return a store that was written some time ago, so that no change of it can go unseen."""
    return settle(write())


def settle(path: Path) -> Path:
    """Make a file look as if it was changed ten seconds ago."""
    ago = time.time_ns() - 10_000_000_000
    os.utime(path, ns=(ago, ago))
    return path


@pytest.fixture(autouse=True)
def changed_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take times of change (ctime), which no test can set, for those of modification."""
    looks_like = fingerprint.FileStamp.looks_like

    class Stat:
        def __init__(self, stat: os.stat_result) -> None:
            self.st_size, self.st_mtime_ns, self.st_ino = stat.st_size, stat.st_mtime_ns, stat.st_ino
            self.st_ctime_ns = stat.st_mtime_ns

    stamp = fingerprint.stamp
    monkeypatch.setattr(fingerprint.FileStamp, "looks_like", lambda self, stat: looks_like(self, Stat(stat)))  # type: ignore[arg-type]
    for module in (fingerprint, opening):
        monkeypatch.setattr(module, "stamp", lambda path, stat, *more: stamp(path, Stat(stat), *more))  # type: ignore[arg-type]


def opened(path: Path) -> Path:
    """Open the index of a store and close it: a connection that is only dropped is one until it is collected."""
    index = open_index([path])
    index.close()
    return index.location


def ids(index: Index) -> list[str]:
    return [row[0] for row in index.connection.execute("SELECT id FROM facts ORDER BY n")]


def leftovers(path: Path) -> list[str]:
    location = place_of([path])
    known = {location.name, f"{location.name}.lock", "README.txt"}
    return sorted({entry.name for entry in location.parent.iterdir()} - known)


def test_an_index_is_built_once_and_used_again(settled: Path, builds: list[Path]) -> None:
    first = open_index([settled])
    again = open_index([settled])
    assert len(builds) == 1
    layers = read_layers([settled])
    assert ids(first) == ids(again) == list(layers.snapshot.facts)
    assert again.digest == layers.digest
    assert again.meta == layers.snapshot.meta
    assert again.seconds > 0
    assert leftovers(settled) == []


def test_the_store_named_twice_is_one(settled: Path, builds: list[Path]) -> None:
    open_index([settled, settled])
    opened(settled)
    assert len(builds) == 1


def test_progress_is_told_up_to_the_last_fact(settled: Path) -> None:
    told: list[tuple[str, int, int | None]] = []

    def listen(title: str) -> AbstractContextManager[Advance]:
        return nullcontext(lambda done, total: told.append((title, done, total)))

    with listening(listen):
        index = open_index([settled])
    count = len(ids(index))
    title = f"Making the index of {settled.name}"
    steps = [step for step in told if step[0] == title]
    assert steps[-1] == (title, count, count)
    assert steps == sorted(steps)


def test_a_store_with_other_times_and_the_same_bytes_keeps_its_index(
    settled: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(settled)
    ago = time.time_ns() - 5_000_000_000
    os.utime(settled, ns=(ago, ago))
    opened(settled)
    assert len(builds) == 1
    # The new times were noted: nobody reads the store to work out its digest again.
    monkeypatch.setattr(fingerprint, "read_bytes", lambda path: pytest.fail(f"read {path}"))
    opened(settled)


def test_times_are_not_noted_in_an_index_that_is_another_one_by_then(
    settled: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drop(data: dict[str, Any]) -> None:
        del data["facts"][FACT]

    other = opened(write(drop)).read_bytes()
    location = opened(settle(write()))
    os.utime(settled, ns=(10**18, 10**18))
    keep = opening._keep_fingerprint

    def replaced_before(*arguments: Any) -> None:
        location.write_bytes(other)
        keep(*arguments)

    monkeypatch.setattr(opening, "_keep_fingerprint", replaced_before)
    assert FACT in ids(open_index([settled]))


def test_a_cache_that_cannot_be_written_any_more_is_still_read(settled: Path, builds: list[Path]) -> None:
    location = opened(settled)
    with sqlite3.connect(location) as other:
        other.execute("BEGIN EXCLUSIVE")
        os.utime(settled, ns=(1, 1))
        other.rollback()
        assert open_index([settled]).digest
    other.close()
    assert len(builds) == 1


def test_a_changed_store_gets_a_new_index(settled: Path, write: Write, builds: list[Path]) -> None:
    old = open_index([settled])

    def drop(data: dict[str, Any]) -> None:
        del data["facts"][FACT]

    write(drop)
    new = open_index([settled])
    assert len(builds) == 2
    assert FACT in ids(old)  # who had it open goes on with it
    assert FACT not in ids(new)


def test_a_change_that_keeps_size_and_time_is_seen(settled: Path, builds: list[Path]) -> None:
    stat = settled.stat()
    opened(settled)
    data = settled.read_bytes()
    other = settled.with_name("other.json")
    other.write_bytes(data.replace(b'"Zong"', b'"Zonk"', 1))
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    other.replace(settled)  # another file of the same size and time: only its inode tells
    assert settled.stat().st_size == stat.st_size
    opened(settled)
    assert len(builds) == 2


def test_a_change_within_one_tick_of_the_clock_is_seen(write: Write, builds: list[Path]) -> None:
    path = write()
    now = path.stat().st_mtime_ns
    open_index([path])
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"Zong"', b'"Zonk"', 1))
    os.utime(path, ns=(now, now))
    open_index([path])
    assert len(builds) == 2


@pytest.mark.parametrize("name", ["SCHEMA", "VERSION"])
def test_an_index_of_another_version_is_made_anew(
    settled: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    opened(settled)
    monkeypatch.setattr(fingerprint, name, {"SCHEMA": 10**6, "VERSION": "999"}[name])
    opened(settled)
    assert len(builds) == 2


def truncate(location: Path) -> None:
    data = location.read_bytes()
    location.write_bytes(data[: len(data) // 2])


def empty(location: Path) -> None:
    location.write_bytes(b"")


def fill_with_nonsense(location: Path) -> None:
    location.write_bytes(os.urandom(100_000))


def take_another_database(location: Path) -> None:
    location.unlink()
    with sqlite3.connect(location) as connection:
        connection.execute("CREATE TABLE meta (a)")
    connection.close()


def forget_the_fingerprint(location: Path) -> None:
    with sqlite3.connect(location) as connection:
        connection.execute("DELETE FROM meta")
    connection.close()


def garble_the_fingerprint(location: Path) -> None:
    with sqlite3.connect(location) as connection:
        connection.execute("UPDATE meta SET value = '{' WHERE key = 'fingerprint'")
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        truncate,
        empty,
        fill_with_nonsense,
        take_another_database,
        forget_the_fingerprint,
        garble_the_fingerprint,
        Path.unlink,
    ],
)
def test_an_index_that_is_damaged_is_made_anew(
    settled: Path, builds: list[Path], damage: Callable[[Path], None]
) -> None:
    location = opened(settled)
    damage(location)
    assert FACT in ids(open_index([settled]))
    assert len(builds) == 2


def test_an_index_found_damaged_later_is_removed_and_told(settled: Path) -> None:
    index = open_index([settled])
    index.close()
    pages = index.location.read_bytes()
    fifth = len(pages) // 5  # the second fifth is full of facts; what the tables are stands at both ends
    index.location.write_bytes(pages[:fifth] + b"\xee" * fifth + pages[2 * fifth :])
    damaged = Index.at(index.location)
    assert damaged is not None
    with pytest.raises(sqlite3.DatabaseError) as caught:
        damaged.connection.execute("SELECT sum(length(fact)), sum(length(voices)) FROM bodies").fetchall()
    told = opening.damage_behind(caught.value)
    assert told is not None
    assert str(index.location) in str(told)
    assert not index.location.exists()


@pytest.mark.parametrize("error", [ValueError("no"), sqlite3.OperationalError("no such column: colour")])
def test_other_errors_are_no_damage(settled: Path, error: Exception) -> None:
    location = opened(settled)
    assert opening.damage_behind(error) is None
    assert location.exists()


def test_an_unsound_store_is_refused_and_leaves_nothing(write: Write) -> None:
    def change(data: dict[str, Any]) -> None:
        data["facts"]["zong-4g-launch-2014"]["evidence"][0]["source"] = "nowhere"

    path = write(change)
    with pytest.raises(StoreDataError, match="nowhere"):
        open_index([path])
    assert not place_of([path]).exists()
    assert leftovers(path) == []


def test_a_store_that_is_gone_is_told_although_its_index_is_there(settled: Path) -> None:
    opened(settled)
    settled.unlink()
    with pytest.raises(StoreNotFoundError):
        open_index([settled])


def test_an_interrupted_build_leaves_nothing(settled: Path) -> None:
    def interrupt(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), listening(lambda _: nullcontext(interrupt)):
        open_index([settled])
    assert leftovers(settled) == []
    assert FACT in ids(open_index([settled]))


def refuse(*_: object, **__: object) -> Any:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("what", ["make_folder", "_put", "new_database"])
def test_a_cache_that_cannot_be_written_is_told(settled: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setattr(
        "cpecfacts.index.database.new_database" if what == "new_database" else f"cpecfacts.index.opening.{what}", refuse
    )
    with pytest.raises(UnwritableCacheError, match="permission denied"):
        open_index([settled])
    if what != "make_folder":
        assert leftovers(settled) == []


def test_a_file_where_the_folder_should_be_is_told(settled: Path, cache: Path) -> None:
    cache.write_text("a file")
    with pytest.raises(UnwritableCacheError, match="is no folder"):
        open_index([settled])


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes")
def test_a_full_disk_is_told_and_leaves_nothing(settled: Path, cache: Path) -> None:
    code = f"""
import resource, signal, sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from cpecfacts.index import opening, place
place.cache_folder = lambda: Path({str(cache)!r})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    opening.open_index([Path({str(settled)!r})])
except opening.UnwritableCacheError as error:
    print(error.reason)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip()
    assert leftovers(settled) == []


def test_an_index_that_vanishes_at_once_is_told(settled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_put", lambda part, _: part.unlink())
    with pytest.raises(UnwritableCacheError, match="removed"):
        open_index([settled])


def test_who_waits_for_another_build_uses_what_it_made(settled: Path, builds: list[Path]) -> None:
    location = opened(settled)
    kept = location.read_bytes()
    location.unlink()
    lock = FileLock(location.with_name(f"{location.name}.lock"), thread_local=False)
    lock.acquire()

    def finish() -> None:
        time.sleep(0.3)
        location.write_bytes(kept)
        lock.release()

    other = threading.Thread(target=finish)
    other.start()
    assert FACT in ids(open_index([settled]))
    other.join()
    assert len(builds) == 1


STOPPED = """
import os, signal, sys
from pathlib import Path
from cpecfacts.index import building, opening, place
place.cache_folder = lambda: Path(sys.argv[2])
building._sum_up = lambda *_: os.kill(os.getpid(), signal.SIGSTOP)
opening.open_index([Path(sys.argv[1])])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="stops by signal")
def test_a_build_that_was_stopped_is_not_waited_for(
    settled: Path, cache: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_PATIENCE", 0.3)
    told: list[str] = []

    def listen(title: str) -> AbstractContextManager[Advance]:
        told.append(title)
        return nullcontext(unheard)

    with subprocess.Popen([sys.executable, "-c", STOPPED, str(settled), str(cache)]) as stopped:
        os.waitid(os.P_PID, stopped.pid, os.WSTOPPED)
        try:
            with (
                listening(listen),
                pytest.raises(UnwritableCacheError, match="another process that makes it does not get on"),
            ):
                open_index([settled])
            assert len(leftovers(settled)) == 1  # its part, with which it may go on
        finally:
            stopped.kill()
    assert told == [f"Waiting for another process that makes the index of {settled.name}"]
    assert builds == []
    assert FACT in ids(open_index([settled]))


def test_a_build_that_gets_on_is_waited_for_however_long_it_takes(
    settled: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_PATIENCE", 0.5)
    location = opened(settled)
    kept = location.read_bytes()
    location.unlink()
    part = location.with_name(f"{location.name}.999999.part")
    lock = FileLock(location.with_name(f"{location.name}.lock"), thread_local=False)
    lock.acquire()

    def get_on() -> None:
        for number in range(12):
            time.sleep(0.1)
            part.write_bytes(b" " * number)
        part.write_bytes(kept)
        part.replace(location)
        lock.release()

    other = threading.Thread(target=get_on)
    other.start()
    assert FACT in ids(open_index([settled]))
    other.join()
    assert len(builds) == 1


def test_what_a_killed_build_left_is_removed_by_the_next(settled: Path, cache: Path) -> None:
    cache.mkdir(parents=True)
    part = place_of([settled])
    part = part.with_name(f"{part.name}.123.part")
    part.write_text("half")
    opened(settled)
    assert not part.exists()


def test_without_locks_an_index_is_built_all_the_same(settled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    assert FACT in ids(open_index([settled]))


def test_two_processes_build_one_index_at_once(settled: Path, cache: Path) -> None:
    code = """
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from cpecfacts.index import opening, place
place.cache_folder = lambda: Path(sys.argv[2])
index = opening.open_index([Path(sys.argv[1])])
print(index.connection.execute("SELECT count(*) FROM facts").fetchone()[0])
"""
    command = [sys.executable, "-c", code, str(settled), str(cache)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    outputs = [run.communicate(timeout=120) for run in runs]
    count = len(read_layers([settled]).snapshot.facts)
    assert outputs == [(f"{count}\n", "")] * 4
    assert leftovers(settled) == []


KILLED = """
import os, signal, sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from cpecfacts.index import building, opening, place, reading

place.cache_folder = lambda: Path(sys.argv[2])
number, passed = int(sys.argv[3]), 0
OURS = {module.__file__ for module in (building, opening, reading)}


def trace(frame, event, argument):
    global passed
    if frame.f_code.co_filename not in OURS:
        return None
    passed += 1
    if passed == number:
        os.kill(os.getpid(), signal.SIGKILL)
    return trace


sys.settrace(trace)
index = opening.open_index([Path(sys.argv[1])])
sys.settrace(None)
print(passed)
"""


def points(store: Path, cache: Path) -> Iterator[int]:
    """Yield points of a build, more of them at its beginning and its end, where files come and go."""
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(store), str(cache), "0"], capture_output=True, text=True, check=True
    )
    total = int(run.stdout)
    yield from range(1, 100, 9)
    yield from range(100, total - 60, total // 12)
    yield from range(total - 60, total, 4)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_build_killed_at_any_point_leaves_a_working_program(write: Write, cache: Path) -> None:
    def few(data: dict[str, Any]) -> None:
        data["facts"] = {key: data["facts"][key] for key in sorted(data["facts"])[-40:]}

    path = settle(write(few))
    expected = list(read_layers([path]).snapshot.facts)
    killed = 0
    for point in list(points(path, cache)):
        location = place_of([path])
        location.unlink(missing_ok=True)
        run = subprocess.run(
            [sys.executable, "-c", KILLED, str(path), str(cache), str(point)], capture_output=True, check=False
        )
        killed += run.returncode == -9
        index = open_index([path])
        assert ids(index) == expected
        index.close()
        assert leftovers(path) == []
    assert killed > 25


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
def test_names_that_are_no_text_are_names_too(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, builds: list[Path]
) -> None:
    cache = tmp_path / os.fsdecode(b"cache-\xff")
    monkeypatch.setattr("cpecfacts.index.place.cache_folder", lambda: cache)
    path = settle(write(name=os.fsdecode(b"st\xff.json")))
    assert FACT in ids(open_index([path]))
    assert FACT in ids(open_index([path]))
    assert len(builds) == 1
