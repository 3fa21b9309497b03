"""A library over an index is the same library: every method and every report, on stores of every sort."""

from __future__ import annotations

import contextlib
import io
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.analysis.timeline import Period
from cpecfacts.errors import CpecfactsError
from cpecfacts.index.building import fill
from cpecfacts.index.holding import IndexedStore
from cpecfacts.index.reading import Records
from cpecfacts.library import Findings, Library
from cpecfacts.model.organization import OrganizationType
from cpecfacts.model.snapshot import RECORDS, Snapshot
from cpecfacts.query.order import SortKey
from cpecfacts.query.tree import And, Field, Node, Or, Term, Word
from cpecfacts.render.as_json import render_json
from cpecfacts.render.setting import Setting
from cpecfacts.reports.catalogue import measures_report, projects_report, sources_report
from cpecfacts.reports.companies import companies_report
from cpecfacts.reports.compare import compare_report
from cpecfacts.reports.disputes import disputes_report
from cpecfacts.reports.facts import facts_report
from cpecfacts.reports.show import show_report
from cpecfacts.reports.stats import stats_report
from cpecfacts.reports.timeline import timeline_report
from cpecfacts.store.layers import Layers
from cpecfacts.store.location import packaged_store
from cpecfacts.store.reader import StoreFile, read_store

from .strategies import COMPANIES, snapshots

QUESTIONS = ("", "rank:any", "company:acme", "kind:licence rank:deprecated", "is:disputed", "date:2014..", "nothing")
PAIR = COMPANIES[:2]


@contextlib.contextmanager
def both(snapshot: Snapshot) -> Iterator[tuple[Library, Library]]:
    """Yield libraries over the same store, without an index and with one."""
    tables = {name: dict(sorted(snapshot.table(name).items())) for name in RECORDS}  # as those of a file are
    snapshot = msgspec.structs.replace(snapshot, **tables)
    file = StoreFile(Path("store.json"), snapshot, b"")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    facts = snapshot.facts
    fill(connection, Records(snapshot, lambda: iter(facts.values())), lambda *_: None)
    try:
        yield (
            Library(Layers.of(file)),
            Library(IndexedStore(connection, [file.path], file.digest, snapshot.meta)),
        )
    finally:
        connection.close()


