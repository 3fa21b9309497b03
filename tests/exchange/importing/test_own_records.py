from __future__ import annotations

import json
from copy import deepcopy

import msgspec
import pytest

from cpecfacts.errors import ImportDataError, RefusedError
from cpecfacts.exchange.importing.additions import with_additions
from cpecfacts.exchange.importing.input_file import Sort
from cpecfacts.store.location import packaged_store
from cpecfacts.store.reader import read_store

FACT = {
    "id": "zong-x", "company": "zong", "kind": "launch", "statement": "Zong did it.", "status": "reported",
    "evidence": [{"source": "dna-2024"}],
}  # fmt: skip


@pytest.fixture
def take(plan):
    """Import values as JSON."""

    def take(value, **more):
        data = value if isinstance(value, (bytes, str)) else json.dumps(value)
        return plan(data, None, sort=Sort.JSON, **more)

    return take


@pytest.fixture
def refused(take):
    def refused(value, **more):
        return [(refusal.line, refusal.reason) for refusal in take(value, **more).refusals]

    return refused


def test_a_fact_may_leave_out_what_may_be_empty(take):
    (fact,) = take([FACT | {"amount": {"value": 3, "unit": "USD"}}]).additions["facts"].values()
    assert (fact.parties, fact.amount.bound, fact.evidence[0].stance, fact.rank) == ((), "exact", "supports", "normal")


def test_a_fact_without_an_id_gets_the_same_one_each_time(take, snapshot):
    bare = {key: value for key, value in FACT.items() if key != "id"}
    done = take([bare])
    (identifier,) = done.additions["facts"]
    assert identifier.startswith("zong-launch-")
    assert take([bare, bare], into=with_additions(snapshot, done.additions)).present == 2


def test_the_whole_shipped_store_goes_into_an_empty_one_and_is_the_same(take, snapshot):
    data = packaged_store().read_bytes()
    shipped = read_store(packaged_store()).snapshot
    empty = msgspec.structs.replace(snapshot, organizations={}, measures={}, sources={})
    done = take(data, into=empty)
    assert done.refusals == ()
    after = with_additions(empty, done.additions)
    assert msgspec.structs.replace(after, meta=shipped.meta) == shipped


@pytest.mark.parametrize("command", ["facts", "companies", "sources", "projects", "measures"])
@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_what_the_listings_print_is_known_already_to_the_store_that_it_came_from(take, capsysbinary, command, form):
    from cpecfacts.cli.app import run

    extra = ["--type", "all"] if command == "companies" else []
    assert run([command, form, "--limit", "40", *extra]) == 0
    out = capsysbinary.readouterr().out
    done = take(out, into=read_store(packaged_store()).snapshot)
    if command == "companies":  # whose items have no note
        assert all(refusal.reason.endswith("with another note") for refusal in done.refusals)
    else:
        assert (done.refusals, done.present, done.adds_nothing) == ((), 40, True)


def test_a_card_of_show_is_its_record(take, capsysbinary):
    from cpecfacts.cli.app import run

    assert run(["show", "measure:4g-launch", "--json"]) == 0
    done = take(capsysbinary.readouterr().out, into=read_store(packaged_store()).snapshot)
    assert (done.present, done.refusals) == (1, ())


def test_json_lines_of_an_export_name_their_tables(take):
    lines = [
        {"table": "meta", "format": 1, "title": "x"},
        {"table": "organizations", "id": "zte", "name": "ZTE", "type": "company"},
        {
            "table": "rates",
            "id": "usd-pkr-2014",
            "base": "USD",
            "quote": "PKR",
            "year": 2014,
            "rate": 101.0,
            "source": "dna-2024",
        },
        {"table": "facts", **FACT, "company": "zte"},
    ]
    done = take("\n".join(map(json.dumps, lines)))
    assert {table: list(records) for table, records in done.additions.items() if records} == {
        "organizations": ["zte"], "rates": ["usd-pkr-2014"], "facts": ["zong-x"],
    }  # fmt: skip


