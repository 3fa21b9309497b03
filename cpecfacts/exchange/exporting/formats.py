"""The formats of an export and their exporters."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple, TypeAlias, assert_never

from cpecfacts.errors import RefusedError
from cpecfacts.exchange.exporting.excerpt import Excerpt


class ExportFormat(StrEnum):
    """What an excerpt can be written as."""

    CSV = "csv"
    JSONL = "jsonl"
    STORE = "store"
    SQLITE = "sqlite"


Remarks: TypeAlias = tuple[str, ...]
"""Sentences about what a format could not hold of this excerpt."""


class FileExporter(NamedTuple):
    """Writes an excerpt as one file. What is `binary` is nothing for a terminal or a pipe."""

    write: Callable[[Excerpt, BinaryIO], Remarks]
    binary: bool = False


class FolderExporter(NamedTuple):
    """Writes an excerpt into an empty folder; `makes` tells whether a path inside of it may come from an exporter."""

    write: Callable[[Excerpt, Path], Remarks]
    makes: Callable[[PurePosixPath], bool]


ENDINGS = {
    ".csv": ExportFormat.CSV,
    ".jsonl": ExportFormat.JSONL,
    ".ndjson": ExportFormat.JSONL,
    ".json": ExportFormat.STORE,
    ".sqlite": ExportFormat.SQLITE,
    ".sqlite3": ExportFormat.SQLITE,
    ".db": ExportFormat.SQLITE,
}
"""The format that the name of a file stands for, by its ending; the longest counts."""


def format_of(path: Path) -> ExportFormat | None:
    """Return the format that a file's name stands for, or None.

    >>> format_of(Path("zong.timeline.json")), format_of(Path("zong.json")), format_of(Path("zong.txt"))
    (<ExportFormat.TIMELINEJS: 'timelinejs'>, <ExportFormat.STORE: 'store'>, None)
    """
    name = path.name.lower()
    fitting = [ending for ending in ENDINGS if name.endswith(ending)]
    return ENDINGS[max(fitting, key=len)] if fitting else None


def exporter_for(chosen: ExportFormat, *, raw: bool = False, by_company: bool = False) -> FileExporter | FolderExporter:
    """Return the exporter of a format; `raw` and `by_company` are for one format each.

    Raises:
        RefusedError: `raw` or `by_company` with another format, or Parquet without what it needs.
    """
    if raw and chosen is not ExportFormat.CSV:
        raise RefusedError(f"--raw is for csv: {chosen} has every text as it is")
    return _exporter_for(chosen, raw=raw)


def _exporter_for(chosen: ExportFormat, *, raw: bool) -> FileExporter | FolderExporter:
    match chosen:
        case ExportFormat.CSV:
            from cpecfacts.exchange.exporting.as_csv import export_csv

            return FileExporter(partial(export_csv, raw=raw))
        case ExportFormat.JSONL:
            from cpecfacts.exchange.exporting.as_jsonl import export_jsonl

            return FileExporter(export_jsonl)
        case ExportFormat.STORE:
            from cpecfacts.exchange.exporting.as_store import export_store

            return FileExporter(export_store)
        case ExportFormat.SQLITE:
            from cpecfacts.exchange.exporting.as_sqlite import export_sqlite

            return FileExporter(export_sqlite, binary=True)
        case _:
            assert_never(chosen)
