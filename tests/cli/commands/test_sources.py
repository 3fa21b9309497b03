"""`cpecfacts sources`."""

from __future__ import annotations

import re

from inline_snapshot import snapshot


def test_the_table_names_publisher_title_and_class(ask):
    answer = ask("sources", "id:zong-4g-launch-2013,zong-total-invested-over-3bn-2024")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot("""\
Issued       Publisher                Title                                                     ID              Class  Language  Facts
28 Jun 2024  Daily News Agency (DNA)  Chinese tech giants drive innovation in Pakistan: Report  dna-2024-06-28  wire   en            2
""")


def test_all_are_listed_when_nothing_is_asked(ask, tables, save):
    tables["sources"]["unused"] = {**tables["sources"]["paper-1"], "publisher": "Nobody"}
    path = save(tables)
    assert {item["id"]: item["facts"] for item in ask("sources", "--store", path, "--json").items} == {
        "paper-1": 3,
        "unused": 0,
    }
    narrowed = ask("sources", "company:alpha", "--store", path, "--json").items
    assert [(item["id"], item["facts"]) for item in narrowed] == [("paper-1", 2)]


def test_those_with_most_facts_come_first(ask):
    counts = [item["facts"] for item in ask("sources", "--json").items]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1


def test_facts_are_counted_as_their_filter_finds_them(ask):
    first = ask("sources", "--company", "zong", "--limit", 1, "--json").items[0]
    found = ask("facts", "--company", "zong", "--source", first["id"], "--json").json["count"]
    assert first["facts"] == found


def test_the_oldest_come_first_when_sorted_by_date(ask):
    issued = [item["issued"] for item in ask("sources", "--sort", "issued", "--json").items]
    known = [date for date in issued if date is not None]
    days = [date for date in known if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date)]
    assert len(days) > 100
    assert days == sorted(days)
    assert issued[len(known) :] == [None] * (len(issued) - len(known))


def test_a_class_can_be_sorted_by_its_name(ask):
    answer = ask("sources", "--sort", "class", "--json")
    assert answer.code == 0
    classes = [item["class"] for item in answer.items]
    assert classes == sorted(classes)


def test_what_is_not_found_is_named(ask):
    assert ask("sources", "xyzzy").err == "no sources found for: facts with a word that begins “xyzzy”\n"


def test_a_bibliography_is_in_the_order_of_its_style(ask):
    answer = ask("sources", "--company", "tencent", "--style", "apa")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert len(lines) == len(ask("sources", "--company", "tencent", "--json").items)
    assert [line.partition(". (")[0] for line in lines] == snapshot(
        [
            "Associated Press of Pakistan",
            "Daily News Agency (DNA)",
            "Daily Times",
            "Geo News",
            "The News International",
            "Newsweek Pakistan",
            "ProPakistani",
            "Startup Pakistan",
        ]
    )


def test_a_bibliography_keeps_the_order_that_is_asked_for(ask):
    asked = ("sources", "--company", "tencent", "--sort", "issued", "--limit", 5)
    ids = [item["id"] for item in ask(*asked, "--json").items]
    cited = ask(*asked, "--style", "mla", "--json")
    assert [item["id"] for item in cited.items] == ids
    assert cited.json["command"] == "sources"
    assert cited.json["hidden"]["beyond_limit"] == 3


def test_a_bibliography_for_another_program_is_a_file(ask, tmp_path):
    path = tmp_path / "zong.bib"
    assert ask("sources", "--company", "zong", "-o", path).code == 0
    keys = re.findall(r"^@\w+\{(.*),$", path.read_text("utf-8"), re.MULTILINE)
    assert keys == sorted(item["id"] for item in ask("sources", "--company", "zong", "--json").items)
    assert ask("sources", "--company", "zong", "--format", "bibtex").out == path.read_text("utf-8")


def test_nothing_found_is_an_empty_bibliography(ask):
    note = "no sources found for: facts with a word that begins “xyzzy”\n"
    for style, text in (("apa", ""), ("bibtex", ""), ("csl-json", "[]\n"), ("wikipedia", "")):
        answer = ask("sources", "xyzzy", "--style", style)
        assert (answer.code, answer.out, answer.err) == (0, text, note)


def test_fields_of_ours_do_not_go_with_a_file_of_references(ask):
    answer = ask("sources", "--fields", "id", "--format", "bibtex")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == snapshot(
        "cpecfacts: --fields does not go with bibtex, whose fields are its own; --json has ours\n"
    )
    assert ask("sources", "--company", "tencent", "--style", "mla", "--fields", "id", "--jsonl").lines[0] == {
        "id": "dna-2024-06-28"
    }
