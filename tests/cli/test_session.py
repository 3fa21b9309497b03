"""What commands share: the question that the options ask, the store, the format, and what is told on stderr."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from cpecfacts import Library
from cpecfacts.cli.options import Filters, Output
from cpecfacts.cli.outlet import chosen_format
from cpecfacts.cli.session import question
from cpecfacts.errors import RefusedError, UnknownNameError
from cpecfacts.model.fact import Kind, Status
from cpecfacts.query.describe import query_text
from cpecfacts.query.names import resolve
from cpecfacts.query.parse import parse_query
from cpecfacts.render.setting import Format
from cpecfacts.reports import facts as reports
from cpecfacts.store.location import packaged_store

NAMES_OF_ZONG = ["zong", "Zong", "ZONG", "CMPak", "cmpak", "中国移动巴基斯坦公司", "zong 4g", "ＺＯＮＧ"]


@pytest.mark.parametrize("name", NAMES_OF_ZONG)
def test_a_company_has_one_answer_by_all_its_names(ask, name):
    answer = ask("facts", "--company", name, "--limit", 2, "--json")
    assert answer.code == 0
    assert answer.json["query"] == "company:zong"
    assert answer.out == ask("facts", "--company", "zong", "--limit", 2, "--json").out


def test_a_wrong_name_is_one_line_with_the_nearest_names(ask):
    asked = [
        ("companies", "--company", "huwaei"),
        ("facts", "--kind", "lauch"),
        ("facts", "--measure", "subscribres"),
        ("facts", "--project", "islamabad-safe-ctiy"),
        ("facts", "--source", "dna-2024-06-27"),
        ("facts", "--status", "complete"),
        ("facts", "--unit", "PKRR"),
        ("facts", "--place", "Islamabd"),
        ("facts", "--tag", "4gg"),
        ("facts", "--publisher", "Dwan"),
        ("facts", "--fields", "id,statment"),
        ("companies", "--fields", "nmae"),
        ("facts", "--sort", "amuont"),
        ("sources", "--sort", "publsher"),
        ("facts", "--format", "jsno"),
        ("timeline", "--by", "yaer"),
        ("timeline", "--chart", "--group", "compnay"),
        ("companies", "--type", "bnak"),
        ("schema", "stroe"),
        ("comapnies",),
        ("facts", "knid:launch"),
        ("facts", "rank:prefered"),
        ("facts", "id:zong-4g-launch-2012"),
        ("compare", "zong", "huwaei"),
    ]
    answers = {" ".join(arguments): ask(*arguments) for arguments in asked}
    assert {answer.code for answer in answers.values()} == {2}
    assert {answer.out for answer in answers.values()} == {""}
    assert {line: answer.err for line, answer in answers.items()} == snapshot(
        {
            "companies --company huwaei": "cpecfacts: unknown company “huwaei”: did you mean huawei?\n",
            "facts --kind lauch": "cpecfacts: unknown kind “lauch”: did you mean launch?\n",
            "facts --measure subscribres": "cpecfacts: unknown measure “subscribres”: did you mean subscribers, 4g-subscribers or 3g-subscribers?\n",
            "facts --project islamabad-safe-ctiy": "cpecfacts: unknown project “islamabad-safe-ctiy”: did you mean islamabad-safe-city?\n",
            "facts --source dna-2024-06-27": "cpecfacts: unknown source “dna-2024-06-27”: did you mean dna-2024-06-28 or pni-2024-09-27?\n",
            "facts --status complete": "cpecfacts: unknown status “complete”: did you mean completed?\n",
            "facts --unit PKRR": "cpecfacts: unknown unit “PKRR”: did you mean PKR?\n",
            "facts --place Islamabd": "cpecfacts: unknown place “Islamabd”: did you mean Islamabad?\n",
            "facts --tag 4gg": "cpecfacts: unknown tag “4gg”: did you mean 4g?\n",
            "facts --publisher Dwan": "cpecfacts: unknown publisher “Dwan”: did you mean Dawn?\n",
            "facts --fields id,statment": "cpecfacts: unknown field “statment”: did you mean statement?\n",
            "companies --fields nmae": "cpecfacts: unknown field “nmae”: did you mean name?\n",
            "facts --sort amuont": "cpecfacts: unknown field to sort by “amuont”: did you mean amount?\n",
            "sources --sort publsher": "cpecfacts: unknown field to sort by “publsher”: did you mean publisher?\n",
            "facts --format jsno": "cpecfacts: unknown format “jsno”: did you mean json?\n",
            "timeline --by yaer": "cpecfacts: unknown period “yaer”: did you mean year?\n",
            "timeline --chart --group compnay": "cpecfacts: unknown row of the chart “compnay”: did you mean company?\n",
            "companies --type bnak": "cpecfacts: unknown type of organization “bnak”: did you mean bank?\n",
            "schema stroe": "cpecfacts: unknown schema “stroe”: did you mean store?\n",
            "comapnies": "cpecfacts: unknown command “comapnies”: did you mean companies or compare?\n",
            "facts knid:launch": "cpecfacts: unknown field of the query “knid”: did you mean kind or id?\n",
            "facts rank:prefered": "cpecfacts: unknown rank “prefered”: did you mean preferred?\n",
            "facts id:zong-4g-launch-2012": "cpecfacts: unknown fact “zong-4g-launch-2012”: did you mean zong-4g-launch-2015, zong-4g-launch-2014 or zong-4g-launch-2013?\n",
            "compare zong huwaei": "cpecfacts: unknown company “huwaei”: did you mean huawei?\n",
        }
    )


def test_a_name_like_no_other_is_told_where_to_look(ask):
    asked = [
        ("facts", "--company", "xyzzy"),
        ("facts", "--measure", "xyzzy"),
        ("facts", "--project", "xyzzy"),
        ("facts", "--source", "xyzzy"),
        ("facts", "--status", "xyzzy"),
        ("facts", "--format", "xyzzy"),
        ("facts", "--sort", "xyzzy"),
        ("timeline", "--by", "xyzzy"),
        ("schema", "xyzzy"),
    ]
    answers = {" ".join(arguments): ask(*arguments) for arguments in asked}
    assert {answer.code for answer in answers.values()} == {2}
    assert {line: answer.err for line, answer in answers.items()} == snapshot(
        {
            "facts --company xyzzy": "cpecfacts: unknown company “xyzzy”: cpecfacts companies --type all lists them\n",
            "facts --measure xyzzy": "cpecfacts: unknown measure “xyzzy”: cpecfacts measures lists them\n",
            "facts --project xyzzy": "cpecfacts: unknown project “xyzzy”: cpecfacts projects lists them\n",
            "facts --source xyzzy": "cpecfacts: unknown source “xyzzy”: cpecfacts sources lists them\n",
            "facts --status xyzzy": "cpecfacts: unknown status “xyzzy”: there are planned, announced, under-way, completed, cancelled, reported\n",
            "facts --format xyzzy": "cpecfacts: unknown format “xyzzy”: there are table, json, jsonl, csv, tsv, markdown, bibtex, csl-json, wikipedia\n",
            "facts --sort xyzzy": "cpecfacts: unknown field to sort by “xyzzy”: there are when, amount, company, kind, measure, project, status, sources, origins, quality, id\n",
            "timeline --by xyzzy": "cpecfacts: unknown period “xyzzy”: there are month, year, decade\n",
            "schema xyzzy": "cpecfacts: unknown schema “xyzzy”: there are answer, store\n",
        }
    )


def test_a_name_of_several_lists_them(ask, small):
    answer = ask("facts", "--company", "common", "--store", small)
    assert tuple(answer) == snapshot((2, "", "cpecfacts: “common” could be more than one company: alpha, beta\n"))


def test_a_syntax_error_points_at_its_column(ask):
    texts = [
        "4g (5g",
        "4g )",
        'huawei "safe city',
        "or 4g",
        "4g or",
        "()",
        "4g -",
        "company:",
        ":zong",
        "company:zong,,huawei",
        "kind:launch date:2018..2014",
        "kind:launch date:soon",
        "zong amount:>lots",
        "zong amount:5..1",
        "zong amount:",
        "„…“",
        '""',
    ]
    answers = {text: ask("facts", "--", text) for text in texts}
    assert {answer.code for answer in answers.values()} == {2}
    assert {answer.out for answer in answers.values()} == {""}
    assert {text: answer.err.removeprefix("cpecfacts: ") for text, answer in answers.items()} == snapshot(
        {
            "4g (5g": "column 4 of the query: this parenthesis is never closed, at “(5g”\n",
            "4g )": "column 4 of the query: this parenthesis was never opened, at “)”\n",
            'huawei "safe city': 'column 8 of the query: this quotation mark is never closed, at “"safe city”\n',
            "or 4g": "column 1 of the query: “or” stands at the beginning, with nothing before it; to search for the word, quote it, at “or 4g”\n",
            "4g or": "column 4 of the query: “or” has nothing after it, at “or”\n",
            "()": "column 1 of the query: there is nothing between the parentheses, at “()”\n",
            "4g -": "column 4 of the query: “-” has nothing right after it to leave out, at “-”\n",
            "company:": "column 9 of the query: “company:” has no value, at the end of the query\n",
            ":zong": "column 1 of the query: a field name is missing before the colon, at “:zong”\n",
            "company:zong,,huawei": "column 9 of the query: a value is empty, at “zong,,huawei”\n",
            "kind:launch date:2018..2014": "column 18 of the query: expected a range that ends after it starts, at “2018..2014”\n",
            "kind:launch date:soon": "column 18 of the query: expected an EDTF date such as 2014, 2014-04 or 2014-04-23, or a range such as 2014..2018 or 2014.., at “soon”\n",
            "zong amount:>lots": "column 13 of the query: expected a number such as 100m, 1.5bn, US$3bn, Rs 2.5 crore or 14000, at “>lots”\n",
            "zong amount:5..1": "column 13 of the query: expected a range whose second number is the greater one, at “5..1”\n",
            "zong amount:": "column 13 of the query: “amount:” has no value, at the end of the query\n",
            "„…“": "column 1 of the query: there is no word to search for, at “„…“”\n",
            '""': 'column 1 of the query: the phrase has no word, at “""”\n',
        }
    )


def test_two_ors_in_a_row_are_an_error_and_not_a_word(ask):
    answer = ask("facts", "4g or or 5g")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("cpecfacts: column 7 of the query: “or” stands after another “or”")


@pytest.mark.parametrize("option", ["--since", "--until", "--min", "--max"])
def test_a_value_that_cannot_be_read_is_named_with_its_option(ask, option):
    answer = ask("facts", option, "much")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"cpecfacts: {option} “much” cannot be read: expected ")


def test_an_amount_or_date_that_cannot_be_read_is_one_line(ask):
    asked = [
        ("--since", "2014..2018"),
        ("--until", "soon"),
        ("--since", "2014-02-30"),
        ("--since", "2018", "--until", "2014"),
        ("--min", ">3bn"),
        ("--max", "1bn..2bn"),
        ("--min", "3bn", "--max", "1bn"),
        ("--min", "US$3bn", "--max", "Rs9bn"),
        ("--min", "Rs3bn", "--unit", "USD"),
    ]
    answers = {" ".join(options): ask("facts", *options) for options in asked}
    assert {answer.code for answer in answers.values()} == {2}
    assert {answer.out for answer in answers.values()} == {""}
    assert {line: answer.err for line, answer in answers.items()} == snapshot(
        {
            "--since 2014..2018": "cpecfacts: --since “2014..2018” cannot be read: expected one date, such as 2014, 2014-04 or 2014-04-23\n",
            "--until soon": "cpecfacts: --until “soon” cannot be read: expected one date, such as 2014, 2014-04 or 2014-04-23\n",
            "--since 2014-02-30": "cpecfacts: --since “2014-02-30” cannot be read: expected one date, such as 2014, 2014-04 or 2014-04-23\n",
            "--since 2018 --until 2014": "cpecfacts: --since and --until “2018..2014” cannot be read: expected a range that ends after it starts\n",
            "--min >3bn": "cpecfacts: --min “>3bn” cannot be read: expected a number such as 100m, 1.5bn, US$3bn, Rs 2.5 crore or 14000\n",
            "--max 1bn..2bn": "cpecfacts: --max “1bn..2bn” cannot be read: expected a number such as 100m, 1.5bn, US$3bn, Rs 2.5 crore or 14000\n",
            "--min 3bn --max 1bn": "cpecfacts: --min and --max “3bn..1bn” cannot be read: expected a range whose second number is the greater one\n",
            "--min US$3bn --max Rs9bn": "cpecfacts: --min and --max “US$3bn..Rs9bn” cannot be read: expected the same unit on both sides of “..”\n",
            "--min Rs3bn --unit USD": "cpecfacts: --unit USD does not go with amounts in PKR\n",
        }
    )


@pytest.mark.parametrize("digits", [300, 5000])
@pytest.mark.parametrize("option", ["--min", "--max"])
def test_a_number_of_any_length_is_no_bug(ask, option, digits):
    answer = ask("facts", option, "9" * digits, "--limit", 0, "--json")
    assert answer.code in {0, 2}
    assert "inf" not in answer.out
    assert len(answer.err.splitlines()) == 1


def test_the_unit_of_amounts_may_be_said_twice(ask):
    once = ask("facts", "--min", "Rs5bn", "--json")
    assert once.out == ask("facts", "--min", "5bn", "--unit", "PKR", "--json").out
    assert once.out == ask("facts", "--min", "Rs5bn", "--unit", "rupees", "--json").out
    assert {item["amount"]["unit"] for item in once.items} == {"PKR"}


_LIBRARY = Library.open()
_SNAPSHOT = _LIBRARY.snapshot


def _some(words):
    return st.none() | st.lists(st.sampled_from(sorted(words)), min_size=1, max_size=3)


_YEARS = st.none() | st.integers(1990, 2026).map(str)


@given(
    st.builds(
        Filters,
        company=_some({name for o in _SNAPSHOT.organizations.values() for name in (o.id, o.name)}),
        kind=_some(Kind),
        measure=_some(_SNAPSHOT.measures),
        project=_some({name for p in _SNAPSHOT.projects.values() for name in (p.id, p.name)}),
        status=_some(Status),
        since=_YEARS,
        until=st.just(None),
        min=st.none() | st.sampled_from(["100m", "1.5bn", "2.5 crore", "88.86"]),
        max=st.none() | st.sampled_from(["2bn", "3.25 tn"]),
        unit=st.none() | st.sampled_from(_LIBRARY.names.units),
        place=_some(_LIBRARY.names.places),
        tag=_some(_LIBRARY.names.tags),
        source=_some(_SNAPSHOT.sources),
        publisher=_some(_LIBRARY.names.publishers),
        all=st.booleans(),
    )
)
def test_what_options_ask_can_be_written_as_a_query_text(filters):
    node = resolve(question(filters, ""), _LIBRARY.names)
    assert resolve(parse_query(query_text(node)), _LIBRARY.names) == node


def test_formats_have_long_and_short_names():
    assert {word: chosen_format(Output(format=word)) for word in ("table", "JSON", "Csv")} == {
        "table": Format.TABLE,
        "JSON": Format.JSON,
        "Csv": Format.CSV,
    }
    short = {name: chosen_format(Output(**{name: True})) for name in ("json", "jsonl", "csv", "tsv", "markdown")}
    assert short == {name: Format(name) for name in short}
    assert chosen_format(Output()) is Format.TABLE


def test_the_ending_of_the_file_is_the_format_unless_one_is_named():
    names = ["a.json", "a.jsonl", "a.ndjson", "a.csv", "a.tsv", "a.md", "a.CSV", "a.b.json", "a.txt", "json", ".json"]
    assert {name: chosen_format(Output(output=Path(name))).value for name in names} == {
        "a.json": "json",
        "a.jsonl": "jsonl",
        "a.ndjson": "jsonl",
        "a.csv": "csv",
        "a.tsv": "tsv",
        "a.md": "markdown",
        "a.CSV": "csv",
        "a.b.json": "json",
        "a.txt": "table",
        "json": "table",
        ".json": "table",
    }
    assert chosen_format(Output(output=Path("a.csv"), json=True)) is Format.JSON
    assert chosen_format(Output(output=Path("a.csv"), format="table")) is Format.TABLE


def test_one_format_may_be_named_twice():
    assert chosen_format(Output(json=True, format="json")) is Format.JSON


@pytest.mark.parametrize("other", [{"csv": True}, {"format": "csv"}, {"format": "table"}])
def test_two_formats_are_one_too_many(other):
    with pytest.raises(RefusedError):
        chosen_format(Output(json=True, **other))


def test_an_unknown_format_is_refused():
    with pytest.raises(UnknownNameError):
        chosen_format(Output(format="yaml"))


def test_conflicting_formats_are_one_line(ask):
    answer = ask("facts", "--json", "--csv", "--format", "json")
    assert tuple(answer) == (
        2,
        "",
        "cpecfacts: json and csv: only one format at a time\n",
    )


def test_in_a_pipe_only_what_was_left_out_is_told(ask):
    whole = ask("facts", "id:zong-4g-launch-2013", "--fields", "id")
    assert tuple(whole) == (0, "id\nzong-4g-launch-2013\n", "")
    part = ask("facts", "id:zong-4g-launch-2013,zong-4g-launch-2014", "--fields", "id", "--limit", 1)
    assert tuple(part) == (0, "id\nzong-4g-launch-2013\n", "1 fact; left out: 1 beyond --limit\n")


@pytest.mark.parametrize("form", ["--jsonl", "--csv", "--tsv", "--markdown"])
def test_formats_that_cannot_tell_what_was_left_out_have_it_told(ask, form):
    answer = ask("facts", "id:zong-4g-launch-2013,zong-4g-launch-2014", "--limit", 1, form)
    assert answer.err == "1 fact; left out: 1 beyond --limit\n"


def test_json_tells_inside_what_was_left_out(ask):
    answer = ask("facts", "id:zong-4g-launch-2013,zong-4g-launch-2014", "--limit", 1, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json["hidden"] == {"beyond_limit": 1}


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "markdown"])
def test_nothing_found_is_told_in_every_format(ask, form):
    answer = ask("facts", "xyzzy", "--format", form)
    assert answer.code == 0
    assert answer.err == "no facts found for: facts with a word that begins “xyzzy”\n"


def test_with_a_limit_of_none_something_was_found_all_the_same(ask):
    answer = ask("facts", "id:zong-4g-launch-2013", "--limit", 0)
    assert (answer.code, answer.out) == (0, "")
    assert "1 beyond --limit" in answer.err
    assert "no facts found" not in answer.err


def test_a_card_says_nothing_on_stderr(ask):
    assert ask("show", "zong-4g-launch-2013").err == ""


def test_warnings_of_a_report_are_told_one_a_line(ask, monkeypatch):
    made = reports.facts_report

    def warned(findings, library, currency):
        return msgspec.structs.replace(made(findings, library, currency), warnings=("the first", "the second"))

    monkeypatch.setattr(reports, "facts_report", warned)
    answer = ask("facts", "id:zong-4g-launch-2013", "--fields", "id")
    assert tuple(answer) == (0, "id\nzong-4g-launch-2013\n", "the first\nthe second\n")
    assert ask("facts", "id:zong-4g-launch-2013", "--json").json["warnings"] == ["the first", "the second"]


def test_fields_come_in_the_order_asked_for(ask):
    answer = ask("facts", "id:zong-total-invested-over-3bn-2024", "--fields", "amount.value, when,id", "--csv")
    assert answer.out == "amount.value,when,id\r\n3000000000,2024-06,zong-total-invested-over-3bn-2024\r\n"


def test_fields_of_json_stay_as_nested_as_they_were(ask):
    fields = "id,amount.value,amount.bound,evidence.source"
    answer = ask("facts", "id:zong-total-invested-over-3bn-2024", "--fields", fields, "--json")
    assert answer.items == [
        {
            "id": "zong-total-invested-over-3bn-2024",
            "amount": {"value": 3000000000, "bound": "more-than"},
            "evidence": [{"source": "dna-2024-06-28"}],
        }
    ]


def test_a_field_above_others_holds_them_all(ask):
    answer = ask("facts", "id:zong-total-invested-over-3bn-2024", "--fields", "amount,parties", "--jsonl")
    assert answer.lines == [
        {
            "amount": {
                "value": 3000000000,
                "to": None,
                "unit": "USD",
                "bound": "more-than",
                "raw": "over $3 billion",
            },
            "parties": ["china-mobile"],
        }
    ]


def test_fields_make_a_table_too(ask):
    fields = "company,amount.value,amount.unit,tags"
    answer = ask("facts", "id:zong-total-invested-over-3bn-2024,zong-4g-launch-2013", "--fields", fields)
    assert answer.out == snapshot("""\
