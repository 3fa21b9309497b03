"""The contract with programs: what the formats for programs hold, for every command, against the shipped schema."""

from __future__ import annotations

import csv
import io
import json
from copy import deepcopy
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cpecfacts import Library
from cpecfacts.cli.grouping import COMMANDS
from cpecfacts.reports.show import show_report
from cpecfacts.wording.json_text import encode

SCHEMA = json.loads((files("cpecfacts") / "schemas" / "answer.schema.json").read_text("utf-8"))
KEYS = ["format", "command", "query", "description", "count", "hidden", "warnings", "items"]

DOCS = str(Path(__file__).parents[2] / "docs")
EXTRAS = {"stats": ["store"], "cite": ["store"], "check": ["checked"]}

# Each command alone, with filters, with an empty answer, and with only part of the answer.
QUESTIONS = {
    "index": [(), ("--store", "MINE", "--clear")],
    "disputes": [(), ("--company", "zong"), ("--grade", "tension"), ("--limit", "1"), ("xyzzy",)],
    "companies": [(), ("--type", "all"), ("--kind", "training", "--since", "2020"), ("xyzzy",), ("--limit", "2")],
    "investments": [
        (),
        ("--company", "zong", "--min", "100m"),
        ("xyzzy",),
        ("--limit", "2", "--sort", "amount"),
        ("--in", "USD"),
        ("--total",),
        ("--total", "--in", "PKR", "--sort", "amount", "--reverse"),
        ("--total", "xyzzy"),
    ],
    "timeline": [("--company", "daraz", "--undated"), ("--by", "decade", "xyzzy"), ("--limit", "2", "--reverse")],
    "compare": [
        ("zong", "huawei", "alibaba"),
        ("infinix", "vivo", "--measure", "market-share", "--all-figures"),
        ("zong", "huawei", "--where", "xyzzy"),
        ("zong", "huawei", "--limit", "2"),
        ("zong", "huawei", "--in", "rupees"),
        ("zong", "huawei", "--total", "--in", "CNY"),
    ],
    "facts": [
        ("--all",),
        ("--all", "--in", "CNY"),
        ("company:zong kind:launch date:2013..",),
        ("xyzzy",),
        ("--limit", "0"),
    ],
    "show": [
        ("zong-4g-launch-2013",),
        ("zong-total-invested-over-3bn-2024",),
        ("zong",),
        ("islamabad-safe-city",),
        ("total-invested",),
        ("dna-2024-06-28",),
        ("licence-renewal-2019-paid-37-15bn-rupees", "--in", "USD"),
        ("huawei", "--in", "PKR"),
    ],
    "cite": [
        ("zong-total-invested-over-3bn-2024", "dawn-2020-12-03"),
        ("zong-4g-launch-2014", "--style", "wikipedia"),
        ("dawn-2020-12-03", "--style", "bibtex"),
        ("zong-4g-launch-2013", "--style", "csl-json", "--accessed", "2026-11-24"),
    ],
    "sources": [
        ("--company", "tencent", "--style", "mla"),
        ("--company", "tencent", "--style", "bibtex"),
        ("xyzzy", "--style", "apa"),
        (),
        ("--company", "zong"),
        ("xyzzy",),
        ("--limit", "2", "--sort", "issued"),
    ],
    "projects": [(), ("--place", "Lahore"), ("xyzzy",), ("--limit", "2", "--reverse")],
    "measures": [(), ("--company", "huawei"), ("xyzzy",), ("--limit", "2", "--sort", "id")],
    "check": [("--notes",), ("--list-rules",), ("--texts", DOCS, "--stale", "3y")],
    "stats": [(), ("--company", "huawei"), ("xyzzy",), ("--limit", "2")],
    "init": [("NEW", "--from-shipped"), ("NEW", "--title", "Empty")],
    "add": [
        ("organization", "--name", "A bank", "--type", "bank", "--alias", "B; C", "--dry-run", "--store", "MINE"),
        (
            "rate",
            "--base",
            "USD",
            "--quote",
            "PKR",
            "--year",
            "2025",
            "--rate",
            "281.5",
            "--source",
            "dna-2024-06-28",
            "--dry-run",
            "--store",
            "MINE",
        ),
    ],
    "edit": [("zong", "--set", "note=Seen.", "--set", "aliases=A; B", "--dry-run", "--store", "MINE")],
    "deprecate": [("zong-4g-launch-2013", "--reason", "Wrong.", "--dry-run", "--store", "MINE")],
    "remove": [("zong-4g-launch-2013", "--dry-run", "--store", "MINE")],
    "diff": [("shipped", "MINE"), ("MINE", "shipped", "--table", "facts")],
    "merge": [("shipped", "--prefer", "theirs", "--dry-run", "--store", "MINE")],
}
ASKED = [(command, *more) for command, questions in QUESTIONS.items() for more in questions]


