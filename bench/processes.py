"""One run of a program, measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_LAUNCHER = str(Path(__file__).with_name("launcher.py"))
LIMIT = 1800.0
"""Seconds after which a run is given up."""


class Run(NamedTuple):
    """What a run took: seconds, seconds to the first output (None without any), bytes written, bytes of memory.

    `peak` is that of the largest process; of a whole tree, if that was asked for, the sum with shared pages once.
    """

    seconds: float
    first: float | None
    size: int
    peak: int
    code: int
    errors: str


def run_program(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    *,
    kept: Path | None = None,
    tree: bool = False,
    limit: float = LIMIT,
) -> Run:
    """Run a program to its end, reading all that it writes; into `kept`, if that is given."""
    with tempfile.NamedTemporaryFile() as errors:
        specification = {
            "command": list(command),
            "environment": dict(os.environ if environment is None else environment),
            "kept": None if kept is None else str(kept),
            "errors": errors.name,
            "tree": tree,
            "limit": limit,
        }
        told = subprocess.run(
            [sys.executable, "-I", "-S", _LAUNCHER, json.dumps(specification)], capture_output=True, check=True
        )
        return Run(**json.loads(told.stdout), errors=Path(errors.name).read_text("utf-8", "replace"))
