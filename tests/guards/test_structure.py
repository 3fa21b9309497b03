"""The rules of the package that no reviewer should have to look after."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from inspect import getdoc
from pathlib import Path

import pytest

import cpecfacts
from cpecfacts.cli.grouping import COMMANDS, command_function, command_module, identifier_of
from cpecfacts.reports.schema import SCHEMAS, build_schema, schema_bytes

PACKAGE = Path(cpecfacts.__file__).parent
ROOT = Path(__file__).parents[2]
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in MODULES}
LONGEST = 330
# A list of classes that is read one entry at a time, and that another guard wants in one module.
LISTS = {"errors.py"}


def test_the_import_contracts_hold():
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ended = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert re.search(r"Contracts: ([1-9][0-9]*) kept, 0 broken\.", ended.stdout)


def imports_of(tree):
    """Yield the first name of everything that a module imports, at its top or inside of a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module.partition(".")[0]


@pytest.mark.parametrize(
    ("package", "home"),
    [
        ("tinydb", r"store/.*"),
        ("sqlite3", r"index/.*|exchange/exporting/as_sqlite\.py"),
        ("pyarrow", r"exchange/exporting/as_parquet\.py"),
        ("frictionless", r"(?!)"),
        ("followthemoney", r"(?!)"),
        ("datasette", r"(?!)"),
        ("typer", r"cli/.*"),
        ("rich", r"cli/.*|render/(terminal|progress)\.py"),
        ("python_calamine", r"exchange/importing/xlsx_rows\.py"),
        ("click", r"(?!)"),
        ("citeproc", r"citation/formatted\.py"),
        ("pydantic", r"(?!)"),
        ("platformdirs", r"index/place\.py"),
    ],
)
def test_a_package_is_imported_only_where_it_belongs(package, home):
    importers = {path for path, tree in TREES.items() if package in imports_of(tree)}
    assert {path for path in importers if not re.fullmatch(home, path)} == set()


def test_no_module_is_longer_than_a_person_reads_at_once():
    lengths = {path: len((PACKAGE / path).read_text("utf-8").splitlines()) for path in TREES}
    assert {path: length for path, length in lengths.items() if length > LONGEST and path not in LISTS} == {}


def names_of(tree):
    """Yield the names of the functions, classes, parameters and variables that a module makes."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.alias(asname=str(name)):
                yield name


def test_nothing_has_a_name_that_says_nothing():
    empty_word = re.compile(r"utils?|helpers?|commons?|managers?|misc", re.IGNORECASE)
    words = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+")
    found = set()
    for path, tree in TREES.items():
        for name in (*path.removesuffix(".py").split("/"), *names_of(tree)):
            if any(empty_word.fullmatch(word) for word in words.findall(name)):
                found.add((path, name))
    assert found == set()


def test_errors_end_in_error_and_those_that_end_the_program_stand_in_one_module():
    classes = [
        (path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    ]
    bases = {(path, node.name): {ast.unparse(base) for base in node.bases} for path, node in classes}
    ours = {name for path, name in bases if path == "errors.py"}
    strays = {place for place, those in bases.items() if place[0] != "errors.py" and those & ours}
    misnamed = {
        place
        for place, those in bases.items()
        if any(base.endswith(("Error", "Exception")) for base in those) and not place[1].endswith("Error")
    }
    assert (strays, misnamed) == (set(), set())
    assert len(ours) >= 12


def test_no_command_prints():
    printing = {
        path
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert printing == set()


def test_every_module_of_a_command_is_a_command():
    files = {path.stem for path in (PACKAGE / "cli" / "commands").glob("*.py")} - {"__init__"}
    assert files == {identifier_of(command) for command in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
class TestCommands:
    def test_it_has_a_function_of_its_name_with_a_sentence(self, command):
        function = command_function(command)
        first = getdoc(function).splitlines()[0]
        assert re.fullmatch(r"[A-Z].*[^.]\.", first)

    def test_it_has_worked_examples_of_itself(self, command):
        examples = command_module(command).EXAMPLES
        assert len(examples) >= 2
        assert len({line for line, _ in examples}) == len(examples)
        for line, meaning in examples:
            assert re.match(rf"cpecfacts {command}\b", line)
            assert re.fullmatch(r"\S.*[^\s.]", meaning)

    def test_its_heavy_imports_stand_in_its_body(self, command):
        tree = TREES[f"cli/commands/{identifier_of(command)}.py"]
        at_top = {
            name.name if isinstance(node, ast.Import) else node.module
            for node in tree.body
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for name in node.names
        }
        ours = {f"cpecfacts.cli.{name}" for name in ("completion", "entry", "options")}
        allowed = {"__future__", "pathlib", "typing", "typer", *ours}
        assert at_top - allowed == set()


def test_the_schemas_that_ship_are_those_of_the_types():
    assert {name: schema_bytes(name) for name in SCHEMAS} == {name: build_schema(name) for name in SCHEMAS}


def test_every_schema_that_ships_is_one_that_is_made():
    assert {path.name for path in (PACKAGE / "schemas").iterdir()} == set(SCHEMAS.values())
