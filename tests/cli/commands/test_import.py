from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
import sys
import threading

import pytest
from inline_snapshot import snapshot

from cpecfacts.store.location import packaged_store

CSV = (
    "Year,Month,Investor,Quantity in Millions,Share Size,Transaction Party,Sector,Subsector,Country,Region,BRI\n"
    "2007,January,China Mobile,$460,89%,Paktel,Technology,Telecom,Pakistan,West Asia,1\n"
    "2018,May,Alibaba,190,100%,Daraz,Technology,,Pakistan,West Asia,1\n"
    "2018,May,Alibaba,190,100%,Daraz,Technology,,Brazil,South America,0\n"
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with a store of one's own and a table."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.json").write_bytes(packaged_store().read_bytes())
    (tmp_path / "deals.csv").write_text(CSV, encoding="utf-8")
    return tmp_path


def test_a_table_goes_into_the_store_and_is_seen_beside_the_other_facts(ask, here):
    answer = ask("import", "deals.csv", "--mapping", "aei-cgit", "--store", "mine.json")
    assert (answer.code, answer.err) == (
        0,
        "added 2 facts, 2 projects, 1 measure, 1 source; 1 left out by the mapping\n",
    )
    assert answer.out == snapshot("""\
File:                     deals.csv
Read as:                  text in UTF-8, cells between commas
Mapping:                  aei-cgit
Store:                    mine.json
Rows:                     3
Left out by the mapping:  1
Facts added:              2
Projects added:           2
Measures added:           1
Sources added:            1
""")
    found = ask("facts", "--tag", "cgit", "--store", "mine.json", "--json").items
    assert [(fact["company"], fact["when"], fact["quality"], fact["disputes"]) for fact in found] == [
        ("china-mobile", "2007-01", 3, []), ("alibaba", "2018-05", 3, []),
    ]  # fmt: skip
    again = ask("import", "deals.csv", "-m", "aei-cgit", "--store", "mine.json")
    assert (again.code, again.err) == (0, "nothing added; 2 known already; 1 left out by the mapping\n")


def test_a_dry_run_shows_what_would_be_added(ask, here):
    before = (here / "mine.json").read_bytes()
    answer = ask("import", "deals.csv", "-m", "aei-cgit", "--store", "mine.json", "--dry-run")
    assert (answer.code, answer.err) == (
        0,
        "would add 2 facts, 2 projects, 1 measure, 1 source; 1 left out by the mapping\n",
    )
    assert answer.out == snapshot("""\
File:                          deals.csv
Read as:                       text in UTF-8, cells between commas
Mapping:                       aei-cgit
Store:                         mine.json
Rows:                          3
Left out by the mapping:       1
Facts that would be added:     2
Projects that would be added:  2
Measures that would be added:  1
Sources that would be added:   1

Facts that would be added

When        Amount  Fact                                                                                      ID
Jan 2007  ≈US$460m  China Mobile invested about US$460m in Pakistan (Paktel; Technology, Telecom), Jan 2007.  china-mobile-deal-value-about-460m-2007-01-0fb28bdf
May 2018  ≈US$190m  Alibaba Group invested about US$190m in Pakistan (Daraz; Technology), May 2018.           alibaba-deal-value-about-190m-2018-05-72d63bbe
""")
    assert (here / "mine.json").read_bytes() == before


def test_one_refused_row_ends_with_4_and_writes_nothing_but_the_row(ask, here):
    (here / "deals.csv").write_text(CSV.replace("190", "much"), encoding="utf-8")
    answer = ask("import", "deals.csv", "-m", "aei-cgit", "--store", "mine.json")
    assert answer.code == 4
    assert answer.err == (
        "cpecfacts: deals.csv: 1 of 3 rows refused (they are in deals.rejects.csv), so nothing was imported; "
        "--keep-going imports the others\n"
    )
    assert answer.out == snapshot("""\
File:                     deals.csv
Read as:                  text in UTF-8, cells between commas
Mapping:                  aei-cgit
Store:                    mine.json
Rows:                     3
Left out by the mapping:  1
Refused:                  1

Refused rows

Line  Reason
   3  amount: “much” is no number
""")
    assert (here / "mine.json").read_bytes() == packaged_store().read_bytes()


def test_keep_going_imports_the_others_and_ends_with_1(ask, here):
    (here / "deals.csv").write_text(CSV.replace("190", "much"), encoding="utf-8")
    answer = ask("import", "deals.csv", "-m", "aei-cgit", "--store", "mine.json", "--keep-going", "--rejects", "r.csv")
    assert (answer.code, answer.err) == (
        1, "added 1 fact, 1 project, 1 measure, 1 source; 1 left out by the mapping; 1 refused (r.csv)\n",
    )  # fmt: skip
    assert (here / "r.csv").read_text("utf-8-sig").splitlines()[1] == (
        "3,amount: “much” is no number,2018,May,Alibaba,much,100%,Daraz,Technology,,Pakistan,West Asia,1"
    )


def test_names_without_an_organization_are_listed_with_the_ways_out(ask, here):
    (here / "deals.csv").write_text(
        CSV.replace("China Mobile", "China Mobil").replace("Alibaba", "Hydro One"), encoding="utf-8"
    )
    answer = ask("import", "deals.csv", "-m", "aei-cgit", "--store", "mine.json")
    assert answer.code == 4
    assert answer.err.splitlines()[0] == (
        "2 names match no organization (“China Mobil”, “Hydro One”): --create-organizations makes them, "
        "[organizations.aliases] in the mapping tells whom they mean"
    )
    assert answer.out == snapshot("""\
File:                     deals.csv
Read as:                  text in UTF-8, cells between commas
Mapping:                  aei-cgit
Store:                    mine.json
Rows:                     3
Left out by the mapping:  1
Refused:                  2

Names that no organization has

Name         Rows  Like
China Mobil     1  china-mobile, zong
Hydro One       1

Refused rows

Line  Reason
   2  company: no organization is called “China Mobil”
   3  company: no organization is called “Hydro One”
""")
    made = ask("import", "deals.csv", "-m", "aei-cgit", "--store", "mine.json", "--create-organizations", "--json")
    assert (made.code, made.items[0]["organizations"]) == (0, ["china-mobil", "hydro-one"])


def test_json_has_all_counts(ask, here):
    answer = ask("import", "deals.csv", "-m", "aei-cgit", "--store", "mine.json", "--json")
    assert answer.json["command"] == "import"
    item = answer.items[0]
    facts = item.pop("facts")
    assert len(facts) == 2
    assert item == {
        "file": "deals.csv", "read_as": "text in UTF-8, cells between commas", "mapping": "aei-cgit", "store": "mine.json",
        "rows": 3, "left_out": 1, "present": 0, "refused": 0,
        "added": {"facts": 2, "projects": 2, "measures": 1, "sources": 1}, "written": True, "rejects": None,
        "organizations": [], "unmatched": [], "refusals": [],
    }  # fmt: skip


def test_a_guess_of_encoding_is_a_warning(ask, here):
    (here / "deals.csv").write_bytes(CSV.replace("Telecom", "Télécom").encode("cp1252"))
    answer = ask("import", "deals.csv", "-m", "aei-cgit", "--store", "mine.json", "--json")
    assert answer.json["warnings"][0].startswith("read as Windows-1252, for it is not UTF-8: “")
    assert "Windows-1252" in answer.err.splitlines()[0]


def test_the_store_is_that_of_the_environment_and_never_the_shipped_one(ask, here, monkeypatch):
    several = ask("import", "deals.csv", "-m", "aei-cgit", "--store", "mine.json", "--store", "shipped")
    assert (several.code, several.err) == (
        2, "cpecfacts: an import goes into one store, and --store or CPECFACTS_STORE names several\n",
    )  # fmt: skip
    answer = ask("import", "deals.csv", "-m", "aei-cgit")
    assert answer.code == 5
    assert "is only read; cpecfacts init mine.json --from-shipped makes a store of your own" in answer.err
    monkeypatch.setenv("CPECFACTS_STORE", "mine.json")
    assert ask("import", "deals.csv", "-m", "aei-cgit").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["none.csv", "-m", "aei-cgit"], 3, "cannot read none.csv: there is no such file"),
        (["deals.csv"], 2, "deals.csv needs a mapping, which says what its columns mean: --mapping names one"),
        (["deals.csv", "-m", "aei"], 2, "unknown mapping “aei”: did you mean aei-cgit?"),
        (
            ["deals.csv", "-m", "aiddata-gcdf3"],
            2,
            "aiddata-gcdf3: source.id: the file has no column “AidData Record ID”; it has “Year”",
        ),
        (["deals.csv", "-m", "aei-cgit", "--encoding", "x"], 4, "deals.csv: there is no encoding “x” of texts"),
        (
            ["deals.csv", "-m", "aei-cgit", "--delimiter", ";;"],
            2,
            "--delimiter “;;” cannot be read: expected one sign, or tab",
        ),
        (["deals.csv", "-m", "aei-cgit", "-o", "mine.json"], 2, "cannot write mine.json: it is the store itself"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(ask, here, arguments, code, words):
    answer = ask("import", *arguments, "--store", "mine.json")
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith(f"cpecfacts: {words}")
    assert answer.err.count("\n") == 1


def test_the_delimiter_may_be_called_tab(ask, here):
    (here / "deals.csv").write_text(CSV.replace(",", "\t"), encoding="utf-8")
    assert ask("import", "deals.csv", "-m", "aei-cgit", "--store", "mine.json", "--delimiter", "tab").code == 0


def test_facts_go_through_a_pipe_from_one_store_to_another(shell, here):
    line = "cpecfacts facts --company zong --measure 4g-launch --jsonl | cpecfacts import - --store mine.json --json"
    answer = shell(f"cd {here} && {line}")
    assert (answer.code, json.loads(answer.out)["items"][0]["present"]) == (0, 3)


def test_a_guessed_mapping_is_printed_as_it_is(ask, here):
    answer = ask("import", "--guess", "deals.csv", "-o", "map.toml")
    assert (answer.code, answer.out) == (0, "")
    text = (here / "map.toml").read_text("utf-8")
    assert 'company = "{Investor}"' in text
    (here / "map.toml").write_text(
        text.replace('"CHANGE ME"', '"The tracker"').replace(" (CHANGE ME)", ""), encoding="utf-8"
    )
    assert ask("import", "deals.csv", "-m", "map.toml", "--store", "mine.json").code == 0


def test_a_terminal_sees_a_bar_that_is_gone_in_the_end(environment, here):
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "cpecfacts", "import", "-", "-m", "aei-cgit", "--store", "mine.json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=slave, env=environment, cwd=here
    ) as process:
        os.close(slave)
        stop = threading.Timer(60, process.kill)
        stop.start()
        seen = b""
        while b"Importing -" not in seen:  # it waits for the rest of the file
            seen += os.read(master, 4096)
        process.stdin.write(CSV.encode())
        process.stdin.close()
        with contextlib.suppress(OSError):
            while chunk := os.read(master, 4096):
                seen += chunk
        assert process.wait() == 0
        stop.cancel()
    os.close(master)
    assert seen.decode().endswith(
        "\r\x1b[Kadded 2 facts, 2 projects, 1 measure, 1 source; 1 left out by the mapping\r\n"
    )


