"""Write what is generated from the code: the JSON Schemas, the screenshot and the generated parts of the docs.

python tools/generate.py            write
python tools/generate.py --check    only tell what would change, and fail if anything would
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from screenshot import screenshot  # beside this file

from cpecfacts.reports.schema import SCHEMAS, build_schema

ROOT = Path(__file__).parent.parent


def generated_files() -> dict[Path, bytes]:
    """Return the contents of the files that are generated as a whole."""
    schemas = {ROOT / "cpecfacts" / "schemas" / SCHEMAS[name]: build_schema(name) for name in SCHEMAS}
    return schemas | {ROOT / "docs" / "screenshot.svg": screenshot().encode()}


def main() -> int:
    """Generate or check everything; return the exit code."""
    check = "--check" in sys.argv[1:]
    failed = False
    for path, made in generated_files().items():
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(made)
        elif not path.exists() or path.read_bytes() != made:
            failed = True
            print(f"{path.relative_to(ROOT)} is out of date: run python tools/generate.py")
    cogged = [str(path) for path in sorted((ROOT / "docs").glob("*.md")) if "[[[cog" in path.read_text("utf-8")]
    options = ["--check", "--diff"] if check else ["-r"]
    # The width of the help texts in the reference.
    environment = {**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100"}
    command = [sys.executable, "-m", "cogapp", "-I", str(ROOT / "tools"), *options, *cogged]
    failed |= subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
