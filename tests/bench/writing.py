"""How long it takes to add one fact to a store of the shipped one's size, beside a read of it, in one run.

    python tests/bench/writing.py [RUNS]

Whole commands, in turn, each on a store of one's own that begins as a copy of the shipped one: `cpecfacts facts --json`
reads every fact, `cpecfacts add` reads, checks, locks, writes and forces to the disk. Medians and the ratio are printed.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from cpecfacts.store.location import packaged_store

PROGRAM = str(Path(sysconfig.get_path("scripts")) / "cpecfacts")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def timed(store: Path, *arguments: str) -> float:
    """Run a command on a store and return how many milliseconds it took."""
    start = time.perf_counter()
    subprocess.run([PROGRAM, *arguments, "--store", str(store)], env=ENVIRONMENT, capture_output=True, check=True)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Read and add in turn, and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    reading: list[float] = []
    adding: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "mine.json"
        store.write_bytes(packaged_store().read_bytes())
        source = "dna-2024-06-28"
        for number in range(runs + 1):
            read = timed(store, "facts", "--json")
            statement = f"Zong had {number + 20:,} service centres in Gilgit in 2024."
            fact = ("--company", "zong", "--kind", "reach", "--statement", statement, "--when", "2024")
            added = timed(store, "add", *fact, "--when-means", "as-of", "--source", source)
            if number:  # the first one warms up
                reading.append(read)
                adding.append(added)
    read, added = statistics.median(reading), statistics.median(adding)
    size = packaged_store().stat().st_size / 1e6
    print(f"Python {platform.python_version()}, {platform.system()}, a store of {size:.1f} MB, {runs} runs, medians\n")
    print(f"cpecfacts facts --json   {read:7.1f} ms   1.00")
    print(f"cpecfacts add            {added:7.1f} ms   {added / read:.2f}")


if __name__ == "__main__":
    main()
