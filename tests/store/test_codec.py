"""From bytes to records and back: nothing lost, nothing guessed."""

from __future__ import annotations

import json
from datetime import date

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpecfacts.errors import StoreDataError
from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.fact import Evidence, Fact, Kind, Rank, Stance, Status, WhenMeans
from cpecfacts.model.source import SourceClass
from cpecfacts.store.codec import decode_store
from cpecfacts.store.layout import TABLES, canonical_bytes
from cpecfacts.store.location import packaged_store


def test_a_fact_is_read_with_every_field_and_its_id(store, as_bytes):
    fact = decode_store(as_bytes(store), "facts.json").facts["zong-x"]
    assert fact == Fact(
        id="zong-x",
        company="zong",
        parties=("china-mobile",),
        project="zong-4g",
        kind=Kind.INVESTMENT,
        measure="total-invested",
        statement="Zong had invested over US$3 billion by June 2024.",
        amount=Amount(value=3_000_000_000, to=None, unit="USD", bound=Bound.MORE_THAN, raw="over $3 billion"),
        when="2024-06",
        when_means=WhenMeans.AS_OF,
        status=Status.REPORTED,
        places=(),
        tags=("4g",),
        evidence=(
            Evidence(
                source="dna-2024-06-28",
                quote="invested over $3 billion",
                paragraph=8,
                asserted_by="zong",
                stance=Stance.SUPPORTS,
            ),
        ),
        rank=Rank.NORMAL,
        rank_reason=None,
        note=None,
    )


def test_every_record_of_every_table_has_its_key_as_its_id(store, as_bytes):
    snapshot = decode_store(as_bytes(store), "facts.json")
    ids = {table: [record.id for record in getattr(snapshot, table).values()] for table in TABLES}
    assert ids == {
        "organizations": ["china-mobile", "zong"],
        "projects": ["zong-4g"],
        "measures": ["total-invested"],
        "sources": ["dna-2024-06-28"],
        "rates": ["usd-pkr-2014"],
        "facts": ["zong-x"],
    }


def test_the_field_that_is_a_word_of_python_is_read(store, as_bytes):
    source = decode_store(as_bytes(store), "facts.json").sources["dna-2024-06-28"]
    assert source.class_ is SourceClass.MEDIA


def test_records_are_frozen(store, as_bytes):
    snapshot = decode_store(as_bytes(store), "facts.json")
    with pytest.raises(AttributeError):
        snapshot.facts["zong-x"].id = "zong-y"
    with pytest.raises(AttributeError):
        snapshot.facts = {}


def test_a_store_without_records_is_sound(as_bytes):
    empty = {"meta": {"format": 1}} | {table: {} for table in TABLES}
    snapshot = decode_store(as_bytes(empty), "facts.json")
    assert [len(getattr(snapshot, table)) for table in TABLES] == [0, 0, 0, 0, 0, 0]
    assert (snapshot.meta.title, snapshot.meta.licence, snapshot.meta.updated) == (None, None, None)


def test_whole_numbers_stay_whole_and_others_do_not(store, as_bytes):
    store["facts"]["zong-x"]["amount"] |= {"bound": "between", "value": 5, "to": 5.0}
    amount = decode_store(as_bytes(store), "facts.json").facts["zong-x"].amount
    assert (type(amount.value), type(amount.to)) == (int, float)


def test_text_keeps_every_character_that_json_can_carry(changed, as_bytes):
    text = '\0\x1b[31m\x7f\x80\u202e\u200b\u2028\ufeff中国😀\r\n\t\\"/'
    data = as_bytes(changed(("facts", "zong-x", "note"), text))
    assert decode_store(data, "facts.json").facts["zong-x"].note == text


def turned(value):
    """Return the same JSON with the keys of every object in the opposite order."""
    if isinstance(value, dict):
        return {key: turned(inner) for key, inner in sorted(value.items(), reverse=True)}
    return [turned(inner) for inner in value] if isinstance(value, list) else value


def test_the_tables_are_in_the_order_of_the_ids_however_the_file_is_ordered(store):
    for table, identifier in [
        ("facts", "a-fact"),
        ("projects", "a"),
        ("sources", "zz"),
        ("rates", "5"),
        ("measures", "b-c"),
    ]:
        store[table][identifier] = next(iter(store[table].values()))
    snapshot = decode_store(json.dumps(turned(store)).encode(), "facts.json")
    orders = {table: list(getattr(snapshot, table)) for table in TABLES}
    assert orders == {table: sorted(store[table]) for table in TABLES}


# Random stores: a few of everything, and only references that resolve.

# A busy machine is no failure.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

IDS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
TEXT = st.text(max_size=12)
MAYBE = st.none() | TEXT
MAYBE_DAY = st.none() | st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(str)
DATES = st.none() | st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(str) | st.sampled_from(
    ["2014", "2014-04", "2014~", "201X", "2014-XX", "2007/2011", "1998/..", "2014-33"]
)  # fmt: skip
NUMBERS = st.integers(-(10**18), 10**18) | st.floats(-1e18, 1e18)


def one_of_enum(enum):
    return st.sampled_from([member.value for member in enum])


def references(table, what=st.sampled_from):
    """Return ids of the table, or nothing where it has none."""
    return what(sorted(table)) if table else st.nothing()


