"""How long it takes to add one fact to a store of the shipped one's size, beside a read of it, in one run.

    python tests/bench/writing.py [RUNS]

Both are done in this process, in turn, with the collector off as in the program; medians and the ratio are printed. The
write has everything that `cpecfacts add` does to the store: read, encode, read back with all checks, lock, replace,
force to the disk.
"""

from __future__ import annotations

import gc
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from cpecfacts.model.snapshot import Snapshot
from cpecfacts.store.location import packaged_store
from cpecfacts.store.reader import read_store
from cpecfacts.store.writer import update_store


def with_one_more(snapshot: Snapshot, number: int) -> Snapshot:
    """Return the records with a copy of the first fact under a new id."""
    fact = msgspec.structs.replace(next(iter(snapshot.facts.values())), id=f"added-{number}")
    return msgspec.structs.replace(snapshot, facts={**snapshot.facts, fact.id: fact})


def timed(action: Callable[[], object]) -> float:
    """Run something and return how many milliseconds it took."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Read and write in turn, and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 41
    gc.disable()
    times: dict[str, list[float]] = {"read": [], "add one fact": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.json"
        for number in range(runs + 1):
            path.write_bytes(packaged_store().read_bytes())
            reading = timed(lambda: read_store(path))
            writing = timed(lambda n=number: update_store(path, lambda snapshot: with_one_more(snapshot, n)))  # type: ignore[misc]
            if number:  # the first one warms up
                times["read"].append(reading)
                times["add one fact"].append(writing)
    read = statistics.median(times["read"])
    size = packaged_store().stat().st_size / 1e6
    print(f"Python {platform.python_version()}, {platform.system()}, a store of {size:.1f} MB, {runs} runs, medians\n")
    print(f"{'':<14} {'ms':>7} {'/ read':>7}")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:<14} {median:7.1f} {median / read:7.2f}")


if __name__ == "__main__":
    main()
