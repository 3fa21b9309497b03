"""The Data Package, judged by frictionless."""

from __future__ import annotations

import csv
import json
from pathlib import PurePosixPath

import pytest
from frictionless import Package

from cpecfacts.exchange.exporting.as_data_package import export_data_package, is_of_data_package
from cpecfacts.exchange.exporting.schema import tables


@pytest.fixture
def package_of(excerpt_of, tmp_path):
    """Export into a folder; return its descriptor and what was remarked."""

    def package_of(library, question="rank:any"):
        remarks = export_data_package(excerpt_of(library, question), tmp_path)
        return json.loads((tmp_path / "datapackage.json").read_text("utf-8")), remarks

    return package_of


def problems(folder):
    report = Package(str(folder / "datapackage.json")).validate()
    found = [error.message for task in report.tasks for error in task.errors] + [
        error.message for error in report.errors
    ]
    return report.stats["tasks"], found


def test_the_real_store_is_valid_to_frictionless_with_every_key_and_hash(real, package_of, tmp_path):
    package_of(real)
    assert problems(tmp_path) == (len(tables()), [])


@pytest.mark.parametrize("question", ["company:zong", "is:disputed", "xyzzy"])
def test_so_is_an_excerpt(real, package_of, tmp_path, question):
    package_of(real, question)
    assert problems(tmp_path) == (len(tables()), [])


def test_frictionless_notices_a_reference_to_nothing_and_a_change(small, package_of, tmp_path):
    package_of(small)
    facts = tmp_path / "data" / "facts.csv"
    facts.write_text(facts.read_text("utf-8").replace("cable", "nowhere", 1), "utf-8")
    _, found = problems(tmp_path)
    assert len(found) >= 2


def test_so_is_a_hostile_store_whose_rows_frictionless_reads_as_they_are(hostile, poisons, package_of, tmp_path):
    package_of(hostile)
    assert problems(tmp_path) == (len(tables()), [])
    with (tmp_path / "data" / "facts.csv").open(encoding="utf-8", newline="") as file:
        assert {row["statement"] for row in csv.DictReader(file)} == set(poisons)


def test_the_descriptor_says_where_it_comes_from_and_what_the_columns_mean(small, package_of):
    package, remarks = package_of(small, "company:beta")
    assert remarks == ()
    resources = package.pop("resources")
    assert package == {
        "profile": "tabular-data-package",
        "name": "cpecfacts-export",
        "title": "A small store (excerpt: facts about Beta)",
        "description": "facts about Beta",
        "created": "2026-11-24T01:02:03Z",
        "licenses": [{"name": "CC0-1.0"}],
        "cpecfacts": {
            "title": "A small store",
            "licence": "CC0-1.0",
            "updated": "2026-11",
            "query": "company:beta",
            "description": "facts about Beta",
            "digest": small.digest,
            "exported": "2026-11-24T01:02:03Z",
            "program": "cpecfacts 0.1.0",
        },
    }
    assert [resource["name"] for resource in resources] == [table.name for table in tables()]
    fields = {field["name"]: field for field in resources[9]["schema"]["fields"]}
    assert fields["company"] == {
        "name": "company",
        "type": "string",
        "description": "whom it is about",
        "constraints": {"required": True},
    }
    assert {name: field["type"] for name, field in fields.items() if field["type"] != "string"} == {
        "amount_value": "number",
        "amount_to": "number",
        "earliest": "date",
        "latest": "date",
        "sources": "integer",
        "origins": "integer",
        "self_reported": "boolean",
        "quality": "integer",
        "disputed": "boolean",
    }
    assert resources[1]["schema"]["foreignKeys"] == [
        {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}}
    ]


def test_numbers_have_every_digit(small, package_of, tmp_path):
    package_of(small)
    with (tmp_path / "data" / "facts.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert rows["beta-undated"]["amount_value"] == "1000000000000000000000000000001"
    assert (rows["beta-undated"]["self_reported"], rows["alpha-price"]["disputed"]) == ("false", "true")


def test_a_licence_that_is_no_name_stands_beside_the_licences(hostile, package_of):
    package, remarks = package_of(hostile)
    assert "licenses" not in package
    assert package["cpecfacts"]["licence"].startswith("a : b")
    assert len(remarks) == 1


def test_texts_that_a_spreadsheet_would_run_are_told(small_tables, library_of, package_of):
    small_tables["facts"]["beta-plan"]["statement"] = "=1+1"
    _, remarks = package_of(library_of(small_tables))
    assert remarks == ("1 text begins like a formula: for a spreadsheet take csv, which lets none run",)


def test_several_are_counted(small_tables, library_of, package_of):
    small_tables["facts"]["beta-plan"].update(statement="=1+1", note="@x")
    _, remarks = package_of(library_of(small_tables))
    assert remarks == ("2 texts begin like a formula: for a spreadsheet take csv, which lets none run",)


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("datapackage.json", True),
        ("data/facts.csv", True),
        ("data/notes.csv", False),
        ("facts.csv", False),
        ("data/data/facts.csv", False),
        ("README.md", False),
    ],
)
def test_its_files_are_known(path, own):
    assert is_of_data_package(PurePosixPath(path)) is own


def test_every_file_that_it_writes_is_known(small, package_of, tmp_path):
    package_of(small)
    files = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == len(tables()) + 1
    assert all(is_of_data_package(PurePosixPath(path.as_posix())) for path in files)
