"""Questions on a terminal: what is asked, understood, offered, shown and saved, and that giving up leaves nothing."""

from __future__ import annotations

import fcntl
import json
import os
import re
import select
import subprocess
import sys
import termios
import time
from functools import partial
from pathlib import Path

import pytest

from cpecfacts.cli.questions import _complete_with
from cpecfacts.store.lock import locked
from cpecfacts.store.writer import save_store

# Up to the evidence: company, statement, kind, measure, amount, its words, date, its meaning, status, parties, project,
# places, tags, note.
FACT = [
    "Alpha", "Alpha was second in June 2024.", "ranking", "Place", "2", "second", "June 2024", "", "", "", "", "Lahore; Gwadar",
    "", "",
]  # fmt: skip
EVIDENCE = ["paper-1", "was second", "4", "Watchdog", "", "n"]
ID = "alpha-rank-2-2024-06"


@pytest.fixture
def store(small, monkeypatch):
    monkeypatch.setenv("CPECFACTS_STORE", str(small))
    return small


def tables(store):
    return json.loads(store.read_bytes())


def test_a_fact_is_asked_for_shown_and_saved(ask, store, types):
    types(*FACT, *EVIDENCE, "", "y")
    answer = ask("add")
    assert answer.code == 0, answer.err
    fact = tables(store)["facts"][ID]
    assert fact["amount"] == {"bound": "exact", "raw": "second", "to": None, "unit": "rank", "value": 2}
    assert (fact["when"], fact["when_means"], fact["status"], fact["places"]) == (
        "2024-06", "as-of", "reported", ["Lahore", "Gwadar"],
    )  # fmt: skip
    assert fact["evidence"] == [
        {"asserted_by": "watchdog", "paragraph": 4, "quote": "was second", "source": "paper-1", "stance": "supports"}
    ]
    told = answer.err
    assert told.startswith(f"A new fact for {store}. Tab completes; Ctrl-C ends it and leaves nothing.\n")
    assert "stored as alpha (Alpha)" in told
    assert "stored as no. 2 (2 rank, exact)" in told
    assert "stored as 2024-06" in told
    assert f"id (Enter for {ID}): " in told
    assert told.index("Added fact") < told.index("Save it? [y]es, [e]dit it first, [n]o: ")
    assert answer.out.startswith(f"Added fact  {ID}\n")


def test_an_answer_that_cannot_be_read_is_asked_again_with_the_reason(ask, store, types):
    wrong = [
        "",
        "Alphaa",
        "n",
        "Alpha",
        *FACT[1:2],
        "rankin",
        "ranking",
        "Place",
        "much",
        "over 2",
        "-",
        "3/4/2014",
        *FACT[6:],
    ]
    types(*wrong, *EVIDENCE[:2], "0", *EVIDENCE[2:], "beta-rank", "my-id", "what", "yes")
    answer = ask("add")
    assert answer.code == 0, answer.err
    assert "  is needed\n" in answer.err
    assert "unknown company “Alphaa”: did you mean alpha?" in answer.err
    assert "unknown kind “rankin”: did you mean ranking?" in answer.err
    assert "amount “much” cannot be read: expected an amount such as" in answer.err
    assert "date “3/4/2014” cannot be read" in answer.err
    assert "paragraph “0” cannot be read: expected a whole number from 1" in answer.err
    assert "id: there is a beta-rank already" in answer.err
    amount = tables(store)["facts"]["my-id"]["amount"]
    assert (amount["bound"], amount["raw"]) == ("more-than", None)


def test_what_the_store_lacks_can_be_added_there_and_then(ask, store, types):
    organization = ["Gamma", "y", "company", "", "", "", "", ""]
    source = ["https://example.org/1", "y", "Example", "media", "en", "A title", "3 May 2024", "", "", "", ""]
    types(*organization, *FACT[1:], *source, *EVIDENCE[1:], "", "y")
    answer = ask("add")
    assert answer.code == 0, answer.err
    assert "Add “Gamma” to the store as a new organization? [y/N] " in answer.err
    found = tables(store)
    assert found["organizations"]["gamma"]["name"] == "Gamma"
    assert found["sources"]["example-2024-05-03"]["URL"] == "https://example.org/1"
    fact = found["facts"]["gamma-rank-2-2024-06"]
    assert (fact["company"], fact["evidence"][0]["source"]) == ("gamma", "example-2024-05-03")
    assert answer.err.splitlines()[-1] == f"1 fact added, 1 source added, 1 organization added in {store}"


