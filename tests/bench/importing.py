"""How long an import of many rows takes, beside a plain pass over the file: `python tests/bench/importing.py [rows]`.

Prints seconds, the peak of memory, and the ratio to `csv.DictReader` reading the same file, each in a process of its own.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLUMNS = "Year,Month,Investor,Quantity in Millions,Share Size,Transaction Party,Sector,Subsector,Country,Region,BRI"
EMPTY = {"meta": {"format": 1}} | {
    table: {} for table in ("facts", "measures", "organizations", "projects", "rates", "sources")
}


def make_table(path: Path, rows: int) -> None:
    """Write a table shaped like the China Global Investment Tracker."""
    chance = random.Random(1)  # noqa: S311  (a table to read, no secret)
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS.split(","))
        for number in range(rows):
            writer.writerow([
                2005 + number % 20, chance.choice(["May", "June", ""]), f"Investor {number % 400}", f"${100 + number:,}",
                chance.choice(["", "50%"]), chance.choice(["", f"Target {number % 700}"]), "Energy",
                chance.choice(["Hydro", ""]), "Pakistan", "West Asia", "1",
            ])  # fmt: skip


def measure(work: str, table: Path, store: Path) -> tuple[float, float]:
    """Run one piece of work in a new process; return its seconds and its megabytes."""
    started = time.perf_counter()
    subprocess.run([sys.executable, __file__, work, str(table), str(store)], check=True)
    return time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def do(work: str, table: str, store: str) -> None:
    """Do one piece of work in this process."""
    if work == "pass":
        with Path(table).open(newline="", encoding="utf-8") as lines:
            for _ in csv.DictReader(lines):
                pass
        return
    from cpecfacts.exchange.importing.importer import import_file

    import_file(table, Path(store), "aei-cgit", create=True)


def main() -> int:
    """Print the table, or do one piece of work."""
    if len(sys.argv) == 4:
        do(*sys.argv[1:])
        return 0
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        table, store = Path(folder) / "deals.csv", Path(folder) / "mine.json"
        make_table(table, rows)
        store.write_text(json.dumps(EMPTY), encoding="utf-8")
        plain, _ = measure("pass", table, store)
        print(f"{rows:,} rows, {table.stat().st_size / 2**20:.1f} MB")
        print(f"{'work':28} {'s':>7} {'/ pass':>7} {'MB':>6}")
        print(f"{'csv.DictReader':28} {plain:7.2f} {1:7.1f}")
        for name in ("import", "import, the same again"):
            seconds, memory = measure("import", table, store)
            print(f"{name:28} {seconds:7.2f} {seconds / plain:7.1f} {memory:6.0f}")
        print(f"the store then has {store.stat().st_size / 2**20:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
