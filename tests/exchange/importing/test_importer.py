from __future__ import annotations

import csv
import io
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cpecfacts.checking import check_store
from cpecfacts.checks.rule import Severity
from cpecfacts.errors import (
    ImportDataError,
    InputNotFoundError,
    MappingError,
    OutputError,
    ReadOnlyStoreError,
    StoreChangedError,
    StoreNotFoundError,
    UnknownNameError,
)
from cpecfacts.exchange.importing import importer
from cpecfacts.exchange.importing.importer import import_file
from cpecfacts.exchange.importing.rejects import write_rejects
from cpecfacts.exchange.importing.shipped import load_mapping, shipped_mappings
from cpecfacts.library import Library
from cpecfacts.model.source import SourceClass
from cpecfacts.store.location import packaged_store
from cpecfacts.store.reader import read_store

CGIT = [
    "Year",
    "Month",
    "Investor",
    "Quantity in Millions",
    "Share Size",
    "Transaction Party",
    "Sector",
    "Subsector",
    "Country",
    "Region",
    "BRI",
]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def tracker(rows, *, pakistan=1.0):
    """Make a table shaped like the tracker's: many deals of one investor in one month, too."""
    chance = random.Random(7)  # noqa: S311  (a table to read, no secret)
    for number in range(rows):
        yield [
            2005 + number % 20, MONTHS[chance.randrange(12)], f"Investor {number % 40}", f"${100 + 10 * number:,}",
            chance.choice(["", "50%", "100%"]), chance.choice(["", f"Target {number % 70}"]), "Energy",
            chance.choice(["Hydro", ""]), "Pakistan" if chance.random() < pakistan else "Brazil", "West Asia", "1",
        ]  # fmt: skip


def as_csv(rows, columns=CGIT, **dialect):
    out = io.StringIO(newline="")
    csv.writer(out, **dialect).writerows([columns, *rows])
    return out.getvalue()


@pytest.fixture
def deals(tmp_path):
    def deals(rows=50, name="deals.csv", **more):
        path = tmp_path / name
        path.write_text(as_csv(tracker(rows, **more)), encoding="utf-8", newline="")
        return str(path)

    return deals


