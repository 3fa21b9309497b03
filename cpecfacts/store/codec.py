"""Bytes to records: the one door through which a store's data enters, and its checks."""

from __future__ import annotations

import gc
from typing import Any

import msgspec

from cpecfacts.errors import StoreDataError, StoreFormatError
from cpecfacts.model.fact import Fact
from cpecfacts.model.measure import Measure
from cpecfacts.model.organization import Organization
from cpecfacts.model.project import Project
from cpecfacts.model.rate import Rate
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Meta, Snapshot
from cpecfacts.model.source import Source
from cpecfacts.store.layout import FORMAT, canonical_bytes
from cpecfacts.store.references import refuse_bad_records


class _StoreFile(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The file as it is decoded: every table must be there, nothing else may."""

    meta: Meta
    organizations: dict[str, Organization]
    projects: dict[str, Project]
    measures: dict[str, Measure]
    sources: dict[str, Source]
    rates: dict[str, Rate]
    facts: dict[str, Fact]

    def tables(self) -> dict[str, dict[str, Any]]:
        """Return the tables of records by their names."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name != "meta"}


_decoder = msgspec.json.Decoder(_StoreFile)


def decode_store(data: bytes, path: str) -> Snapshot:
    """Decode and check a whole store; `path` is only for the errors.

    Raises:
        StoreDataError: The bytes are no store: not UTF-8, not JSON, a duplicate key, an unknown or missing
            field, a value of the wrong type, a date or reference that does not resolve.
        StoreFormatError: The store is written in another format.
    """
    # Thousands of small objects that all survive: the collector would walk them a dozen times (5 of 12 ms).
    collecting = gc.isenabled()
    gc.disable()
    try:
        try:
            file = _decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            from cpecfacts.store.diagnosis import diagnose

            raise diagnose(data, path) from None
        if file.meta.format != FORMAT:
            raise StoreFormatError(path, file.meta.format, FORMAT)
        # Written canonically, the same data gives the same bytes, unless a key stood there twice: the decoder keeps
        # the last one silently. Only a file that is not in canonical form needs the slow look for such keys.
        if canonical_bytes(file) != data:
            from cpecfacts.store.diagnosis import refuse_duplicate_keys

            refuse_duplicate_keys(data, path)
        for name, table in file.tables().items():
            _put_ids_in(table, name, path)
        snapshot = Snapshot(
            meta=file.meta,
            organizations=file.organizations,
            projects=file.projects,
            measures=file.measures,
            sources=file.sources,
            rates=file.rates,
            facts=file.facts,
        )
        refuse_bad_records(snapshot, path)
        return snapshot
    finally:
        if collecting:
            gc.enable()


def _put_ids_in(table: dict[str, Record], name: str, path: str) -> None:
    """Give every record the id under which it stands; records are frozen for everybody else."""
    for key, record in table.items():
        if record.id:
            raise StoreDataError(path, f"{name}.{key}.id", "a record has no field “id”: its key is its id")
        msgspec.structs.force_setattr(record, "id", key)
