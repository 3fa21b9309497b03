"""The comparison: what is asked, what is checked, and what is said of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.aims import verdicts
from bench.comparison import PLAIN, SHIPPED, WARM, Answered, Build, Figure, Result, compare
from bench.peers import PEERS, Files, words_of
from bench.processes import run_program
from bench.questions import Kind, Subjects, questions_about
from bench.tables import growth_of, lines_of

ROOT = Path(__file__).parents[2]
SUBJECTS = Subjects(
    company="zong",
    compared=("zong", "huawei", "alibaba"),
    middle="middle",
    largest=("one", "two", "three"),
    word="Rarabad",
    phrase="safe city",
)


def figure(program, seconds, **changed):
    fields = {"first": seconds, "peak": 50_000_000, "size": 9, "rounds": 3, "told": "", "lacks": ""} | changed
    return Figure(program=program, seconds=seconds, **fields)


def result(size=1_000_000, own=0.15, built=20.0):
    facts = Answered("facts", "cpecfacts facts --company zong --json", Kind.SELECTIVE, 229, (
        figure(WARM, own), figure(SHIPPED, 0.1), figure("jq", 30.0, told="the same facts", lacks="an id only"),
        figure("Miller", 60.0, lacks="an id only"),
    ), ("TinyDB",))  # fmt: skip
    stream = Answered("everything", "cpecfacts facts --jsonl", Kind.WHOLE, 900_000, (
        figure(WARM, 10.0, first=0.1), figure(SHIPPED, 0.1, first=0.08),
    ), ())  # fmt: skip
    return Result(
        size=size,
        store=1_000_000_000,
        jq_pass=figure("jq, one pass", 24.0),
        build=Build(seconds=built, peak=3_500_000_000, size=2_000_000_000, cold=21.0),
        made={},
        answered=(facts, stream),
        missing=("TinyDB: too large",),
        wrong=(),
    )


def test_a_program_is_measured_with_its_children_and_its_end(tmp_path):
    child = "import subprocess, sys; x = b'x' * 30_000_000; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    grandchild = "import time; y = b'y' * 30_000_000; time.sleep(0.6); print('done', flush=True)"
    command = [sys.executable, "-c", child, grandchild]
    alone, tree = run_program(command), run_program(command, tree=True, kept=tmp_path / "kept")
    assert (alone.code, alone.size, alone.errors) == (0, 5, "")
    assert alone.first is not None
    assert 0.6 < alone.first <= alone.seconds
    assert 30_000_000 < alone.peak < 60_000_000 < tree.peak
    assert (tmp_path / "kept").read_text() == "done\n"


def test_a_run_that_takes_too_long_is_ended():
    run = run_program(["sleep", "60"], limit=0.2)
    assert (run.code, run.first) == (-9, None)
    assert run.seconds < 10


def test_every_question_of_a_peer_is_one_of_ours_and_has_all_its_subjects():
    keys = {question.key for question in questions_about(SUBJECTS)}
    files = Files(*(Path(name) for name in ("store", "lines", "exported", "inserted")))
    files = files._replace(store=Path(__file__))  # its size is looked at
    for peer in PEERS:
        assert set(peer.asked) <= keys
        for asked in peer.asked.values():
            text = " ".join(peer.command(words_of(asked, SUBJECTS), files))
            assert not any(
                f"<{hole}>" in text for hole in ("COMPANY", "COMPANIES", "MIDDLE", "LARGEST", "WORD", "PHRASE")
            )
            assert asked.lacks


def test_each_question_has_an_answer_of_another_program_to_lay_beside_it():
    asked = {key for peer in PEERS for key in peer.asked}
    assert {question.key for question in questions_about(SUBJECTS)} == asked


def test_an_aim_is_said_to_be_met_or_missed_by_how_much():
    lines = list(verdicts(result()))
    assert [" ".join(line.split()) for line in lines] == [
        "Aims, at 1,000,000 facts:",
        "facts --company zong --json: times the shipped store 1.50 at most 2: met",
        "facts --company zong --json: times faster than jq's pass 160.00 at least 20: met",
        "facts --jsonl: facts a second 90,000.00 at least 1e+05: missed: 90 % of it",
        "facts --jsonl: seconds to the first line 0.10 at most 0.16: met",
        "facts --jsonl: memory in times the shipped store's 1.00 at most 2: met",
        "building the index, times jq's pass 0.83 at most 1: met",
        "building the index, memory in times the file 3.50 at most 3: missed by 17 %",
    ]


def test_aims_are_judged_at_the_size_that_they_are_set_for_alone():
    assert list(verdicts(result(size=10_000))) == ["The aims are set for 1,000,000 facts, and judged there."]


def test_the_table_has_what_an_answer_lacks_once_below():
    text = "\n".join(lines_of(result()))
    assert "  jq                           30,000 ms    200.00       50 MB   3×  the same facts [1]\n" in text
    assert "  Miller                       60,000 ms    400.00       50 MB   3×  [1]\n" in text
    assert "\n[1] an id only\n" in text
    assert "  TinyDB: cannot be asked this\n" in text
    assert "not here: TinyDB: too large" in text


def test_growth_stands_side_by_side_the_smallest_store_first():
    lines = [" ".join(line.split()) for line in growth_of([result(), result(1_000, 0.1, 0.2)])]
    assert lines[0] == "1,000 1,000,000"
    assert "building it, s 0.20 20.00" in lines
    assert "facts --company zong --json, ms 100 150" in lines


INDEXED = """#!/bin/sh
case "$1 $2" in
  "index --help") exit 0;;
  "index --rebuild") mkdir -p "$XDG_CACHE_HOME/x"; head -c 5000 /dev/zero > "$XDG_CACHE_HOME/x/index"; exit 0;;
  "index --clear") rm -r "$XDG_CACHE_HOME/x"; exit 0;;
