"""BibTeX, read back by another program's parser."""

from __future__ import annotations

import logging

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from cpecfacts import Library
from cpecfacts.citation.bibtex import bibtex_entry, escape_tex
from cpecfacts.citation.csl import source_item
from cpecfacts.citation.text import without_unseen
from cpecfacts.model.source import Source, SourceClass

SOURCE = Source(
    id="dawn-2020",
    type="article-newspaper",
    title="Cable cleared",
    publisher="Business Recorder",
    issued="2020-12-03",
    URL="https://dawn.example/a_b?c=%20&d#e",
    language="en",
    class_=SourceClass.MEDIA,
    reprint_of=None,
    accessed="2026-11-23",
    note=None,
)
# The decoder does not know LaTeX's own macros for braces, and makes another sign of the circumflex and the tilde.
MACROS = get_default_latex_context_db()
SIGNS = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciitilde": "~"}
MACROS.add_context_category("signs", [MacroTextSpec(*pair) for pair in SIGNS.items()], prepend=True)
# The parser's own records of what it reads are no warnings of ours.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def entry_of(**changes):
    fields = {name: getattr(SOURCE, name) for name in SOURCE.__struct_fields__}
    source = Source(**fields | changes)
    return bibtex_entry(source_item(source), source.issued, source.accessed)


def read(text):
    """Read one entry with bibtexparser: its key, type and fields."""
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    (entry,) = library.entries
    return entry.key, entry.entry_type, {field.key: field.value for field in entry.fields}


def printed(value):
    """Return what TeX makes of a value without its braces."""
    inner = value
    while inner.startswith("{") and inner.endswith("}"):
        inner = inner[1:-1]
    return LatexNodes2Text(MACROS, keep_comments=True).latex_to_text(inner)


def test_an_article_is_written_for_classic_bibtex_and_biblatex():
    assert entry_of(reprint_of="Xinhua", note="50 % of R&D") == (
        "@article{dawn-2020,\n"
        "  author = {{Business Recorder}},\n"
        "  title = {{Cable cleared}},\n"
        "  journal = {Business Recorder},\n"
        "  year = {2020},\n"
        "  month = dec,\n"
        "  date = {2020-12-03},\n"
        "  url = {https://dawn.example/a_b?c=%20&d#e},\n"
        "  urldate = {2026-11-23},\n"
        "  langid = {en},\n"
        "  note = {Reprint of: Xinhua},\n"
        "  annote = {50 \\% of R\\&D},\n"
        "}"
    )


@pytest.mark.parametrize(
    ("kind", "entry_type", "field"),
    [
        ("article-newspaper", "article", "journal"),
        ("article-magazine", "article", "journal"),
        ("webpage", "misc", "howpublished"),
        ("dataset", "misc", "howpublished"),
        ("report", "techreport", "institution"),
        ("book", "book", "publisher"),
        ("nonsense", "misc", "howpublished"),
    ],
)
def test_every_type_has_the_entry_that_classic_bibtex_knows(kind, entry_type, field):
    _, found, fields = read(entry_of(type=kind))
    assert found == entry_type
    assert fields[field] == "Business Recorder"


@pytest.mark.parametrize(
    ("issued", "fields"),
    [
        (None, {"year": "n.d."}),
        ("2018-10", {"year": "2018", "month": "oct", "date": "2018-10"}),
        ("2018-10~", {"year": "ca. 2018", "month": "oct", "date": "2018-10~"}),
        ("2014-22", {"year": "2014", "month": "Summer", "date": "2014-22"}),
        ("2014-34", {"year": "2014", "month": "Second quarter"}),
        ("2014/2016", {"year": "2014--2016", "date": "2014/2016"}),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(issued, fields):
    _, _, found = read(entry_of(issued=issued))
    assert {name: found[name] for name in ("year", "month", "date") if name in found} == fields


def test_a_month_is_a_macro_and_a_season_a_word():
    assert "  month = oct,\n" in entry_of(issued="2018-10")
    assert "  month = {Summer},\n" in entry_of(issued="2014-22")


def test_a_title_that_is_not_recorded_is_a_description_in_brackets():
    assert read(entry_of(title=None))[2]["title"] == "{[News article]}"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("R&D 50% #1 a_b $5", r"R\&D 50\% \#1 a\_b \$5"),
        ("a\\b {c} ^ ~", r"a\textbackslash{}b \textbraceleft{}c\textbraceright{} \textasciicircum{} \textasciitilde{}"),
        ("中文 اردو “x” – é", "中文 اردو “x” – é"),
        ("``a'' -- b --- ?` <<x>>", "`{}`a'{}' -{}- b -{}-{}- ?{}` <{}<x>{}>"),
        ("a\u202eb\u200cc\x1bd\ne", "abcd e"),
    ],
)
def test_tex_prints_a_text_as_it_is(text, escaped):
    assert escape_tex(text) == escaped


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://x.example/a b", "https://x.example/a%20b"),
        ('https://x.example/}{\\"<>|^`', "https://x.example/%7D%7B%5C%22%3C%3E%7C%5E%60"),
        ("https://x.example/یہ", "https://x.example/یہ"),
        ("https://x.example/\u202e\x1b\n", "https://x.example/"),
    ],
)
def test_an_address_cannot_end_its_field(address, written):
    assert read(entry_of(URL=address))[2]["url"] == written


@given(st.text(min_size=1), st.text(min_size=1), st.text())
def test_another_program_reads_every_text_back(title, publisher, note):
    key, _, fields = read(entry_of(title=title, publisher=publisher, note=note))
    assert key == "dawn-2020"
    written = {"author": publisher, "title": title, "journal": publisher, "annote": note}
    for name, text in written.items():
        wanted = without_unseen(text)
        if name == "title" and not wanted:
            wanted = "[News article]"
        if name in fields:
            assert printed(fields[name]) == wanted, (name, fields[name])
        else:
            assert wanted == ""


def test_the_braces_of_every_source_of_the_store_balance_and_its_texts_are_read_back():
    sources = Library.open().snapshot.sources.values()
    entries = [bibtex_entry(source_item(source), source.issued, source.accessed) for source in sources]
    library = bibtexparser.parse_string("\n\n".join(entries))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [source.id for source in sources]
    for entry, source in zip(library.entries, sources, strict=True):
        fields = {field.key: field.value for field in entry.fields}
        assert printed(fields["author"]) == source.publisher
        assert printed(fields["title"]) == (source.title or f"[{source_item(source)['genre']}]")
        assert fields.get("url") == source.URL
        assert fields.get("date") == source.issued
