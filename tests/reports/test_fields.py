"""Fields of items by dotted paths."""

from __future__ import annotations

import pytest

from cpecfacts.analysis.companies import CompanySummary
from cpecfacts.analysis.comparison import ComparisonRow
from cpecfacts.errors import InvalidValueError, UnknownNameError
from cpecfacts.reports.facts import facts_report
from cpecfacts.reports.fields import (
    as_cell,
    data_paths,
    field_paths,
    known_fields,
    plain_items,
    prune,
    select_fields,
    value_at,
)
from cpecfacts.reports.items import FactItem, OrganizationCard, SourceItem


def test_paths_follow_the_fields_of_a_fact_in_the_order_of_the_json():
    assert field_paths(FactItem) == [
        *("id", "company", "parties", "project", "kind", "measure", "statement"),
        *("amount.value", "amount.to", "amount.unit", "amount.bound", "amount.raw"),
        *("when", "when_means", "status", "places", "tags"),
        *("evidence.source", "evidence.quote", "evidence.paragraph", "evidence.asserted_by", "evidence.stance"),
        *("rank", "rank_reason", "note", "earliest", "latest", "sources", "against"),
        *("origins", "self_reported", "quality", "disputes"),
        *("converted.value", "converted.to", "converted.unit", "converted.bound"),
        *("converted.rate", "converted.rate_unit", "converted.rate_year", "converted.source"),
        *("converted.rates.id", "converted.rates.base", "converted.rates.quote", "converted.rates.year"),
        *("converted.rates.rate", "converted.rates.source", "converted.note", "converted.reason"),
    ]


def test_paths_have_the_names_of_the_json():
    assert "class" in field_paths(SourceItem)
    assert "class_" not in field_paths(SourceItem)


def test_paths_go_through_lists_and_optional_values():
    assert "facts.evidence.source" in field_paths(OrganizationCard)
    assert "total_invested.amount.value" in field_paths(CompanySummary)


def test_an_object_with_free_keys_ends_a_path():
    assert [path for path in field_paths(ComparisonRow) if path.startswith("values")] == ["values"]


def test_the_sort_of_a_card_is_a_path_too():
    assert field_paths(OrganizationCard)[0] == "record"


COMPARISON = [
    {"values": {"zong": None, "huawei": {"fact": "a", "amount": None}}},
    {"values": {"zong": {"fact": "b", "amount": {"value": 1}}, "huawei": {"fact": "c", "amount": None}}},
]


def values_of(items):
    return sorted(path for path in data_paths(ComparisonRow, items) if path.startswith("values"))


def test_an_object_with_free_keys_is_opened_by_its_items():
    assert values_of(COMPARISON) == [
        "values.huawei.amount",
        "values.huawei.fact",
        "values.zong.amount.value",
        "values.zong.fact",
    ]
    assert values_of([{"values": {"zong": None, "huawei": None}}]) == ["values.huawei", "values.zong"]
    assert values_of([{"values": {"zong": None}}]) == ["values.zong"]
    assert values_of([]) == ["values"]


def test_the_paths_of_fields_that_were_asked_for_are_these():
    assert data_paths(("id", "amount.value"), [{"id": "a", "amount": None}]) == ["id", "amount.value"]


def test_keys_of_free_objects_are_known_fields():
    wanted = ["values.zong.amount.value", "values.zong", "values"]
    assert known_fields(wanted, ComparisonRow, COMPARISON) == wanted
    with pytest.raises(UnknownNameError, match=r"values\.zong\.fact"):
        known_fields(["values.zong.fatc"], ComparisonRow, COMPARISON)


def test_too_deep_a_type_has_no_more_paths():
    assert field_paths(FactItem, depth=5) == []


def test_known_fields_are_written_as_in_the_json():
    assert known_fields(["ID", "amount", "Amount.Value", "evidence", "when means"], FactItem, []) == [
        "id",
        "amount",
        "amount.value",
        "evidence",
        "when_means",
    ]


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("amuont.value", "amount.value"), ("statment", "statement"), ("evidence.sources", "evidence.source")],
)
def test_an_unknown_field_is_an_error_with_the_nearest(name, suggestion):
    with pytest.raises(UnknownNameError) as caught:
        known_fields(["id", name], FactItem, [])
    assert suggestion in caught.value.suggestions
    assert f"unknown field “{name}”: did you mean" in str(caught.value)


@pytest.mark.parametrize("name", ["zzzzzz", "amount.value.x", "values.zong"])
def test_a_field_that_is_like_none_is_an_error_too(name):
    with pytest.raises(UnknownNameError):
        known_fields([name], FactItem, [])


