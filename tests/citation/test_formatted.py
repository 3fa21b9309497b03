"""Citations for readers, in the styles of the Citation Style Language."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpecfacts import Library
from cpecfacts.citation.csl import source_item
from cpecfacts.citation.formatted import format_items
from cpecfacts.citation.style import FORMATTED, Style
from cpecfacts.model.source import Source, SourceClass

APA, CHICAGO, MLA = FORMATTED


def formatted(style, **changes):
    fields = {
        "id": "dawn-2020",
        "type": "article-newspaper",
        "title": "Cable cleared by the ministry",
        "publisher": "Business Recorder",
        "issued": "2020-12-03",
        "URL": "https://x.example/a_b?c=1&d",
        "language": "en",
        "class_": SourceClass.MEDIA,
        "reprint_of": None,
        "accessed": "2026-11-23",
        "note": None,
    }
    return format_items([source_item(Source(**fields | changes))], style)[0]


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (
            APA,
            "Business Recorder. (2020, December 3). Cable cleared by the ministry. https://x.example/a_b?c=1&d",
        ),
        (
            CHICAGO,
            "Business Recorder. 2020. “Cable Cleared by the Ministry.” December 3. https://x.example/a_b?c=1&d.",
        ),
        (
            MLA,
            "“Cable Cleared by the Ministry.” Business Recorder, 3 Dec. 2020, https://x.example/a_b?c=1&d.",
        ),
    ],
)
@pytest.mark.parametrize("kind", ["article-newspaper", "article-magazine", "webpage", "post-weblog"])
def test_an_article_or_page(style, text, kind):
    assert formatted(style, type=kind) == text


@pytest.mark.parametrize(
    ("style", "kind", "text"),
    [
        (APA, "report", "Business Recorder. (2020). Cable cleared by the ministry. https://x.example/a_b?c=1&d"),
        (
            CHICAGO,
            "report",
            "Business Recorder. 2020. Cable Cleared by the Ministry. https://x.example/a_b?c=1&d.",
        ),
        (
            MLA,
            "report",
            "Cable Cleared by the Ministry. Business Recorder, 3 Dec. 2020, https://x.example/a_b?c=1&d.",
        ),
        (
            APA,
            "dataset",
            "Business Recorder. (2020). Cable cleared by the ministry [Dataset]. https://x.example/a_b?c=1&d",
        ),
        (
            MLA,
            "dataset",
            "“Cable Cleared by the Ministry.” Business Recorder, 3 Dec. 2020, https://x.example/a_b?c=1&d.",
        ),
    ],
)
def test_a_report_or_data_set_does_not_name_its_publisher_twice(style, kind, text):
    assert formatted(style, type=kind) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (APA, "Business Recorder. (2020, December 3). [News article]. https://x.example/a_b?c=1&d"),
        (CHICAGO, "Business Recorder. 2020. News article. December 3. https://x.example/a_b?c=1&d."),
        (MLA, "News article. Business Recorder, 3 Dec. 2020, https://x.example/a_b?c=1&d."),
    ],
)
def test_a_title_that_is_not_recorded_is_described_as_the_guide_has_it(style, text):
    assert formatted(style, title=None) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (
            APA,
            "Business Recorder. (n.d.). Cable cleared by the ministry. Retrieved November 23, 2026, from https://x.example/a_b?c=1&d",
        ),
        (
            CHICAGO,
            "Business Recorder. n.d. “Cable Cleared by the Ministry.” Accessed November 23, 2026. https://x.example/a_b?c=1&d.",
        ),
        (
            MLA,
            "“Cable Cleared by the Ministry.” Business Recorder, https://x.example/a_b?c=1&d. Accessed 23 Nov. 2026.",
        ),
    ],
)
def test_without_a_date_the_day_of_access_is_told(style, text):
    assert formatted(style, issued=None) == text


@pytest.mark.parametrize(
    ("issued", "apa", "chicago", "mla"),
    [
        ("2020", "(2020)", "2020.", "2020"),
        ("2020-12", "(2020, December)", "2020.", "Dec. 2020"),
        ("2020~", "(ca. 2020)", "[2020?].", "circa 2020"),
        ("2020-12~", "(ca. 2020, December)", "[2020?].", "circa Dec. 2020"),
        ("2020-22", "(Summer 2020)", "Summer 2020.", "Summer 2020"),
        ("2020-33", "(January–March 2020)", "January–March 2020.", "January–March 2020"),
        ("2019/2020", "(2019–2020)", "2019–2020.", "2019–2020"),
        (
            "2019-12/2020-01",
            "(December 2019 – January 2020)",
            "December 2019 – January 2020.",
            "December 2019 – January 2020",
        ),
        (
            "2020-06-28/2020-07-02",
            "(June 28, 2020 – July 2, 2020)",
            "June 28, 2020 – July 2, 2020.",
            "June 28, 2020 – July 2, 2020",
        ),
        ("201X", "(ca. 2010–2019)", "[2010–2019?].", "circa 2010–2019"),
        ("1998/..", "(since 1998)", "since 1998.", "since 1998"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(issued, apa, chicago, mla):
    assert formatted(APA, issued=issued).startswith(f"Business Recorder. {apa}. Cable cleared")
    assert formatted(CHICAGO, issued=issued).startswith(f"Business Recorder. {chicago} “Cable Cleared")
    assert f"Business Recorder, {mla}, https" in formatted(MLA, issued=issued)


def test_an_organization_is_never_turned_round():
    for style in FORMATTED:
        assert "Recorder, Business" not in formatted(style)
        assert "Business Recorder" in formatted(style)


def test_a_source_without_an_address_ends_after_what_is_known():
    assert formatted(APA, URL=None) == "Business Recorder. (2020, December 3). Cable cleared by the ministry."
    assert formatted(CHICAGO, URL=None) == "Business Recorder. 2020. “Cable Cleared by the Ministry.” December 3."
    assert formatted(MLA, URL=None) == "“Cable Cleared by the Ministry.” Business Recorder, 3 Dec. 2020."


def test_a_source_of_nothing_but_a_type_is_still_a_citation():
    nothing = {"title": None, "publisher": "", "issued": None, "URL": None, "accessed": None, "language": ""}
    assert formatted(APA, **nothing) == "[News article]. (n.d.)."
    assert formatted(CHICAGO, **nothing) == "[News article]. n.d."
    assert formatted(MLA, **nothing) == "News article."


@pytest.mark.parametrize(
    ("title", "apa", "chicago"),
    [
        ("Is it over?", "Is it over? https", "“Is It Over?” December"),
        ("Stop!", "Stop! https", "“Stop!” December"),
        ("So they say…", "So they say… https", "“So They Say…” December"),
        ("Paid in full.", "Paid in full. https", "“Paid in Full.” December"),
        ("What “PTA” wants", "What “PTA” wants. https", "“What ‘PTA’ Wants.” December"),
        ('He said "no"', 'He said "no". https', "“He Said 'no'.” December"),
    ],
)
def test_no_mark_of_a_title_is_doubled_and_quotations_in_one_have_single_marks(title, apa, chicago):
    assert apa in formatted(APA, title=title)
    assert chicago in formatted(CHICAGO, title=title)


@pytest.mark.parametrize("language", ["zh", "ur", "es", ""])
def test_only_english_titles_get_capitals(language):
    title = "el centro de datos 中移動 زونگ"
    for style in FORMATTED:
        assert title in formatted(style, title=title, language=language)


def test_no_text_is_markup():
    hostile = '<span class="nocase">x</span> <script>alert(1)</script> {{x}} \\emph{y} *z* &amp;'
    for style in FORMATTED:
        shown = formatted(style, title=hostile, publisher=f"{hostile} & Sons", language="ur")
        assert hostile in shown
        assert f"{hostile} & Sons" in shown


def test_our_own_marks_cannot_come_from_the_data():
    assert formatted(CHICAGO, title="a\ue000b\ue001c", language="zh").startswith("Business Recorder. 2020. “abc.” ")


def test_items_keep_their_order_even_when_they_are_the_same():
    item = source_item(Library.open().snapshot.sources["dawn-2020-12-03"])
    other = source_item(Library.open().snapshot.sources["the-nation-2020-12-03"])
    first, second, third = format_items([item, other, item], APA)
    assert first == third != second
    assert format_items([], APA) == []


TEXTS = st.text(max_size=20)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    title=TEXTS,
    publisher=TEXTS,
    kind=st.sampled_from(["article-newspaper", "webpage", "report", "dataset", "x"]),
    issued=st.sampled_from([None, "2020", "2020-02~", "2020-21", "201X", "2019/2020", "../2020"]),
    language=st.sampled_from(["en", "ur", ""]),
    address=st.sampled_from([None, "https://x.example/1"]),
)
def test_any_text_gives_one_line_in_every_style(title, publisher, kind, issued, language, address):
    for style in FORMATTED:
        text = formatted(
            style, title=title, publisher=publisher, type=kind, issued=issued, language=language, URL=address
        )
        assert text == " ".join(text.split())
        assert not re.search("[\ue000\ue001\x00-\x1f]", text)
        assert (address is None) == ("https://x.example/1" not in text)


UGLY = re.compile(r"None|\(\)|\[\]|“”|\.\.|,,|, ,| [.,;:)]|\( |  |[?!]\.(?: |$)|Edition|Circa")


@pytest.mark.parametrize("style", FORMATTED)
def test_no_source_of_the_store_is_ugly(style):
    sources = list(Library.open().snapshot.sources.values())
    texts = format_items([source_item(source) for source in sources], style)
    assert len(texts) == len(sources) > 500
    for text, source in zip(texts, sources, strict=True):
        shown = text.replace(source.URL or "none", "https:")
        assert not UGLY.search(shown), text
        assert source.publisher in text
        assert (source.URL or "") in text
        assert text == text.strip()
        assert text.count("“") == text.count("”")
        years = re.findall(r"\d{4}", source.issued or "")
        assert years == [] or years[0] in shown
        assert style is Style.MLA or (source.issued is None) == ("n.d." in shown)


def test_nobody_is_warned():
    # Warnings of citeproc-py would stand on stderr before the citation.
    program = (
        "from cpecfacts import Library\n"
        "library = Library.open()\n"
        "for style in ('apa', 'chicago-author-date', 'mla'):\n"
        "    library.cite('dawn-2020-12-03', 'zong-4g-launch-2014', style=style)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
