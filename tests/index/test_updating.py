"""An index that follows a change is the index that would be built of the changed store."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpecfacts.curating.changes import compare_snapshots
from cpecfacts.editing import change_store
from cpecfacts.exchange.importing.importer import import_file
from cpecfacts.index import fingerprint, moving, place, updating
from cpecfacts.index.alone import alone
from cpecfacts.index.building import fill
from cpecfacts.index.opening import Index, open_index
from cpecfacts.index.reading import Records
from cpecfacts.index.status import clear, rebuild
from cpecfacts.index.updating import follow
from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.fact import Evidence, Rank, Stance, Status
from cpecfacts.model.measure import Measure, Shape
from cpecfacts.model.organization import Organization, OrganizationType
from cpecfacts.model.project import Project
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.model.source import SourceClass
from cpecfacts.store.layers import read_layers
from cpecfacts.store.location import packaged_store
from cpecfacts.store.reader import StoreFile, digest_of
from cpecfacts.store.writer import encode_store

FACT = "zong-4g-launch-2013"
SHIPPED = read_layers([packaged_store()]).snapshot


def dumped(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return everything that an index holds, with ids in place of numbers."""
    ids = dict(connection.execute("SELECT n, id FROM facts"))
    found: dict[str, Any] = {}
    schema = (resources.files("cpecfacts.index") / "schema.sql").read_text()
    tables = set(re.findall(r"CREATE TABLE (\w+)", schema)) - {"meta", "disputes", "rivals"}
    for table in sorted(tables):
        cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608  (our own names)
        columns = [column[0] for column in cursor.description]
        at = columns.index("n") if "n" in columns else None
        found[table] = sorted(
            repr([ids[value] if position == at else value for position, value in enumerate(row)]) for row in cursor
        )
    found["order"] = [row[0] for row in connection.execute("SELECT id FROM facts ORDER BY n")]
    found["disputes"] = sorted(
        (
            facts,
            record,
            figures,
            sorted(ids[row[0]] for row in connection.execute("SELECT n FROM rivals WHERE d = ?", (d,))),
        )
        for d, facts, record, figures in connection.execute("SELECT d, facts, record, figures FROM disputes")
    )
    found["rivals"] = connection.execute("SELECT count(*) FROM rivals").fetchone()
    found["titles"] = sorted(connection.execute("SELECT kind, id, text FROM titles"))
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.seen USING fts5vocab(main, 'words', 'instance')")
    found["words"] = sorted(
        (term, ids[doc], column, at) for term, doc, column, at in connection.execute("SELECT * FROM seen")
    )
    connection.execute("DROP TABLE temp.seen")
    return found


def built(snapshot: Snapshot) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    fill(connection, Records(snapshot, lambda: iter(snapshot.facts.values())), lambda *_: None)
    return connection


def put(snapshot: Snapshot, table: str, *records: Record) -> Snapshot:
    changed = dict(sorted({**snapshot.table(table), **{record.id: record for record in records}}.items()))
    return msgspec.structs.replace(snapshot, **{table: changed})


def drop(snapshot: Snapshot, table: str, *ids: str) -> Snapshot:
    kept = {key: record for key, record in snapshot.table(table).items() if key not in ids}
    return msgspec.structs.replace(snapshot, **{table: kept})


def change(snapshot: Snapshot, fact: str, **fields: Any) -> Snapshot:
    return put(snapshot, "facts", msgspec.structs.replace(snapshot.facts[fact], **fields))


def copy(snapshot: Snapshot, fact: str, new: str, **fields: Any) -> Snapshot:
    return put(snapshot, "facts", msgspec.structs.replace(snapshot.facts[fact], id=new, **fields))


def assert_follows(before: Snapshot, after: Snapshot) -> None:
    """Assert that following the change gives what building anew gives."""
    connection = built(before)
    connection.execute("BEGIN")
    moving.IndexChange(connection, compare_snapshots(before, after)).make()
    connection.execute("COMMIT")
    followed, anew = dumped(connection), dumped(built(after))
    for name, expected in anew.items():
        assert followed[name] == expected, name


def new_fact(s: Snapshot) -> Snapshot:
    return copy(s, FACT, "zong-4g-launch-2013-again", when="2016", statement="Urdu زونگ and 中国移动, ten times.")


def new_fact_before_all_others(s: Snapshot) -> Snapshot:
    return copy(s, FACT, "a")


