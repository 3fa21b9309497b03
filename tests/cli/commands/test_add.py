"""`cpecfacts add`: with options, as JSON, in the editor; what is stored, shown and refused."""

from __future__ import annotations

import json
import os

import pytest

from cpecfacts import Library

FACT = (
    "--company", "Alpha", "--kind", "ranking", "--measure", "Place", "--amount", "at most 3", "--when", "June 2024",
    "--statement", "Alpha was among the first three in June 2024.", "--source", "paper-1", "--quote", "among the first three",
)  # fmt: skip
ID = "alpha-rank-at-most-3-2024-06"


@pytest.fixture
def store(small, monkeypatch):
    monkeypatch.setenv("CPECFACTS_STORE", str(small))
    return small


def facts(store):
    return json.loads(store.read_bytes())["facts"]


def test_a_fact_is_added_with_options_and_shown(ask, store):
    before = facts(store)
    answer = ask("add", *FACT, "--party", "Beta", "--place", "Lahore", "--tag", "a", "--tag", "b", "--note", "中文 “x”")
    assert answer.code == 0
    assert answer.out.splitlines()[0] == f"Added fact  {ID}"
    assert "amount.bound:        at-most" in answer.out
    assert answer.err.splitlines()[-1] == f"1 fact added in {store}"
    after = facts(store)
    added = after.pop(ID)
    assert after == before
    assert added == {
        "amount": {"bound": "at-most", "raw": None, "to": None, "unit": "rank", "value": 3},
        "company": "alpha",
        "evidence": [
            {
                "asserted_by": None,
                "paragraph": None,
                "quote": "among the first three",
                "source": "paper-1",
                "stance": "supports",
            }
        ],
        "kind": "ranking",
        "measure": "rank",
        "note": "中文 “x”",
        "parties": ["beta"],
        "places": ["Lahore"],
        "project": None,
        "rank": "normal",
        "rank_reason": None,
        "statement": "Alpha was among the first three in June 2024.",
        "status": "reported",
        "tags": ["a", "b"],
        "when": "2024-06",
        "when_means": "as-of",
    }
    assert ask("facts", f"id:{ID}", "--jsonl").lines[0]["id"] == ID


