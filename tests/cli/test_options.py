"""The options: each means the same on every listing, and the same as its term in the query text."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from cpecfacts.cli.options import Filters, Output, View, expand_bundles
from cpecfacts.query.parse import FIELD_NAMES

# How each listing is asked, with the option that takes its query text, or "" where it is an argument.
LISTINGS = {
    "companies": (("companies", "--type", "all"), ""),
    "investments": (("investments",), ""),
    "timeline": (("timeline",), ""),
    "compare": (("compare", "zong", "huawei"), "--where"),
    "facts": (("facts",), ""),
    "sources": (("sources",), ""),
    "projects": (("projects",), ""),
    "measures": (("measures",), ""),
    "stats": (("stats",), ""),
}
# Options, and the terms that ask the same.
SAME = {
    "company": (("--company", "Zong"), "company:Zong"),
    "companies": (("--company", "CMPak", "--company", "alibaba"), "company:zong,alibaba"),
    "kind": (("--kind", "licence", "--kind", "Acquisition"), "kind:licence,acquisition"),
    "measure": (("--measure", "total-invested"), "measure:total-invested"),
    "project": (("--project", "Islamabad Safe City"), 'project:"Islamabad Safe City"'),
    "status": (("--status", "planned"), "status:planned"),
    "since": (("--since", "2019-06"), "date:2019-06.."),
    "until": (("--until", "2014"), "date:..2014"),
    "since-until": (("--since", "2014", "--until", "2014-04-23"), "date:2014..2014-04-23"),
    "min": (("--min", "500m"), 'amount:"500m USD.."'),
    "max": (("--max", "2 million"), 'amount:"..2 million USD"'),
    "min-max": (("--min", "US$100m", "--max", "1bn"), 'amount:"100m USD..1bn"'),
    "min-unit": (("--min", "50 crore", "--unit", "Rs"), 'amount:"Rs 50 crore.."'),
    "unit": (("--unit", "percent"), "unit:percent"),
    "place": (("--place", "islamabad"), "place:Islamabad"),
    "tag": (("--tag", "safe-city"), "tag:safe-city"),
    "source": (("--source", "dna-2024-06-28"), "source:dna-2024-06-28"),
    "publisher": (("--publisher", "daily news agency (dna)"), 'publisher:"Daily News Agency (DNA)"'),
    "disputed": (("--disputed",), "is:disputed"),
    "self-reported": (("--self-reported",), "is:self-reported"),
    "both marks": (("--disputed", "--self-reported"), "is:disputed is:self-reported"),
    "all": (("--all",), "rank:any"),
}


def _begin_and_total(answer):
    return answer.items, answer.json["count"] + answer.json["hidden"].get("beyond_limit", 0)


@pytest.fixture(scope="module")
def whole():
    """What each listing answers without a filter."""
    return {}


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize("option", SAME)
def test_an_option_asks_the_same_as_its_term_on_every_listing(ask, whole, listing, option):
    command, text_option = LISTINGS[listing]
    options, term = SAME[option]
    if option in {"min", "max", "min-max"} and listing != "investments":
        # Only there do bare numbers mean nothing but dollars.
        options = (*options, "--unit", "USD")
    by_option = ask(*command, *options, "--limit", 5, "--json")
    by_term = ask(*command, *filter(None, [text_option]), term, "--limit", 5, "--json")
    assert (by_option.code, by_term.code) == (0, 0)
    assert by_option.items == by_term.items
    assert by_option.json["hidden"] == by_term.json["hidden"]
    if listing not in whole:
        whole[listing] = _begin_and_total(ask(*command, "--limit", 5, "--json"))
    # A filter that is not looked at would agree with a term that is not looked at.
    assert (_begin_and_total(by_option) != whole[listing]) or (option, listing) == ("all", "stats")


@pytest.mark.parametrize("kind", ["launch", "jobs"])
def test_a_kind_that_is_no_investment_finds_no_investment(ask, kind):
    by_option = ask("investments", "--kind", kind, "--json")
    by_term = ask("investments", f"kind:{kind}", "--json")
    assert by_term.items == []
    assert by_option.items == []


@pytest.mark.parametrize("option", SAME)
def test_the_query_of_an_answer_asks_for_the_same_answer(ask, option):
    options, _ = SAME[option]
    first = ask("facts", *options, "--limit", 5, "--json")
    again = ask("facts", "--limit", 5, "--json", "--", first.json["query"])
    assert again.out == first.out


def test_options_and_query_text_must_all_hold(ask):
    both = {item["id"] for item in ask("facts", "kind:launch", "--company", "zong", "--json").items}
    launches = {item["id"] for item in ask("facts", "kind:launch", "--json").items}
    of_zong = {item["id"] for item in ask("facts", "--company", "zong", "--json").items}
    assert both == launches & of_zong
    assert 0 < len(both) < len(of_zong)


def test_several_words_of_the_command_line_are_one_query(ask):
    assert (
        ask("facts", "kind:launch", "4g", "or", "5g", "--json").out
        == ask("facts", "kind:launch 4g or 5g", "--json").out
    )


@pytest.mark.parametrize("option", ["--since", "--until", "--min", "--max", "--unit", "--sort", "--fields", "--format"])
def test_an_empty_value_is_an_error_and_not_the_lack_of_one(ask, option):
    answer = ask("facts", option, "", "--limit", 1)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    "option",
    ["--company", "--kind", "--measure", "--project", "--status", "--place", "--tag", "--source", "--publisher"],
)
def test_an_empty_name_is_an_error(ask, option):
    answer = ask("facts", option, "", "--limit", 1)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert f"unknown {option[2:]} “”" in answer.err


def test_every_filter_is_a_term_of_the_query_text():
    as_term = {"since": "date", "until": "date", "min": "amount", "max": "amount", "all": "rank"}
    as_term |= {"disputed": "is", "self_reported": "is"}
    assert {as_term.get(name, name) for name in Filters._fields} == set(FIELD_NAMES) - {"id"}


def test_bundles_become_options_and_come_back_as_bundles():
    taken = {}

    @expand_bundles
    def command(name: str, *, filters: Filters, view: View, output: Output) -> None:
        taken.update(name=name, filters=filters, view=view, output=output)

    parameters = inspect.signature(command).parameters
    assert list(parameters) == ["name", *Filters._fields, *View._fields, *Output._fields]
    assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}
    values = {name: parameter.default for name, parameter in parameters.items() if name != "name"}
    command(name="zong", **values | {"company": ["zong"], "limit": 3, "output": Path("x.json")})
    assert taken == {
        "name": "zong",
        "filters": Filters(company=["zong"]),
        "view": View(limit=3),
        "output": Output(output=Path("x.json")),
    }


def test_without_options_nothing_is_asked():
    assert set(Filters()) == {None, False}
    assert set(View()) == {None, False}
    assert set(Output()) == {None, False}
