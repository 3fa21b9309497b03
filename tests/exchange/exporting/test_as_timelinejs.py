"""TimelineJS: dates as exact as they are known, and no HTML from the data."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from cpecfacts.exchange.exporting.as_timelinejs import export_timelinejs, slide_dates, undated_remark
from cpecfacts.exchange.exporting.html_text import html_link, html_text
from cpecfacts.model.dates import parse_when


@pytest.fixture
def timeline_of(excerpt_of, exported):
    return lambda library, question="rank:any": json.loads(exported(export_timelinejs, excerpt_of(library, question)))


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2014", (2014,), None),
        ("2014-04", (2014, 4), None),
        ("2014-04-23", (2014, 4, 23), None),
        ("2014-04-XX", (2014, 4), None),
        ("2014-XX-XX", (2014,), None),
        ("2014-04-23~", (2014, 4, 23), None),
        ("2014-33", (2014, 1), (2014, 3)),
        ("2014-24", (2014, 12), (2015, 2)),
        ("201X", (2010,), (2019,)),
        ("19XX", (1900,), (1999,)),
        ("2007/2011-05", (2007,), (2011, 5)),
        ("2007/2007", (2007,), None),
        ("1998/..", (1998,), None),
        ("../2020-05", (2020, 5), None),
        ("201X/..", (2010,), (2019,)),
    ],
)
def test_no_month_or_day_is_made_up(when, start, end):
    parts = tuple(None if date is None else tuple(date.values()) for date in slide_dates(parse_when(when)))
    assert parts == (start, end)


def test_a_slide_is_a_dated_fact_with_its_words_and_its_evidence(small, timeline_of):
    timeline = timeline_of(small)
    assert list(timeline) == ["scale", "title", "events"]
    assert [slide["unique_id"] for slide in timeline["events"]] == [
        *("alpha-price-other", "alpha-price", "beta-plan", "beta-wrong"),
    ]
    assert timeline["events"][1] == {
        "unique_id": "alpha-price",
        "start_date": {"year": 2014, "month": 4, "day": 23},
        "display_date": "23 Apr 2014",
        "group": "Alpha",
        "text": {
            "headline": "Alpha bought the cable for US$460 million.",
            "text": (
                "<p><strong>US$460m</strong></p><p>Other facts of the store disagree with this one.</p>"
                '<ul><li>“for $460m” <a href="https://paper.example/1">The Paper: A deal</a>, 23 Apr 2014</li></ul>'
            ),
        },
        "autolink": False,
    }
    assert (timeline["events"][2]["start_date"], timeline["events"][2]["display_date"]) == (
        {"year": 2017},
        "about 2017",
    )
    assert timeline["events"][3]["end_date"] == {"year": 2018, "month": 3}
    assert timeline["events"][3]["text"]["text"].startswith("<p><strong>Deprecated: A misprint.</strong></p>")


def test_the_title_says_what_it_is(small, timeline_of):
    title = timeline_of(small, "company:beta")["title"]["text"]
    assert title["headline"] == "A small store (excerpt: facts about Beta)"
    assert title["text"].startswith("<p>facts about Beta</p><p>CC0-1.0</p><p><small>cpecfacts 0.1.0, store BLAKE2b ")


def test_every_dated_fact_of_the_real_store_has_a_slide(real, timeline_of):
    dated = {fact.id for fact in real.snapshot.facts.values() if fact.when is not None}
    assert {slide["unique_id"] for slide in timeline_of(real)["events"]} == dated


def test_what_has_no_date_is_told(small, excerpt_of, exported, capsys):
    assert undated_remark(0) == ()
    assert undated_remark(1) == ("1 fact has no date and no place in a timeline",)
    assert undated_remark(2000) == ("2,000 facts have no date and no place in a timeline",)


class Tags(HTMLParser):
    """Collects the tags of HTML and the text between them."""

    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, *attrs))

    def handle_data(self, data):
        self.text.append(data)


def test_hostile_texts_are_shown_and_make_no_tag(hostile, poisons, timeline_of):
    timeline = timeline_of(hostile)
    assert len(timeline["events"]) == len(poisons)
    for slide in [timeline["title"], *timeline["events"]]:
        for text in (
            slide["text"]["headline"],
            slide["text"]["text"],
            slide.get("group", ""),
            slide.get("display_date", ""),
        ):
            parser = Tags()
            parser.feed(text)
            assert {tag for tag, *_ in parser.tags} <= {"p", "strong", "ul", "li", "a", "small"}
            assert [tag for tag in parser.tags if tag[0] == "a"] == []
        assert not re.search("[<>]", slide["text"]["headline"])


def test_a_text_reads_as_it_is():
    parser = Tags()
    parser.feed(html_text("<b> & \"x\" 'y' &amp; \u202e"))
    assert "".join(parser.text) == "<b> & \"x\" 'y' &amp; \\u202e"


@pytest.mark.parametrize(
    "address",
    [None, "", "javascript:alert(1)", "data:text/html,x", "//x.example", 'http://x/"y', "http://x y", "http://x<y"],
)
def test_only_addresses_of_the_web_can_be_followed(address):
    assert html_link("a < b", address) == "a &lt; b"


def test_an_address_is_escaped_too():
    link = html_link("x", "HTTPS://x.example/?a=1&b=2&copy=3")
    assert link == '<a href="HTTPS://x.example/?a=1&amp;b=2&amp;copy=3">x</a>'
