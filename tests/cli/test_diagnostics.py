"""What goes to stderr: one plain line, whatever it holds."""

from __future__ import annotations

import io
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from cpecfacts.cli.diagnostics import complain, note, summary


def test_an_error_names_the_program(capsys):
    complain("there is no such thing")
    assert capsys.readouterr() == ("", "cpecfacts: there is no such thing\n")


def test_a_remark_does_not(capsys):
    note("3 facts")
    assert capsys.readouterr() == ("", "3 facts\n")


@pytest.mark.parametrize("write", [complain, note])
@given(sentence=st.text())
def test_any_text_is_one_line_without_controls(write, sentence):
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        write(sentence)
    line, end, after = stream.getvalue().partition("\n")
    assert (end, after) == ("\n", "")
    assert {unicodedata.category(character) for character in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"} == set()


def test_what_a_terminal_would_obey_is_written_out(capsys):
    complain("a\x1b[2Jb\x9bc\u202ed\x07")
    assert capsys.readouterr().err == snapshot("cpecfacts: a\\x1b[2Jb\\x9bc\\u202ed\\x07\n")


def test_lines_become_one(capsys):
    complain("first\nsecond")
    note("first\nsecond")
    assert capsys.readouterr().err == snapshot("""\
cpecfacts: first second
first\\nsecond
""")


def test_a_stderr_without_the_letters_gets_escapes(monkeypatch):
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(buffer, encoding="ascii"))
    complain("nothing is called “中国”")
    sys.stderr.flush()
    assert buffer.getvalue() == b'cpecfacts: nothing is called "\\u4e2d\\u56fd"\n'


def test_without_a_stderr_there_is_nothing_to_say(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    complain("unheard")
    note("unheard")


def test_the_summary_counts():
    assert [
        summary(count, noun, {}, "all facts") for count in (2, 1234) for noun in ("facts", "companies")
    ] == snapshot(["2 facts", "2 companies", "1,234 facts", "1,234 companies"])


def test_one_thing_is_named_in_the_singular():
    nouns = ("facts", "investments", "companies", "organizations", "measures to compare", "measures", "counts")
    assert [summary(1, noun, {}, "all facts") for noun in nouns] == [
        "1 fact",
        "1 investment",
        "1 company",
        "1 organization",
        "1 measure to compare",
        "1 measure",
        "1 count",
    ]


def test_nothing_found_tells_what_was_asked():
    assert summary(0, "facts", {}, "facts about Zong") == "no facts found for: facts about Zong"


def test_every_reason_for_leaving_something_out_has_its_words():
    hidden = {
        "deprecated": 1200,
        "other_unit": 2,
        "open_ended": 3,
        "no_amount": 4,
        "undated": 5,
        "no_measure": 6,
        "other_types": 7,
        "beyond_limit": 8,
    }
    assert summary(3, "facts", hidden, "all facts").split("; ") == snapshot(
        [
            "3 facts",
            "left out: 1,200 deprecated (--all shows them), 2 in another unit, 3 with an open-ended amount that may or may not fit, 4 without an amount, 5 without a date, 6 without a measure, 7 other organizations (--type all shows them), 8 beyond --limit",
        ]
    )


def test_a_reason_without_words_is_named_as_it_is():
    assert summary(2, "facts", {"retracted": 1}, "all facts") == "2 facts; left out: 1 retracted"


def test_nothing_found_still_tells_what_was_left_out():
    assert summary(0, "facts", {"undated": 2}, "facts of 2014") == (
        "no facts found for: facts of 2014; left out: 2 without a date"
    )