def _strict(schema: Any) -> Any:
    """Return the schema with every described object having exactly the properties described.

    Only `converted` may be missing, and of a conversion all is there or nothing but the reason.
    """
    strict = deepcopy(schema)
    for definition in strict["$defs"].values():
        if "properties" in definition:
            definition["additionalProperties"] = False
            definition["required"] = [name for name in definition["properties"] if name != "converted"]
    conversion = strict["$defs"]["Conversion"]
    made = [name for name in conversion["properties"] if name != "reason"]
    conversion["oneOf"] = [
        {"required": made, "not": {"required": ["reason"]}},
        {"required": ["reason"], "maxProperties": 1},
    ]
    conversion["required"] = []
    strict["additionalProperties"] = False
    return strict


STRICT = Draft202012Validator(_strict(SCHEMA))


def _problems(answer: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in STRICT.iter_errors(answer)]


def test_the_schema_is_sound_and_ships_with_the_package(ask):
    Draft202012Validator.check_schema(SCHEMA)
    assert ask("schema").json == SCHEMA


def test_every_command_that_answers_is_in_the_schema():
    assert set(SCHEMA["properties"]["command"]["enum"]) == set(COMMANDS) - {"schema", "export"}
    # What an import answers is held against the schema where it is tested, with a store of its own.
    assert set(QUESTIONS) == set(COMMANDS) - {"schema", "export", "import"}


@pytest.fixture
def ask(ask, tmp_path):
    """Ask with the name of a store of one's own, or of one that is not yet there, where the question has MINE or NEW."""
    paths = {"MINE": tmp_path / "mine.json", "NEW": tmp_path / "new.json"}

    def ask_there(*arguments):
        paths["NEW"].unlink(missing_ok=True)
        if "MINE" in arguments and not paths["MINE"].exists():
            assert ask("init", paths["MINE"], "--from-shipped").code == 0
            assert ask("edit", "zong-4g-launch-2014", "--set", "note=Mine.", "--store", paths["MINE"]).code == 0
        return ask(*(paths.get(argument, argument) for argument in arguments))

    return ask_there


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_the_json_of_every_command_has_exactly_what_the_schema_describes(ask, asked):
    answer = ask(*asked, "--json")
    assert answer.code == 0
    document, items = answer.json, answer.items
    assert _problems(document) == []
    assert list(document) == [*KEYS[:-1], *EXTRAS.get(asked[0], []), "items"]
    assert document["command"] == asked[0]
    assert document["count"] == len(items)
    assert (items == []) == (("xyzzy" in asked and asked[0] != "stats") or "0" in asked)
    assert ask(*asked, "--jsonl").lines == items


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_csv_and_tsv_have_a_row_an_item(ask, asked):
    items = ask(*asked, "--jsonl").lines
    answer = ask(*asked, "--csv")
    assert answer.code == 0
    rows = answer.rows
    assert len(rows) == len(items)
    assert [row for row in rows if None in row or None in row.values()] == []
    tsv = ask(*asked, "--tsv")
    assert list(csv.DictReader(io.StringIO(tsv.out, newline=""), dialect="excel-tab", strict=True)) == rows
    for row, item in zip(rows, items, strict=True):
        plain = {name: value for name, value in item.items() if isinstance(value, str) and value.isalnum()}
        assert {name: row.get(name) for name in plain} == plain
        assert {name for name in row if "." not in name} <= set(item)


def test_the_strict_schema_notices_what_is_missing_too_much_or_of_a_wrong_type(ask):
    answer = ask("facts", "id:zong-total-invested-over-3bn-2024", "--json").json
    assert _problems(answer) == []
    changes = [
        lambda a: a["items"][0].pop("quality_or_id", a["items"][0].pop("id")),
        lambda a: a["items"][0].update(colour="red"),
        lambda a: a["items"][0]["amount"].update(colour="red"),
        lambda a: a["items"][0]["amount"].pop("raw"),
        lambda a: a["items"][0]["amount"].update(value="3bn"),
        lambda a: a["items"][0].update(kind="gift"),
        lambda a: a.update(colour="red"),
        lambda a: a.pop("hidden"),
        lambda a: a.update(hidden={"deprecated": 0}),
        lambda a: a.update(format=2),
        lambda a: a.update(command="compare"),
    ]
    changed = [deepcopy(answer) for _ in changes]
    for change, one in zip(changes, changed, strict=True):
        change(one)
    assert [index for index, one in enumerate(changed) if not _problems(one)] == []