def new_facts_after_all_others(s: Snapshot) -> Snapshot:
    return copy(copy(s, FACT, "zzzz-1"), FACT, "zzzz-2", when=None)


def many_facts_in_one_room(s: Snapshot) -> Snapshot:
    for number in range(60):
        s = copy(s, FACT, f"{FACT}-{number}", when=f"{1990 + number % 30}")
    return s


def a_dispute_settled(s: Snapshot) -> Snapshot:
    return change(s, FACT, rank=Rank.DEPRECATED, rank_reason="A mistake.")


def a_dispute_gone(s: Snapshot) -> Snapshot:
    return drop(s, "facts", FACT)


def every_fact_of_a_company_gone(s: Snapshot) -> Snapshot:
    return drop(s, "facts", *[key for key, fact in s.facts.items() if "infinix" in fact.companies])


def other_places_tags_and_unit(s: Snapshot) -> Snapshot:
    amount = Amount(value=3, to=None, unit="kettles", bound=Bound.ABOUT, raw=None)
    return change(s, "zong-4g-licence-2014-price-210m", places=("Hunza",), tags=("tea",), amount=amount)


def a_number_beyond_databases(s: Snapshot) -> Snapshot:
    amount = Amount(value=10**40, to=None, unit="PKR", bound=Bound.EXACT, raw=None)
    return change(s, "zong-4g-licence-2014-price-210m", amount=amount)


def another_company(s: Snapshot) -> Snapshot:
    return change(s, FACT, company="huawei", parties=("zong",))


def another_measure(s: Snapshot) -> Snapshot:
    return change(s, FACT, measure="total-invested", status=Status.PLANNED)


def against_it(s: Snapshot) -> Snapshot:
    fact = s.facts[FACT]
    more = Evidence(
        source="dna-2024-06-28", quote="not at all", paragraph=1, asserted_by="huawei", stance=Stance.DISPUTES
    )
    return change(s, FACT, evidence=(*fact.evidence, more))


def a_better_source(s: Snapshot) -> Snapshot:
    key = s.facts[FACT].evidence[0].source
    source = msgspec.structs.replace(
        s.sources[key], class_=SourceClass.OFFICIAL, publisher="Office of Nothing", title="A report on tea"
    )
    return put(s, "sources", source)


def a_source_that_says_whom_it_reprints(s: Snapshot) -> Snapshot:
    key = s.facts[FACT].evidence[0].source
    return put(s, "sources", msgspec.structs.replace(s.sources[key], reprint_of="Zong", language="ur"))


def a_whole_new_world(s: Snapshot) -> Snapshot:
    company = Organization(
        id="tea-house",
        name="Tea House",
        type=OrganizationType.COMPANY,
        country="PK",
        parent="zong",
        sector="tea",
        aliases=("چائے خانہ",),
        note=None,
    )
    measure = Measure(id="cups", label="Cups of tea", shape=Shape.LEVEL, meaning="Cups.", unit="cups")
    project = Project(id="tea-room", name="The tea room", companies=("tea-house",), summary="Tea.", places=("Hunza",))
    source = msgspec.structs.replace(s.sources["dna-2024-06-28"], id="tea-times", publisher="Tea Times", title="Cups")
    s = put(put(put(put(s, "organizations", company), "measures", measure), "projects", project), "sources", source)
    evidence = (
        Evidence(source="tea-times", quote=None, paragraph=None, asserted_by="tea-house", stance=Stance.SUPPORTS),
    )
    for key, value in (("tea-1", 10), ("tea-2", 1000)):
        amount = Amount(value=value, to=None, unit="cups", bound=Bound.EXACT, raw=None)
        s = copy(
            s,
            FACT,
            key,
            company="tea-house",
            parties=(),
            project="tea-room",
            measure="cups",
            amount=amount,
            when="2020-05",
            evidence=evidence,
        )
    return s


def a_remark_on_a_company(s: Snapshot) -> Snapshot:
    return put(s, "organizations", msgspec.structs.replace(s.organizations["zong"], note="A note.", country="AQ"))


def records_that_nothing_uses(s: Snapshot) -> Snapshot:
    source = msgspec.structs.replace(s.sources["dna-2024-06-28"], id="spare", publisher="daily NEWS agency")
    project = Project(id="spare", name="Spare", companies=(), summary="Nothing.", places=())
    measure = Measure(id="spare", label="Spare", shape=Shape.ONCE, meaning="Nothing.", unit=None)
    return put(put(put(s, "sources", source), "projects", project), "measures", measure)


