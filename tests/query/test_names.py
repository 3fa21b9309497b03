"""What people type for a name, and what it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.errors import AmbiguousNameError, UnknownNameError
from cpecfacts.model.fact import Kind, Rank
from cpecfacts.model.organization import OrganizationType
from cpecfacts.query.names import Names, known_word, near_names, organization_types, resolve
from cpecfacts.query.tree import AmountRange, And, DateRange, Field, Not, Or, Phrase, Term, Word


@pytest.fixture(scope="module")
def names(make_fact, make_amount, make_snapshot):
    return Names(
        make_snapshot(
            make_fact(id="zong-sites", amount=make_amount(14_000, unit="sites"), places=("Lahore", "Gwadar")),
            make_fact(id="zong-sims", amount=make_amount(5, unit="SIM cards"), tags=("4g", "safe-city")),
            make_fact(id="zong-money", amount=make_amount(3, unit="PKR"), places=("Lahore",)),
            make_fact(id="zong-share", amount=make_amount(20, unit="percent")),
        )
    )


# Companies


@pytest.mark.parametrize(
    "name",
    [
        "zong",
        "Zong",
        "ZONG",
        "CMPak",
        "cmpak",
        "CM-Pak",
        "中国移动巴基斯坦公司",
        "zong 4g",
        "Zong-4G",
        "ＺＯＮＧ",
        "ｚｏｎｇ　４ｇ",
        " zong ",
        "China Mobile Pakistan (Zong)",
    ],
)
def test_every_name_of_zong_is_zong(names, real, name):
    assert names.organization(name) == "zong"
    assert real.names.organization(name) == "zong"


def test_a_name_with_two_letters_swapped_is_unknown_and_the_right_one_suggested(names, real):
    for known in (names, real.names):
        with pytest.raises(UnknownNameError) as caught:
            known.organization("huwaei")
        assert caught.value.what == "company"
        assert caught.value.name == "huwaei"
        assert caught.value.suggestions[0] == "huawei"
        assert "did you mean huawei" in str(caught.value)


def test_a_beginning_is_no_name_but_is_suggested_first(names):
    with pytest.raises(UnknownNameError) as caught:
        names.organization("hua")
    assert caught.value.suggestions == ("huawei",)


@pytest.mark.parametrize("name", ["", " ", "!!!", "qqqqqqqq", "q" * 10_000])
def test_what_is_like_no_name_is_unknown_with_the_command_that_lists_them(names, name):
    with pytest.raises(UnknownNameError) as caught:
        names.organization(name)
    assert caught.value.suggestions == ()
    assert caught.value.see == "cpecfacts companies --type all lists them"


def test_an_alias_that_two_have_is_ambiguous(names):
    with pytest.raises(AmbiguousNameError) as caught:
        names.organization("Instaphone Twin")
    assert caught.value.candidates == ("instaphone", "paktel")
    assert caught.value.what == "company"


def test_an_id_is_never_ambiguous_whatever_the_others_are_called(make_organization, make_snapshot):
    snapshot = make_snapshot(organizations=(make_organization("zte", "ZTE"), make_organization("zte-pk", "Zte", "zte")))
    assert Names(snapshot).organization("zte") == "zte"
    with pytest.raises(AmbiguousNameError):
        Names(snapshot).organization("ZTE")


def test_a_name_without_letters_or_digits_is_no_name(make_organization, make_snapshot):
    known = Names(make_snapshot(organizations=(make_organization("zte", "ZTE", "—", ""),)))
    assert sorted(known.organizations) == ["zte"]


@given(st.text())
def test_any_text_is_a_company_or_an_unknown_or_ambiguous_one(real, text):
    try:
        found = real.names.organization(text)
    except (UnknownNameError, AmbiguousNameError):
        return
    assert found in real.snapshot.organizations


# Other fields


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [
        (Field.COMPANY, "CMPak", "zong"),
        (Field.MEASURE, "Total Invested", "total-invested"),
        (Field.MEASURE, "cell sites", "sites"),
        (Field.PROJECT, "purchase of paktel", "paktel-purchase"),
        (Field.SOURCE, "Dawn 2014", "dawn-2014"),
        (Field.ID, "ZONG-SITES", "zong-sites"),
        (Field.UNIT, "Sites", "sites"),
        (Field.UNIT, "Rs", "PKR"),
        (Field.UNIT, "pkr", "PKR"),
        (Field.UNIT, "sim cards", "SIM cards"),
        (Field.UNIT, "%", "percent"),
        (Field.PLACE, "LAHORE", "Lahore"),
        (Field.TAG, "safe city", "safe-city"),
        (Field.PUBLISHER, "the news", "The News"),
        (Field.KIND, "Investment", "investment"),
        (Field.STATUS, "under way", "under-way"),
        (Field.RANK, "Any", "any"),
        (Field.RANK, "deprecated", "deprecated"),
        (Field.IS, "Disputed", "disputed"),
        (Field.IS, "self reported", "self-reported"),
    ],
)
def test_a_value_of_each_field_is_found_in_any_spelling(names, field, name, value):
    assert names.value(field, name) == value


@pytest.mark.parametrize(
    ("field", "name", "what", "suggestions"),
    [
        (Field.COMPANY, "huwaei", "company", ("huawei",)),
        (Field.MEASURE, "total-investd", "measure", ("total-invested",)),
        (Field.PROJECT, "paktel-purchse", "project", ("paktel-purchase",)),
        (Field.SOURCE, "dwan-2014", "source", ("dawn-2014",)),
        (Field.ID, "zong-sties", "fact", ("zong-sites", "zong-sims")),
        (Field.UNIT, "sitse", "unit", ("sites",)),
        (Field.PLACE, "lahroe", "place", ("Lahore",)),
        (Field.TAG, "safecty", "tag", ("safe-city",)),
        (Field.PUBLISHER, "dwan", "publisher", ("Dawn",)),
        (Field.KIND, "investmnt", "kind", ("investment",)),
        (Field.STATUS, "planed", "status", ("planned",)),
        (Field.RANK, "normla", "rank", ("normal",)),
        (Field.IS, "dispute", "mark", ("disputed",)),
    ],
)
def test_a_misspelt_value_of_each_field_has_suggestions(names, field, name, what, suggestions):
    with pytest.raises(UnknownNameError) as caught:
        names.value(field, name)
    assert caught.value.what == what
    assert caught.value.suggestions == suggestions


@pytest.mark.parametrize(
    ("field", "see"),
    [
        (Field.MEASURE, "cpecfacts measures lists them"),
        (Field.PROJECT, "cpecfacts projects lists them"),
        (Field.SOURCE, "cpecfacts sources lists them"),
        (Field.ID, "cpecfacts facts lists them"),
        (Field.PLACE, "there are Gwadar, Lahore"),
        (Field.RANK, "there are preferred, normal, deprecated, any"),
        (Field.IS, "there are disputed, self-reported"),
    ],
)
def test_a_value_that_is_like_none_says_where_they_are_listed(names, field, see):
    with pytest.raises(UnknownNameError) as caught:
        names.value(field, "qqqqqqqqq")
    assert caught.value.see == see


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        (Field.COMPANY, "zong", "China Mobile Pakistan (Zong)"),
        (Field.MEASURE, "sites", "“Cell sites”"),
        (Field.PROJECT, "safe-city", "“Safe City Islamabad”"),
        (Field.KIND, "tax", "tax"),
        (Field.PLACE, "Lahore", "Lahore"),
    ],
)
def test_readers_see_the_name_of_a_value(names, field, value, label):
    assert names.label(field, value) == label


def test_the_words_of_a_store_are_listed_once_and_in_order(names):
    assert names.units == ["PKR", "SIM cards", "percent", "sites"]
    assert names.places == ["Gwadar", "Lahore"]
    assert names.tags == ["4g", "safe-city"]
    assert names.publishers == ["Associated Press of Pakistan", "Dawn", "The News"]


# Closed lists


def test_a_word_of_a_closed_list_is_known_in_any_spelling():
    assert known_word("kind", "INVESTMENT", Kind) == Kind.INVESTMENT
    assert known_word("status", "Under_Way", ["planned", "under-way"]) == "under-way"


def test_the_word_as_it_is_written_goes_before_another_spelling():
    assert known_word("unit", "sites", ["Sites", "sites"]) == "sites"
    assert known_word("unit", "Sites", ["Sites", "sites"]) == "Sites"


def test_a_name_without_letters_or_digits_means_no_word():
    with pytest.raises(UnknownNameError):
        known_word("unit", "!!!", ["…", "sites"])


def test_all_words_of_a_short_list_are_shown_when_none_is_near():
    with pytest.raises(UnknownNameError) as caught:
        known_word("rank", "qqq", iter(["preferred", "normal"]))
    assert str(caught.value) == "unknown rank “qqq”: there are preferred, normal"


def test_a_long_list_is_not_shown():
    with pytest.raises(UnknownNameError) as caught:
        known_word("tag", "qqq", [f"tag-{number}" for number in range(21)])
    assert str(caught.value) == "unknown tag “qqq”"


def test_near_names_are_those_that_begin_so_and_then_the_similar_ones():
    index = {"zong": ["zong"], "zongfibre": ["zong-fibre"], "wong": ["wong"], "huawei": ["huawei"]}
    assert near_names("Zong", index) == ["zong", "zong-fibre", "wong"]


def test_at_most_three_near_names_are_given_and_each_once():
    index = {f"zong{number}": ["zong", f"z{number}"] for number in range(9)}
    assert near_names("zong", index) == ["z0", "zong", "z1"]


def test_one_letter_suggests_nothing_by_its_beginning():
    assert near_names("z", {"zong": ["zong"]}) == []


# Types of organizations


def test_types_of_organizations_are_words_of_a_closed_list():
    assert organization_types(["Public body", "brand"]) == (OrganizationType.PUBLIC_BODY, OrganizationType.BRAND)


def test_all_means_every_type_and_none_means_none():
    assert organization_types(["brand", "ALL"]) == tuple(OrganizationType)
    assert organization_types([]) is None


def test_an_unknown_type_of_organization_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        organization_types(["compny"])
    assert caught.value.suggestions == ("company",)


# Whole questions


def test_every_name_in_a_question_is_replaced_by_what_it_means(names):
    asked = And(
        (
            Or((Term(Field.COMPANY, ("CMPak", "华为")), Not(Term(Field.MEASURE, ("Cell sites",))))),
            AmountRange(None, 5, high_closed=False, unit="Sim Cards"),
        )
    )
    assert resolve(asked, names) == And(
        (
            Or((Term(Field.COMPANY, ("zong", "huawei")), Not(Term(Field.MEASURE, ("sites",))))),
            AmountRange(None, 5, high_closed=False, unit="SIM cards"),
        )
    )


def test_two_names_of_one_company_are_one_value(names):
    assert resolve(Term(Field.COMPANY, ("CMPak", "zong", "Zong 4G")), names) == Term(Field.COMPANY, ("zong",))


@pytest.mark.parametrize("node", [Word("cmpak"), Phrase("cm pak"), DateRange("2014", None), AmountRange(1, 2)])
def test_what_names_nothing_is_left_as_it_is(names, node):
    assert resolve(node, names) == node


@pytest.mark.parametrize(
    "node",
    [
        Not(Term(Field.COMPANY, ("huwaei",))),
        And((Word("a"), Term(Field.KIND, ("tax", "huwaei")))),
        AmountRange(1, 2, unit="huwaei"),
    ],
)
def test_an_unknown_name_anywhere_in_a_question_is_refused(names, node):
    with pytest.raises(UnknownNameError) as caught:
        resolve(node, names)
    assert caught.value.name == "huwaei"


def test_an_ambiguous_name_anywhere_in_a_question_is_refused(names):
    with pytest.raises(AmbiguousNameError):
        resolve(Or((Word("a"), Not(Term(Field.COMPANY, ("instaphone twin",))))), names)


@pytest.mark.parametrize("rank", [*Rank, "any"])
def test_every_rank_can_be_asked_for(names, rank):
    assert resolve(Term(Field.RANK, (rank,)), names) == Term(Field.RANK, (rank,))
