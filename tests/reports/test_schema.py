"""The JSON Schemas that ship, and every answer held against them."""

from __future__ import annotations

import copy
import json

import pytest
from jsonschema import Draft202012Validator

from cpecfacts.analysis.timeline import Period
from cpecfacts.library import Library
from cpecfacts.model.organization import OrganizationType
from cpecfacts.reports.catalogue import measures_report, projects_report, sources_report
from cpecfacts.reports.companies import companies_report
from cpecfacts.reports.compare import compare_report
from cpecfacts.reports.facts import facts_report, investments_report
from cpecfacts.reports.report import envelope
from cpecfacts.reports.schema import SCHEMAS, build_schema, schema_bytes
from cpecfacts.reports.show import show_report
from cpecfacts.reports.stats import stats_report
from cpecfacts.reports.timeline import ChartBy, timeline_report
from cpecfacts.wording.json_text import encode

REPORTS = {
    "companies": lambda library: companies_report(library.find(), library, limit=1),
    "companies of all types": lambda library: companies_report(
        library.find("rank:any"), library, types=OrganizationType
    ),
    "investments": lambda library: investments_report(library.find("kind:acquisition"), library),
    "timeline": lambda library: timeline_report(library.find(), library, by=Period.DECADE, limit=2),
    "chart": lambda library: timeline_report(library.find(), library, chart=ChartBy.COMPANY, undated=True),
    "compare": lambda library: compare_report(["zong", "huawei"], library.find(), library),
    "compare all": lambda library: compare_report(
        ["zong", "huawei", "quiet"], library.find("rank:any"), library, all_figures=True, limit=1
    ),
    "facts": lambda library: facts_report(library.find("rank:any"), library),
    "no facts": lambda library: facts_report(library.find("date:1800"), library),
    "sources": lambda library: sources_report(library.find(), library),
    "projects": lambda library: projects_report(library.find(), library),
    "measures": lambda library: measures_report(library.find(), library),
    "stats": lambda library: stats_report(library.find("rank:any"), library),
    **{
        f"show {name}": lambda library, name=name: show_report(library.record(name), library)
        for name in ("price-284m", "undated", "zong", "quiet", "project:paktel", "employees", "wire", "source:unused")
    },
}


@pytest.fixture(scope="module")
def validator():
    return Draft202012Validator(json.loads(schema_bytes("answer")))


def answer_of(report):
    return json.loads(encode(envelope(report)))


@pytest.mark.parametrize("name", REPORTS)
def test_every_answer_follows_the_schema(library, validator, name):
    answer = answer_of(REPORTS[name](library))
    assert [error.message for error in validator.iter_errors(answer)] == []
    assert answer["count"] == len(answer["items"])


def test_answers_about_the_packaged_store_follow_the_schema(validator):
    library = Library.open()
    for report in (
        companies_report(library.find(), library),
        facts_report(library.find("company:daraz rank:any"), library),
        compare_report(["zong", "huawei"], library.find("kind:jobs"), library),
        show_report(library.fact("zong-4g-launch-2013"), library),
    ):
        assert [error.message for error in validator.iter_errors(answer_of(report))] == []


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "no facts"])
def test_an_item_that_lacks_a_field_does_not_follow_the_schema(library, validator, name):
    answer = answer_of(REPORTS[name](library))
    for field in answer["items"][0]:
        broken = copy.deepcopy(answer)
        del broken["items"][0][field]
        assert not validator.is_valid(broken), field


@pytest.mark.parametrize("name", ["format", "command", "query", "description", "count", "hidden", "warnings", "items"])
def test_an_answer_that_lacks_a_key_does_not_follow_the_schema(library, validator, name):
    answer = answer_of(REPORTS["facts"](library))
    del answer[name]
    assert not validator.is_valid(answer)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"command": "sources"},
        {"command": "nonsense"},
        {"count": -1},
        {"hidden": {"undated": 0}},
        {"hidden": {"undated": "two"}},
        {"warnings": "none"},
        {"items": {}},
        {"items": [{}]},
    ],
)
def test_a_wrong_answer_does_not_follow_the_schema(library, validator, change):
    assert not validator.is_valid(answer_of(REPORTS["facts"](library)) | change)


def test_an_addition_still_follows_the_schema(library, validator):
    answer = answer_of(REPORTS["facts"](library)) | {"new": 1}
    answer["items"][0]["new"] = 1
    assert validator.is_valid(answer)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_that_ships_is_the_one_of_the_types(name):
    assert schema_bytes(name) == build_schema(name)
    Draft202012Validator.check_schema(json.loads(schema_bytes(name)))


def test_the_packaged_store_follows_the_schema_of_a_store():
    validator = Draft202012Validator(json.loads(schema_bytes("store")))
    store = json.loads(Library.open().path.read_bytes())
    assert [error.message for error in validator.iter_errors(store)] == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda store: store.pop("rates"),
        lambda store: store.update(more={}),
        lambda store: store["facts"]["undated"].pop("when"),
        lambda store: store["facts"]["undated"].update(id="undated"),
        lambda store: store["facts"]["undated"].update(kind="gossip"),
        lambda store: store["sources"]["wire"].update({"class_": "wire"}),
        lambda store: store["meta"].update(format="one"),
    ],
)
def test_a_broken_store_does_not_follow_the_schema_of_a_store(tables, spoil):
    validator = Draft202012Validator(json.loads(schema_bytes("store")))
    assert validator.is_valid(tables)
    spoil(tables)
    assert not validator.is_valid(tables)
