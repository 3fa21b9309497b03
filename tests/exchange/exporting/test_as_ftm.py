"""FollowTheMoney, judged by followthemoney."""

from __future__ import annotations

import json

import pytest
from followthemoney import model, types

from cpecfacts.exchange.exporting import ftm_values
from cpecfacts.exchange.exporting.as_ftm import export_ftm
from cpecfacts.exchange.exporting.ftm_values import ftm_dates, ftm_language, ftm_url


@pytest.fixture
def entities_of(excerpt_of, exported):
    """Export and read the entities, by id."""

    def entities_of(library, question="rank:any"):
        lines = exported(export_ftm, excerpt_of(library, question)).decode().split("\n")[:-1]
        entities = [json.loads(line) for line in lines]
        assert len({entity["id"] for entity in entities}) == len(entities)
        return {entity["id"]: entity for entity in entities}

    return entities_of


def refused(entities):
    """Return what followthemoney does not take: schemata, properties, values, references to nothing."""
    found = []
    for key, entity in entities.items():
        schema = model.get(entity["schema"])
        missing = [name for name in schema.required if not entity["properties"].get(name)]
        found += [(key, name, "missing") for name in missing]
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            if prop is None or prop.stub or prop.deprecated:
                found.append((key, name, "no such property"))
                continue
            for value in values:
                if prop.type.clean(value) is None:
                    found.append((key, name, value))
                if prop.type is types.registry.entity:
                    other = entities.get(value)
                    if other is None or not model.get(other["schema"]).is_a(prop.range):
                        found.append((key, name, f"{value} is no {prop.range.name}"))
        assert model.get_proxy(entity).schema.name == entity["schema"]
        for name, values in entity["properties"].items():
            assert all(len(value) <= schema.get(name).max_length for value in values), (key, name)
    return found


def test_followthemoney_takes_every_entity_of_the_real_store(real, entities_of):
    entities = entities_of(real)
    assert refused(entities) == []
    schemata = [entity["schema"] for entity in entities.values()]
    assert {name: schemata.count(name) for name in ("Event", "Article", "Project")} == {
        "Event": len(real.snapshot.facts),
        "Article": len(real.snapshot.sources),
        "Project": len(real.snapshot.projects),
    }
    assert {"Company", "PublicBody", "Organization", "Ownership", "UnknownLink", "ProjectParticipant"} < set(schemata)


def test_an_excerpt_refers_to_nothing_outside(real, entities_of):
    assert refused(entities_of(real, "company:daraz")) == []


def test_of_a_hostile_store_only_countries_that_do_not_exist_are_refused(hostile, entities_of):
    entities = entities_of(hostile)
    assert [place for place in refused(entities) if place[1] != "country"] == []
    assert not any("\x1b" in text or "\x00" in text for text in json.dumps(entities, ensure_ascii=False).splitlines())


def test_what_is_too_long_for_a_name_stands_in_full_in_the_description(hostile, poisons, entities_of):
    (long,) = (text for text in poisons if len(text) > 1000)
    event = entities_of(hostile)[f"cpecfacts-fact-fact-x{poisons.index(long)}"]["properties"]
    assert (event["name"], event["description"]) == ([f"{long[:383]}…"], [long])
    assert (event["location"], event["notes"][0]) == ([f"{long[:249]}…"], long)


def test_a_fact_is_an_event_with_its_evidence(small, entities_of):
    entities = entities_of(small, "id:alpha-price")
    assert entities["cpecfacts-fact-alpha-price"] == {
        "id": "cpecfacts-fact-alpha-price",
        "schema": "Event",
        "properties": {
            "name": ["Alpha bought the cable for US$460 million."],
            "summary": [
                "Measure: Price",
                "Amount: US$460m (“$460m”)",
                "Date: 23 Apr 2014 (event)",
                "Project: Cable",
                "Disputed by: alpha-price-other",
            ],
            "involved": ["cpecfacts-organization-alpha", "cpecfacts-organization-beta"],
            "location": ["Gwadar"],
            "keywords": ["investment", "completed", "fibre", "cable"],
            "proof": ["cpecfacts-source-paper"],
            "recordId": ["alpha-price"],
            "date": ["2014-04-23"],
        },
    }
    assert entities["cpecfacts-evidence-alpha-price-1"] == {
        "id": "cpecfacts-evidence-alpha-price-1",
        "schema": "Documentation",
        "properties": {
            "document": ["cpecfacts-source-paper"],
            "entity": ["cpecfacts-fact-alpha-price"],
            "role": ["supports"],
            "summary": ["for $460m"],
            "description": ["According to Speaker", "Paragraph 3"],
        },
    }
    assert entities["cpecfacts-source-paper"]["properties"] == {
        "title": ["A deal"],
        "name": ["A deal"],
        "publisher": ["The Paper"],
        "publishedAt": ["2014-04-23"],
        "sourceUrl": ["https://paper.example/1"],
        "language": ["eng"],
        "keywords": ["media"],
    }


