"""Quotations looked up in texts: found, moved or missing, with the nearest passage."""

from __future__ import annotations

import time

import pytest

from cpecfacts.checking import check_store
from cpecfacts.checks.passages import Passages
from cpecfacts.model.source_text import SourceText

TEXT = SourceText(
    id="dna",
    path="dna.txt",
    paragraphs=(
        "Zong invested heavily",
        "LAHORE: Zong has “invested\u00a0over $3\u2009billion” — in infra\u00adstructure.",
        "Its users are 413 million; the office\u2011block is in ﬁne shape.",
        "该公司在巴基斯坦拥有1.4万个基站，覆盖300个城市。",
        "It has invested over $3 billion again, and its customers number 36 million people.",
    ),
    first=1,
)


@pytest.mark.parametrize(
    ("quote", "paragraphs"),
    [
        ("invested over $3 billion", (1, 4)),
        ('ZONG has "invested over', (1,)),
        ("Zong invested heavily", (0,)),
        ("billion” - in infrastructure", (1,)),
        ("office-block is in fine", (2,)),
        ("ｉｎｆｒａｓｔｒｕｃｔｕｒｅ", (1,)),
        ("巴基斯坦拥有1.4万个基站", (3,)),
        ("覆盖300", (3,)),
        ("Zong has … infrastructure", (1,)),
        ("Zong has [...] again", ()),
        ("heavily LAHORE: Zong", (0,)),
        ("13 million", ()),
        ("invested over $3 bill", ()),
        ("vested over", ()),
        ("", ()),
        ("…", ()),
        ("invested over $4 billion", ()),
    ],
)
def test_a_quotation_is_found_whatever_its_blanks_quotes_dashes_ligatures_and_width(quote, paragraphs):
    assert Passages(TEXT).paragraphs_of(quote) == paragraphs


@pytest.mark.parametrize(
    ("quote", "passage", "number"),
    [
        ("had invested over $2 billion", 'LAHORE: Zong has "invested over $3 billion" - in infrastructure.', 1),
        ("customer number of 36 million", "…3 billion again, and its customers number 36 million people.", 4),
        ("拥有1.5万个基站", "…司在巴基斯坦拥有1.4万个基站,覆盖300…", 3),
    ],
)
def test_of_a_missing_quotation_the_nearest_passage_is_shown(quote, passage, number):
    shown, paragraph = Passages(TEXT).nearest(quote)
    assert paragraph == number
    assert shown.strip("…") in passage or passage.strip("…") in shown or shown == passage


def test_a_quotation_of_another_world_has_no_nearest_passage():
    assert Passages(TEXT).nearest("telenor sells its bank") is None
    assert Passages(TEXT).nearest("—") is None
    assert Passages(SourceText(id="dna", path="dna.txt", paragraphs=("—",))).nearest("Zong") is None


def test_a_text_of_a_million_letters_is_searched_in_one_go():
    text = SourceText(
        id="dna", path="dna.txt", paragraphs=tuple("the network of the company grows " * 30 for _ in range(1000))
    )
    passages = Passages(text)
    began = time.process_time()
    assert passages.paragraphs_of("invested over") == ()
    assert passages.nearest("the network of a company grew") is not None
    assert time.process_time() - began < 60  # a square of the length would take hours


def test_every_quotation_is_told_of_in_the_check(store, written, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    texts.joinpath("dna.txt").write_text(
        "Title\n\nLAHORE: Zong has invested over $3 billion in its network, officials say.\n\nIt has 14,500 sites.",
        "utf-8",
    )
    texts.joinpath("dawn.html").write_text(
        "<p>Zong launched 4G in April, with its first customers in Lahore, says Zong.</p>", "utf-8"
    )
    path, lines = written(store)
    check = check_store(path, texts=texts)
    assert [(q.fact, q.verdict.value, q.paragraph, q.found_in, q.nearest, q.nearest_in) for q in check.quotations] == [
        ("zong-invested-2024", "moved", 8, (1,), None, None),
        ("zong-launch-2014", "found", None, (1,), None, None),
        ("zong-sites-2024", "missing", 8, (), "It has 14,500 sites", 2),
    ]
    assert [(p.rule, lines[p.line - 1].strip(), p.message, p.mend) for p in check.problems] == [
        (
            "quotation-moved",
            '"paragraph": 8,',
            "“invested over $3 billion” is in paragraph 1 of “dna”, not in paragraph 8",
            'set "paragraph" to 1',
        ),
        (
            "quotation-missing",
            '"quote": "14,000 sites",',
            "“14,000 sites” is not in the text of “dna”",
            "compare the nearest passage, in paragraph 2: “It has 14,500 sites”",
        ),
    ]


def test_a_quotation_of_the_title_has_no_paragraph_to_be_set(store, written, tmp_path):
    store["facts"]["zong-sites-2024"]["evidence"][0]["source"] = "sbp"
    store["facts"]["zong-sites-2024"]["evidence"][0]["quote"] = "14,000 sites"
    (tmp_path / "sbp.md").write_text(
        "# 14,000 sites\n\nKARACHI: The bank has told of the sites of all companies in the country.\n"
    )
    (tmp_path / "dawn.txt").write_bytes(b"\0")
    path, _ = written(store)
    told = [(p.rule, p.message, p.mend) for p in check_store(path, texts=tmp_path).problems]
    assert told == [
        ("quotation-moved", "“14,000 sites” is in the title of “sbp”, not in paragraph 8", None),
        ("text-unread", "the text cannot be read: it holds binary data, not text", None),
    ]