def test_no_bar_is_drawn_where_nobody_can_see_it(start, here):
    (here / "deals.csv").write_text(CSV, encoding="utf-8")
    assert start("import", "deals.csv", "-m", "aei-cgit", "--store", "mine.json").err.count("\n") == 1


def test_its_json_is_as_the_schema_has_it(ask, here):
    from jsonschema import Draft202012Validator

    schema = ask("schema").json
    (here / "deals.csv").write_text(CSV.replace("190", "much").replace("China Mobile", "Nobody"), encoding="utf-8")
    for more in ([], ["--keep-going", "--create-organizations"], ["--dry-run"]):
        answer = ask("import", "deals.csv", "-m", "aei-cgit", "--store", "mine.json", "--json", *more)
        assert list(Draft202012Validator(schema).iter_errors(answer.json)) == []


def test_every_example_runs(shell, here, ask):
    from openpyxl import Workbook

    from cpecfacts.cli.commands.import_ import EXAMPLES

    book = Workbook()
    for row in (
        ["Company", "Year", "Amount (USD million)", "Statement", "Newspaper"],
        ["Zong", 2014, 5, "Zong did it.", "Dawn"],
    ):
        book.active.append(row)
    book.save(here / "ours.xlsx")
    (here / "facts.jsonl").write_text(ask("facts", "--company", "zte", "--jsonl").out, encoding="utf-8")
    for line, _ in EXAMPLES:
        answer = shell(f"cd {here} && {line}")
        assert answer.code == 0, answer.err
    assert (
        ask(
            "facts",
            "--publisher",
            "Dawn",
            "--since",
            "2014",
            "--until",
            "2014",
            "--store",
            "mine.json",
            "zong did it",
            "--json",
        ).json["count"]
        == 1
    )


def test_the_shell_completes_the_mappings_that_come_with_the_program():
    from cpecfacts.cli.completion import complete_mapping

    assert complete_mapping("a") == [("aei-cgit", ""), ("aiddata-gcdf3", "")]
    assert complete_mapping("aid") == [("aiddata-gcdf3", "")]


def test_a_closed_standard_input_is_said(ask, here, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    answer = ask("import", "-", "-m", "aei-cgit", "--store", "mine.json")
    assert (answer.code, answer.err) == (3, "cpecfacts: cannot read standard input: it is closed\n")
