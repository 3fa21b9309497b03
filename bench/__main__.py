"""`python -m bench compare` measures the program beside others; `python -m bench store` writes a large store.

The others are jq, Miller and sqlite3 (`apt-get install jq miller sqlite3`), DuckDB, sqlite-utils and TinyDB
(`pip install -e '.[bench]'`). One that is not there is named and left out.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from datetime import date
from pathlib import Path
from typing import Any

from bench.stores import Layout, write_store

_SIZES = (1_000, 10_000, 100_000, 1_000_000)


def main() -> int:
    """Read the arguments and do what they ask for; return the exit code."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=form)
    commands = parser.add_subparsers(required=True)
    store = commands.add_parser("store", help="write a store of SIZE facts, the same each time")
    store.add_argument("size", type=int, help="how many facts")
    store.add_argument("-o", "--output", type=Path, required=True, help="the file")
    layouts = "canonical: as the program writes it; compact: on one line, as TinyDB does; lines: its facts, one a line"
    store.add_argument("--layout", type=Layout, choices=list(Layout), default=Layout.CANONICAL, help=layouts)
    store.set_defaults(run=_store)
    compare = commands.add_parser("compare", help="measure the program beside others and print the tables")
    sizes = f"facts of the store; may be given several times ({', '.join(f'{size:,}' for size in _SIZES)})"
    compare.add_argument("--size", type=int, action="append", help=sizes)
    compare.add_argument("--folder", type=Path, default=Path("build/bench"), help="where stores are kept (build/bench)")
    compare.add_argument("--rounds", type=int, default=7, help="runs of each program (7); slow ones have fewer")
    compare.add_argument("--quick", action="store_true", help="10,000 facts, three rounds")
    compare.add_argument("--peers", help="other programs, separated by semicolons; “none” for none (all)")
    compare.add_argument("--questions", help="questions by their keys, separated by commas (all)")
    compare.add_argument("--json", action="store_true", help="what was measured, for programs")
    compare.add_argument("--quiet", action="store_true", help="say nothing on the way")
    compare.set_defaults(run=_compare)
    words = commands.add_parser("words", help="print every question in the words of every program")
    words.set_defaults(run=_words)
    given = parser.parse_args()
    return int(given.run(given))


def _store(given: argparse.Namespace) -> int:
    write_store(given.output, given.size, given.layout)
    return 0


def _words(_: argparse.Namespace) -> int:
    from bench.peers import PEERS, words_of
    from bench.questions import questions_about
    from bench.workplace import subjects_of

    subjects = subjects_of(10_000)
    for question in questions_about(subjects):
        print(f"cpecfacts {' '.join(question.arguments)}")
        for peer in PEERS:
            asked = peer.asked.get(question.key)
            if asked is None:
                print(f"  {peer.name}: cannot be asked this")
            else:
                print(f"  {peer.name}, {peer.reads}: {' '.join(words_of(asked, subjects).split(chr(10)))}")
                print(f"    {asked.lacks}")
    return 0


def _compare(given: argparse.Namespace) -> int:
    from bench.comparison import compare
    from bench.peers import PEERS
    from bench.tables import growth_of, lines_of
    from bench.workplace import machine
    from cpecfacts import __version__

    sizes = given.size or ([10_000] if given.quick else list(_SIZES))
    rounds = min(3, given.rounds) if given.quick else given.rounds
    peers = None if given.peers is None else [name.strip() for name in given.peers.split(";")]
    asked = None if given.questions is None else given.questions.split(",")
    versions = [f"cpecfacts {__version__}, Python {platform.python_version()}"]
    told = {peer.name.partition(",")[0]: peer.version() for peer in PEERS}
    versions += [f"{name} {version}" for name, version in told.items() if version is not None]
    if not given.json:
        print(f"{machine()}\n{date.today().isoformat()}; {'; '.join(versions)}")  # noqa: DTZ011
    results = []
    for size in sizes:
        results.append(compare(given.folder.absolute(), size, rounds, peers, asked, quiet=given.quiet))
        if not given.json:  # each table as soon as it is there: all of them take an hour
            print("\n" + "\n".join(lines_of(results[-1])), flush=True)
    if given.json:
        head = {"machine": machine(), "date": date.today().isoformat(), "versions": versions}  # noqa: DTZ011
        print(json.dumps(head | {"results": [_told(result) for result in results]}, indent=2, ensure_ascii=False))
    elif len(results) > 1:
        print("\nHow it grows\n\n" + "\n".join(growth_of(results)))
    wrong = [line for result in results for line in result.wrong]
    for line in wrong:
        print(f"WRONG: {line}", file=sys.stderr)
    return 1 if wrong else 0


def _told(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {name: _told(part) for name, part in value._asdict().items()}
    if isinstance(value, tuple):
        return [_told(part) for part in value]
    return value


if __name__ == "__main__":
    sys.exit(main())
