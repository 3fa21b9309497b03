"""The order of a list of references."""

from __future__ import annotations

import pytest

from cpecfacts.citation.order import sort_sources
from cpecfacts.citation.style import Style


@pytest.fixture
def sources(source_of):
    """Sources in the order of their ids."""
    return [
        source_of("a", publisher="The Nation", title="Zong pays", issued="2020-01"),
        source_of("b", publisher="dawn", title=None, issued=None),
        source_of("c", publisher="Dawn", title="“A cable”", issued="2021"),
        source_of("d", publisher="Dawn", title="The cable", issued="2020-12-03"),
        source_of("e", publisher="Éclair", title="Über alles", issued=None, type="report"),
        source_of("f", publisher="Anadolu", title="x", issued="2019"),
    ]


@pytest.mark.parametrize(
    ("style", "order"),
    [
        ("apa", "fbdcea"),
        ("chicago-author-date", "fdcbea"),
        ("mla", "dcbefa"),
        ("bibtex", "abcdef"),
        ("csl-json", "abcdef"),
        ("wikipedia", "abcdef"),
    ],
)
def test_each_style_has_its_order(sources, style, order):
    for given in (sources, sources[::-1]):
        assert "".join(source.id for source in sort_sources(given, Style(style))) == order


def test_two_sources_that_look_the_same_are_ordered_by_their_ids(source_of):
    twins = [source_of("two"), source_of("one")]
    for style in Style:
        assert [source.id for source in sort_sources(twins, style)] == ["one", "two"]
