"""What was typed, made into records."""

from __future__ import annotations

import msgspec
import pytest

from cpecfacts.curating.drafts import draft_of, read_draft, read_field
from cpecfacts.curating.forms import AMOUNT, EVIDENCE, FORMS, NOUNS
from cpecfacts.errors import RecordRefusedError, UnknownNameError
from cpecfacts.model.amounts import Amount
from cpecfacts.model.fact import Evidence
from cpecfacts.model.snapshot import RECORDS
from cpecfacts.query.names import Names

FACT = {
    "company": "CMPak",
    "statement": "Zong had over 50 million subscribers in May 2024.",
    "kind": "Reach",
    "measure": "Subscribers",
    "amount": "over 50 million",
    "when": "May 2024",
    "evidence": {"source": "dna-2024-06-28", "quote": "over 50 million", "asserted-by": "zong", "paragraph": "3"},
}


@pytest.fixture(scope="module")
def names(shipped):
    return Names(shipped)


@pytest.fixture
def read(shipped, names):
    def read(table="facts", **draft):
        return read_draft(table, draft, shipped, names)

    return read


@pytest.fixture
def refused(read):
    """Return what is wrong with a draft, field by field."""

    def refused(table="facts", **draft):
        with pytest.raises(RecordRefusedError) as caught:
            read(table, **draft)
        return dict(caught.value.problems)

    return refused


def test_the_forms_have_every_field_of_the_records_and_no_other():
    def fields(struct):
        return {field.encode_name for field in msgspec.structs.fields(struct)} - {"id"}

    assert {table: {form.name for form in forms} for table, forms in FORMS.items()} == {
        table: fields(kind) for table, kind in RECORDS.items()
    }
    assert {form.name for form in AMOUNT} == fields(Amount)
    assert {form.name for form in EVIDENCE} == fields(Evidence)
    assert set(NOUNS.values()) == set(RECORDS)


@pytest.mark.parametrize("table", RECORDS)
def test_every_record_of_the_store_reads_back_from_its_draft(shipped, names, table):
    for key, record in shipped.table(table).items():
        assert read_draft(table, draft_of(record), shipped, names, replacing=key) == record


def test_a_fact_is_made_of_what_people_type(read):
    fact = read(**FACT)
    assert fact.id == "zong-subscribers-over-50m-2024-05"
    assert (fact.company, fact.kind, fact.measure, fact.status, fact.rank) == (
        "zong", "reach", "subscribers", "reported", "normal",
    )  # fmt: skip
    assert msgspec.to_builtins(fact.amount) == {
        "value": 50_000_000, "to": None, "unit": "subscribers", "bound": "more-than", "raw": None,
    }  # fmt: skip
    assert (fact.when, fact.when_means) == ("2024-05", "as-of")
    (piece,) = fact.evidence
    assert msgspec.to_builtins(piece) == {
        "source": "dna-2024-06-28", "quote": "over 50 million", "paragraph": 3, "asserted_by": "zong", "stance": "supports",
    }  # fmt: skip
    assert (fact.parties, fact.places, fact.tags, fact.note) == ((), (), (), None)


def test_everything_that_is_missing_is_told_at_once(refused):
    problems = refused()
    assert list(problems) == ["company", "statement", "kind", "evidence"]
    assert problems["company"] == "is needed"
    assert problems["kind"].startswith("is needed: investment, acquisition, licence")


def test_every_mistake_is_told_with_its_field(refused):
    assert refused(
        **FACT | {
            "company": "Zoong",
            "kind": "reech",
            "measure": "subscribbers",
            "when": "3/4/2014",
            "parties": ["huawei", "nobody at all"],
            "colour": 1,
            "evidence": [{"source": "https://example.org", "quot": "x"}, "y", {"source": "dna-2024-06-28", "paragraph": "0"}],
        }
    ) == {
        "company": "unknown company “Zoong”: did you mean zong?",
        "kind": "unknown kind “reech”: did you mean reach?",
        "measure": "unknown measure “subscribbers”: did you mean subscribers, 4g-subscribers or 3g-subscribers?",
        "when": "“3/4/2014” cannot be read: expected a date such as 2014, 2014-04, 23 April 2014, June 2024, Q1 2020, "
        "about 2016, since 1998 or 2007 to 2011",
        "parties": "unknown company “nobody at all”: cpecfacts companies --type all lists them; "
        "cpecfacts add organization adds it",
        "": "evidence[0]: unknown field “quot”: did you mean quote?",
        "evidence[0].source": "unknown source “https://example.org”: cpecfacts sources lists them; "
        "cpecfacts add source adds it",
        "evidence[1]": "expected an object with a source",
        "evidence[2].paragraph": "“0” cannot be read: expected a whole number from 1",
    }  # fmt: skip


