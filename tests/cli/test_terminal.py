"""What a terminal shows: real pseudo-terminals of several widths, with and without colours and letters."""

from __future__ import annotations

import re

import pytest
from inline_snapshot import snapshot
from wcwidth import wcswidth

FACTS = "id:zong-4g-launch-2013,zong-total-invested-over-3bn-2024"
SEQUENCE = re.compile(r"\x1b\[[0-9;]*m")
COMMANDS = {
    "companies": ("companies", "--limit", "5"),
    "investments": ("investments", "--since", "2015", "--min", "100m", "--limit", "6"),
    "timeline": ("timeline", "--company", "zong", "--limit", "8"),
    "chart": ("timeline", "--company", "zong", "--limit", "8", "--chart"),
    "compare": ("compare", "zong", "huawei", "alibaba", "--limit", "6"),
    "show": ("show", "zong-4g-launch-2013"),
    "sources": ("sources", 'publisher:"Daily News Agency (DNA)"', "--limit", "6"),
    "fields": ("facts", "--limit", "3", "--fields", "id,company,statement,evidence,earliest,latest"),
}


def _plain(text: str) -> str:
    return SEQUENCE.sub("", text)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_line_fits_the_terminal_and_nothing_is_cut_off(draw, name):
    answers = {width: draw(width, *COMMANDS[name]) for width in (40, 80, 160)}
    assert {answer.code for answer in answers.values()} == {0}
    for width, answer in answers.items():
        lines = _plain(answer.out).splitlines()
        assert len(lines) > 3
        assert [line for line in lines if not 0 <= wcswidth(line) <= width] == []
    if name != "chart":
        wide, narrow = (_words(_plain(answers[width].out)) for width in (160, 80))
        assert len(wide) > 20
        # What stands below another value has no title of its own.
        assert wide - narrow - {"ID", "Name", "Kind", "Status"} == set()


def test_a_table_on_80_columns(draw):
    answer = draw(80, "facts", FACTS)
    assert (answer.code, answer.err) == (0, "2 facts\n")
    assert _plain(answer.out) == snapshot("""\
When      Company  Fact                                               Backing
────────────────────────────────────────────────────────────────────────────────
2013      zong     Zong was the first network to launch 4G services   ★ 1 source
                   in Pakistan, in 2013.                              disputed
                   zong-4g-launch-2013 · launch
Jun 2024  zong     Zong had invested over US$3 billion in Pakistan's  ★ 1 source
                   digital infrastructure by June 2024.
                   zong-total-invested-over-3bn-2024 · investment
""")


def test_a_table_on_40_columns_is_a_list_of_records(draw):
    answer = draw(40, "facts", FACTS)
    assert answer.code == 0
    assert _plain(answer.out) == snapshot("""\
When     2013
Company  zong
Fact     Zong was the first network to
         launch 4G services in Pakistan,
         in 2013.
ID       zong-4g-launch-2013
Kind     launch
Backing  ★ 1 source
         disputed

When     Jun 2024
Company  zong
Fact     Zong had invested over US$3
         billion in Pakistan's digital
         infrastructure by June 2024.
ID       zong-total-invested-over-3bn-
         2024
Kind     investment
Backing  ★ 1 source
""")


def test_a_table_on_160_columns_has_a_column_for_ids(draw):
    answer = draw(160, "facts", FACTS)
    assert answer.code == 0
    assert _plain(answer.out) == snapshot("""\
When      Company  Fact                                                                                ID                                 Kind        Backing
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
2013      zong     Zong was the first network to launch 4G services in Pakistan, in 2013.              zong-4g-launch-2013                launch      ★ 1 source
                                                                                                                                                      disputed
Jun 2024  zong     Zong had invested over US$3 billion in Pakistan's digital infrastructure by June    zong-total-invested-over-3bn-2024  investment  ★ 1 source
                   2024.
""")


@pytest.mark.parametrize("name", ["chart", "show"])
def test_colours_can_be_refused_in_three_ways(draw, name):
    coloured = draw(80, *COMMANDS[name])
    assert SEQUENCE.search(coloured.out)
    plain = coloured._replace(out=_plain(coloured.out))
    assert "\x1b" not in plain.out
    assert draw(80, *COMMANDS[name], "--no-color") == plain
    assert draw(80, *COMMANDS[name], NO_COLOR="1") == plain
    assert draw(80, *COMMANDS[name], TERM="dumb") == plain


def test_an_empty_no_color_refuses_nothing(draw):
    assert SEQUENCE.search(draw(80, "facts", FACTS, NO_COLOR="").out)


