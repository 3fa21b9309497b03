"""Remarks on lines of files, in every text format."""

from __future__ import annotations

import io

import pytest

from cpecfacts.render.formats import renderer_for
from cpecfacts.render.setting import Format, Setting
from cpecfacts.reports.blocks import Heading, Remark
from cpecfacts.reports.report import Report

EVIL = "\x1b[31m\u202e<b>\r\n"


def shown(form, setting, *blocks):
    out = io.BytesIO()
    report = Report(command="check", query="", description="", items=(), item_type=None, make_blocks=lambda: blocks)
    renderer_for(form, setting)(report, out, setting)
    return out.getvalue().decode()


def remark(severity="error", message="facts.zong-x: wrong", details=("Because of it.",)):
    return Remark(file="facts.json", line=12, severity=severity, message=message, label="a-rule", details=details)


def test_in_a_pipe_a_remark_is_one_line():
    assert shown(Format.TABLE, Setting(), remark(), remark("note")) == (
        "facts.json:12: error: facts.zong-x: wrong [a-rule]\nfacts.json:12: note: facts.zong-x: wrong [a-rule]\n"
    )


def test_on_a_terminal_it_is_folded_and_explained():
    assert shown(Format.TABLE, Setting(width=30), remark()) == (
        "facts.json:12: error: facts.\nzong-x: wrong [a-rule]\n    Because of it.\n"
    )


@pytest.mark.parametrize(
    ("severity", "style"),
    [("error", "\x1b[1merror\x1b[0m"), ("warning", "\x1b[33mwarning\x1b[0m"), ("note", "\x1b[2mnote\x1b[0m")],
)
def test_with_colour_its_severity_is_seen_at_once(severity, style):
    text = shown(Format.TABLE, Setting(width=80, colour=True), remark(severity))
    assert style in text
    assert "\x1b[2m    Because of it.\x1b[0m" in text


def test_nothing_in_the_data_is_obeyed():
    evil = Remark(file=EVIL, line=1, severity="error", message=EVIL, label="a", details=(EVIL,))
    for form, setting in (
        (Format.TABLE, Setting()),
        (Format.TABLE, Setting(width=20)),
        (Format.TABLE, Setting(width=80, unicode=False)),
        (Format.MARKDOWN, Setting()),
        (Format.GITHUB, Setting()),
    ):
        text = shown(form, setting, evil)
        assert not {"\x1b", "\u202e", "\r"} & set(text)
        assert "\\r" in text.replace("\n", "")
    assert "<b>" not in shown(Format.MARKDOWN, Setting(), evil)
    assert shown(Format.GITHUB, Setting(), evil).count("\n") == 1


def test_annotations_leave_out_what_has_no_place():
    assert shown(Format.GITHUB, Setting(), Heading("Title"), remark("note", "50 %")) == (
        "::notice file=facts.json,line=12,title=a-rule::50 %25%0ABecause of it.\n"
    )
