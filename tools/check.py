"""Run every check that a change has to pass: `python tools/check.py`.

Linter, formatter, type checker, import contracts, generated files, the store itself, then the tests with branch
coverage.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
CHECKS: tuple[tuple[str, ...], ...] = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports", "--no-logo"),
    ("python", "tools/generate.py", "--check"),
    ("cpecfacts", "check", "data/facts.json"),
    ("python", "-m", "pytest", "-q", "--cov", "--cov-report=term:skip-covered"),
)


def main() -> int:
    """Run all checks, also after one has failed; return the exit code."""
    failed: list[str] = []
    for program, *arguments in CHECKS:
        line = " ".join((program, *arguments))
        print(f"== {line}", flush=True)
        executable = sys.executable if program == "python" else str(BIN / program)
        if subprocess.run([executable, *arguments], cwd=ROOT, check=False).returncode != 0:
            failed.append(line)
    print("== " + (f"failed: {'; '.join(failed)}" if failed else "all checks passed"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
