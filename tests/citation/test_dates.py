"""Dates in CSL-JSON, BibTeX and Wikipedia's templates."""

from __future__ import annotations

import re

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.citation.dates import BibtexDate, bibtex_date, csl_date, wikipedia_date
from cpecfacts.model.dates import parse_when

TABLE = [
    # EDTF, CSL, BibTeX (year, month, is a macro, date), Wikipedia
    ("2024-06-28", {"date-parts": [[2024, 6, 28]]}, ("2024", "jun", True, "2024-06-28"), "28 June 2024"),
    ("2018-10", {"date-parts": [[2018, 10]]}, ("2018", "oct", True, "2018-10"), "October 2018"),
    ("2022", {"date-parts": [[2022]]}, ("2022", None, False, "2022"), "2022"),
    ("2022~", {"date-parts": [[2022]], "circa": True}, ("ca. 2022", None, False, "2022~"), "c. 2022"),
    ("2007-02~", {"date-parts": [[2007, 2]], "circa": True}, ("ca. 2007", "feb", True, "2007-02~"), "c. 2007"),
    ("2018?", {"date-parts": [[2018]], "circa": True}, ("ca. 2018", None, False, "2018?"), "c. 2018"),
    ("2018-05-04%", {"date-parts": [[2018, 5, 4]], "circa": True}, ("ca. 2018", "may", True, "2018-05-04%"), "c. 2018"),
    ("2014-XX", {"date-parts": [[2014]]}, ("2014", None, False, "2014-XX"), "2014"),
    ("2014-04-XX", {"date-parts": [[2014, 4]]}, ("2014", "apr", True, "2014-04-XX"), "April 2014"),
    (
        "201X",
        {"date-parts": [[2010], [2019]], "circa": True},
        ("ca. 2010–2019", None, False, "201X"),
        None,
    ),
    ("19XX", {"date-parts": [[1900], [1999]], "circa": True}, ("ca. 1900–1999", None, False, "19XX"), None),
    ("2014-21", {"date-parts": [[2014]], "season": 1}, ("2014", "Spring", False, "2014-21"), "Spring 2014"),
    ("2014-24", {"date-parts": [[2014]], "season": 4}, ("2014", "Winter", False, "2014-24"), "Winter 2014"),
    (
        "2014-22~",
        {"date-parts": [[2014]], "season": 2, "circa": True},
        ("ca. 2014", "Summer", False, "2014-22~"),
        "c. 2014",
    ),
    (
        "2007-33",
        {"date-parts": [[2007, 1], [2007, 3]]},
        ("2007", "First quarter", False, None),
        "First Quarter 2007",
    ),
    (
        "2014/2016",
        {"date-parts": [[2014], [2016]]},
        ("2014–2016", None, False, "2014/2016"),
        "2014–2016",
    ),
    (
        "2014~/2016",
        {"date-parts": [[2014], [2016]], "circa": True},
        ("about 2014 – 2016", None, False, "2014~/2016"),
        None,
    ),
    (
        "2014-06/2014-07",
        {"date-parts": [[2014, 6], [2014, 7]]},
        ("Jun–Jul 2014", None, False, "2014-06/2014-07"),
        "June–July 2014",
    ),
    (
        "2014-06/2015-07",
        {"date-parts": [[2014, 6], [2015, 7]]},
        ("Jun 2014 – Jul 2015", None, False, "2014-06/2015-07"),
        "June 2014 – July 2015",
    ),
    (
        "2014-06-28/2014-06-30",
        {"date-parts": [[2014, 6, 28], [2014, 6, 30]]},
        ("28–30 Jun 2014", None, False, "2014-06-28/2014-06-30"),
        "28–30 June 2014",
    ),
    (
        "2014-06-28/2014-07-02",
        {"date-parts": [[2014, 6, 28], [2014, 7, 2]]},
        ("28 Jun 2014 – 2 Jul 2014", None, False, "2014-06-28/2014-07-02"),
        "28 June – 2 July 2014",
    ),
    (
        "2013-12-30/2014-01-02",
        {"date-parts": [[2013, 12, 30], [2014, 1, 2]]},
        ("30 Dec 2013 – 2 Jan 2014", None, False, "2013-12-30/2014-01-02"),
        "30 December 2013 – 2 January 2014",
    ),
    ("2014/2014", {"date-parts": [[2014], [2014]]}, ("2014–2014", None, False, "2014/2014"), "2014"),
    (
        "2014-21/2015-24",
        {"date-parts": [[2014, 3], [2016, 2]]},
        ("spring 2014 – winter 2015", None, False, "2014-21/2015-24"),
        "2014–2016",
    ),
    (
        "2014-21/2014-06-30",
        {"date-parts": [[2014, 3], [2014, 6, 30]]},
        ("spring 2014 – 30 Jun 2014", None, False, "2014-21/2014-06-30"),
        "2014",
    ),
    (
        "201X/2021",
        {"date-parts": [[2010], [2021]], "circa": True},
        ("2010s – 2021", None, False, "201X/2021"),
        None,
    ),
    (
        "2014-33/2015",
        {"date-parts": [[2014, 1], [2015]]},
        ("Q1 2014 – 2015", None, False, None),
        "2014–2015",
    ),
    ("1998/..", {"literal": "since 1998"}, ("since 1998", None, False, "1998/.."), None),
    ("../2010", {"literal": "until 2010"}, ("until 2010", None, False, "../2010"), None),
    (
        "2014/",
        {"literal": "from 2014, end not known"},
        ("from 2014, end not known", None, False, "2014/"),
        None,
    ),
]


@pytest.mark.parametrize(("text", "csl", "bibtex", "wikipedia"), TABLE, ids=[row[0] for row in TABLE])
def test_a_date_is_as_exact_as_it_is_known_and_no_more(text, csl, bibtex, wikipedia):
    assert csl_date(text) == csl
    assert bibtex_date(text) == BibtexDate(*bibtex)
    assert wikipedia_date(text) == wikipedia


def test_no_date_is_no_date():
    assert csl_date(None) is None
    assert bibtex_date(None) == BibtexDate("n.d.")
    assert wikipedia_date(None) is None


POINTS = st.one_of(
    st.dates().filter(lambda d: 2 <= d.year <= 9000).map(lambda d: d.isoformat()),
    st.builds("{:04}-{:02}".format, st.integers(2, 9000), st.integers(1, 12)),
    st.builds("{:04}".format, st.integers(2, 9000)),
)


@given(POINTS)
def test_the_parts_of_a_date_are_those_of_another_parser(text):
    (parts,) = csl_date(text)["date-parts"]
    precision = {1: "year", 2: "month", 3: "day"}[len(parts)]
    other = parse_edtf(text)
    assert other.precision == precision
    assert [int(getattr(other, name)) for name in ("year", "month", "day")[: len(parts)]] == parts


@given(POINTS, POINTS, st.sampled_from(["", "~", "?", "%"]))
def test_an_interval_has_two_parts_within_its_bounds(one, other, qualifier):
    first, last = sorted((one, other), key=lambda text: parse_when(text).earliest)
    try:
        parse_when(f"{first}/{last}{qualifier}")
    except ValueError:  # one ends before the other ends
        return
    date = csl_date(f"{first}/{last}{qualifier}")
    assert [len(parts) for parts in date["date-parts"]] == [first.count("-") + 1, last.count("-") + 1]
    assert date.get("circa", False) == bool(qualifier)


@given(POINTS)
def test_wikipedia_gets_one_of_the_forms_that_it_knows(text):
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    assert re.fullmatch(rf"((\d\d? )?({months}) )?\d{{1,4}}", wikipedia_date(text))
