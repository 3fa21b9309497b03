"""The formats of an export and their exporters."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal, NamedTuple, TypeAlias, assert_never

from cpecfacts.errors import RefusedError
from cpecfacts.exchange.exporting.excerpt import Excerpt


class ExportFormat(StrEnum):
    """What an excerpt can be written as."""

    CSV = "csv"
    JSONL = "jsonl"
    STORE = "store"
    SQLITE = "sqlite"
    DATAPACKAGE = "datapackage"
    FTM = "ftm"
    CSL_JSON = "csl-json"
    BIBTEX = "bibtex"
    TIMELINEJS = "timelinejs"
    MERMAID = "mermaid"
    PARQUET = "parquet"


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
    ".datapackage": ExportFormat.DATAPACKAGE,
    ".ftm.json": ExportFormat.FTM,
    ".ftm.jsonl": ExportFormat.FTM,
    ".csl.json": ExportFormat.CSL_JSON,
    ".csljson": ExportFormat.CSL_JSON,
    ".bib": ExportFormat.BIBTEX,
    ".timeline.json": ExportFormat.TIMELINEJS,
    ".mmd": ExportFormat.MERMAID,
    ".mermaid": ExportFormat.MERMAID,
    ".parquet": ExportFormat.PARQUET,
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
    """Return the exporter of a format; `raw` is for CSV, `by_company` for Parquet.

    Raises:
        RefusedError: `raw` or `by_company` with another format, or Parquet where pyarrow is not installed.
    """
    if raw and chosen is not ExportFormat.CSV:
        raise RefusedError(f"--raw is for csv; {chosen} needs no such thing")
    if by_company and chosen is not ExportFormat.PARQUET:
        raise RefusedError(f"--by-company is for parquet; for {chosen} use --company")
    match chosen:
        case ExportFormat.CSV:
            from cpecfacts.exchange.exporting.as_csv import export_csv

            return FileExporter(partial(export_csv, raw=raw))
        case ExportFormat.PARQUET:
            return _parquet_exporter(by_company=by_company)
        case ExportFormat.JSONL | ExportFormat.STORE | ExportFormat.SQLITE | ExportFormat.DATAPACKAGE:
            return _exporter_of_records(chosen)
        case _:
            return FileExporter(_writer_for_readers(chosen))


def _exporter_of_records(
    chosen: Literal[ExportFormat.JSONL, ExportFormat.STORE, ExportFormat.SQLITE, ExportFormat.DATAPACKAGE],
) -> FileExporter | FolderExporter:
    """Return the exporter of a format that holds every record in full."""
    match chosen:
        case ExportFormat.JSONL:
            from cpecfacts.exchange.exporting.as_jsonl import export_jsonl

            return FileExporter(export_jsonl)
        case ExportFormat.STORE:
            from cpecfacts.exchange.exporting.as_store import export_store

            return FileExporter(export_store)
        case ExportFormat.SQLITE:
            from cpecfacts.exchange.exporting.as_sqlite import export_sqlite

            return FileExporter(export_sqlite, binary=True)
        case ExportFormat.DATAPACKAGE:
            from cpecfacts.exchange.exporting.as_data_package import export_data_package, is_of_data_package

            return FolderExporter(export_data_package, is_of_data_package)
        case _:
            assert_never(chosen)


def _writer_for_readers(
    chosen: Literal[
        ExportFormat.FTM,
        ExportFormat.CSL_JSON,
        ExportFormat.BIBTEX,
        ExportFormat.TIMELINEJS,
        ExportFormat.MERMAID,
    ],
) -> Callable[[Excerpt, BinaryIO], Remarks]:
    """Return the writer of a format that other programs show, in which there is not room for everything."""
    match chosen:
        case ExportFormat.FTM:
            from cpecfacts.exchange.exporting.as_ftm import export_ftm

            return export_ftm
        case ExportFormat.CSL_JSON:
            from cpecfacts.exchange.exporting.as_references import export_csl_json

            return export_csl_json
        case ExportFormat.BIBTEX:
            from cpecfacts.exchange.exporting.as_references import export_bibtex

            return export_bibtex
        case ExportFormat.TIMELINEJS:
            from cpecfacts.exchange.exporting.as_timelinejs import export_timelinejs

            return export_timelinejs
        case ExportFormat.MERMAID:
            from cpecfacts.exchange.exporting.as_mermaid import export_mermaid

            return export_mermaid
        case _:
            assert_never(chosen)


def _parquet_exporter(*, by_company: bool) -> FileExporter | FolderExporter:
    try:
        from cpecfacts.exchange.exporting import as_parquet
    except ModuleNotFoundError as error:
        raise RefusedError(f"parquet needs {error.name}: pip install 'cpecfacts[parquet]'") from None
    if by_company:
        return FolderExporter(as_parquet.export_parquet_by_company, as_parquet.is_of_parquet_by_company)
    return FileExporter(as_parquet.export_parquet, binary=True)
