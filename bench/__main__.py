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
    store.add_argument("--compact", action="store_true", help="on one line, as TinyDB writes")
    store.set_defaults(run=lambda given: write_store(given.output, given.size, _layout(given.compact)))
    given = parser.parse_args()
    given.run(given)


def _layout(compact: bool) -> Layout:
    return Layout.COMPACT if compact else Layout.CANONICAL


if __name__ == "__main__":
    main()
