from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.exchange.importing.template import TemplateError, parse_template

CELLS = {"Investor": "Zong", "Partner": "", "Sector": "Telecom [4G]", "@when": "2014"}


def filled(text):
    return parse_template(text).fill(CELLS.__getitem__)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("plain", "plain"),
        ("{Investor} in {@when}", "Zong in 2014"),
        ("{ Investor }", "Zong"),
        ("{Investor}[ with {Partner}].", "Zong."),
        ("{Investor}[ in {Sector}].", "Zong in Telecom [4G]."),
        ("[{Investor}[ with {Partner}] in {@when}]", "Zong in 2014"),
        ("[{Partner} and {Investor}]", ""),
        ("[nothing to miss]", "nothing to miss"),
        ("{{Investor}} [[x]]", "{Investor} [x]"),
        ("", ""),
    ],
)
def test_a_template_is_filled(template, text):
    assert filled(template) == text


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{Investor", "“{” needs the name of a column and “}”; for the sign itself write “{{”"),
        ("{ }", "“{” needs the name of a column and “}”; for the sign itself write “{{”"),
        ("Investor}", "“}” is never opened; for the sign itself write “}}”"),
        ("[x", "“[” is never closed; for the sign itself write “[[”"),
        ("x] y", "“]” is never opened; for the sign itself write “]]”"),
        ("[ " * 7 + "x", "brackets stand too deep inside one another"),
    ],
)
def test_what_is_no_template_is_refused_with_the_way_out(template, problem):
    with pytest.raises(TemplateError) as caught:
        parse_template(template)
    assert str(caught.value) == problem


def test_the_names_of_a_template_are_known():
    template = parse_template("{a}[ {b} [{c}]] {a}")
    assert template.names == ("a", "b", "c", "a")
    assert template.constant is None
    assert parse_template("x [y]").constant == "x y"


@given(st.text())
def test_any_text_can_be_written_as_a_template(text):
    escaped = "".join(sign * 2 if sign in "{}[]" else sign for sign in text)
    assert parse_template(escaped).constant == text


@given(st.text(alphabet="{}[]ab @", max_size=40))
def test_every_text_is_a_template_or_refused(text):
    try:
        template = parse_template(text)
    except TemplateError:
        return
    assert isinstance(template.fill(lambda name: f"<{name}>"), str)
