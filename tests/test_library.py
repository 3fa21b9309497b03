"""The Python API: the packaged store, and a small one in a file."""

from __future__ import annotations

import json
from datetime import date

import pytest

import cpecfacts
from cpecfacts import Library
from cpecfacts.analysis.timeline import Period
from cpecfacts.errors import (
    AmbiguousNameError,
    QuerySyntaxError,
    RefusedError,
    StoreDataError,
    StoreNotFoundError,
    TooFewCompaniesError,
    UnknownIdError,
    UnknownNameError,
)
from cpecfacts.model.organization import Organization, OrganizationType
from cpecfacts.query.order import SortKey
from cpecfacts.query.tree import Field, Term


def _fact(company, statement, when, **changes):
    amount = changes.pop("amount", None)
    unit = changes.pop("unit", "USD")
    bound = changes.pop("bound", "exact")
    evidence = {"source": "wire", "quote": None, "paragraph": None, "asserted_by": None, "stance": "supports"}
    fields = {
        "company": company,
        "parties": [],
        "project": None,
        "kind": "other",
        "measure": None,
        "statement": statement,
        "amount": amount and {"value": amount, "to": None, "unit": unit, "bound": bound, "raw": None},
        "when": when,
        "when_means": None,
        "status": "reported",
        "places": [],
        "tags": [],
        "evidence": [evidence],
        "rank": "normal",
        "rank_reason": None,
        "note": None,
    }
    return fields | changes


def _organization(name, type_="company", aliases=()):
    nothing = dict.fromkeys(("country", "parent", "sector", "note"))
    return {"name": name, "type": type_, "aliases": list(aliases)} | nothing