def test_a_hedge_and_a_reason_stay_in_words(small, entities_of):
    entities = entities_of(small)
    assert "Amount: more than US$1bn" in entities["cpecfacts-fact-alpha-price-other"]["properties"]["summary"]
    plan = entities["cpecfacts-fact-beta-plan"]["properties"]
    assert (plan["summary"], "date" in plan) == (["Date: about 2017"], False)
    assert entities["cpecfacts-fact-beta-wrong"]["properties"]["notes"] == ["deprecated: A misprint."]


def test_companies_are_owned_and_others_belong(small, entities_of):
    entities = entities_of(small)
    assert {key: entity["schema"] for key, entity in entities.items() if "-organization-" in key} == {
        "cpecfacts-organization-alpha": "Company",
        "cpecfacts-organization-beta": "Organization",
        "cpecfacts-organization-holding": "Company",
        "cpecfacts-organization-ministry": "PublicBody",
        "cpecfacts-organization-paper-house": "Organization",
        "cpecfacts-organization-speaker": "Organization",
        "cpecfacts-organization-stranger": "Company",
        "cpecfacts-organization-worker": "Company",
    }
    owner, child = "cpecfacts-organization-holding", "cpecfacts-organization-alpha"
    assert entities["cpecfacts-parent-alpha"] == {
        "id": "cpecfacts-parent-alpha",
        "schema": "Ownership",
        "properties": {"owner": [owner], "asset": [child]},
    }
    assert entities["cpecfacts-parent-beta"] == {
        "id": "cpecfacts-parent-beta",
        "schema": "UnknownLink",
        "properties": {"subject": ["cpecfacts-organization-beta"], "object": [child], "role": ["belongs to"]},
    }
    assert entities["cpecfacts-organization-alpha"]["properties"] == {
        "name": ["Alpha"],
        "alias": ["阿尔法", "Al"],
        "country": ["pk"],
        "sector": ["telecoms"],
    }


@pytest.mark.parametrize(
    ("when", "dates"),
    [
        (None, {}),
        ("2014", {"date": ["2014"]}),
        ("2014-04", {"date": ["2014-04"]}),
        ("2014-04-23", {"date": ["2014-04-23"]}),
        ("2014-XX", {"date": ["2014"]}),
        ("2014~", {}),
        ("2014-04-23?", {}),
        ("201X", {}),
        ("2014-33", {}),
        ("2014-21", {}),
        ("2007/2011-05", {"startDate": ["2007"], "endDate": ["2011-05"]}),
        ("1998/..", {"startDate": ["1998"]}),
        ("../2020", {"endDate": ["2020"]}),
        ("2016~/2018", {"endDate": ["2018"]}),
    ],
)
def test_dates_are_no_surer_than_they_are(when, dates):
    assert ftm_dates(when) == dates
    assert all(types.registry.date.clean(value) == value for values in dates.values() for value in values)


def test_languages_are_those_of_followthemoney():
    assert (ftm_language("ur"), ftm_language("xx"), ftm_language("zho")) == ("urd", None, None)
    for short, long in ftm_values._LANGUAGES.items():
        assert types.registry.language.clean(short) == long


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        "ftp://x.example",
        "http://x.example/a b",
        "//x",
        f"http://x.example/{'a' * 4096}",
    ],
)
def test_what_is_no_address_of_the_web_is_left_out(address):
    assert ftm_url(address) is None
