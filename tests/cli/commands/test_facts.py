"""`cpecfacts facts`."""

from __future__ import annotations

import pytest
from inline_snapshot import snapshot


def test_the_table_has_a_line_a_fact(ask):
    answer = ask("facts", "id:zong-4g-launch-2013,zong-4g-launch-2014,zong-total-invested-over-3bn-2024")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot("""\
When      Company  Fact                                                                                    ID                                 Kind        Backing
2013      zong     Zong was the first network to launch 4G services in Pakistan, in 2013.                  zong-4g-launch-2013                launch      ★ 1 source; disputed
2014      zong     Zong says it was the first operator to launch 4G in Pakistan, in 2014.                  zong-4g-launch-2014                launch      ★ 1 source; self-reported; disputed
Jun 2024  zong     Zong had invested over US$3 billion in Pakistan's digital infrastructure by June 2024.  zong-total-invested-over-3bn-2024  investment  ★ 1 source
""")


def test_without_a_question_all_but_the_deprecated_are_listed(ask):
    usual, everything = ask("facts", "--json").json, ask("facts", "--all", "--json").json
    assert everything["hidden"] == {}
    assert usual["hidden"] == {"deprecated": everything["count"] - usual["count"]}
    assert {item["rank"] for item in usual["items"]} <= {"normal", "preferred"}


def test_the_description_is_the_question_in_words(ask):
    answer = ask("facts", "company:zong kind:investment amount:>1bn date:2014..2018 spectrum", "--json").json
    assert answer["description"] == snapshot(
        "facts about China Mobile Pakistan (Zong), of the kind investment, with an amount of more than 1bn (dollars where it is money), dated 2014 to 2018, with a word that begins “spectrum”"
    )
    assert answer["query"] == snapshot("company:zong kind:investment amount:>1bn date:2014..2018 spectrum")


@pytest.mark.parametrize(
    "words", ["Paktel", "PAKTEL", "ｐａｋｔｅｌ", "Pakt", '"licence was granted to Paktel"', "gránted paktel"]
)
def test_words_are_found_in_any_spelling(ask, words):
    found = {item["id"] for item in ask("facts", words, "--json").items}
    assert "licence-renewal-2019-licence-history" in found


def test_what_is_left_out_and_what_is_chosen_divide_the_facts(ask):
    with_word = {item["id"] for item in ask("facts", "kind:launch 4g", "--json").items}
    without = {item["id"] for item in ask("facts", "kind:launch -4g", "--json").items}
    assert with_word
    assert without
    assert with_word | without == {item["id"] for item in ask("facts", "kind:launch", "--json").items}
    assert with_word & without == set()


def test_or_joins_its_neighbours(ask):
    either = {item["id"] for item in ask("facts", "kind:launch 4g or 5g", "--json").items}
    parts = [{item["id"] for item in ask("facts", f"kind:launch {word}", "--json").items} for word in ("4g", "5g")]
    assert either == parts[0] | parts[1]


SORTS = {
    # An interval without a start stands by its end; the sign of a qualified date moves it nowhere.
    "when": lambda item: item["when"] and item["when"].removeprefix("../").partition("/")[0].rstrip("~")[:4],
    "company": lambda item: item["company"],
    "kind": lambda item: item["kind"],
    "measure": lambda item: item["measure"],
    "project": lambda item: item["project"],
    "status": lambda item: item["status"],
    "sources": lambda item: item["sources"],
    "id": lambda item: item["id"],
    "amount": lambda item: item["amount"] and item["amount"]["value"],
}


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("field", SORTS)
def test_facts_are_sorted_and_what_lacks_the_value_stays_last(ask, field, reverse):
    order = ("--sort", field, *(["--reverse"] if reverse else []))
    items = ask("facts", "company:huawei unit:USD or kind:training date:2010..2024", *order, "--json").items
    keys = [SORTS[field](item) for item in items]
    if field == "amount":
        keys = [
            key
            for key, item in zip(keys, items, strict=True)
            if item["amount"] is None or item["amount"]["unit"] == "USD"
        ]
    known = [key for key in keys if key is not None]
    assert len(known) > 10
    assert keys[len(known) :] == [None] * (len(keys) - len(known))
    assert known == sorted(known, reverse=reverse)


def test_a_limit_takes_the_first_and_counts_the_others(ask):
    whole = ask("facts", "kind:launch", "--json").json
    part = ask("facts", "kind:launch", "--limit", 4, "--json").json
    assert part["items"] == whole["items"][:4]
    assert part["hidden"] == whole["hidden"] | {"beyond_limit": whole["count"] - 4}


def test_a_deprecated_fact_comes_with_its_reason(ask):
    item = ask("facts", "rank:deprecated", "--limit", 1, "--json").items[0]
    assert f"deprecated: {item['rank_reason']}" in ask("facts", "rank:deprecated", "--limit", 1).out


def test_chosen_fields_make_a_small_csv(ask):
    answer = ask("facts", "id:zong-4g-launch-2013", "--fields", "id,when,amount.value,evidence.source", "--csv")
    assert answer.out == snapshot("""\
id,when,amount.value,evidence.source\r
zong-4g-launch-2013,2013,,dna-2024-06-28\r
""")


def test_markdown_is_a_table(ask):
    assert ask("facts", "id:zong-4g-launch-2013", "--markdown", "--fields", "id,when,status").out == snapshot("""\
| id | when | status |
| --- | --- | --- |
| zong-4g-launch-2013 | 2013 | completed |
""")


def test_tsv_has_the_same_fields_as_csv(ask):
    question = ("facts", "id:zong-4g-launch-2013,zong-4g-launch-2014", "--fields", "id,when,status")
    assert ask(*question, "--tsv").out.replace("\t", ",") == ask(*question, "--csv").out


def test_raw_leaves_text_as_it_is(ask, tables, save):
    tables["facts"]["alpha-launch-2013"]["statement"] = "=1+1"
    question = ("facts", "id:alpha-launch-2013", "--fields", "statement", "--csv", "--store", save(tables))
    assert ask(*question).out == "statement\r\n'=1+1\r\n"
    assert ask(*question, "--raw").out == "statement\r\n=1+1\r\n"
