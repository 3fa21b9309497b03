"""What is told below a source that a fact is cited by."""

from __future__ import annotations

import pytest

from cpecfacts.citation.citation import CitedSource, Quotation
from cpecfacts.model.fact import Stance


def quotation(quote=None, paragraph=None, asserted_by=None, stance="supports"):
    return Quotation(quote=quote, paragraph=paragraph, asserted_by=asserted_by, stance=Stance(stance))


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (quotation(), None),
        (quotation("over $3 billion"), "“over $3 billion”."),
        (quotation("over $3 billion", 8), "“over $3 billion” (paragraph 8)."),
        (quotation("over $3 billion", 8, "Zong"), "“over $3 billion” (paragraph 8; according to Zong)."),
        (quotation(None, 8), "Paragraph 8."),
        (quotation(None, None, "Zong"), "According to Zong."),
        (quotation(None, 8, "Zong"), "Paragraph 8; according to Zong."),
        (quotation("no", stance="disputes"), "Disputes it: “no”."),
        (quotation("no", 2, "PTA", stance="disputes"), "Disputes it: “no” (paragraph 2; according to PTA)."),
        (quotation(stance="disputes"), "Disputes it, without a quotation."),
        (quotation(None, 2, stance="disputes"), "Disputes it, without a quotation (paragraph 2)."),
    ],
)
def test_a_piece_of_evidence_tells_what_is_known_of_it(said, line):
    assert said.line() == line


def test_a_reprint_is_told_after_the_quotations():
    said = (quotation("one"), quotation(), quotation("two"))
    assert CitedSource(source="x", text="X.", reprint_of=None, quotations=said).lines() == ["“one”.", "“two”."]
    assert CitedSource(source="x", text="X.", reprint_of="Xinhua", quotations=said).lines() == [
        "“one”.",
        "“two”.",
        "Reprint of: Xinhua.",
    ]
    assert CitedSource(source="x", text="X.", reprint_of=None).lines() == []
