"""Paragraphs of plain text, HTML and Markdown, and which of them is the first."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.store.page_text import (
    first_paragraph,
    paragraphs_of_html,
    paragraphs_of_markdown,
    paragraphs_of_text,
)


def test_empty_lines_part_paragraphs_of_text_and_else_the_ends_of_lines():
    assert paragraphs_of_text("one\ntwo\n \t\n\nthree  four\n") == ["one two", "three four"]
    assert paragraphs_of_text("one\ntwo\n") == ["one", "two"]
    assert paragraphs_of_text("") == []


def test_markdown_loses_its_marks_and_keeps_its_words():
    text = (
        "# A **bold** title #\n\n> Zong *has* [14,000 sites](https://x.example/a_b_c) in\n> `all`\n\n- one\n- ~~two~~\n\n---\n\n"
        "![picture](a.png) snake_case and 2 \\* 3\n\n```python\ncode\n```\n"
    )
    assert paragraphs_of_markdown(text) == [
        "A bold title",
        "Zong has 14,000 sites in all",
        "one two",
        "picture snake_case and 2 * 3",
        "code",
    ]


def test_html_is_read_as_a_reader_sees_it():
    page = (
        "<!doctype html><html><head><title>No</title><style>p {}</style><body><script>let x = '<p>no</p>'</script>"
        "<nav>Menu</nav><h1>Title</h1><p>Zong has <b>14,000</b>&nbsp;sites&mdash;all<br>new line<svg><path/></svg></p>"
        "<noscript>no</noscript><div>one<div>two</div>three</div><ul><li>four<li>five</ul>last"
    )
    assert paragraphs_of_html(page) == [
        "Menu", "Title", "Zong has 14,000 sites—all", "new line", "one", "two", "three", "four", "five", "last",
    ]  # fmt: skip


def test_what_begins_and_never_ends_is_text():
    assert paragraphs_of_html("<p>5 < 6 <!-- a --> b<!-- c <p>d<i") == ["5 < 6 b<!-- c", "d<i"]
    assert paragraphs_of_html("<p>a<![CDATA[b]]>") == ["a<![CDATA[b]]>"]


@pytest.mark.parametrize("beginning", ["<!", "<p ", "<!--", "</", "<![CDATA[", "<?", "&"])
def test_a_page_of_nothing_but_beginnings_is_read_in_one_go(beginning):
    began = time.process_time()
    paragraphs_of_html(f"<p>{beginning * 100_000}")
    assert time.process_time() - began < 20  # looking for the end of each took minutes


def test_a_head_that_is_never_closed_hides_no_body():
    assert paragraphs_of_html("<head><meta charset=utf-8/><body><p>Text<hr/>more") == ["Text", "more"]


@pytest.mark.parametrize(
    "dateline",
    [
        "ISLAMABAD, JUN 28 (DNA) — ", "KARACHI: ", "BEIJING, March 3 (Xinhua) -- ", "Islamabad (APP) - ", "LAHORE – ",
        "RAWALPINDI/ISLAMABAD: ", "“NEW DELHI, Jan. 1 (Reuters) - ",
    ],
)  # fmt: skip
def test_the_first_paragraph_is_the_one_with_the_dateline(dateline):
    long = "The company has made its first call over the new network today, officials say."
    assert first_paragraph(["Title of it all", f"By a reporter. {long}", f"{dateline}{long}", long]) == 2


def test_without_a_dateline_the_first_is_the_first_long_sentence():
    sentence = "The company has made its first call over the new network today, it says."
    assert (
        first_paragraph(
            ["Title", "A title that is as long as any sentence of the text, and has no stop at its end", sentence]
        )
        == 2
    )
    assert first_paragraph(["Title", "یہ خبر بہت لمبی ہے اور اس میں کئی الفاظ ہیں جو کہ جملے کو طویل بناتے ہیں۔"]) == 1
    assert first_paragraph(["Title", "Short."]) == 0
    assert first_paragraph([]) == 0


@given(st.text(alphabet="<>/pabdivscript !-[]*_`#\n&;x", max_size=80))
def test_no_text_makes_them_fail(text):
    for read in (paragraphs_of_text, paragraphs_of_markdown, paragraphs_of_html):
        paragraphs = read(text)
        assert all(paragraph and paragraph == " ".join(paragraph.split()) for paragraph in paragraphs)
        assert 0 <= first_paragraph(paragraphs) <= max(0, len(paragraphs) - 1)
