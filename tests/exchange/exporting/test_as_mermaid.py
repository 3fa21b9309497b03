"""A Mermaid timeline, read with the rules of Mermaid's own lexer."""

from __future__ import annotations

import html
import re

import pytest

from cpecfacts.exchange.exporting.as_mermaid import export_mermaid, mermaid_text

# The tokens of Mermaid's grammar of timelines, in its order; it takes the first that fits.
TOKENS = [
    (None, r"%%(?!\{)[^\n]*"),
    (None, r"[^\}]%%[^\n]*"),
    (None, r"[\n]+"),
    (None, r"\s+"),
    (None, r"#[^\n]*"),
    ("timeline", r"timeline\b"),
    ("title", r"title\s[^\n]+"),
    ("other", r"acc(Title|Descr)\s*[:{]\s*"),
    ("section", r"section\s[^:\n]+"),
    ("event", r":\s(?:[^:\n]|:(?!\s))+"),
    ("period", r"[^#:\n]+"),
]


def token_at(text, at):
    """Return the first token that fits, by name and match."""
    for name, pattern in TOKENS:
        found = re.compile(pattern, re.IGNORECASE).match(text, at)
        if found:
            return name, found
    raise AssertionError(text[at : at + 50])


def read(text):
    """Return the tokens that mean something, with the codes of characters replaced as Mermaid replaces them."""
    assert not re.search(r"%%\{", text), "a directive"
    # Before it reads, Mermaid sets codes aside; after it has drawn, it puts the characters there.
    aside = re.sub(r"style.*:\S*#.*;", lambda found: found[0][:-1], text)
    aside = re.sub(r"#(\w+);", "\ufb02°°\\1¶ß", aside)
    tokens, at = [], 0
    while at < len(aside):
        name, found = token_at(aside, at)
        at = found.end()
        if name:
            value = re.sub("\ufb02°°(\\d+)¶ß", lambda code: chr(int(code[1])), found[0])
            tokens.append((name, re.sub(r"^(title|section|:)\s", "", value).strip()))
    return tokens


@pytest.fixture
def tokens_of(excerpt_of, exported):
    return lambda library, question="rank:any": read(exported(export_mermaid, excerpt_of(library, question)).decode())


def test_a_year_is_a_section_and_a_date_a_period_with_its_facts(small_tables, library_of, tokens_of):
    small_tables["facts"]["beta-undated"]["when"] = "2014"
    assert tokens_of(library_of(small_tables)) == [
        ("timeline", "timeline"),
        ("title", "A small store"),
        ("section", "2014"),
        ("period", "2014"),
        ("event", "Alpha paid over US$1 billion for the cable."),
        ("event", "beta did something."),
        ("period", "23 Apr 2014"),
        ("event", "Alpha bought the cable for US$460 million."),
        ("section", "2017"),
        ("period", "about 2017"),
        ("event", "beta did something."),
        ("section", "2018"),
        ("period", "Q1 2018"),
        ("event", "Deprecated: beta did something."),
    ]


def test_every_dated_fact_of_the_real_store_is_an_event(real, tokens_of):
    events = [text for name, text in tokens_of(real) if name == "event"]
    dated = [fact for fact in real.snapshot.facts.values() if fact.when is not None]
    assert len(events) == len(dated)
    assert {" ".join(fact.statement.split()) for fact in dated if not fact.is_deprecated} <= set(events)


def test_hostile_texts_are_events_and_nothing_else(hostile, poisons, tokens_of):
    tokens = tokens_of(hostile)
    assert [name for name, _ in tokens] == ["timeline", "title", "section", "period", *["event"] * len(poisons)]
    shown = {text for name, text in tokens if name == "event"}
    assert {text for text in poisons if text.isprintable() and text == text.strip()} <= shown


def test_the_text_cannot_end_the_fence_around_it(hostile, excerpt_of, exported):
    text = exported(export_mermaid, excerpt_of(hostile)).decode()
    assert "`" not in text
    assert "~" not in text
    assert html.unescape(text) == text


def test_where_it_comes_from_stands_in_comments(small, excerpt_of, exported):
    first, second, *_ = exported(export_mermaid, excerpt_of(small)).decode().splitlines()
    assert first == f"%% cpecfacts 0.1.0, store BLAKE2b {small.digest}, 2026-11-24T01.02.03Z"
    assert second == "%% CC0-1.0"


def test_a_store_without_a_licence_has_no_line_of_it(small_tables, library_of, excerpt_of, exported):
    small_tables["meta"]["licence"] = None
    assert exported(export_mermaid, excerpt_of(library_of(small_tables))).decode().splitlines()[1] == "timeline"


def test_what_it_cannot_hold_is_told(small, real, excerpt_of, tmp_path):
    with (tmp_path / "x.mmd").open("wb") as out:
        assert export_mermaid(excerpt_of(small), out) == ("1 fact has no date and no place in a timeline",)
        assert export_mermaid(excerpt_of(small, "id:alpha-price"), out) == ()
        (*_, long) = export_mermaid(excerpt_of(real), out)
    assert re.fullmatch(
        r"Mermaid draws at most 50,000 characters unless maxTextSize is raised, and this has [0-9,]+", long
    )


def test_signs_become_codes_once():
    assert mermaid_text("a:b;c#58;\n\x1b") == "a#58;b#59;c#35;58#59; #92;x1b"
