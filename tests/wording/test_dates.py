"""Dates in words, and the sign of their precision."""

from __future__ import annotations

import pytest

from cpecfacts.model.dates import WhenError
from cpecfacts.wording.dates import date_mark, date_words, legend


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2014-04-23", "23 Apr 2014"),
        ("2014-04-03", "3 Apr 2014"),
        ("2014-04", "Apr 2014"),
        ("2014-04-XX", "Apr 2014, day not known"),
        ("2014-33", "Q1 2014"),
        ("2014-34", "Q2 2014"),
        ("2014-35", "Q3 2014"),
        ("2014-36", "Q4 2014"),
        ("2014-21", "spring 2014"),
        ("2014-22", "summer 2014"),
        ("2014-23", "autumn 2014"),
        ("2014-24", "winter 2014"),
        ("2014", "2014"),
        ("2014-XX", "2014, month not known"),
        ("2014-XX-XX", "2014, month not known"),
        ("201X", "2010s"),
        ("19XX", "some year from 1900 to 1999"),
        ("2017~", "about 2017"),
        ("2017-05~", "about May 2017"),
        ("2017?", "perhaps 2017"),
        ("2017%", "perhaps about 2017"),
        ("199X~", "about 1990s"),
        ("2017-05-XX?", "perhaps May 2017, day not known"),
        ("2007/2011", "2007–2011"),
        ("2007-02/2007-05", "Feb–May 2007"),
        ("2007-02/2008-05", "Feb 2007 – May 2008"),
        ("2007-02-03/2007-02-05", "3–5 Feb 2007"),
        ("2007-02-03/2007-03-05", "3 Feb 2007 – 5 Mar 2007"),
        ("2006-02-03/2007-02-05", "3 Feb 2006 – 5 Feb 2007"),
        ("2007-33/2007-34", "Q1 2007 – Q2 2007"),
        ("2007/2011-05", "2007 – May 2011"),
        ("2007~/2011", "about 2007 – 2011"),
        ("2007/2011?", "2007 – perhaps 2011"),
        ("2007-XX/2011", "2007, month not known – 2011"),
        ("2007/2011-XX", "2007 – 2011, month not known"),
        ("199X/2004", "1990s – 2004"),
        ("1998/..", "since 1998"),
        ("1998-05~/..", "since about May 1998"),
        ("../1998", "until 1998"),
        ("1998/", "from 1998, end not known"),
        ("/1998", "until 1998, start not known"),
        ("0207", "207"),
    ],
)
def test_a_date_is_told_in_words(when, words):
    assert date_words(when) == words


def test_the_dash_of_a_period_may_be_plain():
    assert date_words("2007/2011", dash="-") == "2007-2011"
    assert date_words("2007/2011-05", dash="-") == "2007 - May 2011"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("1998/..", "1998 or later"),
        ("../1998", "by 1998"),
        ("../1998-05~", "by about May 1998"),
        ("1998/", "from 1998, end not known"),
        ("2014-04-23", "23 Apr 2014"),
        ("2007/2011", "2007–2011"),
    ],
)
def test_an_open_end_of_a_moment_is_a_limit(when, words):
    assert date_words(when, moment=True) == words


def test_what_is_no_date_has_no_words():
    with pytest.raises(WhenError):
        date_words("last year")


@pytest.mark.parametrize(
    ("when", "sign", "ascii_sign"),
    [
        ("2014-04-23", "●", "*"),
        ("2014-04", "◐", "o"),
        ("2014-04-XX", "◐", "o"),
        ("2014-34", "◐", "o"),
        ("2014-22", "◐", "o"),
        ("2014", "○", "."),
        ("2014-XX", "○", "."),
        ("201X", "○", "."),
        ("19XX", "○", "."),
        ("2014~", "≈", "~"),
        ("2014-04-23?", "≈", "~"),
        ("2014%", "≈", "~"),
        ("2007/2011", "━", "="),
        ("2007~/2011", "≈", "~"),
        ("1998/..", "→", ">"),
        ("../1998~", "←", "<"),
        ("1998/", "→", ">"),
        ("/1998", "←", "<"),
    ],
)
def test_a_date_has_the_sign_of_its_precision(when, sign, ascii_sign):
    assert date_mark(when) == sign
    assert date_mark(when, unicode=False) == ascii_sign


def test_the_legend_tells_every_sign():
    assert legend() == "● day  ◐ month  ○ year  ≈ approximate  ━ period  → open"
    assert legend(unicode=False) == "* day  o month  . year  ~ approximate  = period  > open"