class TestTracker:
    def test_what_was_imported_passes_the_checks(self, store, deals):
        import_file(deals(120, pakistan=0.75), store, "aei-cgit", create=True)
        found = check_store(store).problems
        assert [problem for problem in found if problem.severity is Severity.ERROR] == []

    def test_2400_rows_become_deals_that_do_not_dispute_one_another(self, store, deals):
        done = import_file(deals(2400, pakistan=0.75), store, "aei-cgit", create=True)
        item = done.item
        assert (item.rows, item.refused, item.written) == (2400, 0, True)
        assert item.added["facts"] + item.left_out == 2400
        assert item.added == {
            "facts": item.added["facts"],
            "organizations": 110,
            "projects": item.added["facts"],
            "measures": 1,
            "sources": 1,
        }
        library = Library.open(store)
        assert library.disputes() == ()
        fact = library.fact(item.facts[0])
        assert library.snapshot.sources[fact.evidence[0].source].class_ is SourceClass.RESEARCH
        trust = library.trust(fact)
        assert (trust.quality, trust.origins, trust.self_reported) == (3, ("American Enterprise Institute",), False)
        assert {found.amount.bound for found in library.snapshot.facts.values()} == {"about"}

    def test_a_row_is_as_exact_as_the_tracker(self, store, tmp_path):
        rows = [
            [
                "2007",
                "May",
                "China Mobile",
                "$460",
                "89%",
                "Zong",
                "Technology",
                "Telecom",
                "Pakistan",
                "West Asia",
                "1",
            ],
            ["2014", "", "China Mobile", "1,020", "", "", "Technology", "", "Pakistan", "West Asia", "1"],
        ]
        path = tmp_path / "d.csv"
        path.write_text(as_csv(rows), encoding="utf-8")
        import_file(str(path), store, "aei-cgit")
        first, second = sorted(read_store(store).snapshot.facts.values(), key=lambda fact: fact.when or "")
        assert (first.when, first.amount.value, first.parties, first.status, first.kind) == (
            "2007-05",
            460000000,
            ("zong",),
            "reported",
            "investment",
        )
        assert (
            first.statement == "China Mobile invested about US$460m in Pakistan (Zong; Technology, Telecom), May 2007."
        )
        assert first.note == "Share size in the tracker: 89%"
        assert (second.when, second.amount.value, second.note, second.tags) == (
            "2014",
            1020000000,
            None,
            ("cgit", "technology"),
        )
        assert second.statement == "China Mobile invested about US$1.02bn in Pakistan (Technology), 2014."

    @pytest.mark.parametrize(
        ("columns", "dialect", "encoding"),
        [
            (CGIT, {"delimiter": ";"}, "utf-8-sig"),
            (CGIT, {"delimiter": "\t"}, "utf-16"),
            ([{"Quantity in Millions": "Millions", "Transaction Party": "Partner/Target"}.get(name, name) for name in CGIT], {}, "cp1252"),
        ],
    )  # fmt: skip
    def test_it_may_come_in_any_dialect_and_edition_with_titles_above(
        self, store, tmp_path, columns, dialect, encoding
    ):
        rows = [[cell if cell != "Energy" else "Énergie" for cell in row] for row in tracker(30)]
        path = tmp_path / "other.csv"
        path.write_bytes(
            ("China Global Investment Tracker\r\n\r\n" + as_csv(rows, columns, **dialect)).encode(encoding)
        )
        assert import_file(str(path), store, "aei-cgit", create=True).item.added["facts"] == 30

    def test_the_workbook_and_the_text_give_the_same_facts(self, store, tmp_path, workbook):
        rows = [
            [
                cell if name != "Quantity in Millions" else int(str(cell).strip("$").replace(",", ""))
                for name, cell in zip(CGIT, row, strict=True)
            ]
            for row in tracker(30)
        ]
        path = tmp_path / "deals.xlsx"
        path.write_bytes(workbook(Notes=[["x"]], Data=[["China Global Investment Tracker"], [], CGIT, *rows]))
        text = tmp_path / "same.csv"
        text.write_text(as_csv(rows), encoding="utf-8")
        assert import_file(str(path), store, "aei-cgit", create=True).item.added["facts"] == 30
        again = import_file(str(text), store, "aei-cgit", create=True).item
        assert (again.present, again.added) == (30, {})


class TestAidData:
    def row(self, **cells):
        columns = {
            "AidData Record ID": "37016", "Recommended For Aggregates": "Yes", "Umbrella": "No", "Recipient": "Pakistan",
            "Commitment Year": "2010", "Title": "A loan for a thing", "Status": "Completion", "Flow Type Simplified": "Loan",
            "Sector Name": "COMMUNICATIONS", "Funding Agencies": "China Eximbank|Bank of China",
            "Direct Receiving Agencies": "Government of Pakistan", "Implementing Agencies": "Zong|China Mobile",
            "Amount (Original Currency)": "850000000", "Original Currency": "CNY", "Amount Estimated": "No",
            "Amount (Nominal USD)": "127000000.5", "Commitment Date (MM/DD/YYYY)": "12/17/2010", "Commitment Date Estimated": "No",
        }  # fmt: skip
        return columns | cells

    def take(self, store, tmp_path, *rows):
        path = tmp_path / "gcdf.csv"
        path.write_text(as_csv([row.values() for row in rows], list(rows[0])), encoding="utf-8")
        done = import_file(str(path), store, "aiddata-gcdf3", create=True)
        assert done.item.refusals == ()
        return read_store(store).snapshot

    def test_a_record_is_a_commitment_with_its_source_and_project(self, store, tmp_path):
        snapshot = self.take(store, tmp_path, self.row(), self.row(Recipient="Angola"))
        fact = snapshot.facts["aiddata-37016-commitment"]
        assert len(snapshot.facts) == 1
        assert (fact.company, fact.parties) == (
            "china-eximbank",
            ("bank-of-china", "government-of-pakistan", "zong", "china-mobile"),
        )
        assert (fact.amount.value, fact.amount.unit, fact.amount.bound, fact.when, fact.status) == (
            850000000,
            "CNY",
            "exact",
            "2010-12-17",
            "completed",
        )
        assert fact.statement == "China Eximbank committed ¥850m to Pakistan, 17 Dec 2010: A loan for a thing"
        assert fact.note == "Status in AidData: Completion. US$127000000.5 in nominal dollars."
        assert fact.tags == ("aiddata", "loan")
        assert snapshot.sources["aiddata-37016"].URL == "https://china.aiddata.org/projects/37016/"
        assert snapshot.sources["aiddata-37016"].class_ == "research"
        assert snapshot.projects["aiddata-37016-project"].companies == ("china-eximbank",)

    def test_what_aiddata_is_not_sure_of_is_not_sure_here(self, store, tmp_path):
        snapshot = self.take(
            store, tmp_path,
            self.row(**{"Commitment Date Estimated": "Yes", "Amount Estimated": "Yes", "Recommended For Aggregates": "No", "Umbrella": "Yes", "Status": "Pipeline: Pledge"}),
            self.row(**{"AidData Record ID": "2", "Commitment Date (MM/DD/YYYY)": "", "Amount (Original Currency)": "", "Amount (Nominal USD)": "", "Status": "Suspended"}),
        )  # fmt: skip
        first, second = snapshot.facts["aiddata-37016-commitment"], snapshot.facts["aiddata-2-commitment"]
        assert (first.when, first.amount.bound, first.status) == ("2010~", "about", "planned")
        assert first.tags == ("aiddata", "loan", "not-for-aggregates", "umbrella")
        assert (second.when, second.amount, second.status) == ("2010", None, "reported")
        assert second.statement == "China Eximbank committed to Pakistan, 2010: A loan for a thing"