def another_project_name_and_rate(s: Snapshot) -> Snapshot:
    project = msgspec.structs.replace(next(iter(s.projects.values())), name="Another name entirely")
    rate = msgspec.structs.replace(next(iter(s.rates.values())), rate=12.5)
    return put(put(s, "projects", project), "rates", rate)


CHANGES: list[Callable[[Snapshot], Snapshot]] = [
    new_fact,
    new_fact_before_all_others,
    new_facts_after_all_others,
    many_facts_in_one_room,
    a_dispute_settled,
    a_dispute_gone,
    every_fact_of_a_company_gone,
    other_places_tags_and_unit,
    a_number_beyond_databases,
    another_company,
    another_measure,
    against_it,
    a_better_source,
    a_source_that_says_whom_it_reprints,
    a_whole_new_world,
    a_remark_on_a_company,
    records_that_nothing_uses,
    another_project_name_and_rate,
]


@pytest.mark.parametrize("make", CHANGES)
def test_an_index_follows_a_change_and_its_reverse(make: Callable[[Snapshot], Snapshot]) -> None:
    after = make(SHIPPED)
    assert compare_snapshots(SHIPPED, after)
    assert_follows(SHIPPED, after)
    assert_follows(after, SHIPPED)


@given(st.lists(st.sampled_from(CHANGES), min_size=2, max_size=4, unique=True))
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
def test_changes_made_at_once_are_followed_too(makes: list[Callable[[Snapshot], Snapshot]]) -> None:
    after = SHIPPED
    for make in makes:
        if FACT in after.facts or make in (a_whole_new_world, records_that_nothing_uses):
            after = make(after) if FACT in after.facts else after
    assert_follows(SHIPPED, after)


def another_shape(s: Snapshot) -> Snapshot:
    return put(s, "measures", msgspec.structs.replace(s.measures["4g-launch"], shape=Shape.EACH))


def another_owner(s: Snapshot) -> Snapshot:
    return put(s, "organizations", msgspec.structs.replace(s.organizations["zong"], parent="huawei"))


def a_company_that_is_a_publisher(s: Snapshot) -> Snapshot:
    publisher = s.sources["dna-2024-06-28"].publisher
    company = msgspec.structs.replace(s.organizations["zong"], id="spare", name="Spare", aliases=(publisher,))
    return put(s, "organizations", company)


@pytest.mark.parametrize("make", [another_shape, another_owner, a_company_that_is_a_publisher])
def test_what_touches_facts_that_are_not_named_is_not_followed(make: Callable[[Snapshot], Snapshot]) -> None:
    with pytest.raises(moving.TooMuchError):
        moving.IndexChange(built(SHIPPED), compare_snapshots(SHIPPED, make(SHIPPED))).make()


def test_too_many_facts_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    after = many_facts_in_one_room(SHIPPED)
    for most in (10, 61):  # more facts than changed ones may be, and more than touched ones
        monkeypatch.setattr(moving, "MOST_FACTS", most)
        with pytest.raises(moving.TooMuchError):
            moving.IndexChange(built(SHIPPED), compare_snapshots(SHIPPED, after)).make()


def test_a_room_that_is_full_is_not_squeezed() -> None:
    assert moving._spread(10, 14, 3) == [11, 12, 13]
    assert moving._spread(None, 4, 3) == [1, 2, 3]  # numbers are positive
    with pytest.raises(moving.TooMuchError):
        moving._spread(10, 13, 3)


class Store:
    """A store file that changes, and its index."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = self.write(SHIPPED)

    def write(self, snapshot: Snapshot) -> StoreFile:
        self.file = encode_store(snapshot, self.path)
        self.path.write_bytes(self.file.data)
        return self.file

    def follow(self, make: Callable[[Snapshot], Snapshot]) -> bool:
        before = self.file
        after = self.write(make(before.snapshot))
        return follow(
            self.path,
            before.digest,
            after.digest,
            after.snapshot.meta,
            compare_snapshots(before.snapshot, after.snapshot),
        )

    def is_current(self) -> bool:
        index = Index.at(place.place_of([self.path]))
        assert index is not None
        current = index.digest == self.file.digest
        index.close()
        return current


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a store that has an index."""
    made = Store(tmp_path / "mine.json")
    open_index([made.path]).close()
    return made


