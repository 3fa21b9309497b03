"""An answer that is written piece by piece is, byte for byte, what it would be in one go."""

from __future__ import annotations

import io
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.render.formats import renderer_for
from cpecfacts.render.setting import Format, Setting
from cpecfacts.reports.facts import facts_report, investments_report
from cpecfacts.reports.fields import select_fields
from cpecfacts.reports.report import Report, envelope
from cpecfacts.reports.streams import EncodedItems, Mapped, Stream
from cpecfacts.reports.timeline import Period, timeline_report
from cpecfacts.wording.json_text import encode

FORMS = [Format.TABLE, Format.JSON, Format.JSONL, Format.CSV, Format.TSV, Format.MARKDOWN]


class Fetched(Stream):
    """Facts as an index gives them: gone through again and again, never held."""

    def __init__(self, facts):
        self._facts = tuple(facts)

    def __len__(self):
        return len(self._facts)

    def __iter__(self):
        return iter(self._facts)


class FetchedWithItems(Fetched):
    """Facts of which the items stand ready too."""

    def __init__(self, facts, items):
        super().__init__(facts)
        self._items = [msgspec.json.encode(item) for item in items]

    def encoded_items(self):
        return iter(self._items)


def written(report, form, **setting):
    out = io.BytesIO()
    setting = Setting(**setting)
    renderer_for(form, setting)(report, out, setting)
    return out.getvalue()


def report_of(items):
    return Report(command="c", query="q", description="d", items=items, item_type=("a",), make_blocks=tuple)


texts = st.text(st.characters(codec="utf-8"), max_size=5) | st.sampled_from(["\u202e", "\x7f", "\u200b\n", "中"])
values = st.recursive(
    texts | st.integers(-(2**53), 2**53) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(texts, values, max_size=3), max_size=15), st.booleans())
def test_json_in_pieces_is_the_json_of_the_whole(items, ready):
    report = report_of(items)
    whole = encode(envelope(report)) + b"\n"
    lines = b"".join(encode(item, indent=0) + b"\n" for item in items)
    if ready:
        report = report_of(EncodedItems(items, lambda item: item, lambda: map(msgspec.json.encode, items)))
    assert written(report, Format.JSON) == whole
    assert written(report, Format.JSONL) == lines


@pytest.mark.parametrize("count", [0, 1, 2, 11, 12, 111, 112, 1111, 1112, 2500])
def test_json_of_any_length_is_the_json_of_the_whole(count):
    items = [{"n": n} for n in range(count)]
    assert written(report_of(items), Format.JSON) == encode(envelope(report_of(items))) + b"\n"
    assert json.loads(written(report_of(items), Format.JSON))["items"] == items


def fetched(findings, library, *, ready):
    facts = findings.facts
    items = facts_report(findings, library).items
    return msgspec.structs.replace(findings, facts=FetchedWithItems(facts, items) if ready else Fetched(facts))


REPORTS = {
    "facts": facts_report,
    "facts-in-rupees": lambda findings, library: facts_report(findings, library, "PKR"),
    "investments": investments_report,
    "fields": lambda findings, library: select_fields(
        facts_report(findings, library), ["id", "amount.value", "evidence.source"]
    ),
    "timeline": timeline_report,
    "timeline-undated": lambda findings, library: timeline_report(findings, library, undated=True),
    "timeline-month": lambda findings, library: timeline_report(findings, library, by=Period.MONTH),
    "timeline-decade-reverse": lambda findings, library: timeline_report(
        findings, library, by=Period.DECADE, reverse=True, undated=True
    ),
    "timeline-limit": lambda findings, library: timeline_report(findings, library, limit=5, undated=True),
    "timeline-limit-0": lambda findings, library: timeline_report(findings, library, limit=0),
    "timeline-limit-beyond": lambda findings, library: timeline_report(findings, library, limit=13, undated=True),
}


@pytest.mark.parametrize("question", ["", "rank:any", "date:1800"])
@pytest.mark.parametrize("ready", [True, False])
@pytest.mark.parametrize("name", REPORTS)
def test_facts_that_are_fetched_give_the_same_answer_in_every_format(small, name, ready, question):
    findings = small.find(question)
    held = REPORTS[name](findings, small)
    streamed = REPORTS[name](fetched(findings, small, ready=ready), small)
    assert (streamed.hidden, len(streamed.items)) == (held.hidden, len(held.items))
    for form in FORMS:
        assert written(streamed, form) == written(held, form)
    for width in (30, 80, 160):
        assert written(streamed, Format.TABLE, width=width) == written(held, Format.TABLE, width=width)


def test_a_table_of_many_rows_has_the_columns_of_its_first_thousand(small):
    facts = small.find().facts * 200
    report = facts_report(msgspec.structs.replace(small.find(), facts=facts), small)
    few = facts_report(msgspec.structs.replace(small.find(), facts=facts[:1000]), small)
    for setting in ({}, {"width": 80}):
        many_lines, few_lines = (written(r, Format.TABLE, **setting).splitlines() for r in (report, few))
        assert many_lines[: len(few_lines) - 1] == few_lines[:-1]
        assert len(many_lines) > 2 * len(few_lines)


def test_a_wider_cell_further_down_moves_only_its_own_line():
    from cpecfacts.reports.blocks import Column, Group, Table

    rows = [("a", "b")] * 1000 + [("long", "b"), ("a", "b")]
    table = Table(columns=(Column(title="A"), Column(title="B")), groups=(Group(rows=Mapped(rows, tuple)),))
    report = msgspec.structs.replace(report_of(rows), make_blocks=lambda: (table,))
    assert written(report, Format.TABLE).decode().splitlines()[-3:] == ["a  b", "long  b", "a  b"]
    drawn = written(report, Format.TABLE, width=20).decode().splitlines()
    assert drawn[-5:] == ["l  b", "o", "n", "g", "a  b"]
