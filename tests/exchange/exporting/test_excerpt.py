"""What an exporter gets."""

from __future__ import annotations

import io

from cpecfacts.exchange.exporting.as_store import export_store
from cpecfacts.exchange.exporting.excerpt import earliest_of, latest_of
from cpecfacts.library import Library
from cpecfacts.store.codec import decode_store
from cpecfacts.store.layers import Layers
from cpecfacts.store.reader import StoreFile


def test_all_facts_are_the_whole_store_with_what_nobody_refers_to(small, excerpt_of):
    whole = excerpt_of(small)
    assert (whole.is_whole, whole.snapshot is small.snapshot, whole.heading) == (True, True, "A small store")
    most = excerpt_of(small, "")
    assert (most.is_whole, "unused" in most.snapshot.sources) == (False, False)
    assert most.heading == "A small store (excerpt: all facts)"


def test_a_store_without_a_title_has_the_name_of_the_program(small_tables, library_of, excerpt_of):
    small_tables["meta"]["title"] = None
    assert excerpt_of(library_of(small_tables)).heading == "cpecfacts"


def test_disputes_are_those_of_the_whole_store(small, excerpt_of):
    (dispute,) = excerpt_of(small, "id:alpha-price").disputes
    assert dispute.facts == ("alpha-price-other", "alpha-price")
    assert excerpt_of(small, "company:beta -company:alpha").disputes == ()


def test_facts_keep_the_order_asked_for(small, excerpt_of):
    assert [fact.id for fact in excerpt_of(small, "alpha", reverse=True).facts] == ["alpha-price", "alpha-price-other"]


def test_an_excerpt_as_a_store_is_asked_like_any_other(real, excerpt_of, exported):
    data = exported(export_store, excerpt_of(real, "company:daraz"))
    library = Library(Layers.of(StoreFile(real.path, decode_store(data, "daraz"), data)))
    assert {fact.id for fact in library.find().facts} == {fact.id for fact in real.find("company:daraz").facts}
    assert library.snapshot.meta.title.endswith("(excerpt: facts about Daraz)")


def test_a_terminal_gets_no_character_that_nobody_sees(small_tables, library_of, excerpt_of, exported, monkeypatch):
    small_tables["facts"]["beta-plan"]["note"] = "\u202ereversed"
    excerpt = excerpt_of(library_of(small_tables))
    assert "\u202e" in exported(export_store, excerpt).decode()
    monkeypatch.setattr("io.BytesIO", _Terminal)
    shown = exported(export_store, excerpt)
    assert "\u202e" not in shown.decode()
    assert decode_store(shown, "shown").facts["beta-plan"].note == "\u202ereversed"


class _Terminal(io.BytesIO):
    def isatty(self):
        return True


def test_the_edges_of_dates():
    assert (earliest_of("2014-04"), latest_of("2014-04")) == ("2014-04-01", "2014-04-30")
    assert (earliest_of("../2014"), latest_of("2014/..")) == (None, None)
    assert (earliest_of(None), latest_of(None)) == (None, None)
