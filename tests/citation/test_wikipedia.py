"""Wikipedia's citation templates, read back by another program's parser."""

from __future__ import annotations

import html
import re

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts import Library
from cpecfacts.citation.csl import source_item
from cpecfacts.citation.text import one_line
from cpecfacts.citation.wikipedia import escape_wikitext, wikipedia_comment, wikipedia_template
from cpecfacts.model.source import Source, SourceClass

SOURCE = Source(
    id="dawn-2020",
    type="article-newspaper",
    title="Cable cleared",
    publisher="Dawn",
    issued="2020-12-03",
    URL="https://dawn.example/1",
    language="en",
    class_=SourceClass.MEDIA,
    reprint_of=None,
    accessed="2026-11-23",
    note=None,
)


def template_of(*, quotes=(), at=None, **changes):
    fields = {name: getattr(SOURCE, name) for name in SOURCE.__struct_fields__}
    source = Source(**fields | changes)
    return wikipedia_template(source_item(source), source.issued, source.accessed, quotes=quotes, at=at)


def read(text):
    """Read one template: its name, and its parameters as a reader sees them."""
    code = mwparserfromhell.parse(text)
    (node,) = code.nodes
    shown = {str(p.name).strip(): str(p.value).strip().replace("{{!}}", "|") for p in node.params}
    return str(node.name).strip(), {name: html.unescape(value) for name, value in shown.items()}


def test_a_news_article_is_cite_news():
    assert template_of(quotes=["cost Rs 38bn"], at="paragraph 3") == (
        "{{cite news |title=Cable cleared |newspaper=Dawn |date=3 December 2020 |url=https://dawn.example/1 "
        "|access-date=23 November 2026 |language=en |quote=cost Rs 38bn |at=paragraph 3}}"
    )


@pytest.mark.parametrize(
    ("kind", "name", "parameter"),
    [
        ("article-newspaper", "cite news", "newspaper"),
        ("article-magazine", "cite magazine", "magazine"),
        ("article-journal", "cite journal", "journal"),
        ("webpage", "cite web", "website"),
        ("post-weblog", "cite web", "website"),
        ("report", "cite report", "publisher"),
        ("book", "cite book", "publisher"),
        ("dataset", "cite web", "publisher"),
        ("nonsense", "cite web", "publisher"),
    ],
)
def test_every_type_has_its_template(kind, name, parameter):
    found, parameters = read(template_of(type=kind))
    assert (found, parameters[parameter]) == (name, "Dawn")
    assert "author" not in parameters


def test_without_an_address_there_is_no_day_of_access_and_no_cite_web():
    assert read(template_of(URL=None))[0] == "cite news"
    name, parameters = read(template_of(URL=None, type="webpage"))
    assert name == "cite document"
    assert {"url", "access-date"} & set(parameters) == set()


def test_what_is_missing_is_left_out():
    assert template_of(title=None, publisher="", issued=None, URL=None, language="", accessed=None) == (
        "{{cite news |title=&#91;News article, title not recorded&#93;}}"
    )


@pytest.mark.parametrize(
    ("title", "language", "parameter", "value"),
    [
        ("中移動宣布增加投資", "zh", "script-title", "zh:中移動宣布增加投資"),
        ("زونگ کی سرمایہ کاری", "ur", "script-title", "ur:زونگ کی سرمایہ کاری"),
        ("移动 4G 时代", "zh", "script-title", "zh:移动 4G 时代"),
        ("Alibaba kupila Rocket", "sr", "title", "Alibaba kupila Rocket"),
        ("Huawei 投資", "zh", "title", "Huawei 投資"),
        ("Cable cleared", "en", "title", "Cable cleared"),
        ("2020", "zh", "title", "2020"),
        (None, "zh", "title", "[News article, title not recorded]"),
    ],
)
def test_a_title_in_another_script_is_a_script_title(title, language, parameter, value):
    _, parameters = read(template_of(title=title, language=language))
    assert parameters[parameter] == value
    assert len({"title", "script-title"} & set(parameters)) == 1


