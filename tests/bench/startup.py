"""How long the commands take from start to end, beside what they cannot do without, in one run.

    python tests/bench/startup.py [RUNS]

Every round runs each command once, so that a machine that slows down slows them all; the medians and their ratios
to `import typer` are printed, and the ratio of the tables to Rich's imports. Bytecode is written first.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

PROGRAM = str(Path(sysconfig.get_path("scripts")) / "cpecfacts")
BARE, TYPER, RICH = "python -c pass", "import typer", "import typer, rich.console, rich.table"
COMMANDS: dict[str, list[str]] = {
    BARE: [sys.executable, "-c", "pass"],
    TYPER: [sys.executable, "-c", TYPER],
    RICH: [sys.executable, "-c", RICH],
    "cpecfacts --help": [PROGRAM, "--help"],
    "cpecfacts companies --json": [PROGRAM, "companies", "--json"],
    "cpecfacts facts --json": [PROGRAM, "facts", "--json"],
    "cpecfacts timeline --company zong (pipe)": [PROGRAM, "timeline", "--company", "zong"],
    "cpecfacts companies (terminal)": [PROGRAM, "companies"],
    "cpecfacts timeline --company zong (terminal)": [PROGRAM, "timeline", "--company", "zong"],
}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run_once(name: str) -> float:
    """Run a command and return its wall time in milliseconds; on a pseudo-terminal if its name says so."""
    if not name.endswith("(terminal)"):
        start = time.perf_counter()
        subprocess.run(COMMANDS[name], env=ENVIRONMENT, capture_output=True, check=True)
        return (time.perf_counter() - start) * 1000
    ours, theirs = os.openpty()
    start = time.perf_counter()
    with subprocess.Popen(COMMANDS[name], env=ENVIRONMENT, stdout=theirs, stderr=subprocess.DEVNULL) as process:
        os.close(theirs)
        try:
            while os.read(ours, 1 << 16):
                pass
        except OSError:  # Linux tells the end of a pseudo-terminal as an error
            pass
        process.wait()
    taken = (time.perf_counter() - start) * 1000
    os.close(ours)
    return taken


def main() -> None:
    """Run all commands in turn and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for round_number in range(runs + 1):
        for name in COMMANDS:
            taken = run_once(name)
            if round_number:  # the first one warms up
                times[name].append(taken)
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {runs} runs, medians\n")
    print(f"{'command':<46} {'ms':>7} {'/ typer':>8} {'/ typer+rich':>13}")
    for name, median in medians.items():
        print(f"{name:<46} {median:7.1f} {median / medians[TYPER]:8.2f} {median / medians[RICH]:13.2f}")


if __name__ == "__main__":
    main()
