"""Run the commands of the README's tour as they stand there: `python tools/tour.py README.md`.

Each must succeed and print something. The program is the `cpecfacts` that is on the PATH.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

_COMMAND = re.compile(r"^\$ (cpecfacts .*)$", re.MULTILINE)


def tour_commands(readme: Path) -> list[str]:
    """Return the commands after a `$` in the README, in order."""
    return _COMMAND.findall(readme.read_text("utf-8"))


def main() -> int:
    """Run them all; return 1 when one fails or prints nothing."""
    failed = 0
    for command in tour_commands(Path(sys.argv[1])):
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        lines = len(done.stdout.splitlines())
        print(f"{'ok' if done.returncode == 0 and lines else 'FAILED'}: {command} ({lines} lines)")
        if done.returncode != 0 or not lines:
            failed += 1
            print(done.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
