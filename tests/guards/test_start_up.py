"""What a command loads: start-up stays fast because heavy packages are imported only where they are needed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from cpecfacts.cli.grouping import COMMANDS, identifier_of

PROGRAM = """
import json, sys
from cpecfacts.cli.app import run
codes = [run(line) for line in json.loads(sys.argv[2])]
with open(sys.argv[1], "w") as out:
    json.dump({"codes": codes, "modules": sorted(sys.modules)}, out)
"""


@pytest.fixture
def modules_of(tmp_path, monkeypatch):
    """Run command lines in one new interpreter with its output in a pipe; return the modules that it loaded."""
    monkeypatch.delenv("CPECFACTS_STORE", raising=False)
    monkeypatch.delenv("PYTHONSTARTUP", raising=False)

    def modules(*lines, program=PROGRAM):
        told = tmp_path / "modules.json"
        command = [sys.executable, "-c", program, str(told), json.dumps(lines)]
        ended = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, timeout=60)
        assert ended.returncode == 0, ended.stderr.decode()
        answer = json.loads(told.read_text())
        assert answer["codes"] == [0] * len(lines)
        return set(answer["modules"])

    return modules


def heavy(modules):
    return {
        name
        for name in modules
        if name in ("rich", "tinydb", "msgspec", "pydantic", "sqlite3", "citeproc", "lxml", "edtf")
    }


def test_an_answer_in_json_loads_neither_rich_nor_tinydb(modules_of):
    modules = modules_of(["companies", "--json"])
    assert heavy(modules) == {"msgspec"}
    assert "cpecfacts.render.as_json" in modules


@pytest.mark.parametrize("line", [["companies", "--json"], ["compare", "zong", "huawei"], ["show", "zong"], ["stats"]])
def test_a_small_store_is_read_without_a_thought_of_an_index(modules_of, line):
    assert {name for name in modules_of(line) if name.startswith(("cpecfacts.index", "sqlite3"))} == set()


def test_a_piped_table_loads_no_rich(modules_of):
    modules = modules_of(["companies"])
    assert heavy(modules) == {"msgspec"}
    assert "cpecfacts.render.plain" in modules


@pytest.mark.parametrize("option", ["--jsonl", "--csv", "--tsv", "--markdown"])
def test_no_other_format_loads_rich_or_tinydb(modules_of, option):
    assert heavy(modules_of(["facts", "--company", "zong", option])) == {"msgspec"}


def test_no_help_loads_what_only_an_answer_needs(modules_of):
    helps = [["--help"], ["--version"], *([command, "--help"] for command in COMMANDS)]
    modules = modules_of(*helps)
    assert heavy(modules) == set()
    assert {f"cpecfacts.cli.commands.{identifier_of(command)}" for command in COMMANDS} <= modules
    assert {name for name in modules if name.startswith(("cpecfacts.store", "cpecfacts.library"))} == set()


def test_one_command_does_not_load_the_others(modules_of):
    modules = modules_of(["companies", "--json"])
    loaded = {name for name in modules if name.startswith("cpecfacts.cli.commands.")}
    assert loaded == {"cpecfacts.cli.commands.companies"}


def test_no_command_loads_pydantic_or_tinydb(modules_of):
    arguments = {
        "compare": ["zong", "huawei"],
        "show": ["zong"],
        "cite": ["zong-4g-launch-2013", "--style", "bibtex"],
        "export": ["jsonl"],
        "init": ["mine.json", "--from-shipped"],
        "add": ["organization", "--name", "A bank", "--type", "bank", "--store", "mine.json"],
        "edit": ["zong", "--set", "note=Seen.", "--store", "mine.json"],
        "deprecate": ["zong-4g-launch-2013", "--reason", "Wrong.", "--store", "mine.json"],
        "remove": ["zong-4g-launch-2014", "--yes", "--store", "mine.json"],
        "diff": ["shipped", "mine.json"],
        "merge": ["shipped", "--prefer", "mine", "--store", "mine.json"],
    }
    # An import needs a file and a store of one's own; an index is a database.
    lines = [[command, *arguments.get(command, [])] for command in COMMANDS if command not in ("import", "index")]
    assert heavy(modules_of(*lines)) == {"msgspec"}


def test_only_the_styles_for_readers_load_citeproc(modules_of):
    files = [["cite", "dawn-2020-12-03", "--style", style] for style in ("bibtex", "csl-json", "wikipedia")]
    assert heavy(modules_of(*files)) == {"msgspec"}
    assert heavy(modules_of(["cite", "dawn-2020-12-03"])) == {"msgspec", "citeproc", "lxml"}


@pytest.mark.parametrize(
    ("chosen", "loaded"),
    [
        *((chosen, {"msgspec"}) for chosen in ("csv", "store", "ftm", "csl-json", "bibtex", "timelinejs", "mermaid")),
        ("sqlite", {"msgspec", "sqlite3"}),
        ("datapackage", {"msgspec"}),
        ("parquet", {"msgspec", "pyarrow"}),
    ],
)
def test_an_export_loads_what_its_own_format_needs(modules_of, tmp_path, chosen, loaded):
    modules = modules_of(["export", chosen, "--company", "tencent", "-o", str(tmp_path / "x")])
    judges = {"datasette", "frictionless", "followthemoney", "pyarrow"}
    assert heavy(modules) | (modules & judges) == loaded


def test_importing_the_package_alone_loads_nothing(modules_of):
    program = (
        "import sys\n"
        "before = {*sys.modules}\n"
        "import cpecfacts\n"
        "loaded = {*sys.modules} - before\n"
        "import json\n"
        "with open(sys.argv[1], 'w') as out: json.dump({'codes': [], 'modules': sorted(loaded)}, out)\n"
    )
    assert modules_of(program=program) - {"__future__"} == {"cpecfacts"}


def test_ctrl_c_is_heard_before_anything_else_is_loaded(modules_of):
    program = (
        "import sys\n"
        "before = {*sys.modules}\n"
        "from cpecfacts.__main__ import main\n"
        "loaded = {*sys.modules} - before\n"
        "import json\n"
        "with open(sys.argv[1], 'w') as out: json.dump({'codes': [], 'modules': sorted(loaded)}, out)\n"
    )
    loaded = modules_of(program=program)
    ours = {name for name in loaded if name.startswith("cpecfacts")}
    assert ours == {"cpecfacts", "cpecfacts.__main__", "cpecfacts.cli", "cpecfacts.cli.signals"}
    assert loaded & {"typing", "re", "contextlib", "collections.abc", "pathlib"} == set()


def test_the_library_needs_no_command_line(modules_of):
    program = (
        "import json, sys\n"
        "from cpecfacts import Library\n"
        "Library.open().compare(['zong', 'huawei'])\n"
        "with open(sys.argv[1], 'w') as out: json.dump({'codes': [], 'modules': sorted(sys.modules)}, out)\n"
    )
    modules = modules_of(program=program)
    assert heavy(modules) == {"msgspec"}
    assert {name for name in modules if name == "typer" or name.startswith("cpecfacts.cli")} == set()
