"""From which size on an index answers sooner than reading the store, in one run.

    python tests/bench/threshold.py [RUNS]

Stores of some thousand facts are made (see `python -m bench store`), and whole commands asked of each in turn: with its
index, which is there already, and without. Both ways are forced, whatever the size; medians are printed. Run it where
`bench/` lies.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (1000, 2000, 3000, 5000, 10_000)
QUESTIONS = (("facts", "--company", "zong", "--json"), ("companies", "--json"), ("timeline", "--company", "zong"))
FORCED = "import cpecfacts.store.location as at; at.LEAST_INDEXED = {}; from cpecfacts.__main__ import main; main()"
READ, INDEXED = 10**12, 0


def timed(least: int, store: Path, *arguments: str) -> float:
    """Run a command on a store, indexed from a size on, and return how many milliseconds it took."""
    command = [sys.executable, "-c", FORCED.format(least), *arguments, "--store", str(store)]
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Make the stores, ask, and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    print(f"Python {platform.python_version()}, {platform.system()}, {runs} runs, medians in ms\n")
    print(f"{'facts':>6} {'MB':>6}   {'question':36} {'read':>6} {'index':>6} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        for size in SIZES:
            store = Path(folder) / f"{size}.json"
            make = [sys.executable, "-m", "bench", "store", str(size), "-o", str(store)]
            subprocess.run(make, capture_output=True, check=True)
            for question in QUESTIONS:
                timed(INDEXED, store, *question)
                pairs = [(timed(READ, store, *question), timed(INDEXED, store, *question)) for _ in range(runs)]
                read, indexed = (statistics.median(times) for times in zip(*pairs, strict=True))
                megabytes = store.stat().st_size / 1e6
                words = " ".join(question)
                print(f"{size:6,} {megabytes:6.1f}   {words:36} {read:6.0f} {indexed:6.0f} {indexed / read:6.2f}")


if __name__ == "__main__":
    main()
