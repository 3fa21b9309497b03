"""Bytes to records: the one door through which a store's data enters, and its checks."""

from __future__ import annotations

import msgspec

from cpecfacts.errors import StoreDataError, StoreFormatError
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.store.layout import FORMAT, TABLES, canonical_bytes
from cpecfacts.store.references import refuse_bad_records

_decoder = msgspec.json.Decoder(Snapshot)


def decode_store(data: bytes, path: str, *, ours: bool = False) -> Snapshot:
    """Decode and check a whole store; `path` is only for the errors.

    Bytes that are `ours` were made by `canonical_bytes` just now: no key can stand there twice, and 4 ms are saved.

    Raises:
        StoreDataError: The bytes are no store: not UTF-8, not JSON, a duplicate key, an unknown or missing
            field, a value of the wrong type, a date or reference that does not resolve.
        StoreFormatError: The store is written in another format.
    """
    try:
        snapshot = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        newer = _upgrade(data)
        if newer is None:
            raise _diagnosis(data, path) from None
        return decode_store(newer, path)
    if snapshot.meta.format != FORMAT:
        newer = _upgrade(data)
        if newer is None:
            raise StoreFormatError(path, snapshot.meta.format, FORMAT)
        return decode_store(newer, path)
    # Written canonically, the same data gives the same bytes, unless a key stood there twice: the decoder keeps the
    # last one silently. Only a file that is not in canonical form needs the slow look, and sorting.
    if not ours and canonical_bytes(snapshot) != data:
        from cpecfacts.store.diagnosis import refuse_what_decoding_hides

        refuse_what_decoding_hides(data, path)
        snapshot = _sorted_by_id(snapshot)
    for name in TABLES:
        for key, record in snapshot.table(name).items():
            if record.id:  # the file has an id inside of the record too
                raise _diagnosis(data, path)
            # Every record gets the id under which it stands; for everybody else it is frozen.
            msgspec.structs.force_setattr(record, "id", key)
    refuse_bad_records(snapshot, path)
    return snapshot


def _upgrade(data: bytes) -> bytes | None:
    from cpecfacts.store.upgrade import upgrade  # only a store of another format needs it

    return upgrade(data)


def _diagnosis(data: bytes, path: str) -> StoreDataError:
    from cpecfacts.store.diagnosis import diagnose  # 2 ms that a sound store need not pay

    return diagnose(data, path)


def _sorted_by_id(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with its tables in the order of their ids, as a canonical file has them."""
    return msgspec.structs.replace(snapshot, **{name: dict(sorted(snapshot.table(name).items())) for name in TABLES})
