"""docs/importing.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from cpecfacts.cli.app import run
from cpecfacts.exchange.importing import limits, mapping
from cpecfacts.exchange.importing.mapped_rows import WORDS
from cpecfacts.exchange.importing.shipped import shipped_mappings
from cpecfacts.store.location import packaged_store

TEXT = (Path(__file__).parents[3] / "docs" / "importing.md").read_text("utf-8")


def block(language):
    (found,) = re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    return found


def test_the_worked_example_does_what_it_shows(tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    Path("deals.csv").write_text(block("csv"), encoding="utf-8")
    Path("map.toml").write_text(block("toml"), encoding="utf-8")
    Path("mine.json").write_bytes(packaged_store().read_bytes())
    line, _, shown = block("console").partition("\n")
    assert run(line.removeprefix("$ cpecfacts ").split()) == 1
    captured = capfdbinary.readouterr()
    assert captured.out.decode() == shown
    assert run(["facts", "--source", "dawn-nd", "--fields", "statement", "--csv", "--store", "mine.json"]) == 0
    assert "worth Rs1,650,500,000 (23 Apr 2014)." in capfdbinary.readouterr().out.decode()


def test_every_key_of_a_mapping_is_described():
    structs = [
        mapping.Spec, mapping.FileMapping, mapping.OrganizationsMapping, mapping.NewOrganization, mapping.AmountMapping,
        mapping.WhenMapping, mapping.EvidenceMapping, mapping.FactMapping,
    ]  # fmt: skip
    keys = {field.encode_name for struct in structs for field in msgspec.structs.fields(struct)}
    described = set(re.findall(r"\w+", TEXT))
    assert keys - described == set()


def test_every_word_of_templates_and_every_shipped_mapping_is_described():
    assert {word for word in WORDS if f"`{word}`" not in TEXT} == set()
    assert {name for name in shipped_mappings() if f"| `{name}` |" not in TEXT} == set()


def test_the_limits_are_those_of_the_code():
    numbers = (limits.MOST_BYTES // 2**20, limits.MOST_ROWS, limits.MOST_COLUMNS, limits.LONGEST_CELL, limits.DEEPEST)
    assert {f"{number:,}" for number in numbers} <= set(re.findall(r"[0-9][0-9,]*", TEXT.partition("## Limits")[2]))
    assert f"{limits.MOST_CELLS // 10**6} million cells" in TEXT