def test_a_field_that_no_record_has_is_told_with_the_nearest(refused):
    assert refused("organizations", name="A", type="bank", alias=["B"]) == {
        "": "unknown field “alias”: did you mean aliases?"
    }


@pytest.mark.parametrize(
    ("amount", "problems"),
    [
        ("much", {"amount": "“much” cannot be read: expected an amount such as US$3bn, over $3 billion, Rs 2.5 crore, "
                            "3-5 million subscribers or 14000"}),
        ({"value": "over 3", "bound": "exact"}, {"amount.bound": "“over 3” says more-than, not exact"}),
        ({"value": True}, {"amount.value": "expected text"}),
        ({"value": float("nan")}, {"amount.value": "“nan” cannot be read: expected a number that a computer can hold"}),
        ({"value": 10**400}, {"amount.value": f"“1{'0' * 39}” cannot be read: expected a number that a computer can hold"}),
        ({"unit": "USD"}, {"amount.value": "is needed"}),
        ({"value": 3, "bound": "roughly"}, {"amount.bound": "unknown bound “roughly”: there are exact, about, "
                                            "more-than, at-least, less-than, at-most, up-to, between"}),
    ],
)  # fmt: skip
def test_a_wrong_amount_is_told_by_its_part(refused, amount, problems):
    assert refused(**FACT | {"amount": amount}) == problems


@pytest.mark.parametrize(
    ("amount", "stored"),
    [
        ({"value": "Rs 3", "raw": "3 rupees"}, (3, None, "PKR", "exact", "3 rupees")),
        ({"value": 3, "to": "5", "unit": "$"}, (3, 5, "USD", "between", None)),
        ({"value": "3.5"}, (3.5, None, "subscribers", "exact", None)),
        ({"value": "3", "bound": "about"}, (3, None, "subscribers", "about", None)),
        ("3-5m", (3_000_000, 5_000_000, "subscribers", "between", None)),
        (7, (7, None, "subscribers", "exact", None)),
        (0, (0, None, "subscribers", "exact", None)),
    ],
)
def test_an_amount_is_what_was_typed(read, amount, stored):
    found = read(**FACT | {"amount": amount}).amount
    assert (found.value, found.to, found.unit, found.bound, found.raw) == stored
    assert type(found.value) is type(stored[0])


@pytest.mark.parametrize("amount", [None, "", {}, {"value": "", "unit": None}])
def test_there_may_be_no_amount(read, amount):
    assert read(**FACT | {"amount": amount}).amount is None


def test_a_unit_comes_from_the_measure_or_has_to_be_given(read, refused):
    assert refused(**FACT | {"measure": "", "when_means": "event"}) == {
        "amount.unit": "is needed: a currency such as USD or PKR, or a plural noun such as sites"
    }
    assert refused(**FACT | {"measure": "total-invested"}).keys() == {"amount.unit"}
    assert read(**FACT | {"measure": "total-invested", "amount": "$3bn"}).amount.unit == "USD"


def test_the_meaning_of_a_date_comes_from_the_measure_or_has_to_be_given(read, refused):
    assert read(**FACT | {"measure": "4g-launch", "amount": None}).when_means == "event"
    assert read(**FACT | {"when_means": "announced"}).when_means == "announced"
    assert refused(**FACT | {"measure": None, "amount": None}) == {
        "when_means": "is needed: event, as-of, period, announced"
    }
    assert refused(**FACT | {"when": "", "when_means": "event"}) == {
        "when_means": "belongs to a date, and there is none"
    }
    assert read(**FACT | {"when": None}).when_means is None