def test_a_fact_needs_neither_amount_nor_date_nor_measure(ask, store, types):
    types(
        "Beta",
        "Beta did something.",
        "other",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "paper-1",
        "",
        "",
        "",
        "",
        "",
        "",
        "y",
    )
    answer = ask("add")
    assert answer.code == 0, answer.err
    fact = tables(store)["facts"]["beta-did-something"]
    assert (fact["amount"], fact["when"], fact["when_means"], fact["measure"]) == (None, None, None, None)


def test_without_a_measure_unit_and_meaning_are_asked_for(ask, store, types):
    types(
        "Beta", "Beta had sites.", "other", "", "3-5", "people", "", "2014", "", "event", "", "", "", "", "", "", "paper-1",
        "", "", "", "", "", "", "y",
    )  # fmt: skip
    answer = ask("add")
    assert answer.code == 0, answer.err
    (fact,) = [found for found in tables(store)["facts"].values() if found["statement"] == "Beta had sites."]
    assert fact["amount"] == {"bound": "between", "raw": "3-5", "to": 5, "unit": "people", "value": 3}
    assert fact["when_means"] == "event"


def test_several_pieces_of_evidence_are_asked_for(ask, store, types):
    types(*FACT, *EVIDENCE[:-1], "y", "paper-1", "", "", "", "disputes", "", "", "y")
    assert ask("add").code == 0
    assert [piece["stance"] for piece in tables(store)["facts"][ID]["evidence"]] == ["supports", "disputes"]


def test_other_records_are_asked_for_too(ask, store, types):
    types("A bank", "bank", "PK", "Alpha", "money", "AB; ABC", "", "", "y")
    assert ask("add", "organization").code == 0
    assert tables(store)["organizations"]["a-bank"]["aliases"] == ["AB", "ABC"]


@pytest.mark.parametrize("count", [0, 1, 5, len(FACT), len(FACT) + 3, len(FACT) + len(EVIDENCE)])
def test_giving_up_at_any_question_leaves_nothing(ask, store, types, count):
    data, files = store.read_bytes(), sorted(store.parent.iterdir())
    types(*[*FACT, *EVIDENCE][:count])
    answer = ask("add")
    assert (answer.code, answer.out) == (130, "")
    assert store.read_bytes() == data
    assert sorted(store.parent.iterdir()) == files


def test_no_saves_nothing(ask, store, types):
    data = store.read_bytes()
    types(*FACT, *EVIDENCE, "", "n")
    answer = ask("add")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.endswith("nothing was changed\n")
    assert store.read_bytes() == data


def test_a_dry_run_asks_and_saves_nothing(ask, store, types):
    data = store.read_bytes()
    types(*FACT, *EVIDENCE, "", "y")
    answer = ask("add", "--dry-run")
    assert answer.err.endswith("nothing was written\n")
    assert store.read_bytes() == data


def test_it_can_be_edited_before_it_is_saved(ask, store, types, editor):
    shown = editor("text = text.replace('Lahore', 'Karachi')")
    types(*FACT, *EVIDENCE, "", "e")
    answer = ask("add")
    assert answer.code == 0, answer.err
    assert 'places = ["Lahore", "Gwadar"]' in shown()[0]
    assert tables(store)["facts"][ID]["places"] == ["Karachi", "Gwadar"]


def test_what_the_rules_refuse_can_only_be_edited_or_given_up(ask, store, types, editor):
    quote = "one two three four five six seven eight nine"
    editor("text = text.replace(' eight nine', '')")
    types(*FACT, "paper-1", quote, *EVIDENCE[2:], "", "y", "e")
    answer = ask("add")
    assert answer.code == 0, answer.err
    told = " ".join(answer.err.split())
    assert "This cannot be saved yet:" in told
    assert "the quotation has 9 words, and may have 8" in told
    assert told.count("[e]dit it or [n]o:") == 2
    assert tables(store)["facts"][ID]["evidence"][0]["quote"] == "one two three four five six seven"


