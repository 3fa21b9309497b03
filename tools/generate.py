"""Write what is generated from the code: the JSON Schemas, the docs' generated parts, the screenshot.

python tools/generate.py            write
python tools/generate.py --check    only tell what would change, and fail if anything would
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cpecfacts.reports.schema import SCHEMAS, build_schema

ROOT = Path(__file__).parent.parent
COGGED = sorted(path for path in (ROOT / "docs").glob("*.md") if "[[[cog" in path.read_text("utf-8"))


def main() -> int:
    """Generate or check everything; return the exit code."""
    check = "--check" in sys.argv[1:]
    stale = [name for name in SCHEMAS if not generate_schema(name, check=check)]
    cog = [sys.executable, "-m", "cogapp", "--check" if check else "-r", *map(str, COGGED)]
    failed = bool(COGGED) and subprocess.run(cog, cwd=ROOT, check=False).returncode != 0
    for name in stale:
        print(f"{SCHEMAS[name]} is out of date: run python tools/generate.py")
    return 1 if stale or failed else 0


def generate_schema(name: str, *, check: bool) -> bool:
    """Write a schema, or tell whether its file is as it should be."""
    path = ROOT / "cpecfacts" / "schemas" / SCHEMAS[name]
    made = build_schema(name)
    if check:
        return path.exists() and path.read_bytes() == made
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(made)
    return True


if __name__ == "__main__":
    sys.exit(main())
