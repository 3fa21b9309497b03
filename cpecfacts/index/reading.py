"""The records of one or more stores, one by one: a large store is never held whole as objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from cpecfacts.errors import StoreDataError
from cpecfacts.model.fact import Fact
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Meta, Snapshot
from cpecfacts.store.layers import joined_meta, read_layers
from cpecfacts.store.layout import FORMAT
from cpecfacts.store.reader import digest_of, digest_together, read_bytes
from cpecfacts.store.references import flaws_beside, is_id, is_plainly_sound
from cpecfacts.store.strict_json import read_strict_json

_FACTS = "facts"
_AT_ONCE = 2000  # facts whose rows are held in memory
_encode_sorted = msgspec.json.Encoder(order="sorted").encode
# What the decoder raises for bytes that are no record: of another type, no UTF-8 (a ValueError), nested too deeply.
_NO_RECORD = (msgspec.MsgspecError, UnicodeError, RecursionError)


class IrregularError(Exception):
    """A store that cannot be read record by record: it is not sound, or written in another format.

    Whoever catches it reads the whole store at once, as `store` does, and learns what is wrong.
    """


class _Tables(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A store file whose records are not looked into yet."""

    meta: msgspec.Raw
    organizations: dict[str, msgspec.Raw]
    projects: dict[str, msgspec.Raw]
    measures: dict[str, msgspec.Raw]
    sources: dict[str, msgspec.Raw]
    rates: dict[str, msgspec.Raw]
    facts: dict[str, msgspec.Raw]


class Records:
    """What is to be indexed: every table but that of facts as records, and the facts one by one.

    `view` is a snapshot whose facts are only known by their ids; `digests` are those of the files, `digest` that of
    `store.layers.Layers`.
    """

    def __init__(
        self,
        view: Snapshot,
        facts: Callable[[], Iterator[Fact]],
        digests: Sequence[str] = (),
        at: Callable[[int], Fact] | None = None,
    ) -> None:
        self.view = view
        self.facts = facts
        self._at = at
        self.digests = digests
        self.digest = digest_together(digests) if digests else ""
        self.count = len(view.facts)

    def at(self, position: int) -> Fact:
        """Return the fact of a position in the order of ids; it was found sound before."""
        return self._held[position] if self._at is None else self._at(position)

    @cached_property
    def _held(self) -> list[Fact]:
        return list(self.facts())