def test_the_index_of_a_file_follows_and_is_used_without_building(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store.follow(new_fact)
    assert store.follow(a_dispute_gone)
    monkeypatch.setattr("cpecfacts.index.opening.build_index", lambda *_: pytest.fail("built"))
    index = open_index([store.path])
    assert index.digest == store.file.digest
    assert index.meta == store.file.snapshot.meta
    assert dumped(index.connection) == dumped(built(store.file.snapshot))


def test_an_index_of_another_state_stays_as_it_is(store: Store) -> None:
    store.write(new_fact(SHIPPED))  # by somebody else
    assert not store.follow(a_dispute_settled)
    assert not store.is_current()
    assert open_index([store.path]).digest == store.file.digest


def test_a_store_replaced_before_its_index_has_followed_is_read_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = fingerprint.stamp

    class LongAgo:  # as if the file had been replaced seconds ago, while who follows waited
        def __init__(self, stat: os.stat_result) -> None:
            self.st_size, self.st_ino = stat.st_size, stat.st_ino
            self.st_mtime_ns = self.st_ctime_ns = 10**18

    monkeypatch.setattr(updating, "stamp", lambda path, stat, *more: stamp(path, LongAgo(stat), *more))  # type: ignore[arg-type]
    looks_like = fingerprint.FileStamp.looks_like
    monkeypatch.setattr(fingerprint.FileStamp, "looks_like", lambda self, stat: looks_like(self, LongAgo(stat)))  # type: ignore[arg-type]
    before, ours = store.file, encode_store(new_fact(SHIPPED), store.path)
    theirs = ours.data.replace(b'"Zong"', b'"Zonk"', 1)
    store.path.write_bytes(theirs)
    changes = compare_snapshots(before.snapshot, ours.snapshot)
    assert follow(store.path, before.digest, ours.digest, ours.snapshot.meta, changes)
    index = open_index([store.path])
    assert index.digest == digest_of(theirs)
    assert any(b"Zonk" in record for (record,) in index.connection.execute("SELECT record FROM organizations"))


def test_without_an_index_there_is_nothing_to_follow(tmp_path: Path) -> None:
    assert not Store(tmp_path / "new.json").follow(new_fact)


def test_a_change_that_touches_too_much_leaves_the_index_as_it_is(store: Store) -> None:
    assert not store.follow(another_shape)
    assert not store.is_current()


def test_an_index_that_somebody_holds_is_left_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "_PATIENCE", 0.05)
    with sqlite3.connect(place.place_of([store.path])) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not store.follow(new_fact)
    other.close()
    assert open_index([store.path]).digest == store.file.digest


def test_who_reads_an_index_reads_it_as_it_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "_PATIENCE", 0.05)
    opened = open_index([store.path])
    assert not store.follow(a_dispute_gone)
    assert dumped(opened.connection) == dumped(built(SHIPPED))
    opened.close()
    assert open_index([store.path]).digest == store.file.digest


def test_an_index_that_somebody_builds_is_left_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "_PATIENCE", 0.05)
    with alone(place.place_of([store.path]), 0) as held:
        assert held
        assert not store.follow(new_fact)


@pytest.mark.parametrize("value", [None, "{"])
def test_an_index_without_a_fingerprint_is_left_alone(store: Store, value: str | None) -> None:
    with sqlite3.connect(place.place_of([store.path])) as other:
        if value is None:
            other.execute("DELETE FROM meta WHERE key = 'fingerprint'")
        else:
            other.execute("UPDATE meta SET value = ? WHERE key = 'fingerprint'", (value,))
    other.close()
    assert not store.follow(new_fact)


WRONG = {
    "no facts": "DELETE FROM facts",
    "no bodies": "DELETE FROM bodies",
    "no JSON": "UPDATE bodies SET fact = '{'",
    "no text": "UPDATE bodies SET fact = x'ff'",
    "no organizations": "DELETE FROM organizations",
    "no table": "DROP TABLE tallies",
}


