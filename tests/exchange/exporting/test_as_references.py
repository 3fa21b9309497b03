"""The bibliography of the facts."""

from __future__ import annotations

import json

import bibtexparser
import pytest

from cpecfacts.exchange.exporting.as_references import export_bibtex, export_csl_json


def keys_of(text):
    return [entry.key for entry in bibtexparser.parse_string(text).entries]


def test_the_sources_of_the_facts_and_no_others_are_items(small, excerpt_of, exported):
    (item,) = json.loads(exported(export_csl_json, excerpt_of(small)))
    assert (item["id"], item["type"], item["title"]) == ("paper", "webpage", "A deal")
    assert item["issued"] == {"date-parts": [[2014, 4, 23]]}


@pytest.mark.parametrize("question", ["company:tencent", "is:disputed", "xyzzy"])
def test_they_are_those_that_sources_lists(real, excerpt_of, exported, question):
    wanted = sorted({source for fact in real.find(question).facts for source in fact.source_ids})
    items = json.loads(exported(export_csl_json, excerpt_of(real, question)))
    assert [item["id"] for item in items] == wanted
    text = exported(export_bibtex, excerpt_of(real, question)).decode()
    assert keys_of(text) == wanted


def test_where_a_bibliography_comes_from_stands_above_it(small, excerpt_of, exported):
    first, second, third, fourth, *_ = exported(export_bibtex, excerpt_of(small, "id:beta-plan")).decode().split("\n")
    assert first == "% A small store (excerpt: facts with the id beta-plan)"
    assert second == f"% cpecfacts 0.1.0, store BLAKE2b {small.digest}, 2026-11-24T01:02:03Z"
    assert (third, fourth) == ("", "@misc{paper,")


def test_a_title_begins_no_entry(small_tables, library_of, excerpt_of, exported):
    small_tables["meta"]["title"] = "@misc{evil,\n@string{x"
    text = exported(export_bibtex, excerpt_of(library_of(small_tables))).decode()
    assert text.startswith("% (at)misc{evil,\\n(at)string{x\n")
    assert keys_of(text) == ["paper"]