def test_several_quotations_of_a_source_stand_one_after_the_other():
    assert read(template_of(quotes=["one", "two"]))[1]["quote"] == "one ... two"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b", "a{{!}}b"),
        ("{{delete}}", "&#123;&#123;delete&#125;&#125;"),
        ("[[File:x]] [http]", "&#91;&#91;File:x&#93;&#93; &#91;http&#93;"),
        ("<ref>x</ref> <!-- y", "&lt;ref&gt;x&lt;/ref&gt; &lt;!-- y"),
        ("''it'' '''b'''", "&#39;&#39;it&#39;&#39; &#39;&#39;&#39;b&#39;&#39;&#39;"),
        ("Pakistan's", "Pakistan's"),
        ("~~~~", "&#126;&#126;~~"),
        ("__NOTOC__", "&#95;_NOTOC&#95;_"),
        ("see https://x.example", "see https&#58;//x.example"),
        ("AT&T &amp; &#91;", "AT&T &#38;amp; &#38;#91;"),
        ("* list", "&#42; list"),
        ("a=b", "a=b"),
        ("a\u202eb\u200cc", "a&#8238;b&#8204;c"),
        ("a\nb\x1b", "a b"),
    ],
)
def test_markup_is_shown_as_it_is(text, escaped):
    assert escape_wikitext(text) == escaped


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://x.example/?a=1&b=2", "https://x.example/?a=1&b=2"),
        ("https://x.example/a|b}}[x] <y>", "https://x.example/a%7Cb%7D%7D%5Bx%5D%20%3Cy%3E"),
        ("https://x.example/''x''", "https://x.example/%27%27x%27%27"),
        ("https://x.example/\u202ex", "https://x.example/%E2%80%AEx"),
        ("https://x.example/یہ", "https://x.example/یہ"),
    ],
)
def test_an_address_ends_no_parameter(address, written):
    assert read(template_of(URL=address))[1]["url"] == written


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("A remark.", "<!-- A remark. -->"),
        ("out --> of <!-- it", "<!-- out - - > of <!- - it -->"),
        ("---->", "<!-- - - - - > -->"),
        ("end--", "<!-- end -->"),
        ("a\u202eb\nc", "<!-- a&#8238;b c -->"),
    ],
)
def test_a_remark_stays_inside_of_its_comment(text, comment):
    assert wikipedia_comment(text) == comment
    (node,) = mwparserfromhell.parse(comment).nodes
    assert isinstance(node, mwparserfromhell.nodes.Comment)


@given(st.text())
def test_no_remark_leaves_its_comment(text):
    (node,) = mwparserfromhell.parse(wikipedia_comment(text)).nodes
    assert isinstance(node, mwparserfromhell.nodes.Comment)
    assert "--" not in str(node)[4:-3]


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_another_program_reads_every_text_back(title, publisher, quote, address):
    text = template_of(title=title, publisher=publisher, quotes=[quote], URL=address)
    name, parameters = read(text)
    wanted = {
        "title": one_line(title) or "[News article, title not recorded]",
        "newspaper": one_line(publisher),
        "quote": one_line(quote),
    }
    assert name == "cite news"
    assert {key: parameters.get(key, "") for key in wanted} == wanted
    assert text.count("{") == text.count("}")
    assert text.isprintable()
    assert re.fullmatch(r"[^\s|{}\[\]<>]*", parameters.get("url", ""))


def test_every_source_of_the_store_is_read_back():
    sources = Library.open().snapshot.sources.values()
    for source in sources:
        name, parameters = read(wikipedia_template(source_item(source), source.issued, source.accessed))
        assert name in {"cite news", "cite web", "cite magazine", "cite report"}
        title = parameters.get("title", parameters.get("script-title", "").partition(":")[2])
        assert title == (source.title or f"[{source_item(source)['genre']}, title not recorded]")
        assert source.publisher in parameters.values()
        assert parameters.get("url") == source.URL
