"""The other programs, and the questions in their words.

What a word in their answers does not mean stands beside it: none of them knows hedges, disputes, origins, other names
of a company, or that a fact may neither be in a range nor outside of it. Nothing is made up for them.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from bench.asked import DUCKDB, EXPORTED, INSERTED, JQ, MILLER, TINYDB, Asked
from bench.questions import Subjects


class Files(NamedTuple):
    """What the others read: the store, its facts one a line, and two databases."""

    store: Path
    lines: Path
    exported: Path
    inserted: Path


class Peer(NamedTuple):
    """Another program. `reads` says what, `limit` is the largest store at which it can be borne, with the reason.

    `command` puts the words of a question and the files together.
    """

    name: str
    reads: str
    asked: Mapping[str, Asked]
    command: Callable[[str, Files], list[str]]
    version: Callable[[], str | None]
    limit: int | None = None
    reason: str = ""


_TINYDB = (
    "import sys; from tinydb import TinyDB, Query; TinyDB.table_class.document_id_class = str; "
    "facts = TinyDB(sys.argv[1]).table('facts'); f = Query(); {}"
)
_DUCKDB = (  # its progress bar would stand in the answer
    'import sys, duckdb; duckdb.sql("set enable_progress_bar = false"); '
    "duckdb.sql(f\"copy ({sys.argv[1]}) to '/dev/stdout' (format json)\")"
)
_FACT = (
    "company VARCHAR, parties VARCHAR[], project VARCHAR, kind VARCHAR, measure VARCHAR, statement VARCHAR, "
    'amount STRUCT("value" DOUBLE, "to" DOUBLE, unit VARCHAR, bound VARCHAR, raw VARCHAR), "when" VARCHAR, '
    "when_means VARCHAR, status VARCHAR, places VARCHAR[], tags VARCHAR[], evidence JSON, rank VARCHAR, "
    "rank_reason VARCHAR, note VARCHAR"
)


def _program(name: str, *arguments: str) -> Callable[[], str | None]:
    def told() -> str | None:
        if shutil.which(name) is None:
            return None
        ended = subprocess.run([name, *arguments], capture_output=True, text=True, check=False)
        return (ended.stdout or ended.stderr).split("\n")[0].removeprefix(name).strip(" -,").split(" 20")[0] or "?"

    return told


def _package(name: str) -> Callable[[], str | None]:
    return lambda: None if importlib.util.find_spec(name.replace("-", "_")) is None else version(name)


def _duckdb_lines(text: str, files: Files) -> list[str]:
    columns = ", ".join(f"{name}: '{kind}'" for name, kind in _columns(f"id VARCHAR, {_FACT}"))
    source = f"read_json('{files.lines}', format = 'newline_delimited', columns = {{{columns}}})"
    return [sys.executable, "-c", _DUCKDB, text.replace("FACTS", source)]


def _duckdb_store(text: str, files: Files) -> list[str]:
    size = files.store.stat().st_size + 1
    columns = f"{{facts: 'MAP(VARCHAR, STRUCT({_FACT}))'}}"
    store = f"read_json('{files.store}', columns = {columns}, maximum_object_size = {size})"
    source = f"(select e.key as id, unnest(e.value) from (select unnest(map_entries(facts)) as e from {store}))"
    return [sys.executable, "-c", _DUCKDB, text.replace("FACTS", source)]


def _columns(text: str) -> list[tuple[str, str]]:
    """Return names and types of a list of columns, whose types may have commas in brackets."""
    columns, depth, start = [], 0, 0
    for index, sign in enumerate([*text, ","]):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            name, _, kind = text[start:index].strip().partition(" ")
            columns.append((name, kind))
            start = index + 1
    return columns


PEERS = (
    Peer("jq", "the store", JQ, lambda text, f: ["jq", "-c", text, str(f.store)], _program("jq", "--version")),
    Peer(
        "Miller",
        "the facts, one a line",
        MILLER,
        lambda text, f: ["mlr", "--ijsonl", "--ojsonl", *text.split("\n"), str(f.lines)],
        _program("mlr", "--version"),
    ),
    Peer(
        "DuckDB, store",
        "the store",
        DUCKDB,
        _duckdb_store,
        _package("duckdb"),
        10_000,
        "reads the one object that a store is in 12 s and 2.3 GB at 100,000 facts",
    ),
    Peer("DuckDB, lines", "the facts, one a line", DUCKDB, _duckdb_lines, _package("duckdb")),
    Peer(
        "sqlite3",
        "the database that `cpecfacts export sqlite` wrote",
        EXPORTED,
        lambda text, f: ["sqlite3", "-json", str(f.exported), text],
        _program("sqlite3", "--version"),
    ),
    Peer(
        "sqlite-utils",
        "a database that it made of the lines itself, with an index of companies and full-text search of statements",
        INSERTED,
        lambda text, f: [str(Path(sys.executable).with_name("sqlite-utils")), "query", "--nl", str(f.inserted), text],
        _package("sqlite-utils"),
    ),
    Peer(
        "TinyDB",
        "the store",
        TINYDB,
        lambda text, f: [sys.executable, "-c", _TINYDB.format(text), str(f.store)],
        _package("tinydb"),
        100_000,
        "holds the whole store as Python objects",
    ),
)


def words_of(asked: Asked, subjects: Subjects) -> str:
    """Return the words of a question with its subjects in their places."""
    first, second, third = (f"'{name}'" for name in subjects.compared)
    text = asked.text
    for name, value in {
        "COMPANIES": f"{first}, {second}, {third}",
        "LARGEST": ", ".join(f"'{name}'" for name in subjects.largest),
        "COMPANY": subjects.company,
        "MIDDLE": subjects.middle,
        "WORD": subjects.word,
        "PHRASE": subjects.phrase,
    }.items():
        quoted = value.replace("'", '"') if name in ("COMPANIES", "LARGEST") and asked.double_quotes else value
        text = text.replace(f"<{name}>", quoted)
    return text