company   amount.value  amount.unit  tags
zong                                 4g; first
zong     3,000,000,000  USD
""")


def test_fields_work_on_every_listing(ask):
    first = {
        "companies": "total_invested.amount.value",
        "investments": "amount.raw",
        "timeline": "earliest",
        "sources": "class",
        "projects": "places",
        "measures": "shape",
        "stats": "share",
    }
    answers = {name: ask(name, "--limit", 1, "--fields", field, "--csv") for name, field in first.items()}
    assert {answer.code for answer in answers.values()} == {0}
    assert {name: answer.out.splitlines()[0] for name, answer in answers.items()} == first


def test_the_columns_of_a_comparison_in_csv_may_be_asked_for_as_fields(ask):
    columns = list(ask("compare", "zong", "huawei", "--kind", "jobs", "--csv").rows[0])
    answer = ask("compare", "zong", "huawei", "--kind", "jobs", "--csv", "--fields", ",".join(columns))
    assert answer.code == 0
    assert list(answer.rows[0]) == columns


def test_a_store_can_be_named_by_option_or_variable(ask, small, monkeypatch):
    by_option = ask("facts", "--fields", "id", "--store", small)
    assert by_option.out == "id\nalpha-launch-2013\nalpha-launch-2014\nbeta-rank\n"
    monkeypatch.setenv("CPECFACTS_STORE", str(small))
    assert ask("facts", "--fields", "id") == by_option
    assert ask("stats", "--store", packaged_store(), "--json").json["store"]["path"] == str(packaged_store())


def test_an_empty_variable_names_no_store(ask, monkeypatch):
    monkeypatch.setenv("CPECFACTS_STORE", "")
    assert ask("stats", "--limit", 1, "--json").json["store"]["path"] == str(packaged_store())


COMMANDS = [
    ("companies",),
    ("investments",),
    ("timeline",),
    ("compare", "alpha", "beta"),
    ("facts", "--json"),
    ("show", "alpha-launch-2013"),
    ("sources", "--csv"),
    ("projects",),
    ("measures",),
    ("stats",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("way", ["option", "variable"])
def test_a_bad_store_is_one_line_with_the_place(ask, tables, save, monkeypatch, command, way):
    tables["facts"]["beta-rank"]["amount"]["value"] = "2nd"
    path = save(tables)
    before = path.read_bytes()
    if way == "variable":
        monkeypatch.setenv("CPECFACTS_STORE", str(path))
    answer = ask(*command, *(["--store", path] if way == "option" else []))
    assert tuple(answer) == (
        4,
        "",
        f"cpecfacts: {path}: facts.beta-rank.amount.value: expected a number, found text\n",
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_missing_store_is_one_line_and_is_not_made(ask, tmp_path, command):
    path = tmp_path / "missing.json"
    answer = ask(*command, "--store", path)
    assert tuple(answer) == (3, "", f"cpecfacts: cannot open the store {path}: there is no such file\n")
    assert list(tmp_path.iterdir()) == []


def test_every_kind_of_broken_store_is_one_line_with_its_exit_code(ask, tables, save, monkeypatch, tmp_path):
    sound = json.dumps(tables, ensure_ascii=False).encode()
    monkeypatch.chdir(tmp_path)
    save(b"", "empty.json")
    save(sound[:-400], "torn.json")
    save(sound.replace(b"Alpha", b"Alph\xff"), "no-utf8.json")
    save(b"\xef\xbb\xbf" + sound, "mark.json")
    save(sound.replace(b'"value": 2', b'"value": NaN'), "nan.json")
    save(sound.replace(b'"rates": {}', b'"rates": {}, "rates": {}'), "twice.json")
    save([], "list.json")
    save({**tables, "meta": {**tables["meta"], "format": 2}}, "future.json")
    save({**tables, "deals": {}}, "table.json")
    save(sound.replace(b'"tags": []', b'"tag": []'), "field.json")
    save(
        sound.replace(
            b'"company": "beta", "parties": [], "project": null, "kind": "ranking"',
            b'"company": "gamma", "parties": [], "project": null, "kind": "ranking"',
        ),
        "reference.json",
    )
    save(sound.replace(b'"when": "2013"', b'"when": "last year"'), "date.json")
    save({**tables, "meta": {**tables["meta"], "updated": "lately"}}, "updated.json")
    (tmp_path / "folder.json").mkdir()
    answers = {path.name: ask("stats", "--store", path.name) for path in sorted(tmp_path.iterdir())}
    assert {answer.out for answer in answers.values()} == {""}
    assert {name: (answer.code, answer.err) for name, answer in answers.items()} == snapshot(
        {
            "date.json": (
                4,
                "cpecfacts: date.json: facts.alpha-launch-2013.when: “last year” is no EDTF date that this program reads\n",
            ),
            "empty.json": (4, "cpecfacts: empty.json: the file is empty\n"),
            "field.json": (4, "cpecfacts: field.json: facts.alpha-launch-2013: unknown field “tag”\n"),
            "folder.json": (3, "cpecfacts: cannot open the store folder.json: it is a folder, not a file\n"),
            "future.json": (
                4,
                "cpecfacts: future.json: meta.format: this store has format 2, and this version of cpecfacts reads format 1\n",
            ),
            "list.json": (
                4,
                "cpecfacts: list.json: the top level must be an object with the tables organizations, projects, measures, sources, rates, facts\n",
            ),
            "mark.json": (
                4,
                "cpecfacts: mark.json: line 1, column 1: a byte order mark: save the file as UTF-8 without it\n",
            ),
            "nan.json": (4, "cpecfacts: nan.json: line 1, column 1959: NaN is not a JSON number\n"),
            "no-utf8.json": (4, "cpecfacts: no-utf8.json: line 1, column 136: the byte 0xff is not UTF-8\n"),
            "reference.json": (
                4,
                "cpecfacts: reference.json: facts.beta-rank.company: refers to the organization “gamma”, which the store does not have\n",
            ),
            "table.json": (
                4,
                "cpecfacts: table.json: deals: no such table; a store has meta, organizations, projects, measures, sources, rates, facts\n",
            ),
            "torn.json": (
                4,
                "cpecfacts: torn.json: line 1, column 2307: the file ends in the middle of its data; it may have been cut off\n",
            ),
            "twice.json": (
                4,
                "cpecfacts: twice.json: line 1, column 952: the key “rates” stands twice in one object\n",
            ),
            "updated.json": (
                4,
                "cpecfacts: updated.json: meta.updated: “lately” is no EDTF date that this program reads\n",
            ),
        }
    )


def test_a_store_may_be_empty_of_facts(ask, tables, save):
    for name in ("organizations", "projects", "measures", "sources", "facts"):
        tables[name] = {}
    path = save(tables)
    for command in ("companies", "investments", "timeline", "facts", "sources", "projects", "measures"):
        answer = ask(command, "--store", path, "--json")
        assert (answer.code, answer.items) == (0, [])
    assert ask("investments", "--min", "1m", "--store", path, "--json").items == []
    assert ask("stats", "--store", path).code == 0


def test_a_path_with_hostile_characters_is_made_visible(ask, tmp_path):
    path = tmp_path / "a\x1b[31m\nb.json"
    answer = ask("facts", "--store", path)
    assert answer.err == f"cpecfacts: cannot open the store {tmp_path}/a\\x1b[31m b.json: there is no such file\n"


def test_a_path_that_is_no_text_works_in_every_format(shell, small):
    named = "$'st\\xffore.json'"
    line = f"cp {small} {named} && for f in table json csv markdown; do cpecfacts stats --store {named} --format $f"
    answer = shell(f"{line} > out.$f || exit $?; done")
    assert (answer.code, answer.err) == (0, "")