class TestAllOrNothing:
    def broken(self, deals):
        path = deals(20)
        lines = Path(path).read_text("utf-8").split("\n")
        lines[5] = lines[5].replace("$", "?")
        Path(path).write_text("\n".join(lines), encoding="utf-8")
        return path

    def test_one_bad_row_keeps_all_out_and_goes_to_a_file(self, store, deals, tmp_path):
        before = store.read_bytes()
        item = import_file(self.broken(deals), store, "aei-cgit", create=True).item
        assert (item.written, item.added, item.facts, item.refused) == (False, {}, (), 1)
        assert store.read_bytes() == before
        assert item.rejects == str(tmp_path / "deals.rejects.csv")
        assert [refusal.line for refusal in item.refusals] == [6]

    def test_the_others_are_imported_when_asked_and_the_repaired_rest_later(self, store, deals, tmp_path):
        path = self.broken(deals)
        item = import_file(path, store, "aei-cgit", create=True, keep_going=True).item
        assert (item.added["facts"], item.refused) == (19, 1)
        rejects = tmp_path / "deals.rejects.csv"
        text = rejects.read_text("utf-8-sig")
        assert text.splitlines()[1].startswith("6,amount: “?")
        rejects.write_text(text.replace('"?', '"$').replace(",?", ",$"), encoding="utf-8-sig")
        repaired = import_file(str(rejects), store, "aei-cgit", create=True).item
        assert (repaired.added["facts"], repaired.refused) == (1, 0)
        whole = deals(20)
        assert import_file(whole, store, "aei-cgit", create=True).item.present == 20

    def test_rejects_never_take_the_place_of_a_file(self, store, deals, tmp_path):
        path = self.broken(deals)
        for _ in range(2):  # the same again is no new file
            import_file(path, store, "aei-cgit", create=True)
        assert [found.name for found in sorted(tmp_path.glob("*rejects*"))] == ["deals.rejects.csv"]
        (tmp_path / "deals.rejects.csv").write_text("being repaired", encoding="utf-8")
        assert import_file(path, store, "aei-cgit", create=True).item.rejects == str(tmp_path / "deals.rejects-2.csv")
        assert (tmp_path / "deals.rejects.csv").read_text("utf-8") == "being repaired"

    def test_rejects_of_rejects_have_the_next_number(self, store, deals, tmp_path):
        item = import_file(self.broken(deals), store, "aei-cgit", create=True).item
        again = import_file(item.rejects, store, "aei-cgit", create=True).item
        assert again.rejects == str(tmp_path / "deals.rejects-2.csv")
        assert Path(again.rejects).read_text("utf-8").count("rejected_line") == 1
        third = import_file(again.rejects, store, "aei-cgit", create=True).item
        assert third.rejects == str(tmp_path / "deals.rejects-3.csv")

    def test_rejects_go_where_they_are_told(self, store, deals, tmp_path):
        item = import_file(
            self.broken(deals), store, "aei-cgit", create=True, dry_run=True, rejects=str(tmp_path / "r.csv")
        ).item
        assert item.rejects == str(tmp_path / "r.csv")
        with pytest.raises(OutputError, match="no such file or directory"):
            import_file(self.broken(deals), store, "aei-cgit", create=True, rejects=str(tmp_path / "no" / "r.csv"))

    def test_refused_json_comes_as_json_lines_and_is_imported_when_repaired(self, store, tmp_path):
        fact = {
            "company": "zong",
            "kind": "launch",
            "statement": "S.",
            "status": "reported",
            "evidence": [{"source": "dna-2024"}],
        }
        path = tmp_path / "f.jsonl"
        path.write_text(json.dumps(fact | {"company": "zte"}) + '\n{"cut off\n', encoding="utf-8")
        item = import_file(str(path), store).item
        lines = [json.loads(line) for line in Path(item.rejects).read_text("utf-8").splitlines()]
        assert item.rejects.endswith("f.rejects.jsonl")
        assert lines[0] == {
            "rejected_line": 1,
            "rejected_reason": "company: refers to the organization “zte”, which the store does not have",
            **fact,
            "company": "zte",
        }
        assert (lines[1]["rejected_line"], lines[1]["rejected_text"]) == (2, '{"cut off')
        Path(item.rejects).write_text(
            json.dumps(lines[0] | {"company": "zong"}) + "\n" + json.dumps(lines[0] | {"company": "china-mobile"}),
            encoding="utf-8",
        )
        assert import_file(item.rejects, store).item.added == {"facts": 2}


