"""Stores read record by record are read as they are at once, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cpecfacts.errors import StoreDataError, StoreNotFoundError
from cpecfacts.index.opening import open_index
from cpecfacts.index.reading import IrregularError, read_records, read_whole
from cpecfacts.store.layers import read_layers

FACT = "zong-4g-launch-2013"
Write = Callable[..., Path]


def compact(data: Any) -> str:
    return json.dumps(data)


def unsorted(data: Any) -> str:
    data["facts"] = dict(reversed(data["facts"].items()))
    data["facts"][FACT] = dict(reversed(data["facts"][FACT].items()))
    return json.dumps(data, indent=1, ensure_ascii=True)


def spaced(data: Any) -> str:
    return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n \n"


@pytest.mark.parametrize("dump", [None, compact, unsorted, spaced])
def test_every_layout_of_a_sound_store_gives_the_same_records(write: Write, dump: Callable[[Any], str] | None) -> None:
    path = write(dump=dump)
    records = read_records([path])
    snapshot = read_layers([path]).snapshot
    facts = list(records.facts())
    assert facts == list(snapshot.facts.values())
    assert records.count == len(facts)
    assert records.digest == read_layers([path]).digest
    for name in ("meta", "organizations", "projects", "measures", "sources", "rates"):
        assert getattr(records.view, name) == getattr(snapshot, name)
    assert list(records.view.sources) == sorted(records.view.sources)


def test_the_facts_can_be_read_twice(write: Write) -> None:
    records = read_records([write()])
    assert list(records.facts()) == list(records.facts())


def remove_evidence(data: dict[str, Any]) -> None:
    data["facts"][FACT]["evidence"] = []


def unknown_field(data: dict[str, Any]) -> None:
    data["facts"][FACT]["colour"] = "red"


def unknown_company(data: dict[str, Any]) -> None:
    data["facts"][FACT]["company"] = "nobody"


def inner_id(data: dict[str, Any]) -> None:
    data["facts"][FACT]["id"] = FACT


def bad_id(data: dict[str, Any]) -> None:
    data["facts"]["No Slug"] = data["facts"][FACT]


def bad_date(data: dict[str, Any]) -> None:
    data["facts"][FACT]["when"] = "June"


def unknown_parent(data: dict[str, Any]) -> None:
    data["organizations"]["zong"]["parent"] = "nobody"


def other_format(data: dict[str, Any]) -> None:
    data["meta"]["format"] = 99


def more_tables(data: dict[str, Any]) -> None:
    data["more"] = {}


def empty_type(data: dict[str, Any]) -> None:
    data["sources"]["dna-2024-06-28"]["publisher"] = None


@pytest.mark.parametrize(
    "change",
    [
        remove_evidence,
        unknown_field,
        unknown_company,
        inner_id,
        bad_id,
        bad_date,
        unknown_parent,
        other_format,
        more_tables,
        empty_type,
    ],
)
def test_what_is_wrong_with_a_store_is_never_indexed(write: Write, change: Callable[[dict[str, Any]], None]) -> None:
    path = write(change)
    with pytest.raises(IrregularError):
        list(read_records([path]).facts())
    with pytest.raises(StoreDataError):
        read_whole([path])


@pytest.mark.parametrize("cut", [1, 1000, 100_000])
def test_a_store_that_was_cut_off_is_never_indexed(write: Write, cut: int) -> None:
    path = write()
    path.write_bytes(path.read_bytes()[:-cut])
    if cut == 1:  # only the final newline
        assert len(list(read_records([path]).facts())) == read_records([path]).count
        return
    with pytest.raises(IrregularError):
        read_records([path])


BAD_BYTE = {
    "a statement": (f'"{FACT}"', '"statement": "'),
    "a field": (f'"{FACT}"', '"stat'),
    "an id": (f'"{FACT}"', f'"{FACT}'),
    "evidence": (f'"{FACT}"', '"quote": "'),
    "the name of an organization": ('"organizations"', '"name": "'),
    "the title of a source": ('"sources"', '"title": "'),
    "the unit of a measure": ('"measures"', '"label": "'),
    "what the store says of itself": ('"meta"', '"licence": "'),
    "a member of that": ('"meta"', '"lic'),
    "the name of a table": ('"measures"', '"measures'),
}


@pytest.mark.parametrize("dump", [None, compact, unsorted])
@pytest.mark.parametrize("what", BAD_BYTE)
def test_a_byte_that_is_no_text_is_told_as_without_an_index(
    write: Write, what: str, dump: Callable[[Any], str] | None
) -> None:
    path = write(dump=dump)
    data = path.read_bytes()
    first, then = (text.encode() for text in BAD_BYTE[what])
    position = data.index(then, data.index(first)) + len(then)
    path.write_bytes(data[:position] + b"\xff" + data[position:])
    with pytest.raises(IrregularError):
        list(read_records([path]).facts())
    with pytest.raises(StoreDataError, match=r"line \d+, column \d+: the byte 0xff is not UTF-8") as without:
        read_layers([path])
    with pytest.raises(StoreDataError) as told:
        open_index([path])
    assert str(told.value) == str(without.value)


TWICE = {
    "a fact": (f'    "{FACT}": {{', '    "alibaba-boao-meeting-2018-04": {'),
    "a source": ('    "dna-2024-06-28": {', '    "the-news-2018-04-13-boao": {'),
    "a table": ('  "rates": {', '  "projects": {'),
    "a field": ('      "statement": ', '      "note": '),
    "a member of the store": ('    "title": ', '    "licence": '),
}


@pytest.mark.parametrize("dump", ["as it is", "compact"])
@pytest.mark.parametrize("what", TWICE)
def test_a_key_that_stands_twice_is_seen_wherever_it_stands(write: Write, what: str, dump: str) -> None:
    path = write()
    old, new = TWICE[what]
    text = path.read_text(encoding="utf-8")
    if what == "a table":
        text = text.replace('  "meta": {', '  "rates": {},\n  "meta": {', 1)
    elif what == "a member of the store":
        text = text.replace('    "title": ', '    "title": "Another",\n    "title": ', 1)
    elif what == "a field":
        text = text.replace(old, '      "statement": "Another.",\n      "statement": ', 1)
    else:
        assert text.count(old) == 1
        assert text.count(new) == 1
        text = text.replace(old, new)
    if dump == "compact":
        text = "".join(line.strip() for line in text.splitlines())
    path.write_text(text, encoding="utf-8")
    json.loads(text)  # it is JSON, and the standard library takes it
    with pytest.raises(IrregularError):
        list(read_records([path]).facts())
    with pytest.raises(StoreDataError, match="twice"):
        read_whole([path])


def test_stores_laid_over_one_another_are_one(write: Write) -> None:
    def split(first: bool) -> Callable[[dict[str, Any]], None]:
        def change(data: dict[str, Any]) -> None:
            facts = sorted(data["facts"])
            for key in facts[: len(facts) // 2] if first else facts[len(facts) // 3 :]:
                del data["facts"][key]

        return change

    paths = [write(split(first=True), "a.json"), write(split(first=False), "b.json")]
    records, layers = read_records(paths), read_layers(paths)
    assert list(records.facts()) == list(layers.snapshot.facts.values())
    assert records.view.meta == layers.snapshot.meta
    assert records.digest == layers.digest
    assert len(records.digests) == 2


def test_stores_that_differ_are_refused_as_they_are_without_an_index(write: Write) -> None:
    def change(data: dict[str, Any]) -> None:
        data["facts"][FACT]["note"] = "Another."

    paths = [write(name="a.json"), write(change, "b.json")]
    with pytest.raises(IrregularError):
        read_records(paths)
    with pytest.raises(StoreDataError, match="differs from the record of this id"):
        read_whole(paths)


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreNotFoundError):
        read_records([tmp_path / "none.json"])
