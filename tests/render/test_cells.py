"""Values of every type as text."""

from __future__ import annotations

import pytest

from cpecfacts.analysis.figures import Figure
from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.fact import Kind, WhenMeans
from cpecfacts.render.cells import Line, cell_lines, cell_text
from cpecfacts.reports.values import Backing, DateMark, DateValue, Faint, FigureValue, Listed, Quoted, Share, Stack

AMOUNT = Amount(value=850_000_000, to=None, unit="CNY", bound=Bound.ABOUT, raw=None)
RANGE = Amount(value=300_000_000, to=400_000_000, unit="USD", bound=Bound.BETWEEN, raw=None)


def figure(**changes):
    fields = {
        "fact": "a",
        "amount": AMOUNT,
        "when": "2017~",
        "sources": 1,
        "against": 0,
        "origins": 1,
        "self_reported": False,
        "quality": 1,
        "disputed": False,
        "plan": False,
        "project": None,
        "figures": 1,
    }
    return Figure(**({"measure": None, "when_means": None, "answers": ()} | fields | changes))


@pytest.mark.parametrize(
    ("value", "text", "ascii_text"),
    [
        (None, "", ""),
        ("", "", ""),
        ("Zong [zong]", "Zong [zong]", "Zong [zong]"),
        ("Café 中国", "Café 中国", "Caf\\xe9 \\u4e2d\\u56fd"),
        ("a\x1b[1m\n\u202eb", "a\\x1b[1m\\n\\u202eb", "a\\x1b[1m\\n\\u202eb"),
        (Kind.LICENCE, "licence", "licence"),
        (True, "yes", "yes"),
        (False, "no", "no"),
        (0, "0", "0"),
        (1234, "1,234", "1,234"),
        (1234.5, "1,234.5", "1,234.5"),
        (AMOUNT, "≈¥850m", "~CNY 850m"),
        (RANGE, "US$300–400m", "US$300-400m"),
        (Amount(value=1, to=None, unit="x\x07", bound=Bound.EXACT, raw=None), "1 x\\x07", "1 x\\x07"),
        (DateValue(None), "", ""),
        (DateValue(None, moment=True), "", ""),
        (DateValue("2007/2011"), "2007–2011", "2007-2011"),
        (DateValue("../2011"), "until 2011", "until 2011"),
        (DateValue("../2011", moment=True), "by 2011", "by 2011"),
        (DateMark(None), "", ""),
        (DateMark("2014"), "○", "."),
        (Share(0.0), "0.0 %", "0.0 %"),
        (Share(1 / 3), "33.3 %", "33.3 %"),
        (Share(1.0), "100.0 %", "100.0 %"),
        (Quoted("over $3 billion"), "“over $3 billion”", '"over $3 billion"'),
        (Quoted("\x1b"), "“\\x1b”", '"\\x1b"'),
        (Listed(()), "", ""),
        (Listed(("a", None, "b", 3)), "a, b, 3", "a, b, 3"),
        (Faint("a"), "a", "a"),
        (Faint(None), "", ""),
        (Stack(("a", None, "b")), "a; b", "a; b"),
        (FigureValue(figure()), "≈¥850m; about 2017 · 1 source", "~CNY 850m; about 2017, 1 source"),
        (
            FigureValue(figure(sources=3, self_reported=True, disputed=True)),
            "≈¥850m; about 2017 · 3 sources · 1 origin · self-reported; disputed",
            "~CNY 850m; about 2017, 3 sources, 1 origin, self-reported; disputed",
        ),
        (Backing(1, 0, 1, 4, self_reported=False, disputed=False), "★★★★ 1 source", "**** 1 source"),
        (
            Backing(3, 2, 1, 2, self_reported=True, disputed=True),
            "★★ 3 sources; 1 origin; self-reported; 2 against; disputed",
            "** 3 sources; 1 origin; self-reported; 2 against; disputed",
        ),
        (Backing(0, 1, 0, 1, self_reported=False, disputed=False), "★ 0 sources; 1 against", "* 0 sources; 1 against"),
        (
            FigureValue(figure(sources=2, origins=2, figures=4, plan=True)),
            "≈¥850m (plan); about 2017 · 2 sources · 1 of 4",
            "~CNY 850m (plan); about 2017, 2 sources, 1 of 4",
        ),
        (FigureValue(figure(when=None)), "≈¥850m; 1 source", "~CNY 850m; 1 source"),
        (
            FigureValue(figure(against=2, self_reported=True)),
            "≈¥850m; about 2017 · 1 source · self-reported · 2 against",
            "~CNY 850m; about 2017, 1 source, self-reported, 2 against",
        ),
        (FigureValue(figure(amount=None, when="2007/2011")), "2007–2011; 1 source", "2007-2011; 1 source"),
        (FigureValue(figure(), short=True), "≈¥850m, about 2017", "~CNY 850m, about 2017"),
        (FigureValue(figure(when=None), short=True), "≈¥850m", "~CNY 850m"),
        (
            FigureValue(figure(project="paktel\x07")),
            "≈¥850m; about 2017 · 1 source; paktel\\x07",
            "~CNY 850m; about 2017, 1 source; paktel\\x07",
        ),
        (
            FigureValue(figure(figures=3), answers=(AMOUNT, RANGE, AMOUNT)),
            "≈¥850m or US$300–400m; from 3 facts",
            "~CNY 850m or US$300-400m; from 3 facts",
        ),
        (
            FigureValue(figure(), short=True, answers=(DateValue("2013"), DateValue("2014"), DateValue("2015"))),
            "2013, 2014 or 2015",
            "2013, 2014 or 2015",
        ),
        (
            FigureValue(figure(when="2018/..", when_means=WhenMeans.AS_OF), answers=(AMOUNT, AMOUNT)),
            "≈¥850m; 2018 or later · 1 source",
            "~CNY 850m; 2018 or later, 1 source",
        ),
        (FigureValue(figure(amount=None, plan=True), short=True), "about 2017 (plan)", "about 2017 (plan)"),
    ],
)
def test_every_value_has_a_text(value, text, ascii_text):
    assert cell_text(value) == text
    assert cell_text(value, unicode=False) == ascii_text


def test_a_value_of_an_unknown_type_is_an_error_of_ours():
    with pytest.raises(TypeError):
        cell_text(object())


def test_a_stack_has_a_line_for_each_value():
    assert cell_lines(Stack(("a", None, Faint("b"), Stack(("c", "d"))))) == ["a", "b", "c", "d"]


def test_lines_of_second_rank_can_be_told():
    lines = cell_lines(Stack(("a", Faint("b"), FigureValue(figure()))))
    assert [isinstance(line, Line) for line in lines] == [False, True, False, True]
