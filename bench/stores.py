"""Stores of any size, made of the shipped one and the same each time.

Beside the shipped facts, which stand in every store as they are, companies that do not exist do what shipped ones did.
Nothing is kept in memory but the facts of one company, however large the store is.
"""

from __future__ import annotations

import heapq
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

import msgspec

from bench.blocks import read_blocks
from bench.companies import Companies
from bench.copies import Keyed, make_copies
from cpecfacts.model.record import Record
from cpecfacts.store.layout import FORMAT
from cpecfacts.store.location import packaged_store
from cpecfacts.store.reader import read_store

TITLE = "Made for measuring: nothing that it says of companies that do not exist is true"


class Layout(StrEnum):
    """How a store is written: as the program does, on one line as TinyDB does, or its facts alone, one a line."""

    CANONICAL = "canonical"
    COMPACT = "compact"
    LINES = "lines"


def write_store(path: Path, size: int, layout: Layout = Layout.CANONICAL) -> None:
    """Write a store of so many facts; the file is there when it is complete.

    Raises:
        ValueError: `size` is smaller than the shipped store.
    """
    library = read_blocks(read_store(packaged_store()).snapshot)
    snapshot = library.snapshot
    made = size - len(snapshot.facts)
    if made < 0:
        raise ValueError(f"the shipped store alone has {len(snapshot.facts)} facts")
    companies = Companies(made)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        whole = Path(folder) / path.name
        with (
            (Path(folder) / "projects").open("w+b") as projects,
            (Path(folder) / "sources").open("w+b") as sources,
            whole.open("wb") as out,
        ):

            def copies() -> Iterator[Keyed]:
                for company in sorted(companies.by_rank, key=lambda company: company.id):
                    copied = make_copies(company, companies, library)
                    yield from copied.facts
                    _spool(projects, copied.projects)
                    _spool(sources, copied.sources)

            organizations = sorted((company.id, company.record) for company in companies.by_rank)
            tables: dict[str, Iterable[Keyed]] = {
                "facts": _merged(snapshot.facts, copies()),
                "measures": _shipped(snapshot.measures),
                "meta": _meta(snapshot.meta.updated),
                "organizations": _merged(snapshot.organizations, organizations),
                "projects": _merged(snapshot.projects, _spooled(projects)),
                "rates": _shipped(snapshot.rates),
                "sources": _merged(snapshot.sources, _spooled(sources)),
            }
            if layout is Layout.LINES:
                out.writelines(msgspec.json.encode({"id": key, **fact}) + b"\n" for key, fact in tables["facts"])
            else:
                _write(tables, out, _compact if layout is Layout.COMPACT else _canonical, layout)
        whole.replace(path)


def _meta(updated: str | None) -> Iterator[tuple[str, Any]]:
    yield from {"format": FORMAT, "licence": "CC-BY-4.0", "title": TITLE, "updated": updated}.items()


def _shipped(records: Any) -> Iterator[Keyed]:
    for key in sorted(records):
        record: Record = records[key]
        fields = msgspec.to_builtins(record)
        fields.pop("id", None)
        yield key, fields


def _merged(records: Any, made: Iterable[Keyed]) -> Iterator[Keyed]:
    return heapq.merge(_shipped(records), made, key=lambda keyed: keyed[0])


def _spool(file: IO[bytes], records: Iterable[Keyed]) -> None:
    for keyed in records:
        file.write(msgspec.json.encode(keyed) + b"\n")


def _spooled(file: IO[bytes]) -> Iterator[Keyed]:
    file.seek(0)
    for line in file:
        key, record = msgspec.json.decode(line)
        yield key, record


def _write(tables: dict[str, Iterable[Keyed]], out: IO[bytes], encode: Callable[[Any], bytes], layout: Layout) -> None:
    """Write tables one after another, each record as soon as it comes."""
    wide = layout is Layout.CANONICAL
    inner, outer = (b"\n    ", b"\n  ") if wide else (b"", b"")
    between = b"," if wide else b", "
    out.write(b"{")
    for number, (name, records) in enumerate(tables.items()):
        out.write((between if number else b"") + outer + encode(name) + b": {")
        comma = b""
        for key, record in records:
            out.write(comma + inner + encode(key) + b": " + encode(record).replace(b"\n", inner))
            comma = between
        out.write((outer if comma else b"") + b"}")
    out.write(b"\n}\n" if wide else b"}")


def _canonical(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=2)


def _compact(value: Any) -> bytes:
    return json.dumps(value).encode()
