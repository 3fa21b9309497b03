"""What is exported and read back is what was exported: random stores in every format that can be read back."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpecfacts.exchange.exporting.as_data_package import export_data_package
from cpecfacts.exchange.exporting.as_jsonl import export_jsonl
from cpecfacts.exchange.exporting.as_parquet import export_parquet
from cpecfacts.exchange.exporting.as_sqlite import export_sqlite
from cpecfacts.exchange.exporting.as_store import export_store
from cpecfacts.exchange.exporting.excerpt import make_excerpt
from cpecfacts.exchange.exporting.schema import tables
from cpecfacts.library import Findings, Library
from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.fact import Evidence, Fact, Kind, Rank, Stance, Status, WhenMeans
from cpecfacts.model.measure import Measure, Shape
from cpecfacts.model.organization import Organization, OrganizationType
from cpecfacts.model.project import Project
from cpecfacts.model.rate import Rate
from cpecfacts.model.snapshot import RECORDS, Meta, Snapshot
from cpecfacts.model.source import Source, SourceClass
from cpecfacts.store.codec import decode_store
from cpecfacts.store.layers import Layers
from cpecfacts.store.writer import encode_store

calm = settings(suppress_health_check=[HealthCheck.too_slow])

IDS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
ODD = st.sampled_from(["=1+1", "\0", "\r\n", '"', "\\N", " ", "\ufeff", "NULL", "nan"])
TEXT = ODD | st.text(st.characters(codec="utf-8"), max_size=8)
MAYBE = st.none() | TEXT
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
DATES = st.none() | st.sampled_from(
    [*("2014", "2014-04", "2014-04-23", "2014~", "201X", "19XX?", "2014-XX", "2014-33"),
     *("2007/2011", "1998/..", "../2020-05")]
)  # fmt: skip
# Beyond 64 bit, beyond what a double holds, tiny, and 1 beside 1.0.
NUMBERS = (
    st.integers(-(10**40), 10**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([0, 0.0, -0.0, 1, 1.0, 2**53 + 1, 2**63, 2**63 - 1, -(2**63), 10**300, 5e-324])
)


@st.composite
def amounts(draw):
    value, bound = draw(NUMBERS), draw(st.sampled_from(Bound))
    to = draw(NUMBERS.map(lambda number: max(number, value))) if bound is Bound.BETWEEN else None
    return Amount(value=value, to=to, unit=draw(TEXT), bound=bound, raw=draw(MAYBE))


def one_of(records):
    return st.sampled_from(sorted(records)) if records else st.nothing()


def some_of(records):
    return st.lists(one_of(records), max_size=2).map(tuple)


def maybe_one_of(records):
    return st.none() | one_of(records)


@st.composite
def snapshots(draw):
    def table(record, least=0):
        made = draw(st.dictionaries(IDS, record, min_size=least, max_size=3))
        return {key: msgspec.structs.replace(value, id=key) for key, value in sorted(made.items())}

    organizations = table(
        st.builds(
            Organization, name=TEXT, type=st.sampled_from(OrganizationType), country=MAYBE, parent=st.none(),
            sector=MAYBE, aliases=TEXTS, note=MAYBE,
        ), 1,
    )  # fmt: skip
    organizations = {
        key: msgspec.structs.replace(value, parent=draw(maybe_one_of(organizations)))
        for key, value in organizations.items()
    }
    projects = table(st.builds(Project, name=TEXT, companies=some_of(organizations), summary=TEXT, places=TEXTS))
    measures = table(st.builds(Measure, label=TEXT, shape=st.sampled_from(Shape), meaning=TEXT, unit=MAYBE))
    sources = table(
        st.builds(
            Source, type=TEXT, title=MAYBE, publisher=TEXT, issued=DATES, URL=MAYBE, language=TEXT,
            class_=st.sampled_from(SourceClass), reprint_of=MAYBE, accessed=DATES, note=MAYBE,
        ), 1,
    )  # fmt: skip
    rates = table(
        st.builds(
            Rate, base=TEXT, quote=TEXT, year=st.integers(-(2**63) + 1, 2**63 - 1), rate=st.floats(1e-300, 1e300),
            source=one_of(sources),
        )
    )  # fmt: skip
    evidence = st.builds(
        Evidence, source=one_of(sources), quote=MAYBE, paragraph=st.none() | st.integers(-(2**63) + 1, 2**63 - 1),
        asserted_by=maybe_one_of(organizations), stance=st.sampled_from(Stance),
    )  # fmt: skip
    facts = table(
        st.builds(
            Fact, company=one_of(organizations), parties=some_of(organizations), project=maybe_one_of(projects),
            kind=st.sampled_from(Kind), measure=maybe_one_of(measures), statement=TEXT, amount=st.none() | amounts(),
            when=DATES, when_means=st.none() | st.sampled_from(WhenMeans), status=st.sampled_from(Status), places=TEXTS,
            tags=TEXTS, evidence=st.lists(evidence, min_size=1, max_size=3).map(tuple), rank=st.sampled_from(Rank),
            rank_reason=st.just("because"), note=MAYBE,
        )
    )  # fmt: skip
    return Snapshot(
        meta=Meta(format=1, title=draw(MAYBE), licence=draw(MAYBE), updated=draw(DATES)),
        organizations=organizations,
        projects=projects,
        measures=measures,
        sources=sources,
        rates=rates,
        facts=facts,
    )


@st.composite
def excerpts(draw):
    """Draw a store, and some of its facts in any order."""
    library = Library(Layers.of(encode_store(draw(snapshots()), Path("facts.json"))))
    facts = tuple(draw(st.permutations(list(library.snapshot.facts.values()))))
    facts = facts[: draw(st.integers(0, len(facts)))]
    findings = Findings(query="some", description="some facts", facts=facts, hidden={})
    return make_excerpt(findings, library, datetime(2026, 11, 24, tzinfo=UTC))


def dumped(tables):
    """Return tables as texts of JSON: in them 1 is not 1.0, and 0.0 is not -0.0."""
    return {name: json.dumps(table, sort_keys=True) for name, table in tables.items()}


def plain(snapshot):
    return {name: msgspec.to_builtins(snapshot.table(name)) for name in RECORDS}


def written(export, excerpt):
    out = io.BytesIO()
    export(excerpt, out)
    return out.getvalue()


@calm
@given(excerpts())
def test_a_store(excerpt):
    again = decode_store(written(export_store, excerpt), "again")
    assert dumped(plain(again)) == dumped(plain(excerpt.snapshot))
    title = excerpt.snapshot.meta.title
    if not excerpt.is_whole:
        title = f"{title or 'cpecfacts'} (excerpt: some facts)"
    assert again.meta == msgspec.structs.replace(excerpt.snapshot.meta, title=title)


@calm
@given(excerpts())
def test_json_lines(excerpt):
    meta, *lines = (json.loads(line) for line in written(export_jsonl, excerpt).decode().split("\n")[:-1])
    assert meta == {"table": "meta", "format": 1, **msgspec.to_builtins(excerpt.provenance)}
    tables = {name: {} for name in RECORDS}
    for line in lines:
        tables[line.pop("table")][line["id"]] = line
    assert dumped(tables) == dumped(plain(excerpt.snapshot))
    assert list(tables["facts"]) == [fact.id for fact in excerpt.facts]


def number(text):
    """Read a number as the documentation says: whole without a point or an exponent."""
    if text is None:
        return None
    return float(text) if any(sign in text for sign in ".e") else int(text)


LISTS = {
    "organizations": {"aliases": ("organization_aliases", "organization", "alias")},
    "projects": {
        "companies": ("project_companies", "project", "organization"),
        "places": ("project_places", "project", "place"),
    },
    "facts": {
        "parties": ("fact_parties", "fact", "organization"),
        "places": ("fact_places", "fact", "place"),
        "tags": ("fact_tags", "fact", "tag"),
    },
}
WORKED_OUT = {"earliest", "latest", "sources", "origins", "self_reported", "quality", "disputed"}
AMOUNT = {f"amount_{name}" for name in ("value", "value_text", "to", "to_text", "unit", "bound", "raw")}


def rebuilt(rows):
    """Return the tables of a store from the rows of the relational tables, each row a dictionary."""
    built = {}
    for table in RECORDS:
        built[table] = {row["id"]: dict(row) for row in rows[table]}
        for field, (other, key, member) in LISTS.get(table, {}).items():
            for record in built[table].values():
                record[field] = []
            for row in sorted(rows[other], key=lambda row: row["position"]):
                built[table][row[key]][field].append(row[member])
    for source in built["sources"].values():
        source["URL"] = source.pop("url")
    for key, fact in built["facts"].items():
        amount = {name: fact[f"amount_{name}"] for name in ("unit", "bound", "raw")}
        amount |= {name: number(fact[f"amount_{name}_text"]) for name in ("value", "to")}
        built["facts"][key] = {name: value for name, value in fact.items() if name not in WORKED_OUT | AMOUNT}
        built["facts"][key] |= {"amount": amount if amount["bound"] else None, "evidence": []}
        built["facts"][key]["when"] = built["facts"][key].pop("when_edtf")
    for row in sorted(rows["evidence"], key=lambda row: row["position"]):
        piece = {name: value for name, value in row.items() if name not in ("fact", "position")}
        built["facts"][row["fact"]]["evidence"].append(piece)
    return built


@calm
@given(excerpts())
def test_sqlite(excerpt):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sqlite"
        path.write_bytes(written(export_sqlite, excerpt))
        with closing(sqlite3.connect(path)) as database:
            database.row_factory = sqlite3.Row
            rows = {t.name: list(map(dict, database.execute(f"SELECT * FROM {t.name}"))) for t in tables()}  # noqa: S608
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
            assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert dumped(rebuilt(rows)) == dumped(plain(excerpt.snapshot))
    assert [row["id"] for row in rows["facts"]] == [fact.id for fact in excerpt.facts]
    assert [row["amount_value"] for row in rows["facts"]] == [
        fact.amount and (fact.amount.value if abs(fact.amount.value) < 2**63 else float(fact.amount.value))
        for fact in excerpt.facts
    ]


def without_empty(value):
    """Return records with nothing in the place of empty texts: CSV cannot tell one from the other."""
    if isinstance(value, dict):
        return {key: without_empty(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_empty(inner) for inner in value]
    return None if value == "" else value


@calm
@given(excerpts())
def test_a_data_package_but_for_empty_texts(excerpt):
    kinds = {"TEXT": str, "INTEGER": int, "NUMERIC": number, "REAL": float, "BOOLEAN": "true".__eq__, "DATE": str}
    rows = {}
    with tempfile.TemporaryDirectory() as name:
        export_data_package(excerpt, Path(name))
        for table in tables():
            read = {column.name: kinds[column.type] for column in table.columns}
            with (Path(name) / "data" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
                rows[table.name] = [
                    {key: None if cell == "" else read[key](cell) for key, cell in row.items()}
                    for row in csv.DictReader(file, strict=True)
                ]
    assert dumped(rebuilt(rows)) == dumped(without_empty(plain(excerpt.snapshot)))


@calm
@given(excerpts())
def test_the_facts_of_parquet(excerpt):
    rows = pq.read_table(io.BytesIO(written(export_parquet, excerpt))).to_pylist()
    facts = {}
    for row in rows:
        amount = {name: row[f"amount_{name}"] for name in ("unit", "bound", "raw")}
        amount |= {name: number(row[f"amount_{name}_text"]) for name in ("value", "to")}
        same = ("id", "company", "parties", "project", "kind", "measure", "statement", "when_means", "status")
        facts[row["id"]] = {
            **{name: row[name] for name in (*same, "places", "tags", "rank", "rank_reason", "note")},
            "when": row["when_edtf"],
            "amount": amount if amount["bound"] else None,
            "evidence": [
                {name: piece[name] for name in ("source", "quote", "paragraph", "asserted_by", "stance")}
                for piece in row["evidence"]
            ],
        }
    assert json.dumps(facts, sort_keys=True) == dumped(plain(excerpt.snapshot))["facts"]
    assert [row["id"] for row in rows] == [fact.id for fact in excerpt.facts]


@pytest.mark.parametrize("library", ["real", "small", "hostile"])
def test_a_whole_store_is_exported_as_it_is(library, request, excerpt_of, exported):
    whole = request.getfixturevalue(library)
    assert decode_store(exported(export_store, excerpt_of(whole)), "again") == whole.snapshot
