"""Grades of sources."""

from __future__ import annotations

import pytest

from cpecfacts.analysis.origins import Voices
from cpecfacts.analysis.quality import BEST, GRADES, quality_of
from cpecfacts.model.source import SourceClass


@pytest.fixture
def grade(fact, snapshot, source):
    """Return the grade of evidence, with a source named after each class and others to come with it."""
    named = [source(class_.value, class_) for class_ in SourceClass]

    def grade(*evidence, sources=()):
        asked = fact("a", evidence=evidence)
        store = snapshot(asked, sources=[*named, *sources])
        return quality_of(asked, store, Voices(store))

    return grade


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        (("media",), 1),
        (("wire",), 1),
        (("blog",), 1),
        (("media", "wire", "blog"), 1),
        (("advocacy",), 2),
        (("reference",), 2),
        (("company",), 2),
        (("media", "company", "blog"), 2),
        (("research",), 3),
        (("research", "company", "media"), 3),
        (("official",), 4),
        (("official", "research", "media"), 4),
    ],
)
def test_the_best_class_makes_the_grade(grade, piece, classes, expected):
    assert grade(*map(piece, classes)) == expected
    assert grade(*map(piece, reversed(classes))) == expected


def test_every_class_has_a_grade(grade, piece):
    assert {class_: grade(piece(class_.value)) for class_ in SourceClass} == {
        SourceClass.OFFICIAL: 4,
        SourceClass.RESEARCH: 3,
        SourceClass.COMPANY: 2,
        SourceClass.ADVOCACY: 2,
        SourceClass.REFERENCE: 2,
        SourceClass.MEDIA: 1,
        SourceClass.WIRE: 1,
        SourceClass.BLOG: 1,
    }


def test_two_official_voices_are_the_best(grade, piece, source):
    assert grade(piece("official"), piece("official-1")) == BEST == 5
    court = source("court", "official", publisher="A court")
    assert grade(piece("official"), piece("court"), piece("media"), sources=[court]) == BEST


def test_two_official_papers_with_one_voice_are_one(grade, piece, source):
    papers = [source("one", "official", publisher="PTA"), source("two", "official", publisher="Its gazette")]
    assert grade(piece("one"), piece("two"), sources=papers) == BEST
    assert grade(piece("one"), piece("two", "pta"), sources=papers) == BEST - 1


def test_two_official_quotations_of_a_company_and_its_brand_are_one_voice(grade, piece):
    assert grade(piece("official", "huawei"), piece("official-1", "huawei")) == BEST - 1


def test_what_speaks_against_the_fact_does_not_count_for_it(grade, piece):
    assert grade(piece("media"), piece("official", stance="disputes")) == 1
    assert grade(piece("official"), piece("official-1", stance="disputes")) == BEST - 1
    assert grade(piece("official", stance="disputes")) == 1


def test_every_grade_has_its_words():
    assert list(GRADES) == list(range(1, BEST + 1))
    assert len(set(GRADES.values())) == BEST