def _tables():
    source = dict.fromkeys(("title", "issued", "URL", "reprint_of", "accessed", "note"))
    source |= {"type": "webpage", "publisher": "A wire", "language": "en", "class": "wire"}
    measure = {"label": "Employees", "shape": "level", "meaning": "People employed.", "unit": "people"}
    return {
        "meta": {"format": 1, "title": None, "licence": None, "updated": None},
        "organizations": {
            "zong": _organization("China Mobile Pakistan", aliases=["CMPak", "中国移动巴基斯坦公司"]),
            "huawei": _organization("Huawei"),
            "pta": _organization("Regulator", "public-body"),
        },
        "projects": {},
        "measures": {"employees": measure},
        "sources": {"wire": source},
        "rates": {},
        "facts": {
            "a-3277": _fact("zong", "3,277 people.", "2016", measure="employees", amount=3277, unit="people"),
            "a-1000": _fact("zong", "1,000 people.", "2010", measure="employees", amount=1000, unit="people"),
            "b-1400": _fact("huawei", "1,400 people.", "2016-10", measure="employees", amount=1400, unit="people"),
            "c-3bn": _fact("zong", "Over US$3 billion.", "2024-06", amount=3000000000, bound="more-than"),
            "d-rupees": _fact("zong", "Rs 5 billion.", "2019", amount=5000000000, unit="PKR"),
            "e-undated": _fact("zong", "A licence.", None, parties=["pta"]),
            "f-wrong": _fact(
                "zong", "US$30 billion.", "2024", amount=30000000000, rank="deprecated", rank_reason="No."
            ),
        },
    }


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(_tables(), ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def small(store):
    return Library.open(store)


@pytest.fixture(scope="module")
def packaged():
    return Library.open()


def ids(findings):
    return [fact.id for fact in findings.facts]


# ---------------------------------------------------------------- opening


def test_the_package_gives_the_library_and_nothing_else():
    assert cpecfacts.Library is Library
    with pytest.raises(AttributeError, match="has no attribute 'Nonsense'"):
        _ = cpecfacts.Nonsense


def test_without_a_path_the_packaged_store_is_opened(monkeypatch):
    monkeypatch.delenv("CPECFACTS_STORE", raising=False)
    library = Library.open()
    assert library.path.name == "facts.json"
    assert len(library.snapshot.facts) > 700


def test_a_store_may_be_named_by_a_path_a_text_or_the_environment(store, monkeypatch):
    assert len(Library.open(store).snapshot.facts) == 7
    assert Library.open(str(store)).path == store
    monkeypatch.setenv("CPECFACTS_STORE", str(store))
    assert Library.open().path == store


def test_the_digest_is_that_of_the_bytes(store):
    import hashlib

    assert Library.open(store).digest == hashlib.blake2b(store.read_bytes(), digest_size=32).hexdigest()


def test_opening_leaves_the_store_as_it_is(store, tmp_path):
    before = store.read_bytes()
    library = Library.open(store)
    library.find("zong")
    assert store.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["facts.json"]


def test_a_missing_store_is_an_error(tmp_path):
    with pytest.raises(StoreNotFoundError, match="there is no such file"):
        Library.open(tmp_path / "nothing.json")


@pytest.mark.parametrize(
    ("table", "key", "field", "value"),
    [
        ("facts", "a-3277", "when", "last year"),
        ("sources", "wire", "issued", "yesterday"),
        ("sources", "wire", "accessed", "yesterday"),
        ("facts", "a-3277", "company", "nobody"),
    ],
)
def test_a_store_that_could_not_be_shown_is_refused_with_the_place(store, table, key, field, value):
    tables = _tables()
    tables[table][key][field] = value
    store.write_text(json.dumps(tables), encoding="utf-8")
    with pytest.raises(StoreDataError) as caught:
        Library.open(store)
    assert caught.value.place == f"{table}.{key}.{field}"


def test_a_store_updated_on_no_date_is_refused(store):
    tables = _tables()
    tables["meta"]["updated"] = "yesterday"
    store.write_text(json.dumps(tables), encoding="utf-8")
    with pytest.raises(StoreDataError) as caught:
        Library.open(store)
    assert caught.value.place == "meta.updated"


# ---------------------------------------------------------------- find


def test_without_a_question_all_facts_but_the_deprecated_are_found_in_the_order_of_time(small):
    findings = small.find()
    assert ids(findings) == ["a-1000", "a-3277", "b-1400", "d-rupees", "c-3bn", "e-undated"]
    assert findings.hidden == {"deprecated": 1}
    assert (findings.query, findings.description) == ("", "all facts")


def test_a_question_is_given_back_with_its_names_resolved_and_in_words(small):
    findings = small.find("company:CMPak,Huawei  measure:Employees")
    assert findings.query == "company:zong,huawei measure:employees"
    assert findings.description == "facts about China Mobile Pakistan or Huawei, of the measure “Employees”"
    assert small.find(findings.query).facts == findings.facts


def test_a_question_may_be_a_tree(small):
    assert ids(small.find(Term(Field.COMPANY, ("中国移动巴基斯坦公司",)))) == ids(small.find("company:zong"))


@pytest.mark.parametrize(
    ("question", "found", "hidden"),
    [
        ("amount:>=3bn", ["c-3bn"], {"deprecated": 1, "other_unit": 1, "no_amount": 1}),
        ("amount:>=5bn company:zong", [], {"deprecated": 1, "other_unit": 1, "open_ended": 1, "no_amount": 1}),
        ("amount:>=5bn unit:PKR", ["d-rupees"], {"other_unit": 4}),
        ("date:2016", ["a-3277", "b-1400"], {"undated": 1}),
        ("date:1800", [], {"undated": 1}),
        ("rank:any billion", ["d-rupees", "f-wrong", "c-3bn"], {}),
        ("rank:deprecated", ["f-wrong"], {}),
        ("-rank:deprecated date:2024", ["c-3bn"], {"undated": 1}),
        ("licence", ["e-undated"], {}),
        ("company:pta", ["e-undated"], {}),
        ("nothing-like-this", [], {}),
    ],
)
def test_what_cannot_be_said_is_counted_by_its_reason(small, question, found, hidden):
    findings = small.find(question)
    assert ids(findings) == found
    assert findings.hidden == hidden


@pytest.mark.parametrize(
    ("sort", "reverse", "found"),
    [
        (SortKey.WHEN, False, ["a-1000", "a-3277", "b-1400", "d-rupees", "c-3bn", "e-undated"]),
        (SortKey.WHEN, True, ["c-3bn", "d-rupees", "b-1400", "a-3277", "a-1000", "e-undated"]),
        (SortKey.ID, False, ["a-1000", "a-3277", "b-1400", "c-3bn", "d-rupees", "e-undated"]),
        (SortKey.AMOUNT, False, ["d-rupees", "c-3bn", "a-1000", "b-1400", "a-3277", "e-undated"]),
        (SortKey.AMOUNT, True, ["d-rupees", "c-3bn", "a-3277", "b-1400", "a-1000", "e-undated"]),
        (SortKey.MEASURE, False, ["a-1000", "a-3277", "b-1400", "d-rupees", "c-3bn", "e-undated"]),
        (SortKey.COMPANY, False, ["b-1400", "a-1000", "a-3277", "d-rupees", "c-3bn", "e-undated"]),
    ],
)
def test_facts_are_sorted_with_those_that_lack_the_value_last(small, sort, reverse, found):
    assert ids(small.find(sort=sort, reverse=reverse)) == found


@pytest.mark.parametrize("sort", list(SortKey))
def test_what_to_sort_by_may_be_a_word(small, sort):
    assert small.find(sort=sort.value, reverse=True) == small.find(sort=sort, reverse=True)


@pytest.mark.parametrize("limit", [0, 1, 5])
def test_what_is_beyond_the_limit_is_counted(small, limit):
    findings = small.find(limit=limit)
    assert ids(findings) == ids(small.find())[:limit]
    assert findings.hidden == {"deprecated": 1, "beyond_limit": 6 - limit}


@pytest.mark.parametrize("limit", [6, 100, None])
def test_a_limit_that_is_not_reached_hides_nothing(small, limit):
    assert small.find(limit=limit) == small.find()


def test_findings_never_change(small):
    with pytest.raises(AttributeError):
        small.find().facts = ()


def test_a_question_that_cannot_be_read_points_at_the_column(small):
    with pytest.raises(QuerySyntaxError) as caught:
        small.find('company:zong "licence')
    assert caught.value.column == 14


@pytest.mark.parametrize(
    ("question", "suggestion"),
    [("company:huwaei", "huawei"), ("kind:lunch", "launch"), ("measure:employes", "employees")],
)
def test_an_unknown_name_is_an_error_with_the_nearest(small, question, suggestion):
    with pytest.raises(UnknownNameError) as caught:
        small.find(question)
    assert caught.value.suggestions == (suggestion,)


def test_one_company_has_many_names(packaged):
    names = ("zong", "Zong", "CMPak", "中国移动巴基斯坦公司", "zong 4g", "ＺＯＮＧ")
    found = {tuple(ids(packaged.find(f'company:"{name}"'))) for name in names}
    assert len(found) == 1
    assert len(found.pop()) > 200


def test_every_fact_of_the_packaged_store_is_found_or_hidden(packaged):
    findings = packaged.find()
    assert len(findings.facts) + findings.hidden["deprecated"] == len(packaged.snapshot.facts)
    assert len(packaged.find("rank:any").facts) == len(packaged.snapshot.facts)


def test_hedges_of_the_packaged_store_are_kept(packaged):
    found = ids(packaged.find("company:zong measure:total-invested amount:>=3bn"))
    assert "zong-total-invested-over-3bn-2024" in found
    assert packaged.fact("zong-total-invested-over-3bn-2024").amount.value == 3000000000


# ---------------------------------------------------------------- companies, timeline, comparison


def test_companies_come_by_their_facts(small):
    assert [(company.id, company.facts) for company in small.companies()] == [("zong", 5), ("huawei", 1)]
    assert [company.id for company in small.companies("date:2016-10")] == ["huawei", "zong"]
    assert [company.id for company in small.companies(types=[OrganizationType.PUBLIC_BODY])] == ["pta"]


def test_the_packaged_store_knows_who_matters(packaged):
    zong, huawei, *_ = packaged.companies()
    assert (zong.id, huawei.id) == ("zong", "huawei")
    assert zong.facts == len(packaged.find("company:zong").facts)
    assert zong.total_invested.amount.unit == "USD"


@pytest.mark.parametrize(
    ("by", "periods"),
    [
        ("year", ["2010", "2016", "2019", "2024"]),
        ("decade", ["201X", "202X"]),
        ("month", ["2010", "2016", "2016-10", "2019", "2024-06"]),
        (Period.DECADE, ["201X", "202X"]),
    ],
)
def test_a_timeline_has_groups_of_time(small, by, periods):
    assert [group.period for group in small.timeline(by=by)] == periods


def test_a_timeline_has_every_dated_fact_once(small, packaged):
    assert [fact.id for group in small.timeline() for fact in group.facts] == ids(small.find())[:-1]
    listed = [fact.id for group in packaged.timeline() for fact in group.facts]
    assert sorted(listed) == sorted(fact.id for fact in packaged.find().facts if fact.when is not None)


def test_an_unknown_period_is_an_error(small):
    with pytest.raises(ValueError, match="week"):
        small.timeline(by="week")


def test_companies_are_compared_by_any_of_their_names(small):
    (row,) = small.compare(["CMPak", "Huawei"])
    assert {company: figure.fact for company, figure in row.values.items()} == {"zong": "a-3277", "huawei": "b-1400"}
    assert row.comparable
    assert len(small.compare(["zong", "huawei"], all_figures=True)) == 3
    assert small.compare(["zong", "huawei"], "date:1800") == ()


@pytest.mark.parametrize("companies", [[], ["zong"], ["zong", "CMPak"]])
def test_fewer_than_two_companies_are_an_error_that_proposes_others(small, companies):
    with pytest.raises(TooFewCompaniesError) as caught:
        small.compare(companies)
    assert set(caught.value.given) | set(caught.value.suggestions) == {"zong", "huawei"}


def test_an_unknown_company_is_an_error_with_the_nearest(small):
    with pytest.raises(UnknownNameError, match="did you mean huawei"):
        small.compare(["zong", "huwaei"])


# ---------------------------------------------------------------- single records


def test_a_fact_is_found_by_its_id(small):
    assert small.fact("c-3bn").statement == "Over US$3 billion."


def test_an_unknown_fact_is_an_error_with_the_nearest(small):
    with pytest.raises(UnknownIdError) as caught:
        small.fact("c-3bm")
    assert caught.value.suggestions == ("c-3bn",)
    with pytest.raises(UnknownIdError):
        small.fact("zong")


def test_a_record_is_found_by_its_id_name_alias_or_unique_beginning(small):
    zong = small.record("zong")
    assert isinstance(zong, Organization)
    assert small.record("cmpak") is small.record("China Mobile Pakistan") is zong
    assert small.record("d-rup") is small.fact("d-rupees")
    assert small.record("measure:employees").id == "employees"


def test_a_beginning_that_several_ids_share_is_an_error_with_all_of_them(small):
    with pytest.raises(AmbiguousNameError) as caught:
        small.record("a-")
    assert sorted(caught.value.candidates) == ["a-1000", "a-3277"]


def test_a_record_that_is_not_there_is_an_error(small):
    with pytest.raises(UnknownIdError, match="nothing in the store is called “zzz”"):
        small.record("zzz")


def test_kin_answer_the_same_question(small, packaged):
    assert [fact.id for fact in small.kin(small.fact("a-3277"))] == ["a-1000"]
    assert small.kin(small.fact("c-3bn")) == []
    kin = packaged.kin(packaged.fact("zong-4g-launch-2013"))
    assert [fact.id for fact in kin] == ["zong-4g-launch-2014", "zong-4g-launch-2015"]


def test_facts_and_sources_are_cited_once_each_in_the_order_given(small):
    facts = [fact.id for fact in small.find("rank:any").facts][:2]
    source = small.fact(facts[0]).evidence[0].source
    citations = small.cite(facts[1], source, facts[0], facts[1], style="csl-json", accessed=date(2024, 7, 1))
    assert [citation.id for citation in citations] == [facts[1], source, facts[0]]
    assert small.cite() == ()


def test_what_cannot_be_cited_is_an_error(packaged):
    with pytest.raises(RefusedError, match="“zong” is a company"):
        packaged.cite("CMPak")
    with pytest.raises(UnknownIdError):
        packaged.cite("no-such-fact")
    with pytest.raises(ValueError, match="harvard"):
        packaged.cite("dawn-2020-12-03", style="harvard")


def test_references_are_in_the_order_of_the_style_or_as_given(packaged):
    ids = ["the-nation-2020-12-03", "dawn-2020-12-03", "the-nation-2020-12-03"]
    assert [citation.id for citation in packaged.references(ids)] == ["dawn-2020-12-03", "the-nation-2020-12-03"]
    given = packaged.references(iter(ids), style="wikipedia", as_given=True)
    assert [citation.id for citation in given] == ["the-nation-2020-12-03", "dawn-2020-12-03"]


def test_a_reference_to_no_source_is_an_error_with_the_nearest(packaged):
    with pytest.raises(UnknownIdError) as caught:
        packaged.references(["dawn-2020-12-04"])
    assert "dawn-2020-12-03" in caught.value.suggestions


# ---------------------------------------------------------------- trust


@pytest.fixture
def trusted(tmp_path):
    """A library in which sources disagree, speak for themselves and are of several classes."""
    tables = _tables()
    tables["sources"]["court"] = tables["sources"]["wire"] | {"publisher": "A court", "class": "official"}

    def evidence(source, asserted_by=None):
        return {"source": source, "quote": None, "paragraph": None, "asserted_by": asserted_by, "stance": "supports"}

    tables["facts"] |= {
        "g-rival": _fact("zong", "5,000 people.", "2016", measure="employees", amount=5000, unit="people")
        | {"evidence": [evidence("wire", "zong"), evidence("court", "zong")]},
        "h-later": _fact("zong", "6,000 people.", "2016-05", measure="employees", amount=6000, unit="people")
        | {"evidence": [evidence("wire"), evidence("court")]},
        "i-wrong": _fact("zong", "9,000 people.", "2016", measure="employees", amount=9000, unit="people")
        | {"rank": "deprecated", "rank_reason": "No.", "evidence": [evidence("wire", "zong")]},
    }
    path = tmp_path / "trust.json"
    path.write_text(json.dumps(tables), encoding="utf-8")
    return Library.open(path)


@pytest.mark.parametrize(
    ("question", "found", "hidden"),
    [
        ("is:disputed", ["a-3277", "g-rival", "h-later"], {}),
        ("is:disputed company:huawei", [], {}),
        ("-is:disputed company:zong measure:employees", ["a-1000"], {"deprecated": 1}),
        ("is:self-reported", ["g-rival"], {"deprecated": 1}),
        ("is:self-reported rank:any", ["g-rival", "i-wrong"], {}),
        ("is:disputed,self-reported rank:deprecated", ["i-wrong"], {}),
        ("is:disputed -is:self-reported", ["a-3277", "h-later"], {}),
        ("is:disputed amount:>=US$1bn", [], {"other_unit": 3}),
    ],
)
def test_facts_are_found_by_their_marks(trusted, question, found, hidden):
    findings = trusted.find(question)
    assert ids(findings) == found
    assert findings.hidden == hidden


def test_a_mark_that_there_is_not_is_an_error_with_the_nearest(small):
    with pytest.raises(UnknownNameError) as caught:
        small.find("is:disputd")
    assert (caught.value.what, caught.value.suggestions) == ("mark", ("disputed",))


def test_a_question_that_asks_for_no_mark_does_not_look_for_disputes(trusted):
    trusted.find("company:zong", sort=SortKey.AMOUNT)
    assert "appraiser" not in vars(trusted)
    trusted.find("company:zong is:disputed")
    assert "appraiser" in vars(trusted)


@pytest.mark.parametrize(
    ("sort", "reverse", "found"),
    [
        (SortKey.ORIGINS, False, ["a-1000", "a-3277", "g-rival", "h-later"]),
        (SortKey.ORIGINS, True, ["h-later", "a-1000", "a-3277", "g-rival"]),
        (SortKey.QUALITY, False, ["a-1000", "a-3277", "g-rival", "h-later"]),
        (SortKey.QUALITY, True, ["g-rival", "h-later", "a-1000", "a-3277"]),
    ],
)
def test_facts_are_sorted_by_what_stands_behind_them(trusted, sort, reverse, found):
    assert ids(trusted.find("company:zong measure:employees", sort=sort, reverse=reverse)) == found


def test_trust_says_who_stands_behind_a_fact_and_what_contradicts_it(trusted):
    trust = trusted.trust(trusted.fact("g-rival"))
    assert (trust.sources, trust.against, trust.origins) == (2, 0, ("China Mobile Pakistan",))
    assert (trust.self_reported, trust.quality, trust.disputes) == (True, 4, ("a-3277", "h-later"))


def test_disputes_are_those_that_a_fact_found_takes_part_in_with_all_its_rivals(trusted):
    everything = trusted.disputes()
    assert [(dispute.grade.value, dispute.facts) for dispute in everything] == [
        ("conflict", ("a-3277", "g-rival")),
        ("tension", ("a-3277", "g-rival", "h-later")),
    ]
    assert trusted.disputes("id:h-later") == everything[1:]
    assert trusted.disputes(trusted.find("id:g-rival")) == everything
    assert trusted.disputes(Term(Field.ID, ("a-3277",))) == everything
    assert trusted.disputes("company:huawei") == trusted.disputes("id:i-wrong rank:any") == ()


def test_the_marked_facts_of_the_packaged_store_are_those_of_its_disputes(packaged):
    in_disputes = {fact for dispute in packaged.disputes() for fact in dispute.facts}
    assert {fact.id for fact in packaged.find("is:disputed").facts} == in_disputes
    assert not in_disputes & {fact.id for fact in packaged.find("-is:disputed rank:any").facts}
    every = packaged.find("rank:any").facts
    assert {fact.id for fact in every if packaged.trust(fact).disputes} == in_disputes
    own = {fact.id for fact in every if packaged.trust(fact).self_reported}
    assert {fact.id for fact in packaged.find("is:self-reported rank:any").facts} == own
    assert all(len(packaged.trust(packaged.fact(fact)).origins) == 1 for fact in own)