def test_what_cannot_be_written_is_kept(ask, store, types, monkeypatch):
    monkeypatch.setattr("cpecfacts.editing.save_store", partial(save_store, patience=0.05))
    organization = ["Gamma", "y", "company", "", "", "", "", ""]
    types(*organization, *FACT[1:], *EVIDENCE, "", "y")
    with locked(store):
        answer = ask("add")
    assert answer.code == 5
    kept = re.findall(r"what you typed is kept: cpecfacts add (\w+) --draft (\S+) goes on", answer.err)
    assert [noun for noun, _ in kept] == ["organization", "fact"]
    drafts = [Path(path).read_text("utf-8") for _, path in kept]
    assert 'name = "Gamma"' in drafts[0]
    assert 'statement = "Alpha was second in June 2024."' in drafts[1]


def test_the_tab_key_offers_whole_answers_whatever_their_case(monkeypatch):
    import readline

    bound = {}
    monkeypatch.setattr(readline, "set_completer", lambda complete: bound.update(complete=complete))
    monkeypatch.setattr(readline, "parse_and_bind", lambda line: bound.update(line=line))
    _complete_with(["zong", "Zonergy", "huawei", "zong"])
    complete = bound["complete"]
    assert [complete("zo", index) for index in range(3)] == ["Zonergy", "zong", None]
    assert [complete("", 0), complete("x", 0), bound["line"]] == ["Zonergy", None, "tab: complete"]


def test_a_python_without_readline_asks_without_completion(monkeypatch):
    monkeypatch.setitem(sys.modules, "readline", None)
    _complete_with(["zong"])


class TestOnATerminal:
    """A real one, with completion by the Tab key."""

    @pytest.fixture
    def converse(self, environment, tmp_path):
        def converse(keys, *arguments, **more):
            """Type each text when a question waits; return the exit code and what the terminal was sent."""
            master, slave = os.openpty()
            process = subprocess.Popen(
                [sys.executable, "-m", "cpecfacts", *map(str, arguments)],
                stdin=slave, stdout=slave, stderr=slave,
                env=environment | more,
                cwd=tmp_path,
                start_new_session=True,
                preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  (no threads here)
            )  # fmt: skip
            os.close(slave)
            waiting, seen = list(keys), b""
            since = 0
            until = time.monotonic() + 60
            while time.monotonic() < until:
                ready, _, _ = select.select([master], [], [], 0.2)
                if ready:
                    try:
                        part = os.read(master, 65536)
                    except OSError:
                        break
                    if not part:
                        break
                    seen += part
                elif waiting and re.search(rb"(: |\] )(\x1b\[\?2004h)?$", seen[since:]):
                    since = len(seen)
                    # Readline takes a Tab key among other keys for a part of a text that is pasted.
                    for part in re.split("(\t)", waiting.pop(0)):
                        os.write(master, part.encode())
                        time.sleep(0.2 if "\t" in part else 0.05)
            process.kill()
            code = process.wait()
            os.close(master)
            return code, seen.decode().replace("\r\n", "\n")

        return converse

    def test_tab_completes_a_measure_and_the_fact_is_saved(self, converse, store):
        answers = [f"{line}\n" for line in (*FACT, *EVIDENCE, "", "y")]
        answers[3] = "ra\t\n"
        code, seen = converse(answers, "add", "--store", store)
        assert code == 0, seen
        assert "measure (Enter for none): rank" in seen
        assert ID in tables(store)["facts"]
        assert seen.count("Added fact") == 1  # shown before it was saved, and not again
        assert seen.rstrip().endswith(f"1 fact added in {store}")

    @pytest.mark.parametrize("key", ["\x03", "\x04"])
    def test_ctrl_c_and_ctrl_d_leave_nothing(self, converse, store, key):
        data, files = store.read_bytes(), sorted(store.parent.iterdir())
        code, seen = converse(["Alpha\n", key], "add", "--store", store)
        assert code == 130, seen
        assert "Traceback" not in seen
        assert store.read_bytes() == data
        assert sorted(store.parent.iterdir()) == files

    def test_removing_asks(self, converse, store):
        code, seen = converse(["y\n"], "remove", "beta-rank", "--store", store)
        assert code == 0, seen
        assert "beta-rank" not in tables(store)["facts"]
