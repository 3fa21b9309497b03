"""Parquet: the facts as one table of typed columns, lists and pieces of evidence inside of it. Needs pyarrow."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from cpecfacts.analysis.figures import point_as_of
from cpecfacts.exchange.exporting.excerpt import Excerpt
from cpecfacts.exchange.exporting.rows import number_text
from cpecfacts.model.amounts import Amount, interval_of
from cpecfacts.model.dates import Point, When, parse_when
from cpecfacts.model.fact import Evidence, Fact
from cpecfacts.wording.json_text import encode

_TEXT = pa.string()
_TEXTS = pa.list_(pa.string())
_EVIDENCE = pa.struct(
    [
        ("source", _TEXT),
        ("publisher", _TEXT),
        ("title", _TEXT),
        ("issued", _TEXT),
        ("url", _TEXT),
        ("class", _TEXT),
        ("quote", _TEXT),
        ("paragraph", pa.int64()),
        ("asserted_by", _TEXT),
        ("stance", _TEXT),
    ]
)
SCHEMA = pa.schema(
    [
        ("id", _TEXT),
        ("statement", _TEXT),
        ("company", _TEXT),
        ("company_name", _TEXT),
        ("parties", _TEXTS),
        ("project", _TEXT),
        ("project_name", _TEXT),
        ("kind", _TEXT),
        ("measure", _TEXT),
        ("measure_label", _TEXT),
        ("amount_value", pa.float64()),
        ("amount_value_text", _TEXT),
        ("amount_to", pa.float64()),
        ("amount_to_text", _TEXT),
        ("amount_low", pa.float64()),
        ("amount_high", pa.float64()),
        ("amount_unit", _TEXT),
        ("amount_bound", _TEXT),
        ("amount_raw", _TEXT),
        ("when_edtf", _TEXT),
        ("when_means", _TEXT),
        ("earliest", pa.date32()),
        ("latest", pa.date32()),
        ("when_first", pa.date32()),
        ("when_last", pa.date32()),
        ("as_of_first", pa.date32()),
        ("as_of_last", pa.date32()),
        ("status", _TEXT),
        ("places", _TEXTS),
        ("tags", _TEXTS),
        ("evidence", pa.list_(_EVIDENCE)),
        ("sources", pa.int32()),
        ("origins", pa.int32()),
        ("self_reported", pa.bool_()),
        ("quality", pa.int32()),
        ("disputed_by", _TEXTS),
        ("rank", _TEXT),
        ("rank_reason", _TEXT),
        ("note", _TEXT),
    ]
)
"""The columns. `amount_value` is the nearest double, `amount_value_text` the figure with every digit.

`amount_low` and `amount_high` are the ends of what the figure may mean, null where it is open; `when_first` and
`when_last` are those of the date as it is written, by which facts are put in order; `as_of_first` and `as_of_last`
those of the point by which the most recent figure is found.
"""

_ROWS = 10_000  # a batch: memory stays bounded however many facts there are
_PARTITION = "company"


def export_parquet(excerpt: Excerpt, out: BinaryIO) -> tuple[str, ...]:
    """Write one file; its metadata have the provenance under the key `cpecfacts`."""
    _write(excerpt, excerpt.facts_to_write(), SCHEMA, out)
    return ()


def export_parquet_by_company(excerpt: Excerpt, folder: Path) -> tuple[str, ...]:
    """Write a file a company, in folders such as `company=zong`, as Hive names them; the name is the column."""
    by_company: dict[str, list[Fact]] = {}
    for fact in excerpt.facts:
        by_company.setdefault(fact.company, []).append(fact)
    schema = SCHEMA.remove(SCHEMA.get_field_index(_PARTITION))
    for company, facts in by_company.items():
        part = folder / f"{_PARTITION}={company}"
        part.mkdir()
        with (part / "facts.parquet").open("wb") as out:
            _write(excerpt, facts, schema, out)
    return ()


def is_of_parquet_by_company(path: PurePosixPath) -> bool:
    """Whether a path inside of a folder may come from `export_parquet_by_company`."""
    return path.match(f"{_PARTITION}=*/facts.parquet") and len(path.parts) == 2


def _write(excerpt: Excerpt, facts: Iterable[Fact], schema: pa.Schema, out: BinaryIO) -> None:
    told = schema.with_metadata({"cpecfacts": encode(msgspec.to_builtins(excerpt.provenance), indent=0)})
    with pq.ParquetWriter(out, told, compression="zstd") as writer:
        for rows in _batches(_row(fact, excerpt) for fact in facts):
            writer.write_table(pa.Table.from_pylist(rows, schema=told))


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _ROWS:
            yield batch
            batch = []
    yield batch


def _row(fact: Fact, excerpt: Excerpt) -> dict[str, Any]:
    snapshot, trust = excerpt.snapshot, excerpt.trust(fact)
    return {
        "id": fact.id,
        "statement": fact.statement,
        "company": fact.company,
        "company_name": snapshot.organizations[fact.company].name,
        "parties": fact.parties,
        "project": fact.project,
        "project_name": None if fact.project is None else snapshot.projects[fact.project].name,
        "kind": fact.kind.value,
        "measure": fact.measure,
        "measure_label": None if fact.measure is None else snapshot.measures[fact.measure].label,
        **({} if fact.amount is None else _amount(fact.amount)),
        "when_edtf": fact.when,
        "when_means": None if fact.when_means is None else fact.when_means.value,
        **({} if fact.when is None else _days(parse_when(fact.when))),
        "status": fact.status.value,
        "places": fact.places,
        "tags": fact.tags,
        "evidence": [_evidence(piece, excerpt) for piece in fact.evidence],
        "sources": trust.sources,
        "origins": len(trust.origins),
        "self_reported": trust.self_reported,
        "quality": trust.quality,
        "disputed_by": trust.disputes,
        "rank": fact.rank.value,
        "rank_reason": fact.rank_reason,
        "note": fact.note,
    }


def _days(when: When) -> dict[str, date | None]:
    last = when.start if when.end is None else when.end
    point = point_as_of(when)
    return {
        "earliest": when.earliest,
        "latest": when.latest,
        "when_first": when.anchor.first,
        "when_last": last.last if isinstance(last, Point) else None,
        "as_of_first": point.first,
        "as_of_last": point.last,
    }


def _amount(amount: Amount) -> dict[str, Any]:
    meant = interval_of(amount)
    return {
        "amount_value": float(amount.value),
        "amount_value_text": number_text(amount.value),
        "amount_to": None if amount.to is None else float(amount.to),
        "amount_to_text": number_text(amount.to),
        "amount_low": None if meant.low is None else _double(meant.low),
        "amount_high": None if meant.high is None else _double(meant.high),
        "amount_unit": amount.unit,
        "amount_bound": amount.bound.value,
        "amount_raw": amount.raw,
    }


def _double(number: float) -> float:
    """Return the nearest double; of a margin beyond the largest one, infinity."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def _evidence(piece: Evidence, excerpt: Excerpt) -> dict[str, Any]:
    source = excerpt.snapshot.sources[piece.source]
    return {
        "source": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "issued": source.issued,
        "url": source.URL,
        "class": source.class_.value,
        "quote": piece.quote,
        "paragraph": piece.paragraph,
        "asserted_by": piece.asserted_by,
        "stance": piece.stance.value,
    }
