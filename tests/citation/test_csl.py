"""Sources and facts as items of CSL-JSON."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from cpecfacts import Library
from cpecfacts.citation.csl import TYPES, fact_item, source_item

_SCHEMAS = files("citeproc") / "data" / "schema" / "schemas" / "styles"


def words_of(name, pattern):
    """Return the words in quotation marks of a part of the schema that comes with citeproc-py."""
    text = (_SCHEMAS / name).read_text("utf-8")
    return set(re.findall(r'"([\w-]+)"', re.search(pattern, text, re.DOTALL)[1]))


CSL_TYPES = words_of("csl-types.rnc", r"item-types =(.*)")
CSL_VARIABLES = words_of("csl-variables.rnc", r"variables\.dates =(.*)")
DATE = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        },
        "season": {"enum": [1, 2, 3, 4]},
        "circa": {"const": True},
        "literal": {"type": "string", "minLength": 1},
    },
}
TEXT = {"type": "string", "minLength": 1}
ITEM = Draft202012Validator({
    "type": "object",
    "required": ["id", "type"],
    "additionalProperties": False,
    "properties": {
        "id": TEXT,
        "type": {"enum": sorted(CSL_TYPES)},
        "author": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {"literal": TEXT},
                "required": ["literal"],
                "additionalProperties": False,
            },
        },
        "issued": DATE,
        "accessed": DATE,
        "language": TEXT,
        **dict.fromkeys(
            {
                *("title", "genre", "container-title", "publisher", "URL", "note", "annote"),
                *("archive", "archive_location", "version"),
            },
            TEXT,
        ),
    },
})  # fmt: skip


@pytest.fixture(scope="session")
def problems():
    """What is wrong with an item of CSL-JSON."""
    return lambda item: [error.message for error in ITEM.iter_errors(item)]


def test_the_types_are_those_of_csl():
    assert TYPES == CSL_TYPES


def test_the_variables_are_those_of_csl():
    assert len(CSL_VARIABLES) > 90
    assert set(ITEM.schema["properties"]) - CSL_VARIABLES == {"id", "type"}


def test_a_news_article_has_its_newspaper_as_author_and_as_container(source_of, problems):
    item = source_item(source_of(reprint_of="Xinhua", note="Undated page.", accessed="2026-11-23"))
    assert problems(item) == []
    assert item == {
        "id": "dawn-2020",
        "type": "article-newspaper",
        "title": "Cable cleared",
        "author": [{"literal": "Dawn"}],
        "container-title": "Dawn",
        "issued": {"date-parts": [[2020, 12, 3]]},
        "accessed": {"date-parts": [[2026, 11, 23]]},
        "URL": "https://dawn.example/1",
        "language": "en",
        "note": "Reprint of: Xinhua",
        "annote": "Undated page.",
    }


def test_a_name_of_two_words_is_never_a_family_name_and_a_given_one(source_of):
    item = source_item(source_of(publisher="Business Recorder"))
    assert item["author"] == [{"literal": "Business Recorder"}]


@pytest.mark.parametrize(
    ("kind", "shown", "variable"),
    [
        ("article-newspaper", "article-newspaper", "container-title"),
        ("webpage", "webpage", "container-title"),
        ("post-weblog", "post-weblog", "container-title"),
        ("report", "report", "publisher"),
        ("dataset", "dataset", "publisher"),
        ("book", "book", "publisher"),
        ("leaflet", "document", "publisher"),
        ("Webpage", "document", "publisher"),
        ("", "document", "publisher"),
    ],
)
def test_the_publisher_stands_where_its_type_wants_it(source_of, problems, kind, shown, variable):
    item = source_item(source_of(type=kind))
    assert problems(item) == []
    assert item["type"] == shown
    assert item[variable] == "Dawn"
    assert {"container-title", "publisher"} & set(item) == {variable}


@pytest.mark.parametrize(
    ("kind", "genre"),
    [
        ("article-newspaper", "News article"),
        ("webpage", "Web page"),
        ("dataset", "Data set"),
        ("map", "Document"),
        ("x", "Document"),
    ],
)
@pytest.mark.parametrize("title", [None, "", " \n"])
def test_a_title_that_is_not_recorded_is_not_made_up(source_of, problems, kind, genre, title):
    item = source_item(source_of(type=kind, title=title))
    assert problems(item) == []
    assert "title" not in item
    assert item["genre"] == genre


def test_what_is_missing_is_left_out(source_of, problems):
    item = source_item(
        source_of(title=None, publisher=" ", issued=None, URL=None, language="", accessed=None, note="\n")
    )
    assert problems(item) == []
    assert item == {"id": "dawn-2020", "type": "article-newspaper", "genre": "News article"}


def test_every_source_of_the_store_is_an_item(problems):
    sources = Library.open().snapshot.sources.values()
    assert {source.id: found for source in sources if (found := problems(source_item(source)))} == {}
    titles = [source_item(source).get("title") for source in sources]
    assert titles.count(None) == sum(source.title is None for source in sources) > 0


def test_a_fact_is_an_entry_of_its_store(problems):
    item = fact_item(
        "cable-cost",
        "It cost\nRs 38bn.",
        store="A store",
        updated="2026-11-23",
        digest="0123456789ab",
        accessed=date(2026, 11, 24),
        note="Fact cable-cost.",
    )
    assert problems(item) == []
    assert item == {
        "id": "cable-cost",
        "type": "entry",
        "title": "It cost Rs 38bn.",
        "container-title": "A store",
        "archive": "cpecfacts store",
        "archive_location": "cable-cost",
        "version": "updated 2026-11-23, BLAKE2b 0123456789ab",
        "issued": {"date-parts": [[2026, 11, 23]]},
        "accessed": {"date-parts": [[2026, 11, 24]]},
        "note": "Fact cable-cost.",
    }


def test_a_store_need_not_have_a_title_or_a_date(problems):
    item = fact_item("x", "X.", store=None, updated=None, digest="0123", accessed=date(2026, 1, 2), note="N.")
    assert problems(item) == []
    assert item["version"] == "BLAKE2b 0123"
    assert {"container-title", "issued"} & set(item) == set()
