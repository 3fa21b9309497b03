"""One record by what people type for it."""

from __future__ import annotations

import pytest

from cpecfacts.errors import AmbiguousNameError, UnknownIdError
from cpecfacts.query.lookup import look_up
from cpecfacts.query.names import Names


@pytest.fixture(scope="module")
def find(make_fact, make_snapshot):
    snapshot = make_snapshot(
        make_fact(id="zong-4g-launch-2013"),
        make_fact(id="zong-4g-launch-2014"),
        make_fact(id="huawei-training-2019"),
    )
    names = Names(snapshot)
    return lambda name: look_up(name, snapshot, names)


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("zong-4g-launch-2013", "zong-4g-launch-2013"),
        ("zong", "zong"),
        ("total-invested", "total-invested"),
        ("paktel-purchase", "paktel-purchase"),
        ("dawn-2014", "dawn-2014"),
    ],
)
def test_an_id_of_any_table_finds_its_record(find, name, record):
    assert find(name).id == record


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("CMPak", "zong"),
        ("ＺＯＮＧ", "zong"),
        (" Zong ", "zong"),
        ("中国移动巴基斯坦公司", "zong"),
        ("Total invested", "total-invested"),
        ("purchase of paktel", "paktel-purchase"),
        ("ZONG 4G Launch 2013", "zong-4g-launch-2013"),
    ],
)
def test_a_name_alias_or_label_finds_its_record(find, name, record):
    assert find(name).id == record


@pytest.mark.parametrize(
    ("name", "record"),
    [("huawei-t", "huawei-training-2019"), ("HUAWEI-T", "huawei-training-2019"), ("the-news", "the-news-2015")],
)
def test_a_beginning_that_only_one_id_has_finds_its_record(find, name, record):
    assert find(name).id == record


def test_an_id_goes_before_the_beginning_of_others(find):
    assert find("huawei").id == "huawei"


def test_a_beginning_that_several_ids_have_lists_them(find):
    with pytest.raises(AmbiguousNameError) as caught:
        find("zong-4g-l")
    assert caught.value.candidates == ("zong-4g-launch-2013", "zong-4g-launch-2014")


def test_an_alias_that_several_have_lists_their_ids(find):
    with pytest.raises(AmbiguousNameError) as caught:
        find("instaphone twin")
    assert caught.value.candidates == ("instaphone", "paktel")


def test_an_id_that_stands_in_several_tables_is_told_apart_by_them(find):
    with pytest.raises(AmbiguousNameError) as caught:
        find("rank")
    assert caught.value.candidates == ("measure:rank", "organization:rank")


@pytest.mark.parametrize("name", ["measure:rank", "organization:rank", "company:rank", "company:Rank Ltd"])
def test_a_table_before_a_colon_tells_which_record_is_meant(find, name):
    record = find(name)
    assert record.id == "rank"
    assert type(record).__name__ == ("Measure" if name.startswith("measure") else "Organization")


def test_what_the_error_lists_for_an_ambiguous_id_finds_a_record(find):
    with pytest.raises(AmbiguousNameError) as caught:
        find("safe-city")
    assert caught.value.candidates == ("organization:safe-city", "project:safe-city")
    assert [find(candidate).id for candidate in caught.value.candidates] == ["safe-city", "safe-city"]


def test_a_colon_after_any_other_word_is_part_of_the_name(find):
    assert find("purchase: of Paktel").id == "paktel-purchase"


def test_a_table_without_the_record_does_not_look_into_others(find):
    with pytest.raises(UnknownIdError):
        find("project:zong")


def test_an_unknown_id_has_the_nearest_ones_first(find):
    with pytest.raises(UnknownIdError) as caught:
        find("huwaei")
    assert caught.value.suggestions[0] == "huawei"
    with pytest.raises(UnknownIdError) as caught:
        find("zong-4g-lanch-2013")
    assert caught.value.suggestions[0] == "zong-4g-launch-2013"
    assert len(caught.value.suggestions) <= 3


@pytest.mark.parametrize("name", ["", "measure:", ":", "!!!", "qqqqqqqqqqqq"])
def test_what_is_like_nothing_has_no_suggestions(find, name):
    with pytest.raises(UnknownIdError) as caught:
        find(name)
    assert caught.value.suggestions == ()