@pytest.mark.parametrize(
    ("table", "card"),
    [
        ("facts", "FactCard"),
        ("organizations", "OrganizationCard"),
        ("projects", "ProjectCard"),
        ("measures", "MeasureCard"),
        ("sources", "SourceCard"),
    ],
)
def test_the_card_of_every_record_follows_the_schema(table, card):
    library = Library.open()
    validator = Draft202012Validator(
        {"$defs": _strict(SCHEMA)["$defs"], "type": "array", "items": {"$ref": f"#/$defs/{card}"}}
    )
    records = getattr(library.snapshot, table)
    items = json.loads(encode([show_report(record, library).items[0] for record in records.values()], indent=0))
    for item in items:
        # Each fact is checked as an item of `facts --all`; here the first of each list will do.
        item.update({name: item[name][:1] for name in ("facts", "kin") if name in item})
    assert [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(items)] == []
    assert len(items) == len(records) > 0


def test_json_lines_are_bare_items_one_a_line(ask):
    answer = ask("facts", "kind:launch", "--jsonl")
    lines = answer.out.split("\n")
    assert lines.pop() == ""
    assert len(lines) == ask("facts", "kind:launch", "--json").json["count"]
    assert {line[:7] for line in lines} == {'{"id":"'}


def test_an_empty_answer_is_still_a_document(ask):
    assert ask("facts", "xyzzy", "--json").json["items"] == []
    assert ask("facts", "xyzzy", "--jsonl").out == ""
    assert ask("facts", "xyzzy").out == ""
    whole = ask("facts", "kind:launch", "--csv").out.splitlines()[0]
    assert ask("facts", "xyzzy", "--csv").out == f"{whole}\r\n"


def test_text_is_utf_8_whatever_the_locale(start, ask):
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for form in ("json", "csv", "table"):
        question = ("investments", "id:zong-total-invested-up-to-860m-2008-04", "--format", form)
        answer = start(*question, **plain)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out == ask(*question).out


def test_chinese_stays_chinese_in_json(ask):
    assert "中国移动" in ask("show", "china-mobile", "--json").out


def test_every_fact_keeps_its_stored_fields(ask):
    stored = {fact.id: fact for fact in Library.open().snapshot.facts.values()}
    raw = json.loads(Library.open().path.read_bytes())["facts"]
    items = ask("facts", "--all", "--json").items
    assert {item["id"] for item in items} == set(stored)
    assert [item["id"] for item in items if {name: item[name] for name in raw[item["id"]]} != raw[item["id"]]] == []


def test_the_derived_fields_follow_from_the_stored(ask):
    items = {item["id"]: item for item in ask("facts", "--all", "--json").items}
    zong = items["zong-total-invested-over-3bn-2024"]
    assert (zong["earliest"], zong["latest"], zong["sources"]) == ("2024-06-01", "2024-06-30", 1)
    assert {(i["earliest"], i["latest"]) for i in items.values() if i["when"] is None} == {(None, None)}
    for item in items.values():
        supporting = {piece["source"] for piece in item["evidence"] if piece["stance"] == "supports"}
        disputing = {piece["source"] for piece in item["evidence"]} - supporting
        assert (item["sources"], item["against"]) == (len(supporting), len(disputing)), item["id"]
    assert {item["against"] for item in items.values()} == {0, 1}


def test_hostile_text_is_unchanged_data_in_json_and_no_terminal_command(ask, tables, save):
    evil = "\x1b]8;;http://evil\x1b\\[red]\x9b31m\u202e\u200b\ufeff=1+1|<script>\n"
    tables["facts"]["alpha-launch-2013"]["statement"] = evil
    path = save(tables)
    for form in ("--json", "--jsonl"):
        answer = ask("facts", "id:alpha-launch-2013", form, "--store", path)
        item = answer.items[0] if form == "--json" else answer.lines[0]
        assert item["statement"] == evil
        assert answer.out.replace("\n", "").isprintable()
    for form in ("table", "csv", "tsv", "markdown"):
        out = ask("facts", "id:alpha-launch-2013", "--format", form, "--store", path).out
        assert out.replace("\r", "").replace("\n", "").replace("\t", "").isprintable()


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_a_pipe_gets_no_escape_sequence_and_no_trailing_space(ask, asked):
    lines = ask(*asked).out.splitlines()
    assert [line for line in lines if "\x1b" in line or "…" in line[-1:] or line != line.rstrip()] == []