def test_a_proposed_id_stands_in_no_other_table(read):
    assert read("organizations", name="Total invested", type="bank").id == "total-invested-2"
    assert read("organizations", name="Total invested", type="bank", id="total-invested").id == "total-invested"


def test_a_source_is_found_by_its_address(read, shipped):
    source = shipped.sources["telecom-asia-2018-05-04"]
    assert read(**FACT | {"evidence": [{"source": source.URL}]}).source_ids == ("telecom-asia-2018-05-04",)


def test_an_address_that_two_sources_have_is_none_of_them(shipped):
    twin = msgspec.structs.replace(shipped.sources["telecom-asia-2018-05-04"], id="twin")
    two = msgspec.structs.replace(shipped, sources={**shipped.sources, "twin": twin})
    with pytest.raises(RecordRefusedError, match="unknown source"):
        read_draft("facts", FACT | {"evidence": [{"source": twin.URL}]}, two)


def test_an_id_may_be_given_if_it_is_one_and_free(read, refused, shipped):
    assert read(**FACT, id="my-fact").id == "my-fact"
    assert refused(**FACT, id="My fact") == {"id": "“My fact” is no id: a-z and 0-9, joined by single hyphens"}
    assert refused(**FACT, id="zong-4g-launch-2013") == {"id": "there is a zong-4g-launch-2013 already"}
    fact = shipped.facts["zong-4g-launch-2013"]
    renamed = read_draft("facts", draft_of(fact) | {"id": "other"}, shipped, replacing=fact.id)
    assert renamed == msgspec.structs.replace(fact, id="other")
    assert read_draft("facts", draft_of(fact) | {"id": ""}, shipped, replacing=fact.id) == fact


def test_other_records_are_made_of_drafts_too(read, refused):
    source = read(
        "sources",
        publisher=" Dawn ",
        url="https://dawn.com/1",
        issued="3 May 2024",
        language="en",
        **{"class": "Media"},
    )
    assert (source.id, source.publisher, source.URL, source.class_, source.type) == (
        "dawn-2024-05-03", "Dawn", "https://dawn.com/1", "media", "webpage",
    )  # fmt: skip
    rate = read("rates", base="USD", quote="PKR", year=2025, rate="281.25", source="dna-2024-06-28")
    assert (rate.id, rate.year, rate.rate) == ("usd-pkr-2025", 2025, 281.25)
    organization = read("organizations", name="Bank", type="bank", parent="zong", aliases="One", country="PK")
    assert (organization.parent, organization.aliases) == ("zong", ("One",))
    project = read("projects", name="A", summary="B", companies=["Zong", "zong", ""], places=["C", "C"])
    assert (project.companies, project.places) == (("zong", "zong"), ("C",))
    measure = read("measures", label="Drones", meaning="Drones sold.", shape="Flow", unit="%")
    assert (measure.shape, measure.unit) == ("flow", "percent")
    assert refused("rates", base="USD", quote="PKR", year="last", rate="281", source="dna-2024-06-28") == {
        "year": "“last” cannot be read: expected a whole number from 1"
    }


@pytest.mark.parametrize("text", ["\udc80", "half \ud83d"])
def test_what_is_no_text_is_refused(refused, text):
    assert refused(**FACT | {"note": text}) == {"note": "is no text: it holds bytes or halves of characters"}


@pytest.mark.parametrize("value", [[1], {"a": 1}, True])
def test_what_is_no_text_at_all_is_refused(refused, value):
    assert refused(**FACT | {"note": value}) == {"note": "expected text"}


def test_hostile_text_is_kept_as_it_is(read):
    note = "\x1b[31m <b>=1+1</b> \u202e العربية 中文 \"'\\"
    assert read(**FACT | {"note": note}).note == note


def test_one_field_is_read_alone(shipped):
    company = next(form for form in FORMS["facts"] if form.name == "company")
    assert read_field(company, "CMPak", shipped) == "zong"
    with pytest.raises(UnknownNameError):
        read_field(company, "nobody", shipped)
    with pytest.raises(RecordRefusedError, match=r"^is needed$"):
        read_field(company, "", shipped)
