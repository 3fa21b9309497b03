"""`python -m bench store SIZE -o FILE` writes a large store."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.stores import Layout, write_store


def main() -> None:
    """Read the arguments and do what they ask for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(required=True)
    store = commands.add_parser("store", help="write a store of SIZE facts, the same each time")
    store.add_argument("size", type=int, help="how many facts")
    store.add_argument("-o", "--output", type=Path, required=True, help="the file")
    layouts = "canonical: as the program writes it; compact: on one line, as TinyDB does; lines: its facts, one a line"
    store.add_argument("--layout", type=Layout, choices=list(Layout), default=Layout.CANONICAL, help=layouts)
    store.set_defaults(run=lambda given: write_store(given.output, given.size, given.layout))
    given = parser.parse_args()
    given.run(given)


if __name__ == "__main__":
    main()