def _outcome(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except CpecfactsError as error:
        return type(error), str(error)


def agree(libraries: tuple[Library, Library], ask: Callable[[Library], Any]) -> None:
    read, indexed = (_outcome(lambda library=library: ask(library)) for library in libraries)
    assert indexed == read


def written(report: Any) -> bytes:
    out = io.BytesIO()
    render_json(report, out, Setting())
    return out.getvalue()


REPORTS: dict[str, Callable[[Library, Any], Any]] = {
    "facts": lambda library, asked: facts_report(library.find(asked), library),
    "companies": lambda library, asked: companies_report(library.find(asked), library),
    "types": lambda library, asked: companies_report(library.find(asked), library, types=tuple(OrganizationType)),
    "stats": lambda library, asked: stats_report(library.find(asked), library),
    "disputes": lambda library, asked: disputes_report(library.find(asked), library),
    "first disputes": lambda library, asked: disputes_report(library.find(asked), library, limit=1),
    "sources": lambda library, asked: sources_report(library.find(asked), library),
    "projects": lambda library, asked: projects_report(library.find(asked), library, limit=1),
    "measures": lambda library, asked: measures_report(library.find(asked), library, reverse=True),
    "compare": lambda library, asked: compare_report(PAIR, library.find(asked), library),
    "all figures": lambda library, asked: compare_report(PAIR, library.find(asked), library, all_figures=True),
    "timeline": lambda library, asked: timeline_report(library.find(asked), library, by=Period.DECADE, undated=True),
}


@given(snapshots(), st.sampled_from(QUESTIONS))
def test_every_report_is_the_same(snapshot: Snapshot, asked: str) -> None:
    with both(snapshot) as libraries:
        for make in REPORTS.values():
            agree(libraries, lambda library, make=make: written(make(library, asked)))


NO_TEXTS: dict[str, Node] = {
    "none": Or(()),
    "a conjunction with none": And((Or(()),)),
    "all": And((And(()), And(()))),
    "all of any rank": And((And(()), Term(Field.RANK, ("any",)))),
    "one that may": Or((And(()),)),
    "a word like a field": Word("rank:any"),
    "a word that is none": Word("!!!"),
}


@pytest.mark.parametrize("asked", NO_TEXTS)
def test_what_a_question_is_about_is_told_by_its_tree(shipped: tuple[Library, Library], asked: str) -> None:
    for make in REPORTS.values():
        agree(shipped, lambda library, make=make: written(make(library, NO_TEXTS[asked])))
    for library in shipped:
        assert library.participants(Or(())) == len(library.companies(Or(()))) == len(library.disputes(Or(()))) == 0
        assert library.tallies(Word("rank:any"))[0].facts == 0


def test_facts_are_what_whoever_asks_says_they_are(shipped: tuple[Library, Library]) -> None:
    def replaced(library: Library) -> Findings:
        facts = tuple(fact for fact in library.find().facts if fact.company == "zong")
        return msgspec.structs.replace(library.find(), facts=facts)

    agree(shipped, lambda library: library.companies(replaced(library)))
    agree(shipped, lambda library: library.participants(replaced(library)))
    agree(shipped, lambda library: tuple(library.disputes(replaced(library))))
    agree(shipped, lambda library: library.tallies(replaced(library)))


def test_findings_of_another_library_are_not_taken_for_its_own(shipped: tuple[Library, Library]) -> None:
    read, indexed = shipped
    facts = {key: fact for key, fact in read.snapshot.facts.items() if fact.company == "zong"}
    with both(msgspec.structs.replace(read.snapshot, facts=facts)) as (_, other):
        assert len(indexed.companies(other.find())) == 1
        assert indexed.participants(other.find()) < indexed.participants()
        known = msgspec.structs.replace(read.find(), facts=tuple(other.find().facts))
        assert indexed.compare(("zong", "huawei"), other.find()) == read.compare(("zong", "huawei"), known)


def test_a_fact_that_the_store_does_not_have_is_appraised_as_without_an_index(
    shipped: tuple[Library, Library],
) -> None:
    known = shipped[0].find("company:zong is:disputed").facts[:5]
    facts = tuple(msgspec.structs.replace(fact, id=f"{fact.id}-elsewhere") for fact in known)
    for fact in facts:
        agree(shipped, lambda library, fact=fact: library.trust(fact))
        agree(shipped, lambda library, fact=fact: library.appraiser.is_disputed(fact))
    agree(shipped, lambda library: library.companies(msgspec.structs.replace(library.find(), facts=facts)))
    agree(shipped, lambda library: library.disputes(msgspec.structs.replace(library.find(), facts=facts)))


@given(snapshots(), st.sampled_from(SortKey), st.booleans())
def test_every_fact_is_known_the_same(snapshot: Snapshot, sort: SortKey, reverse: bool) -> None:
    with both(snapshot) as (read, indexed):
        assert indexed.find("rank:any", sort=sort, reverse=reverse) == read.find("rank:any", sort=sort, reverse=reverse)
        for fact in snapshot.facts.values():
            assert indexed.fact(fact.id) == fact
            assert indexed.trust(fact) == read.trust(fact)
            assert indexed.kin(fact) == read.kin(fact)
            assert indexed.appraiser.rivals(fact) == read.appraiser.rivals(fact)
            assert indexed.appraiser.is_disputed(fact) == read.appraiser.is_disputed(fact)
            assert written(show_report(fact, indexed)) == written(show_report(fact, read))
        assert dict(indexed.appraiser.disputes_of) == read.appraiser.disputes_of
        assert len(indexed.appraiser.disputes_of) == len(read.appraiser.disputes_of)
        assert tuple(indexed.appraiser.disputes) == read.appraiser.disputes


@given(snapshots())
def test_every_table_is_the_same(snapshot: Snapshot) -> None:
    with both(snapshot) as (read, indexed):
        for name in RECORDS:
            table, fetched = read.snapshot.table(name), indexed.snapshot.table(name)
            assert dict(fetched) == table
            assert list(fetched.values()) == list(table.values())
            assert dict(fetched.items()) == table
            assert len(fetched) == len(table)
            assert "nothing" not in fetched
            assert 7 not in fetched
            assert fetched.get(7) is table.get(7) is None
            with pytest.raises(KeyError, match="nothing"):
                fetched["nothing"]
            with pytest.raises(KeyError):
                fetched["\ud800"]


@pytest.fixture(scope="module")
def shipped() -> Iterator[tuple[Library, Library]]:
    with both(read_store(packaged_store()).snapshot) as libraries:
        yield libraries


def _typos(name: str) -> Iterator[str]:
    """Yield a name with one sign left out, two swapped, one doubled or cut off, and wrong at both ends."""
    middle = len(name) // 2
    yield name[:middle] + name[middle + 1 :]
    yield name[:middle] + name[middle : middle + 2][::-1] + name[middle + 2 :]
    yield name[:2] + name[1:]
    yield name[: max(2, middle)]
    yield f"x{name[1:-1]}x"


@pytest.mark.parametrize("kind", [*("organizations", "projects", "measures", "sources"), "facts"])
def test_a_misspelt_name_has_the_same_suggestions(shipped: tuple[Library, Library], kind: str) -> None:
    read, _ = shipped
    names = sorted(getattr(read.names, kind))
    asked = [typo for name in names[:: max(1, len(names) // 25)] for typo in _typos(name)]
    fields = {"organizations": "company", "facts": "id"}
    for name in asked:
        agree(shipped, lambda library, name=name: library.record(name).id)
        field = fields.get(kind, kind.removesuffix("s"))
        agree(shipped, lambda library, name=name, field=field: library.find(f'{field}:"{name}"').query)


@pytest.mark.parametrize("kind", ["organizations", "projects", "measures", "sources", "facts"])
def test_the_names_are_the_same(shipped: tuple[Library, Library], kind: str) -> None:
    read, indexed = (getattr(library.names, kind) for library in shipped)
    assert {key: set(ids) for key, ids in indexed.items()} == {key: set(ids) for key, ids in read.items()}
    assert len(indexed) == len(read)
    assert indexed.get("\ud800") is indexed.get("") is indexed.get(7) is None
    assert list(indexed.names_beginning("\ud800")) == []


@pytest.mark.parametrize("kind", ["units", "places", "tags", "publishers"])
def test_the_words_are_the_same(shipped: tuple[Library, Library], kind: str) -> None:
    read, indexed = (getattr(library.names, kind) for library in shipped)
    assert indexed == read
    assert read


def test_the_store_is_read_only_where_it_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    path.write_bytes(packaged_store().read_bytes())
    snapshot = read_store(path).snapshot
    file = StoreFile(path, snapshot, b"")
    with both(snapshot) as (_, other):
        connection = other._indexed.connection
        library = Library(IndexedStore(connection, [path], file.digest, snapshot.meta))
        assert library.paths == (path,)
        assert library.path == path
        assert library.find("company:zong").facts[0].company
        assert "_layers" not in vars(library)
        assert library.file.snapshot == snapshot
        assert library.snapshot.meta == msgspec.structs.replace(snapshot.meta)