@st.composite
def amounts(draw):
    bound = draw(one_of_enum(Bound))
    value = draw(NUMBERS)
    to = draw(st.sampled_from([value, 10**19])) if bound == "between" else None
    return {"value": value, "to": to, "unit": draw(TEXT), "bound": bound, "raw": draw(MAYBE)}


@st.composite
def facts(draw, store):
    organization = references(store["organizations"])
    rank = draw(one_of_enum(Rank))
    piece = st.fixed_dictionaries(
        {
            "source": references(store["sources"]),
            "quote": MAYBE,
            "paragraph": st.none() | st.integers(1, 99),
            "asserted_by": st.none() | organization,
            "stance": one_of_enum(Stance),
        }
    )
    return {
        "company": draw(organization),
        "parties": draw(st.lists(organization, max_size=2)),
        "project": draw(st.none() | references(store["projects"])),
        "kind": draw(one_of_enum(Kind)),
        "measure": draw(st.none() | references(store["measures"])),
        "statement": draw(TEXT),
        "amount": draw(st.none() | amounts()),
        "when": draw(DATES),
        "when_means": draw(st.none() | one_of_enum(WhenMeans)),
        "status": draw(one_of_enum(Status)),
        "places": draw(st.lists(TEXT, max_size=2)),
        "tags": draw(st.lists(TEXT, max_size=2)),
        "evidence": draw(st.lists(piece, min_size=1, max_size=2)),
        "rank": rank,
        "rank_reason": draw(TEXT.filter(bool)) if rank == "deprecated" else draw(MAYBE),
        "note": draw(MAYBE),
    }


@st.composite
def stores(draw):
    def table(record, least=0):
        return draw(st.dictionaries(IDS, record, min_size=least, max_size=2))

    meta = {"format": 1, "title": draw(MAYBE), "licence": draw(MAYBE), "updated": draw(MAYBE_DAY)}
    store = {"meta": meta}
    organization = {"name": TEXT, "type": st.just("brand"), "country": MAYBE, "parent": st.none(), "sector": MAYBE}
    store["organizations"] = table(
        st.fixed_dictionaries(organization | {"aliases": st.lists(TEXT, max_size=2), "note": MAYBE}), 1
    )
    for child in store["organizations"].values():
        child["parent"] = draw(st.none() | references(store["organizations"]))
    companies = st.lists(references(store["organizations"]), max_size=2)
    places = st.lists(TEXT, max_size=2)
    store["projects"] = table(
        st.fixed_dictionaries({"name": TEXT, "companies": companies, "summary": TEXT, "places": places})
    )
    store["measures"] = table(
        st.fixed_dictionaries({"label": TEXT, "shape": st.just("once"), "meaning": TEXT, "unit": MAYBE})
    )
    source = {"type": TEXT, "title": MAYBE, "publisher": TEXT, "issued": DATES, "URL": MAYBE, "language": TEXT}
    more = {"class": one_of_enum(SourceClass), "reprint_of": MAYBE, "accessed": MAYBE_DAY, "note": MAYBE}
    store["sources"] = table(st.fixed_dictionaries(source | more), 1)
    rate = {"base": TEXT, "quote": TEXT, "year": st.integers(1900, 2100), "rate": st.floats(1e-9, 1e9)}
    store["rates"] = table(st.fixed_dictionaries(rate | {"source": references(store["sources"])}))
    store["facts"] = table(facts(store))
    return store


def written_again(snapshot):
    """Write a snapshot as a file again: every record without its id, which is its key."""
    tables = {"meta": snapshot.meta}
    for name in TABLES:
        records = msgspec.to_builtins(getattr(snapshot, name))
        tables[name] = {
            key: {field: record[field] for field in record if field != "id"} for key, record in records.items()
        }
    return canonical_bytes(tables)


@calm
@given(stores())
def test_a_store_that_is_read_and_written_has_the_same_bytes(store):
    data = canonical_bytes(store)
    assert written_again(decode_store(data, "facts.json")) == data


@calm
@given(stores(), st.sampled_from([None, 0, 1, "\t"]), st.booleans(), st.booleans())
def test_neither_the_order_of_keys_nor_white_space_nor_escapes_matter(store, indent, escaped, padded):
    loose = json.dumps(turned(store), indent=indent, ensure_ascii=escaped)
    data = f" \r\n{loose}\t\n" if padded else loose
    assert decode_store(data.encode(), "facts.json") == decode_store(canonical_bytes(store), "facts.json")


@calm
@given(stores(), st.data())
def test_whatever_happens_to_the_bytes_only_a_store_error_is_raised(store, data):
    whole = canonical_bytes(store)
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + data.draw(st.integers(0, 3)) :]
    refused = None
    try:
        snapshot = decode_store(broken, "facts.json")
    except StoreDataError as error:
        refused = error
    if refused is None:  # a change of a text or of white space
        assert decode_store(written_again(snapshot), "facts.json") == snapshot
    else:
        assert (refused.path, refused.exit_code) == ("facts.json", 4)
        assert refused.problem not in ("", "the data cannot be read")


@calm
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_bytes_of_any_kind_are_refused_with_a_sentence(data):
    with pytest.raises(StoreDataError) as caught:
        decode_store(data, "facts.json")
    assert str(caught.value).startswith("facts.json: ")


def test_the_packaged_store_is_read_and_written_with_the_same_bytes():
    data = packaged_store().read_bytes()
    assert written_again(decode_store(data, "facts.json")) == data