class TestWriting:
    def test_a_file_twice_adds_nothing_and_the_store_keeps_its_bytes(self, store, deals):
        path = deals(50)
        import_file(path, store, "aei-cgit", create=True)
        before = store.read_bytes()
        item = import_file(path, store, "aei-cgit", create=True).item
        assert (item.added, item.present, item.written) == ({}, 50, False)
        assert store.read_bytes() == before

    def test_all_rows_go_in_one_write(self, store, deals, monkeypatch):
        writes = []
        save = importer.save_store
        monkeypatch.setattr(importer, "save_store", lambda *given: writes.append(save(*given)) or writes[-1])
        import_file(deals(2400), store, "aei-cgit", create=True)
        assert len(writes) == 1

    def test_a_dry_run_tells_all_and_changes_nothing(self, store, deals, tmp_path):
        before = store.read_bytes()
        done = import_file(deals(50), store, "aei-cgit", create=True, dry_run=True)
        assert (done.item.added["facts"], len(done.facts), done.item.written) == (50, 50, False)
        assert store.read_bytes() == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["deals.csv", "mine.json"]

    def test_the_shipped_store_is_refused_before_anything_is_read(self):
        with pytest.raises(ReadOnlyStoreError, match="cpecfacts init"):
            import_file("no-such-file", packaged_store(), "aei-cgit")

    def test_a_change_by_somebody_else_meanwhile_is_not_overwritten(self, store, deals):
        def meddle(done, total):
            store.write_text(store.read_text("utf-8").replace("CMPak", "CM Pak"), encoding="utf-8")

        with pytest.raises(StoreChangedError):
            import_file(deals(600), store, "aei-cgit", create=True, progress=meddle)
        assert read_store(store).snapshot.facts == {}

    def test_progress_is_told_every_500_rows(self, store, deals):
        told = []
        import_file(
            deals(1200), store, "aei-cgit", create=True, dry_run=True, progress=lambda *how_far: told.append(how_far)
        )
        assert told == [(500, 1201), (1000, 1201)]

    @pytest.mark.parametrize("wait", [0.25, 0.45, 0.7])
    def test_a_kill_leaves_the_old_store_or_the_new_one(self, store, deals, wait):
        before = store.read_bytes()
        program = "import sys; from pathlib import Path; from cpecfacts.exchange.importing.importer import import_file; import_file(sys.argv[1], Path(sys.argv[2]), 'aei-cgit', create=True)"
        process = subprocess.Popen([sys.executable, "-c", program, deals(600), str(store)])
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if store.read_bytes() != before:
            assert len(read_store(store).snapshot.facts) == 600
        assert import_file(deals(600), store, "aei-cgit", create=True).item.refused == 0
        assert len(read_store(store).snapshot.facts) == 600