def test_the_width_is_that_of_columns_or_of_the_terminal_or_80(draw):
    answer = draw(80, "facts", FACTS)
    assert draw(160, "facts", FACTS, COLUMNS="80") == answer
    assert draw(0, "facts", FACTS) == answer


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("timeline", "ascii"),
        ("chart", "latin-1"),
        ("compare", "ascii"),
        ("investments", "ascii"),
    ],
)
def test_a_terminal_without_unicode_gets_signs_that_it_has(draw, name, encoding):
    answer = draw(80, *COMMANDS[name], PYTHONIOENCODING=encoding)
    assert answer.code == 0
    assert answer.out.isascii()
    assert "\\u" not in answer.out
    assert "\\x" not in answer.out


def test_the_signs_of_an_ascii_terminal(draw):
    answer = draw(80, "timeline", f"{FACTS},licence-renewal-2019-licence-history", PYTHONIOENCODING="ascii")
    assert _plain(answer.out) == snapshot("""\
   When                Company  Fact                                  Backing
--------------------------------------------------------------------------------
1990
=  1990 - 23 Oct 2019  zong     Zong's licence was granted to Paktel  * 1 source
                                in 1990, revalidated in 1997 and
                                renewed in 2004, with the next
                                renewal due on 23 October 2019.
                                licence-renewal-2019-licence-history

2013
.  2013                zong     Zong was the first network to launch  * 1 source
                                4G services in Pakistan, in 2013.     disputed
                                zong-4g-launch-2013

2024
o  Jun 2024            zong     Zong had invested over US$3 billion   * 1 source
                                in Pakistan's digital infrastructure
                                by June 2024.
                                zong-total-invested-over-3bn-2024

* day  o month  . year  ~ approximate  = period  > open
""")


def test_our_own_quotation_marks_are_never_escapes(draw):
    answer = draw(80, "show", "zong-4g-launch-2013", PYTHONIOENCODING="ascii")
    assert answer.out.isascii()
    assert '"back in 2013"' in _plain(answer.out)


def test_letters_that_a_terminal_lacks_are_escapes(draw):
    answer = draw(80, "show", "china-mobile", PYTHONIOENCODING="ascii")
    assert answer.code == 0
    assert "\\u4e2d\\u56fd\\u79fb\\u52a8" in "".join(_plain(answer.out).split())


def test_an_error_is_plain_ascii_there_too(draw):
    answer = draw(80, "facts", "--company", "中国", PYTHONIOENCODING="ascii")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.isascii()
    assert len(answer.err.splitlines()) == 1


def test_the_count_is_told_on_a_terminal(draw):
    assert draw(80, "facts", FACTS, "--limit", "1").err == "1 fact; left out: 1 beyond --limit\n"
    assert draw(80, "show", "zong-4g-launch-2013").err == ""


@pytest.mark.parametrize("form", ["json", "csv"])
def test_formats_for_programs_are_the_same_on_a_terminal(draw, ask, form):
    on_terminal, in_pipe = draw(80, "facts", FACTS, "--format", form), ask("facts", FACTS, "--format", form)
    assert on_terminal.code == in_pipe.code == 0
    assert on_terminal.out.replace("\r", "") == in_pipe.out.replace("\r", "")
    assert on_terminal.err == in_pipe.err == ""


def test_a_file_is_not_drawn_for_the_terminal(draw, ask, tmp_path):
    answer = draw(40, "facts", FACTS, "-o", "facts.txt")
    assert tuple(answer) == (0, "", "")
    assert (tmp_path / "facts.txt").read_text("utf-8") == ask("facts", FACTS).out


def test_hostile_text_does_not_reach_the_terminal(draw, tables, save):
    evil = "\x1b]0;owned\x07\x9b31m[red]x[/red]\u202e\u200b [link=http://evil]y"
    tables["facts"]["alpha-launch-2013"]["statement"] = evil
    tables["organizations"]["alpha"]["name"] = evil
    path = save(tables)
    for command in (("show", "alpha-launch-2013"), ("companies",), ("timeline",)):
        answer = draw(80, *command, "--store", path)
        assert answer.code == 0
        assert _plain(answer.out).replace("\n", "").isprintable()
        assert "[red]" in _plain(answer.out).replace("\n", "")


def test_nothing_found_draws_nothing(draw):
    answer = draw(80, "facts", "xyzzy")
    assert tuple(answer) == (0, "", "no facts found for: facts with a word that begins “xyzzy”\n")


def test_help_is_plain_text_on_a_terminal(draw, start):
    answer = draw(80, "facts", "--help")
    assert (answer.code, answer.err) == (0, "")
    assert "\x1b" not in answer.out
    assert answer.out == start("facts", "--help").out
