"""`cpecfacts export`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from cpecfacts.exchange.exporting.formats import ExportFormat, FolderExporter, exporter_for

FILES = [chosen for chosen in ExportFormat if not isinstance(exporter_for(chosen), FolderExporter)]
TEXTS = [chosen for chosen in FILES if not exporter_for(chosen).binary]


@pytest.mark.parametrize("chosen", TEXTS)
def test_text_goes_to_stdout_and_to_a_file_alike(ask, small, tmp_path, chosen):
    printed = ask("export", chosen, "company:alpha", "--store", small)
    assert (printed.code, printed.err) == (0, "")
    path = tmp_path / "x"
    written = ask("export", chosen, "company:alpha", "-o", path, "--store", small)
    assert (written.code, written.out, written.err) == (0, "", "")

    def timeless(text):
        return [line for line in text.splitlines() if "cpecfacts 0.1.0" not in line]

    assert timeless(path.read_text("utf-8")) == timeless(printed.out)


@pytest.mark.parametrize("chosen", set(FILES) - set(TEXTS))
def test_what_is_no_text_needs_a_file(ask, small, tmp_path, chosen):
    answer = ask("export", chosen, "--store", small)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"cpecfacts: {chosen} is no text that can be printed: name a file with -o FILE\n"
    assert ask("export", chosen, "-o", tmp_path / "x", "--store", small).code == 0
    assert (tmp_path / "x").stat().st_size > 0


def test_a_folder_needs_a_name(ask, small, tmp_path):
    answer = ask("export", "datapackage", "--store", small)
    assert (answer.code, answer.err) == (2, "cpecfacts: datapackage is a folder of files: name it with -o FOLDER\n")
    for _ in range(2):  # the second time it is replaced
        assert ask("export", "-o", tmp_path / "x.datapackage", "--store", small).code == 0
    assert json.loads((tmp_path / "x.datapackage" / "datapackage.json").read_text())["name"] == "cpecfacts-export"


def test_the_ending_tells_the_format_and_all_words_are_the_query(ask, small, tmp_path):
    answer = ask("export", "company:beta", "-o", tmp_path / "x.sqlite", "--store", small)
    assert (answer.code, answer.err) == (0, "1 fact; left out: 1 deprecated (--all shows them)\n")
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as database:
        assert database.execute("SELECT id FROM facts").fetchall() == [("beta-rank",)]


def test_filters_order_and_limit_are_those_of_all_listings(ask, small):
    lines = ask("export", "jsonl", "--kind", "launch", "--reverse", "--limit", "1", "--store", small)
    assert lines.err == "1 fact; left out: 1 deprecated (--all shows them), 1 beyond --limit\n"
    assert [line["id"] for line in lines.lines if line["table"] == "facts"] == ["alpha-launch-2014"]
    assert ask("export", "csv", "--sort", "colour").err.startswith("cpecfacts: unknown field to sort by “colour”")


def test_deprecated_facts_go_only_when_asked_for(ask, small):
    ids = [row["id"] for row in ask("export", "csv", "--all", "--store", small).rows]
    assert "beta-old" in ids
    assert "beta-old" not in ask("export", "csv", "--store", small).out


def test_nothing_found_is_an_export_of_nothing_and_told(ask, small):
    answer = ask("export", "csv", "xyzzy", "--store", small)
    assert (answer.code, answer.rows) == (0, [])
    assert answer.err == "no facts found for: facts with a word that begins “xyzzy”\n"


def test_an_excerpt_is_asked_like_any_store(ask, tmp_path):
    path = tmp_path / "daraz.json"
    assert ask("export", "--company", "daraz", "-o", path).code == 0
    ids = [item["id"] for item in ask("facts", "--company", "daraz", "--store", path, "--json").items]
    assert ids == [item["id"] for item in ask("facts", "--company", "daraz", "--json").items]


def test_what_a_format_cannot_hold_is_told(ask, small):
    answer = ask("export", "mermaid", "--all", "--store", small)
    assert answer.err == "1 fact has no date and no place in a timeline\n"


def test_raw_and_folders_of_companies(ask, save, tables, tmp_path):
    tables["facts"]["beta-rank"]["statement"] = "=1+1"
    store = save(tables)
    assert "'=1+1" in ask("export", "csv", "--store", store).out
    assert ",=1+1" in ask("export", "csv", "--raw", "--store", store).out
    assert ask("export", "jsonl", "--raw").err == "cpecfacts: --raw is for csv; jsonl needs no such thing\n"
    folder = tmp_path / "parts"
    assert ask("export", "parquet", "--by-company", "-o", folder, "--store", store).code == 0
    assert {path.name for path in folder.iterdir()} == {"company=alpha", "company=beta"}


def test_the_store_itself_is_no_output(ask, small):
    before = small.read_bytes()
    answer = ask("export", "store", "-o", small, "--store", small)
    assert (answer.code, answer.err) == (2, f"cpecfacts: cannot write {small}: it is the store itself\n")
    assert small.read_bytes() == before


def test_stores_laid_over_one_another_are_exported_together(ask, tables, save, tmp_path):
    tables["measures"] = {"place": tables["measures"].pop("rank")}  # the shipped store has one of this id
    tables["facts"]["beta-rank"]["measure"] = "place"
    upper, both = save(tables), tmp_path / "both.json"
    assert ask("export", "--all", "-o", both, "--store", "shipped", "--store", upper).code == 0
    assert ask("facts", "--all", "--store", both, "--json").json["count"] == 789 + 4
    refused = ask("export", "store", "-o", upper, "--store", upper, "--store", "shipped")
    assert refused.err == f"cpecfacts: cannot write {upper}: it is the store itself\n"


def test_a_file_that_is_there_stays_when_the_export_fails(ask, small, tmp_path, monkeypatch):
    path = tmp_path / "x.sqlite"
    path.write_text("precious")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cpecfacts.exchange.exporting.as_sqlite.shutil.copyfileobj", fail)
    answer = ask("export", "-o", path, "--store", small)
    assert (answer.code, answer.err) == (2, f"cpecfacts: cannot write {path}: no space left on device\n")
    assert (path.read_text(), list(tmp_path.glob(".cpecfacts*"))) == ("precious", [])


def test_formats_are_completed():
    from cpecfacts.cli.completion import complete_export_format

    assert complete_export_format("S") == [("store", ""), ("sqlite", "")]
    assert [word for word, _ in complete_export_format("")] == list(ExportFormat)
