"""What a type cannot tell: ids, references and dates, and fields that belong together."""

from __future__ import annotations

import msgspec
import pytest

from cpecfacts.store.codec import decode_store

FACT = ("facts", "zong-x")
AMOUNT = (*FACT, "amount")
EVIDENCE = (*FACT, "evidence", 0)


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        (("organizations", "zong", "parent"), "organization"),
        (("rates", "usd-pkr-2014", "source"), "source"),
        ((*FACT, "company"), "organization"),
        ((*FACT, "project"), "project"),
        ((*FACT, "measure"), "measure"),
    ],
)
def test_a_reference_to_nothing_is_shown_with_its_path(refusal, changed, as_bytes, keys, what):
    sentence = f"facts.json: {'.'.join(keys)}: refers to the {what} “nobody”, which the store does not have"
    assert refusal(as_bytes(changed(keys, "nobody"))) == sentence


@pytest.mark.parametrize(("field", "what"), [("source", "source"), ("asserted_by", "organization")])
def test_a_reference_of_evidence_to_nothing_is_shown_with_its_number(refusal, changed, as_bytes, field, what):
    evidence = changed((*EVIDENCE, "stance"), "disputes")["facts"]["zong-x"]["evidence"]
    evidence.append(evidence[0] | {field: "nobody"})
    place = f"facts.zong-x.evidence[1].{field}"
    sentence = f"facts.json: {place}: refers to the {what} “nobody”, which the store does not have"
    assert refusal(as_bytes(changed((*EVIDENCE, "stance"), "supports"))) == sentence


@pytest.mark.parametrize("keys", [("projects", "zong-4g", "companies"), (*FACT, "parties")])
def test_a_reference_in_a_list_to_nothing_is_shown_with_its_number(refusal, changed, as_bytes, keys):
    data = as_bytes(changed(keys, ["zong", "china-mobile", "nobody"]))
    place = f"{'.'.join(keys)}[2]"
    sentence = f"facts.json: {place}: refers to the organization “nobody”, which the store does not have"
    assert refusal(data) == sentence


@pytest.mark.parametrize("name", ["", "Zong", "CMPak", "zong ", "zong-4g"])
def test_only_an_id_of_the_right_table_is_a_reference(refusal, changed, as_bytes, name):
    sentence = f"facts.json: facts.zong-x.company: refers to the organization “{name}”, which the store does not have"
    assert refusal(as_bytes(changed((*FACT, "company"), name))) == sentence


def test_references_that_may_be_missing_may_be_missing(changed, as_bytes):
    for keys in [
        (*FACT, "project"),
        (*FACT, "measure"),
        (*EVIDENCE, "asserted_by"),
        ("organizations", "zong", "parent"),
    ]:
        store = changed(keys, None)
    store["facts"]["zong-x"]["parties"] = []
    store["projects"]["zong-4g"]["companies"] = []
    fact = decode_store(as_bytes(store), "facts.json").facts["zong-x"]
    assert (fact.project, fact.measure, fact.evidence[0].asserted_by, fact.parties) == (None, None, None, ())


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2014 ", " 2014-04-23", "14", "2014-4-3", "2014-13", "2014-00", "2014-02-30", "2014-04-31", "2014-04-00",
        "23 April 2014", "April 2014", "2014/04/23", "2014-04-23T10:00:00", "20140423", "2014-W17-3", "2014-113",
        "20१४-04-23", "２０１４-04-23", "2014-04-2３", "2014–04–23", "../..", "/", "2018/2014", "2014-2018", "unknown",
        "-2014", "+2014", "Y2014", "20X4", "201x", "XXXX", "2014-25", "2014-37", "2014-04-23\n", "2014-0X-23", "201X-04-23",
    ],
)  # fmt: skip
@pytest.mark.parametrize("keys", [(*FACT, "when"), ("sources", "dna-2024-06-28", "issued")])
def test_a_text_that_is_no_date_is_shown_with_its_path(refusal, changed, as_bytes, keys, text):
    sentence = f"facts.json: {'.'.join(keys)}: “{text}” is no EDTF date that this program reads"
    assert refusal(as_bytes(changed(keys, text))) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "2014-04-23", "2016-02-29", "1990-01-01", "1899-12-31", "2014-04", "2014", "2014~", "2014-04-23?", "2014-04%", "201X",
        "20XX", "2014-XX", "2014-04-XX", "2014-XX-XX", "2007/2011", "1998/..", "../2011", "1998/", "/2011", "2014-21",
        "2014-33", "2014-04-23/2014-04-25", "2014~/2018?",
    ],
)  # fmt: skip
@pytest.mark.parametrize("keys", [(*FACT, "when"), ("sources", "dna-2024-06-28", "issued")])
def test_every_date_of_the_subset_is_read(changed, as_bytes, keys, text):
    snapshot = decode_store(as_bytes(changed(keys, text)), "facts.json")
    record = snapshot.facts["zong-x"] if keys[0] == "facts" else snapshot.sources["dna-2024-06-28"]
    assert getattr(record, keys[-1]) == text


def test_a_date_may_be_missing(changed, as_bytes):
    changed((*FACT, "when"), None)
    snapshot = decode_store(as_bytes(changed(("sources", "dna-2024-06-28", "issued"), None)), "facts.json")
    assert (snapshot.facts["zong-x"].when, snapshot.sources["dna-2024-06-28"].issued) == (None, None)


