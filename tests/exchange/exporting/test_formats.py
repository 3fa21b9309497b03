"""Which format is meant, and who writes it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from cpecfacts.errors import RefusedError
from cpecfacts.exchange.exporting.formats import (
    ENDINGS,
    ExportFormat,
    FileExporter,
    FolderExporter,
    exporter_for,
    format_of,
)


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("a.csv", "csv"),
        ("A.JSONL", "jsonl"),
        ("a.json", "store"),
        ("a.ftm.json", "ftm"),
        ("a.timeline.json", "timelinejs"),
        ("a.db", "sqlite"),
        ("zong.datapackage", "datapackage"),
        ("a.mmd", "mermaid"),
        ("a.b.parquet", "parquet"),
        ("csv", None),
        ("a.txt", None),
        ("", None),
    ],
)
def test_the_name_of_a_file_tells_the_format(name, chosen):
    assert format_of(Path("folder.csv") / name if name else Path()) == chosen


def test_every_format_has_an_ending():
    assert set(ENDINGS.values()) == set(ExportFormat)


@pytest.mark.parametrize("chosen", ExportFormat)
def test_every_format_is_written_of_a_hostile_store_and_of_nothing(chosen, hostile, small, excerpt_of, tmp_path):
    exporter = exporter_for(chosen)
    for number, excerpt in enumerate([excerpt_of(hostile), excerpt_of(small, "xyzzy")]):
        if isinstance(exporter, FolderExporter):
            folder = tmp_path / str(number)
            folder.mkdir()
            exporter.write(excerpt, folder)
            assert list(folder.iterdir())
        else:
            out = io.BytesIO()
            exporter.write(excerpt, out)
            data = out.getvalue()
            assert exporter.binary or data.decode() is not None
            assert exporter.binary or b"\x1b" not in data


@pytest.mark.parametrize("chosen", set(ExportFormat) - {ExportFormat.CSV})
def test_raw_is_for_csv_alone(chosen):
    with pytest.raises(RefusedError, match=f"--raw is for csv; {chosen} needs no such thing"):
        exporter_for(chosen, raw=True)


@pytest.mark.parametrize("chosen", set(ExportFormat) - {ExportFormat.PARQUET})
def test_folders_of_companies_are_for_parquet_alone(chosen):
    with pytest.raises(RefusedError, match="--by-company is for parquet"):
        exporter_for(chosen, by_company=True)


def test_parquet_is_a_file_or_a_folder():
    assert isinstance(exporter_for(ExportFormat.PARQUET), FileExporter)
    assert isinstance(exporter_for(ExportFormat.PARQUET, by_company=True), FolderExporter)


def test_without_pyarrow_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "cpecfacts.exchange.exporting.as_parquet", raising=False)
    monkeypatch.delattr("cpecfacts.exchange.exporting.as_parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(RefusedError, match=r"parquet needs pyarrow: pip install 'cpecfacts\[parquet\]'"):
        exporter_for(ExportFormat.PARQUET)