def test_tables_are_known_by_their_fields(take):
    rows = [
        {"id": "zte", "name": "ZTE", "type": "company"},
        {"id": "m", "label": "M", "shape": "level", "meaning": "M."},
        {"id": "p", "name": "P", "companies": ["zte"], "summary": "P."},
        {"id": "s", "publisher": "S", "type": "webpage", "language": "en", "class": "media"},
        {"id": "r", "base": "USD", "quote": "PKR", "year": 2014, "rate": 1, "source": "s"},
    ]
    done = take(rows)
    assert [table for table, records in done.additions.items() if records] == [
        "organizations",
        "projects",
        "measures",
        "sources",
        "rates",
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "lunch"}, "kind: “lunch” is not one of the values that this field takes; did you mean “launch”?"),
        ({"statement": 3}, "statement: expected text, found a whole number"),
        ({"notes": 1}, "unknown field “notes”; did you mean “note”?"),
        ({"id": 7}, "id: 7 is no text"),
        ({"company": "zte"}, "company: refers to the organization “zte”, which the store does not have"),
        ({"when": "soon"}, "when: “soon” is no EDTF date that this program reads"),
        ({"id": "Zong X"}, "id: an id is made of a-z and 0-9, joined by single hyphens"),
        ({"evidence": []}, "evidence: a fact needs at least one piece of evidence"),
        ({"evidence": ["dna"]}, "evidence[0]: expected an object, found text"),
        (
            {"amount": {"value": 1, "unit": "USD", "bound": "between"}},
            "amount.to: belongs to the bound “between”, and only to it",
        ),
        (
            {"table": "persons"},
            "there is no table “persons”; there are organizations, projects, measures, sources, rates, facts",
        ),
    ],
)
def test_a_record_that_is_not_sound_is_refused_with_the_field(refused, change, reason):
    assert refused([deepcopy(FACT), FACT | {"id": "y"} | change]) == [(2, reason)]


def test_an_object_that_is_no_record_is_refused(refused):
    assert refused([{"a": 1}]) == [
        (1, "it is no record of ours (a fact has a statement, a source a publisher); other files need a --mapping")
    ]


def test_what_refers_to_a_refused_record_is_refused_with_it(refused):
    rows = [
        FACT | {"company": "sub"},
        {"id": "sub", "name": "Sub", "type": "company", "parent": "mother"},
        {"id": "mother", "name": "Mother", "type": "company", "parent": "nobody"},
        {"id": "fine", "name": "Fine", "type": "company"},
    ]
    assert refused(rows) == [
        (1, "company: refers to the organization “sub”, which the store does not have"),
        (2, "parent: refers to the organization “mother”, which the store does not have"),
        (3, "parent: refers to the organization “nobody”, which the store does not have"),
    ]


def test_another_content_under_an_id_is_refused(refused, take, snapshot):
    after = with_additions(snapshot, take([FACT]).additions)
    changed = FACT | {
        "status": "planned",
        "note": "x",
        "tags": ["a"],
        "places": ["b"],
        "parties": ["china-mobile"],
        "when": "2014",
    }
    assert refused([FACT, changed], into=after) == [
        (2, "the store has “zong-x” already, with another parties, when, status, places and 2 more")
    ]
    assert refused([FACT, changed | {"when": None}]) == [
        (2, "an earlier row has “zong-x” already, with another parties, status, places, tags and 1 more")
    ]


def test_a_store_that_is_not_sound_is_refused_as_a_whole(take):
    with pytest.raises(ImportDataError) as caught:
        take({"meta": {"format": 1}, "facts": {}})
    assert str(caught.value) == "deals.csv: the table “organizations” is missing"


def test_other_files_need_a_mapping(plan):
    with pytest.raises(RefusedError) as caught:
        plan("a,b\n1,2\n", None)
    assert str(caught.value) == (
        "deals.csv needs a mapping, which says what its columns mean: --mapping names one, "
        "cpecfacts import --guess FILE > map.toml writes a first one"
    )
