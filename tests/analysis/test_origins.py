"""Who speaks behind a fact."""

from __future__ import annotations

import pytest

from cpecfacts.analysis.origins import Voices


@pytest.fixture
def voices_of(fact, snapshot):
    """Return the voices behind evidence for a fact of Zong, in a store with some more records."""

    def voices_of(*evidence, company="zong", **more):
        asked = fact("a", company=company, evidence=evidence)
        return Voices(snapshot(asked, **more)).supporting(asked)

    return voices_of


def test_one_note_printed_by_many_is_one_voice(voices_of, piece, source):
    papers = [source(f"paper-{n}", reprint_of="Gwadar Pro") for n in range(10)]
    assert list(voices_of(*(piece(paper.id) for paper in papers), sources=papers).values()) == ["Gwadar Pro"]


def test_papers_of_their_own_are_voices_of_their_own_in_the_order_of_the_evidence(voices_of, piece):
    assert list(voices_of(piece("media-2"), piece("media-1"), piece("wire-1")).values()) == [
        "media-2",
        "media-1",
        "wire-1",
    ]


def test_two_papers_of_one_publisher_are_one_voice_however_its_name_is_written(voices_of, piece, source):
    papers = [source("a", publisher="Daily Times"), source("b", publisher="DAILY-TIMES")]
    assert list(voices_of(piece("a"), piece("b"), sources=papers).values()) == ["Daily Times"]


def test_whoever_asserts_it_is_the_voice_whoever_printed_it(voices_of, piece):
    assert voices_of(piece("media-1", "pta"), piece("media-2", "pta")) == {"pta": "The pta"}


def test_one_paper_that_quotes_two_has_two_voices(voices_of, piece):
    assert voices_of(piece("media-1", "pta"), piece("media-1", "huawei")) == {"pta": "The pta", "huawei": "The huawei"}


def test_an_assertion_goes_before_a_reprint_and_a_reprint_before_the_publisher(voices_of, piece, source):
    reprint = source("a", publisher="A paper", reprint_of="Xinhua")
    assert list(voices_of(piece("a", "pta"), sources=[reprint]).values()) == ["The pta"]
    assert list(voices_of(piece("a"), sources=[reprint]).values()) == ["Xinhua"]


@pytest.mark.parametrize("name", ["huawei", "The huawei", "HUAWEI", "Ｔｈｅ　Ｈｕａｗｅｉ"])
@pytest.mark.parametrize("field", ["publisher", "reprint_of"])
def test_a_name_of_an_organization_is_that_organization(voices_of, piece, source, name, field):
    own = source("own", **{field: name})
    assert voices_of(piece("own"), piece("media-1", "huawei"), sources=[own]) == {"huawei": name}


def test_a_name_that_two_organizations_have_is_nobodys(voices_of, piece, source, organization):
    twins = [organization("one", aliases=("Common",)), organization("two", aliases=("Common",))]
    voices = voices_of(
        piece("a"), piece("wire-1", "one"), organizations=twins, sources=[source("a", publisher="Common")]
    )
    assert list(voices.values()) == ["Common", "The one"]


def test_a_publisher_without_letters_is_no_organization(voices_of, piece, source, organization):
    voices = voices_of(
        piece("a"), organizations=[organization("odd", aliases=("!!",))], sources=[source("a", publisher="??")]
    )
    assert list(voices.values()) == ["??"]


def test_publishers_without_letters_are_told_apart(voices_of, piece, source):
    sources = [source("a", publisher="***"), source("b", publisher="$$$")]
    assert list(voices_of(piece("a"), piece("b"), sources=sources).values()) == ["***", "$$$"]


def test_evidence_against_the_fact_is_no_voice_for_it(voices_of, piece):
    assert list(voices_of(piece("media-1"), piece("media-2", stance="disputes")).values()) == ["media-1"]
    assert voices_of(piece("media-1", "zong", stance="disputes")) == {}


def test_what_a_company_owns_speaks_with_its_owners_voice(voices_of, piece, organization):
    family = [
        organization("group"),
        organization("holding", parent="group"),
        organization("shop", "brand", parent="holding"),
        organization("sister", parent="group"),
    ]
    for owner in ("group", "holding", "shop", "sister"):
        assert voices_of(piece("media-1", owner), organizations=family) == {"group": f"The {owner}"}
    assert len(voices_of(piece("media-1", "shop"), piece("media-2", "sister"), organizations=family)) == 1


def test_public_bodies_each_speak_for_themselves_and_what_they_own_too(voices_of, piece, organization):
    bodies = [
        organization("ministry", "public-body"),
        organization("regulator", "public-body", parent="ministry"),
        organization("state-firm", parent="ministry"),
    ]
    voices = voices_of(*(piece("media-1", body.id) for body in bodies), organizations=bodies)
    assert set(voices) == {"ministry", "regulator", "state-firm"}


@pytest.mark.parametrize("asked", ["b", "c", "d", "below"])
def test_owners_in_a_ring_have_one_voice(fact, snapshot, organization, asked):
    ring = [
        organization("b", parent="c"),
        organization("c", parent="d"),
        organization("d", parent="b"),
        organization("below", parent="d"),
    ]
    assert Voices(snapshot(fact("a"), organizations=ring)).house(asked) == "b"


def test_who_owns_itself_is_itself(snapshot, organization):
    assert Voices(snapshot(organizations=[organization("own", parent="own")])).house("own") == "own"


def test_the_voice_of_evidence_is_the_key_under_which_it_counts(fact, snapshot, piece):
    evidence = (piece("media-1", "pta"), piece("media-2"), piece("media-1"))
    asked = fact("a", evidence=evidence)
    voices = Voices(snapshot(asked))
    assert [voices.of(one) for one in evidence] == ["pta", "publisher:media2", "publisher:media1"]
    assert list(voices.supporting(asked)) == ["pta", "publisher:media2", "publisher:media1"]