class TestFiles:
    def test_a_store_has_to_be_there(self, tmp_path, deals):
        with pytest.raises(StoreNotFoundError):
            import_file(deals(1), tmp_path / "none.json", "aei-cgit")

    def test_a_file_that_cannot_be_read_is_refused(self, store, tmp_path):
        for path, sentence in [
            (tmp_path / "none.csv", "there is no such file"), (tmp_path, "it is a folder, not a file"), ("a\0b", "embedded null byte"),
        ]:  # fmt: skip
            with pytest.raises(InputNotFoundError) as caught:
                import_file(str(path), store, "aei-cgit")
            assert str(caught.value) == f"cannot read {path}: {sentence}"
            assert caught.value.exit_code == 3

    def test_an_empty_old_or_huge_file_is_refused(self, store, tmp_path, monkeypatch):
        from cpecfacts.exchange.importing import input_file

        path = tmp_path / "f"
        for data, sentence in [
            (b" \n", "the file is empty"),
            (b"\xd0\xcf\x11\xe0xls", "an old or encrypted workbook; save it as .xlsx without a password, or as CSV"),
            (b"\0" * 4, "there is nothing in it"),
        ]:
            path.write_bytes(data)
            with pytest.raises((ImportDataError, MappingError)) as caught:
                import_file(str(path), store, "aei-cgit")
            assert str(caught.value).startswith(f"{path}: {sentence}") or data == b"\0" * 4
        monkeypatch.setattr(input_file, "MOST_BYTES", 2)
        with pytest.raises(ImportDataError, match="larger than 0 MB; import it in parts"):
            import_file(str(path), store, "aei-cgit")

    def test_a_table_of_json_goes_through_a_mapping_too(self, store, tmp_path):
        path = tmp_path / "d.json"
        path.write_text(json.dumps([dict(zip(CGIT, row, strict=True)) for row in tracker(5)]), encoding="utf-8")
        item = import_file(str(path), store, "aei-cgit", create=True).item
        assert (item.added["facts"], item.read_as) == (5, "JSON")

    def test_a_header_that_begins_with_a_bracket_is_no_json_in_a_csv_file(self, store, tmp_path):
        path = tmp_path / "d.csv"
        path.write_text("[id],b\n1,2\n", encoding="utf-8")
        with pytest.raises(MappingError, match="has no column"):
            import_file(str(path), store, "aei-cgit")


class TestShipped:
    def test_each_is_sound(self):
        assert shipped_mappings() == ("aei-cgit", "aiddata-gcdf3")
        for name in shipped_mappings():
            assert load_mapping(name).title

    def test_one_that_does_not_exist_is_answered_with_those_that_do(self, tmp_path):
        with pytest.raises(UnknownNameError) as caught:
            load_mapping("aei-cgti")
        assert str(caught.value) == "unknown mapping “aei-cgti”: did you mean aei-cgit?"
        with pytest.raises(UnknownNameError) as caught:
            load_mapping("nowhere.toml")
        assert str(caught.value) == "unknown mapping “nowhere.toml”: a TOML file, or one of aei-cgit, aiddata-gcdf3"
        with pytest.raises(MappingError, match="is a directory"):
            load_mapping(str(tmp_path))


def test_rows_from_standard_input_have_their_rejects_in_the_present_folder(tmp_path, monkeypatch, plan):
    from cpecfacts.exchange.importing.rows import Table

    monkeypatch.chdir(tmp_path)
    refusals = plan("Company,Partner,Amount,Date\nNobody,,1,2014\n").refusals
    assert write_rejects(None, "-", Table(("a",), (), 0, ""), refusals) == "rows.rejects.csv"