def test_an_empty_name_is_no_field():
    with pytest.raises(InvalidValueError):
        known_fields(["id", ""], FactItem, [])


ITEM = {
    "id": "a",
    "amount": {"value": 5, "unit": "USD"},
    "none": None,
    "places": ["Lahore", "Multan"],
    "evidence": [{"source": "x", "quote": None}, {"source": "y", "quote": "q"}],
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("", ITEM),
        ("id", "a"),
        ("amount", {"value": 5, "unit": "USD"}),
        ("amount.value", 5),
        ("none", None),
        ("none.value", None),
        ("id.value", None),
        ("missing", None),
        ("missing.value", None),
        ("places", ["Lahore", "Multan"]),
        ("evidence.source", ["x", "y"]),
        ("evidence.quote", [None, "q"]),
    ],
)
def test_a_path_leads_to_its_value(path, value):
    assert value_at(ITEM, path) == value


@pytest.mark.parametrize(
    ("paths", "pruned"),
    [
        (["id"], {"id": "a"}),
        (["amount.value", "id"], {"amount": {"value": 5}, "id": "a"}),
        (["amount", "amount.value"], {"amount": {"value": 5, "unit": "USD"}}),
        (["amount.value", "amount"], {"amount": {"value": 5, "unit": "USD"}}),
        (["evidence.source"], {"evidence": [{"source": "x"}, {"source": "y"}]}),
        (["evidence.source", "evidence.quote"], {"evidence": ITEM["evidence"]}),
        (["none.value"], {"none": None}),
        (["missing"], {"missing": None}),
        (["places"], {"places": ["Lahore", "Multan"]}),
        ([], {}),
    ],
)
def test_what_was_not_asked_for_is_pruned(paths, pruned):
    assert prune(ITEM, paths) == pruned


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, None),
        (5, 5),
        (True, True),
        ("a", "a"),
        ([], ""),
        (["a", "b"], "a; b"),
        ([1, 2.5, True, False], "1; 2.5; true; false"),
        ([["a"], ["b", "c"]], "a; b; c"),
        ([None, None], ""),
        ({"value": 5, "to": None}, '{"value":5,"to":null}'),
        ([{"a": "中"}], '{"a":"中"}'),
    ],
)
def test_a_value_is_put_in_one_cell(value, cell):
    assert as_cell(value) == cell
    assert type(as_cell(value)) is type(cell)


def test_members_of_lists_keep_their_places_beside_those_that_are_missing():
    # Else nobody can tell which of two sources a quotation is from.
    assert as_cell([None, "q"]) != as_cell(["q", None])
    assert as_cell(["q", None, None]).split(";")[0] == "q"


def test_plain_items_are_those_of_the_json(library):
    (item,) = plain_items(facts_report(library.find("id:price-284m"), library).items)
    assert item["parties"] == ["china-mobile", "pta"]
    assert item["kind"] == "acquisition"
    assert item["evidence"][1] == {
        "source": "wire",
        "quote": None,
        "paragraph": None,
        "asserted_by": None,
        "stance": "disputes",
    }


def test_chosen_fields_are_items_and_a_table(library):
    report = select_fields(
        facts_report(library.find("id:price-284m or id:undated"), library), ["sources", "id", "amount.value"]
    )
    assert list(report.items) == [
        {"sources": 1, "id": "price-284m", "amount": {"value": 284000000}},
        {"sources": 1, "id": "undated", "amount": None},
    ]
    assert report.item_type == ("sources", "id", "amount.value")
    (table,) = report.make_blocks()
    assert [column.title for column in table.columns] == ["sources", "id", "amount.value"]
    assert [column.right for column in table.columns] == [True, False, True]
    assert table.rows == [(1, "price-284m", 284000000), (1, "undated", None)]


def test_the_rest_of_the_report_stays(library):
    before = facts_report(library.find("undated"), library)
    after = select_fields(before, ["id"])
    assert (after.command, after.query, after.description, after.hidden) == (
        before.command,
        before.query,
        before.description,
        before.hidden,
    )


def test_fields_of_no_item_make_an_empty_table(library):
    report = select_fields(facts_report(library.find("date:1800"), library), ["id"])
    assert list(report.items) == []
    assert report.make_blocks()[0].rows == []


def test_an_unknown_field_is_refused_before_anything_is_written(library):
    with pytest.raises(UnknownNameError):
        select_fields(facts_report(library.find(), library), ["id", "nonsense"])