def chunks(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """Yield facts in lists of some thousand."""
    rest = iter(facts)
    while chunk := list(islice(rest, _AT_ONCE)):
        yield chunk


def read_records(paths: Sequence[Path]) -> Records:
    """Read stores to be indexed as one, record by record.

    Raises:
        IrregularError: One is no sound store in the form of today, or two of them differ; `read_whole` tells.
        StoreNotFoundError: One is not there, or may not be read.
    """
    return _Reading(list(dict.fromkeys(paths))).records()


def read_whole(paths: Sequence[Path]) -> Records:
    """Read stores at once, as they are read without an index.

    Raises:
        StoreNotFoundError: One is not there, or may not be read.
        StoreDataError: One is not a sound store, or an id stands in two of them and means different things.
    """
    layers = read_layers(paths)
    snapshot = layers.snapshot
    return Records(snapshot, lambda: iter(snapshot.facts.values()), [file.digest for file in layers.files])


class _Reading:
    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        # The slices of a table point into the bytes of its file, which stay in memory as long as they do.
        self._data = [read_bytes(path) for path in paths]

    def records(self) -> Records:
        # To reckon a digest takes no lock of Python's: a second thread does it while the files are cut into records.
        with ThreadPoolExecutor(1) as beside:
            digests = beside.map(digest_of, self._data)
            decoded = [self._decoded(data) for data in self._data]
        files = [file for file, _ in decoded]
        tables: dict[str, Any] = {}
        for name, kind in RECORDS.items():
            if name != _FACTS:
                tables[name] = dict(self._table(_union([getattr(file, name) for file in files]), kind))
        raw = _union([file.facts for file in files])
        view = Snapshot(meta=joined_meta([meta for _, meta in decoded]), **tables, facts=raw)  # type: ignore[arg-type]
        for name, table in tables.items():
            for record in table.values():
                _refuse_flaws(record, name, view)
        ids = sorted(raw)
        decode = msgspec.json.Decoder(Fact).decode

        def fact_at(position: int) -> Fact:
            fact = decode(raw[ids[position]])
            msgspec.structs.force_setattr(fact, "id", ids[position])
            return fact

        return Records(view, lambda: self._facts(raw, view), list(digests), fact_at)

    def _decoded(self, data: bytes) -> tuple[_Tables, Meta]:
        try:
            file = msgspec.json.decode(data, type=_Tables)
            meta = msgspec.json.decode(file.meta, type=Meta)
        except _NO_RECORD:
            raise IrregularError from None
        if meta.format != FORMAT or _has_more_than(file, data):
            raise IrregularError
        _read_strictly(bytes(file.meta))
        return file, meta

    def _table(self, raw: Mapping[str, msgspec.Raw], kind: type[Record]) -> Iterator[tuple[str, Record]]:
        """Yield the records of a table in the order of their ids.

        Raises:
            IrregularError: One is not sound in itself.
        """
        decode = msgspec.json.Decoder(kind).decode
        for key in sorted(raw):
            try:
                record = decode(raw[key])
            except _NO_RECORD:
                raise IrregularError from None
            if record.id:  # the file has an id inside of the record too
                raise IrregularError
            # The decoder keeps the last of two equal keys silently; then the record has less than the file.
            if _encode_sorted(record) != msgspec.json.format(raw[key], indent=-1):
                _read_strictly(bytes(raw[key]))
            msgspec.structs.force_setattr(record, "id", key)
            yield key, record

    def _facts(self, raw: Mapping[str, msgspec.Raw], view: Snapshot) -> Iterator[Fact]:
        ids = {name: view.table(name) for name in RECORDS}
        for key, fact in self._table(raw, Fact):
            # Nearly every fact is plainly sound, and to see that takes a third of the time.
            if not (is_id(key) and is_plainly_sound(ids, fact)):  # type: ignore[arg-type]  # the records are facts
                _refuse_flaws(fact, _FACTS, view)
            yield fact  # type: ignore[misc]


def _union(tables: Sequence[dict[str, msgspec.Raw]]) -> dict[str, msgspec.Raw]:
    """Return the records of a table in all files.

    Raises:
        IrregularError: Two files have one id and write it differently; it may mean the same all the same.
    """
    if len(tables) == 1:
        return tables[0]
    union: dict[str, msgspec.Raw] = {}
    for table in tables:
        if any(bytes(union[key]) != bytes(table[key]) for key in union.keys() & table.keys()):
            raise IrregularError
        union.update(table)
    return union


def _refuse_flaws(record: Record, table: str, view: Snapshot) -> None:
    if next(flaws_beside(record, table, view), None) is not None:
        raise IrregularError


def _read_strictly(data: bytes) -> None:
    try:
        read_strict_json(data, "")
    except StoreDataError:
        raise IrregularError from None


def _has_more_than(file: _Tables, data: bytes) -> bool:
    """Whether a file has more in it than was read of it: a key that stands twice, of which the decoder keeps the last.

    Without space between its parts, a store is as long as its records with their ids, and the signs between. To see the
    same of the canonical form its lines are counted instead, which takes a tenth of the time.
    """
    if _is_laid_out(file, data):
        return False
    length = len(msgspec.json.format(file.meta, indent=-1)) + len('{"meta":}')
    for name in RECORDS:
        table: dict[str, msgspec.Raw] = getattr(file, name)
        length += len(f',"{name}":{{}}') + max(0, len(table) - 1)
        length += sum(map(len, table)) + 3 * len(table)
        length += sum(len(msgspec.json.format(raw, indent=-1)) for raw in table.values())
    return length != len(msgspec.json.format(data, indent=-1))


def _is_laid_out(file: _Tables, data: bytes) -> bool:
    """Whether a file is as long, and has as many lines of records, as the canonical form of what was read of it."""
    length = len("{\n}\n") + len('  "meta": ,\n') + len(memoryview(file.meta))
    lines = bytes(file.meta).count(b'\n    "')
    for name in RECORDS:
        table: dict[str, msgspec.Raw] = getattr(file, name)
        lines += len(table)
        length += len(f'  "{name}": {{}},\n')
        if table:
            length += len("\n  ") + len('    "": ,\n') * len(table) - len(",")
            length += sum(map(len, table)) + sum(len(memoryview(raw)) for raw in table.values())
    return length - len(",") == len(data) and data.count(b'\n    "') == lines