@pytest.mark.parametrize(
    "identifier",
    [
        "",
        "Zong",
        "zong_4g",
        "zong 4g",
        "-zong",
        "zong-",
        "zong--4g",
        "zong.4g",
        "zong/4g",
        "zóng",
        "中国移动",
        "zong\n",
        "४",
    ],
)
@pytest.mark.parametrize("table", ["organizations", "projects", "measures", "sources", "rates", "facts"])
def test_an_id_that_is_no_slug_is_refused(refusal, store, as_bytes, table, identifier):
    store[table][identifier] = next(iter(store[table].values()))
    sentence = f"facts.json: {table}.{identifier}: an id is made of a-z and 0-9, joined by single hyphens"
    assert refusal(as_bytes(store)) == sentence


@pytest.mark.parametrize("identifier", ["z", "4", "zong-4g-launch-2013", "5g-test-licences-2020", "a" * 300])
def test_an_id_of_letters_digits_and_hyphens_is_kept(store, as_bytes, identifier):
    store["facts"][identifier] = store["facts"]["zong-x"]
    assert decode_store(as_bytes(store), "facts.json").facts[identifier].id == identifier


def test_a_fact_without_evidence_is_refused(refusal, changed, as_bytes):
    sentence = "facts.json: facts.zong-x.evidence: a fact needs at least one piece of evidence"
    assert refusal(as_bytes(changed((*FACT, "evidence"), []))) == sentence


@pytest.mark.parametrize("bound", ["exact", "about", "more-than", "at-least", "less-than", "at-most", "up-to"])
def test_only_between_has_an_upper_end(refusal, store, as_bytes, bound):
    store["facts"]["zong-x"]["amount"] |= {"bound": bound, "value": 300, "to": 400}
    sentence = "facts.json: facts.zong-x.amount.to: belongs to the bound “between”, and only to it"
    assert refusal(as_bytes(store)) == sentence


def test_between_needs_an_upper_end(refusal, changed, as_bytes):
    sentence = "facts.json: facts.zong-x.amount.to: belongs to the bound “between”, and only to it"
    assert refusal(as_bytes(changed((*AMOUNT, "bound"), "between"))) == sentence


def test_the_upper_end_of_between_lies_above_the_lower_one(refusal, store, as_bytes):
    store["facts"]["zong-x"]["amount"] |= {"bound": "between", "value": 400, "to": 399.5}
    sentence = "facts.json: facts.zong-x.amount.to: the upper end lies below the lower one"
    assert refusal(as_bytes(store)) == sentence


@pytest.mark.parametrize("upper", [300, 300.5, 400])
def test_between_with_both_ends_is_sound(store, as_bytes, upper):
    store["facts"]["zong-x"]["amount"] |= {"bound": "between", "value": 300, "to": upper}
    assert decode_store(as_bytes(store), "facts.json").facts["zong-x"].amount.to == upper


def test_a_fact_without_an_amount_is_sound(changed, as_bytes):
    assert decode_store(as_bytes(changed(AMOUNT, None)), "facts.json").facts["zong-x"].amount is None


@pytest.mark.parametrize("reason", [None, ""])
def test_a_deprecated_fact_needs_a_reason(refusal, store, as_bytes, reason):
    store["facts"]["zong-x"] |= {"rank": "deprecated", "rank_reason": reason}
    assert refusal(as_bytes(store)) == "facts.json: facts.zong-x.rank_reason: a deprecated fact needs a reason"


def test_a_deprecated_fact_with_a_reason_is_sound(store, as_bytes):
    store["facts"]["zong-x"] |= {"rank": "deprecated", "rank_reason": "a misprint"}
    assert decode_store(as_bytes(store), "facts.json").facts["zong-x"].is_deprecated


def test_organizations_that_own_each_other_are_read_without_end(changed, as_bytes):
    data = as_bytes(changed(("organizations", "china-mobile", "parent"), "zong"))
    assert decode_store(data, "facts.json").organizations["china-mobile"].parent == "zong"


def test_one_record_is_held_against_a_store_without_looking_at_the_others(store, as_bytes):
    from cpecfacts.store.references import flaws_beside

    snapshot = decode_store(as_bytes(store), "f")
    replaced = msgspec.structs.replace
    fact, project = snapshot.facts["zong-x"], snapshot.projects["zong-4g"]
    cases = [
        (fact, "facts"),
        (replaced(fact, company="nobody", when="soon"), "facts"),
        (replaced(fact, id="A b"), "facts"),
        (replaced(project, companies=("zong", "nobody")), "projects"),
        (replaced(snapshot.sources["dna-2024-06-28"], issued="soon"), "sources"),
        (snapshot.measures["total-invested"], "measures"),
    ]
    assert [[flaw.field for flaw in flaws_beside(record, table, snapshot)] for record, table in cases] == [
        [], ["company", "when"], ["id"], ["companies[1]"], ["issued"], [],
    ]  # fmt: skip


@pytest.mark.parametrize("keys", [("rates", "usd-pkr-2014", "year"), (*EVIDENCE, "paragraph")])
def test_years_and_paragraphs_fit_into_64_bit(refusal, changed, as_bytes, keys):
    decode_store(as_bytes(changed(keys, 2**63 - 1)), "facts.json")
    path = ".".join(map(str, keys)).replace(".0.", "[0].")
    assert refusal(as_bytes(changed(keys, 2**63))) == f"facts.json: {path}: the number is too large"