esac
if [ -n "$CPECFACTS_NO_INDEX" ]; then echo '{"id": "a"}'; else echo '{"id": "ANSWER"}'; fi
"""


@pytest.mark.parametrize(("answer", "wrong"), [("a", 0), ("b", 1)])
def test_an_index_is_built_and_what_it_answers_has_to_be_what_is_answered_without(tmp_path, monkeypatch, answer, wrong):
    program = tmp_path / "cpecfacts"
    program.write_text(INDEXED.replace("ANSWER", answer))
    program.chmod(0o755)
    monkeypatch.setattr("bench.comparison.PROGRAM", str(program))
    monkeypatch.setattr("bench.workplace.PROGRAM", str(program))
    found = compare(tmp_path / "work", 1000, 2, ["nobody"], ["facts"], quiet=True)
    assert found.build is not None
    assert found.build.size == 5000
    (answered,) = found.answered
    assert [figure.program for figure in answered.figures] == ["cpecfacts", PLAIN, "cpecfacts, shipped store"]
    assert [figure.rounds for figure in answered.figures] == [2, 2, 2]
    told = ["another answer than with the index", "0 of our 1 facts and 1 others"]
    assert list(found.wrong) == [f"cpecfacts, no index, facts: {line}" for line in told if wrong]


def test_a_program_whose_file_cannot_be_made_is_left_out_and_said(tmp_path, monkeypatch):
    def fail(_):
        raise RuntimeError("1000.jsonl could not be made: no space left")

    program = tmp_path / "cpecfacts"
    program.write_text(INDEXED)
    program.chmod(0o755)
    monkeypatch.setattr("bench.comparison.PROGRAM", str(program))
    monkeypatch.setattr("bench.workplace.PROGRAM", str(program))
    monkeypatch.setattr("bench.workplace.Workplace.make_lines", fail)
    found = compare(tmp_path / "work", 1000, 1, ["DuckDB, lines"], ["stats"], quiet=True)
    assert found.missing == ("DuckDB, lines: 1000.jsonl could not be made: no space left",)
    assert [figure.program for figure in found.answered[0].figures] == ["cpecfacts", PLAIN, "cpecfacts, shipped store"]


@pytest.mark.skipif(sys.platform != "linux", reason="the launcher reads /proc")
def test_the_command_measures_a_small_store_and_checks_the_ids(tmp_path):
    command = [sys.executable, "-m", "bench", "compare", "--size", "1000", "--rounds", "1", "--quiet", "--json"]
    chosen = ["--folder", str(tmp_path), "--peers", "TinyDB", "--questions", "facts,word,stats"]
    ended = subprocess.run(
        [*command, *chosen], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False, timeout=120
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    told = json.loads(ended.stdout)["results"][0]
    by_key = {answered["key"]: answered for answered in told["answered"]}
    assert list(by_key) == ["facts", "word", "stats"]
    beside = {key: {figure["program"]: figure for figure in by_key[key]["figures"]} for key in by_key}
    assert beside["facts"]["TinyDB"]["told"] == "the same facts"
    assert beside["word"]["TinyDB"]["told"] == "the same facts"
    assert by_key["word"]["ids"] >= 1  # not one that only deprecated facts have
    assert by_key["stats"]["refused"] == ["TinyDB"]
    assert by_key["facts"]["ids"] == 229
    assert told["size"] == 1000