def test_every_option_of_a_fact_reaches_its_field(ask, store):
    answer = ask(
        "add", "--company", "beta", "--kind", "other", "--project", "rank", "--amount", "3", "--unit", "people",
        "--bound", "about", "--raw", "some three people", "--when", "2013~", "--when-means", "announced", "--status", "planned",
        "--source", "paper-1", "--paragraph", "4", "--asserted-by", "watchdog", "--stance", "disputes",
        "--evidence", 'source=paper-1, quote="words, with a comma"; paragraph=9', "--statement", "Beta will do it.",
        "--id", "my-id",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    fact = facts(store)["my-id"]
    assert fact["amount"] == {"bound": "about", "raw": "some three people", "to": None, "unit": "people", "value": 3}
    assert (fact["project"], fact["when"], fact["when_means"], fact["status"]) == (
        "rank",
        "2013~",
        "announced",
        "planned",
    )
    assert fact["evidence"] == [
        {"asserted_by": "watchdog", "paragraph": 4, "quote": None, "source": "paper-1", "stance": "disputes"},
        {
            "asserted_by": None,
            "paragraph": 9,
            "quote": "words, with a comma",
            "source": "paper-1",
            "stance": "supports",
        },
    ]


def test_a_dry_run_shows_the_same_and_writes_nothing(ask, store):
    data = store.read_bytes()
    files = sorted(store.parent.iterdir())
    answer = ask("add", *FACT, "--dry-run")
    assert answer.code == 0
    assert store.read_bytes() == data
    assert sorted(store.parent.iterdir()) == files
    assert answer.err.splitlines()[-1] == f"would change: 1 fact added in {store}; nothing was written"
    assert answer.out == ask("add", *FACT).out


def test_the_json_has_an_item_a_field(ask, store):
    answer = ask("add", "organization", "--name", "A bank", "--type", "bank", "--alias", "B", "--alias", "C", "--json")
    assert answer.json["description"] == f"1 organization added in {store}"
    assert answer.items == [
        {"change": "added", "table": "organizations", "id": "a-bank", "field": name, "old": None, "new": new}
        for name, new in (("name", "A bank"), ("type", "bank"), ("aliases", ["B", "C"]))
    ]
    assert answer.err == ""


@pytest.mark.parametrize(
    ("arguments", "table", "key", "fields"),
    [
        (
            ("source", "--publisher", "Dawn", "--class", "media", "--language", "en", "--issued", "3 May 2024", "--title",
             "A title", "--url", "https://dawn.com/1", "--type", "article-newspaper", "--reprint-of", "APP", "--accessed",
             "2026-11-24", "--note", "n"),
            "sources", "dawn-2024-05-03",
            {"URL": "https://dawn.com/1", "accessed": "2026-11-24", "class": "media", "issued": "2024-05-03",
             "language": "en", "note": "n", "publisher": "Dawn", "reprint_of": "APP", "title": "A title",
             "type": "article-newspaper"},
        ),
        (
            ("organizations", "--name", "A bank", "--type", "bank", "--country", "PK", "--parent", "Alpha", "--sector",
             "money", "--alias", "AB"),
            "organizations", "a-bank",
            {"aliases": ["AB"], "country": "PK", "name": "A bank", "note": None, "parent": "alpha", "sector": "money",
             "type": "bank"},
        ),
        (
            ("project", "--name", "New one", "--summary", "It is new.", "--company", "alpha", "--company", "beta",
             "--place", "Lahore"),
            "projects", "new-one",
            {"companies": ["alpha", "beta"], "name": "New one", "places": ["Lahore"], "summary": "It is new."},
        ),
        (
            ("measure", "--label", "Drones", "--meaning", "Drones sold.", "--shape", "flow", "--unit", "drones"),
            "measures", "drones",
            {"label": "Drones", "meaning": "Drones sold.", "shape": "flow", "unit": "drones"},
        ),
        (
            ("rate", "--base", "USD", "--quote", "PKR", "--year", "2024", "--rate", "278.5", "--source", "paper-1"),
            "rates", "usd-pkr-2024",
            {"base": "USD", "quote": "PKR", "rate": 278.5, "source": "paper-1", "year": 2024},
        ),
    ],
)  # fmt: skip
def test_other_records_are_added_too(ask, store, arguments, table, key, fields):
    answer = ask("add", *arguments)
    assert answer.code == 0, answer.err
    assert json.loads(store.read_bytes())[table][key] == fields


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--company", "Alphaa"), "company: unknown company “Alphaa”: did you mean alpha?; statement: is needed; kind: is needed"),
        (("--company", "Common", *FACT[2:]), "company: “Common” could be more than one company: alpha, beta"),
        (("--company", "alpha", "--company", "beta"), "a fact is about one company; the others are its parties: --party"),
        ((*FACT, "--url", "https://x"), "--url does not describe a fact"),
        (("source", "--kind", "launch"), "--kind does not describe a source"),
        (("organization", "--when-means", "event"), "--when-means does not describe an organization"),
        (("fakt", "--note", "x"), "unknown sort of record “fakt”: did you mean fact?"),
        ((*FACT, "--evidence", "nonsense"), "--evidence “nonsense” cannot be read: expected fields such as source=dawn"),
        ((*FACT, "--evidence", "x, source=paper-1"), "--evidence “x, source=paper-1” cannot be read"),
        ((*FACT, "--evidence", "source=a, source=b"), "expected source only once; --evidence may be repeated"),
        ((*FACT, "--id", "beta-rank"), "id: there is a beta-rank already"),
        ((*FACT, "--quote", "one two three four five six seven eight nine"),
         f"facts.{ID}.evidence[0].quote: the quotation has 9 words, and may have 8"),
        ((*FACT, "--note", "\udc80"), "note: is no text: it holds bytes or halves of characters"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_and_nothing_is_written(ask, store, arguments, complaint):
    data = store.read_bytes()
    answer = ask("add", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert complaint in answer.err
    assert answer.err.count("\n") == 1
    assert store.read_bytes() == data


def test_a_warning_is_shown_and_the_fact_is_written(ask, store):
    answer = ask("add", *FACT[:-2], "--quote", "nothing of the sort", "--raw", "the top 3")
    assert answer.code == 0
    told = f"facts.{ID}.evidence[0].quote: “nothing of the sort” does not have the figure “the top 3”"
    assert told in answer.err.splitlines()
    assert ID in facts(store)
    again = ask("add", *FACT, "--json")
    assert [warning for warning in again.json["warnings"] if "has the question, value and date of the fact" in warning]


def test_hostile_text_is_written_as_it_is_and_shown_harmless(ask, store):
    note = "\x1b]0;title\x07 =1+1 <b> | \u202e"
    answer = ask("add", *FACT, "--note", note)
    assert facts(store)[ID]["note"] == note
    assert "\x1b" not in answer.out + answer.err
    assert "\\x1b]0;title\\x07 =1+1 <b> | \\u202e" in answer.out


def test_the_shipped_store_is_refused_before_anything_is_read(ask, editor):
    shown = editor("text = ''")
    for arguments in (FACT, ("--edit",), ("--dry-run", *FACT)):
        answer = ask("add", *arguments, "--company", "zong")
        if "--edit" not in arguments:
            assert answer.code in (2, 5)
    answer = ask("add", "--edit")
    assert answer.code == 5
    assert "comes with the program and is only read; cpecfacts init mine.json --from-shipped" in answer.err
    assert shown() == []


def test_a_fact_takes_along_what_it_needs_from_stores_below(ask, tmp_path):
    mine = tmp_path / "mine.json"
    ask("init", mine)
    below = ("--store", "shipped", "--store", mine)
    line = ("add", "--company", "CMPak", "--kind", "reach", "--measure", "subscribers", "--amount", "over 50 million",
            "--when", "2024-05", "--statement", "Zong had over 50 million subscribers.", "--source", "dna-2024-06-28")  # fmt: skip
    answer = ask(*line, *below)
    assert answer.code == 0, answer.err
    assert answer.err.splitlines()[-1] == (
        f"1 fact added, 1 source added, 1 measure added, 2 organizations added in {mine}"
    )
    alone = Library.open(mine).snapshot
    assert (set(alone.organizations), set(alone.sources)) == ({"zong", "china-mobile"}, {"dna-2024-06-28"})
    assert ask("check", mine).code == 0
    assert len(ask("facts", "measure:subscribers company:zong", "--jsonl", *below).lines) > 5
    second = ask(*line, "--id", "zong-4g-launch-2013", *below)
    assert (second.code, second.err) == (2, "cpecfacts: id: there is a zong-4g-launch-2013 already\n")
    assert ask("edit", "huawei", "--set", "note=x", *below).err == (
        f"cpecfacts: huawei stands in a store below {mine}, and only that one is changed\n"
    )


@pytest.mark.usefixtures("store")
class TestInput:
    def test_one_json_object_is_read_from_a_pipe(self, ask, store, sends):
        sends(
            json.dumps(
                {"publisher": "新华社", "class": "wire", "language": "zh", "URL": "https://xinhua.cn/1"}
            ).encode()
        )
        answer = ask("add", "source", "--jsonl")
        assert answer.code == 0, answer.err
        assert {item["field"]: item["new"] for item in answer.lines}["publisher"] == "新华社"
        assert "xinhua-cn-nd" in json.loads(store.read_bytes())["sources"]

    def test_an_item_of_the_store_can_be_sent_as_it_stands(self, ask, store, sends):
        fact = facts(store)["alpha-launch-2013"] | {"id": "again", "when": "2015"}
        sends(json.dumps(fact).encode())
        assert ask("add").code == 0
        assert facts(store)["again"] == {key: value for key, value in fact.items() if key != "id"}

    @pytest.mark.parametrize(
        ("data", "complaint"),
        [
            (b"", "nothing to add: describe a fact with options (--help), with --edit, or as one JSON object"),
            (b" \n", "nothing to add"),
            (b"[]", "standard input must be one JSON object"),
            (b"{", "standard input is no JSON: "),
            (b"\xff", "standard input is no JSON: "),
            (b'{"a": ' * 5000, "standard input is no JSON: "),
            (b'{"company": {"x": 1}}', "company: expected text"),
            (b'{"amount": {"value": 1e400}}', "standard input is no JSON: "),
        ],
    )
    def test_what_is_no_record_is_refused(self, ask, sends, data, complaint):
        sends(data)
        answer = ask("add")
        assert (answer.code, answer.out) == (2, "")
        assert complaint in answer.err

    def test_a_closed_standard_input_is_an_empty_one(self, ask, monkeypatch):
        monkeypatch.setattr("sys.stdin", None)
        assert "nothing to add" in ask("add").err


class TestPlaces:
    def test_a_symbolic_link_stays_one(self, ask, store, tmp_path):
        link = tmp_path / "link.json"
        link.symlink_to(store)
        assert ask("add", *FACT, "--store", link).code == 0
        assert link.is_symlink()
        assert ID in facts(store)

    def test_a_link_to_the_shipped_store_is_that_store(self, ask, tmp_path):
        link = tmp_path / "link.json"
        link.symlink_to(Library.open().path)
        answer = ask("add", *FACT, "--store", link)
        assert answer.code == 5

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_a_folder_that_may_not_be_written_is_told(self, ask, store):
        store.parent.chmod(0o555)
        try:
            answer = ask("add", *FACT)
        finally:
            store.parent.chmod(0o755)
        assert (answer.code, "permission denied" in answer.err) == (2, True)

    def test_a_store_that_is_not_there_is_told(self, ask, tmp_path):
        answer = ask("add", *FACT, "--store", tmp_path / "none.json")
        assert (answer.code, "there is no such file" in answer.err) == (3, True)

    def test_the_answer_never_goes_over_the_store(self, ask, store):
        answer = ask("add", *FACT, "--json", "-o", store)
        assert (answer.code, "it is the store itself" in answer.err) == (2, True)
        json.loads(store.read_bytes())