@pytest.mark.parametrize("what", WRONG)
def test_whatever_is_wrong_with_an_index_a_change_of_the_store_is_made(
    store: Store, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.delenv("CPECFACTS_NO_INDEX", raising=False)
    monkeypatch.setattr("cpecfacts.store.location.LEAST_INDEXED", 0)
    with sqlite3.connect(place.place_of([store.path])) as other:
        other.execute(WRONG[what])
    other.close()
    change_store(store.file, a_dispute_gone)
    index = open_index([store.path])
    now = read_layers([store.path])
    assert FACT not in now.snapshot.facts
    assert index.digest == now.digest


def test_an_index_that_cannot_be_opened_is_left_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    with monkeypatch.context() as patched:
        patched.setattr("sqlite3.connect", refuse)
        assert not store.follow(new_fact)
    assert not store.is_current()


@pytest.mark.parametrize(("name", "value"), [("SCHEMA", 10**6), ("VERSION", "999")])
def test_an_index_of_another_version_is_left_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    monkeypatch.setattr(fingerprint, name, value)
    assert not store.follow(new_fact)
    assert not store.is_current()


KILLED = """
import os, signal, sys
from pathlib import Path
from cpecfacts.curating.changes import compare_snapshots
from cpecfacts.editing import change_store
from cpecfacts.exchange.importing.importer import import_file
from cpecfacts.index import moving, place, updating
from cpecfacts.index.alone import alone
from cpecfacts.store.reader import read_store

place.cache_folder = lambda: Path(sys.argv[2])
before, after = read_store(Path(sys.argv[3])), read_store(Path(sys.argv[1]))
number, passed = int(sys.argv[4]), 0


def trace(frame, event, argument):
    global passed
    if frame.f_code.co_filename not in (updating.__file__, moving.__file__):
        return None
    passed += 1
    if passed == number:
        os.kill(os.getpid(), signal.SIGKILL)
    return trace


changes = compare_snapshots(before.snapshot, after.snapshot)
sys.settrace(trace)
updating.follow(Path(sys.argv[1]), before.digest, after.digest, after.snapshot.meta, changes)
sys.settrace(None)
print(passed)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_change_leaves_an_index_that_is_right_or_made_anew(store: Store, cache: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_bytes(store.file.data)
    kept = place.place_of([store.path])
    index = kept.read_bytes()
    store.write(new_fact(SHIPPED))
    expected = dumped(built(store.file.snapshot))

    def run(number: int) -> subprocess.CompletedProcess[str]:
        for leftover in kept.parent.glob(f"{kept.name}-*"):
            leftover.unlink()
        kept.write_bytes(index)
        command = [sys.executable, "-c", KILLED, str(store.path), str(cache), str(old), str(number)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    total = int(run(0).stdout)
    assert store.is_current()
    for number in range(1, total + 1, total // 12):
        assert run(number).returncode == -9
        opened = open_index([store.path])
        assert opened.digest == store.file.digest
        assert dumped(opened.connection) == expected
        opened.close()


SPILLED = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 2")
connection.execute("PRAGMA cache_spill = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE bodies SET voices = voices || ' '")
connection.execute("UPDATE meta SET value = value || ' '")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
@pytest.mark.parametrize("way", ["question", "rebuild", "clear"])
def test_a_change_killed_while_it_was_written_leaves_nothing_that_lasts(store: Store, way: str) -> None:
    location = place.place_of([store.path])
    subprocess.run([sys.executable, "-c", SPILLED, str(location)], check=False)
    journal = location.with_name(f"{location.name}-journal")
    assert journal.stat().st_size > 0
    if way == "rebuild":
        rebuild([store.path])
    elif way == "clear":
        clear([store.path])
        assert not location.exists()
        assert not journal.exists()
    opened = open_index([store.path])
    assert dumped(opened.connection) == dumped(built(SHIPPED))
    opened.close()
    assert not journal.exists()
    assert store.follow(new_fact)
    assert store.is_current()


@pytest.mark.parametrize("way", ["edit", "import"])
def test_our_own_commands_keep_the_index_of_a_large_store(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str
) -> None:
    monkeypatch.delenv("CPECFACTS_NO_INDEX", raising=False)
    monkeypatch.setattr("cpecfacts.store.location.LEAST_INDEXED", 0)
    if way == "edit":
        change_store(store.file, new_fact)
    else:
        rows = tmp_path / "rows.jsonl"
        rows.write_bytes(msgspec.json.encode(new_fact(SHIPPED).facts[f"{FACT}-again"]) + b"\n")
        assert import_file(str(rows), store.path).item.added == {"facts": 1}
    monkeypatch.setattr("cpecfacts.index.opening.build_index", lambda *_: pytest.fail("built"))
    index = open_index([store.path])
    now = read_layers([store.path])
    assert index.digest == now.digest
    assert dumped(index.connection) == dumped(built(now.snapshot))
    assert len(now.snapshot.facts) == len(SHIPPED.facts) + 1
