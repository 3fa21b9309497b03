"""A patient reading of a store: everything that is wrong with it, and all records that are sound."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import msgspec

from cpecfacts.errors import StoreDataError
from cpecfacts.model.flaw import Flaw
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Meta, Snapshot
from cpecfacts.progress import counted
from cpecfacts.store.fields import flaws_of_names, flaws_of_record, known_part, stand_in
from cpecfacts.store.json_places import Lines, Member, members, places_inside, scanner, skip_space
from cpecfacts.store.json_values import has_twice, numbers_beyond_counting, texts_in
from cpecfacts.store.layout import FORMAT, TABLES
from cpecfacts.store.references import flaws_of_records
from cpecfacts.store.strict_json import build_object, decode_text, half_characters, read_strict_json

_LINE = re.compile(r"line (\d+), column \d+")
_MOST_DIGITS = 4000  # Python converts no whole number of more than 4300 digits


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """What a reading found.

    `snapshot` has the records that could be decoded; their references and dates may be bad, which `flaws` tells. `ids`
    are those of all records, by table, and `mentioned` every text in records that could not be decoded: what they name
    is not to be called unused.
    """

    snapshot: Snapshot
    flaws: tuple[Flaw, ...]
    ids: Mapping[str, frozenset[str]]
    mentioned: frozenset[str]
    places: StorePlaces

    def line_of(self, flaw: Flaw) -> int:
        """Return the line of a flaw, counted from 1."""
        if flaw.position is not None:
            return self.places.lines.line_of(flaw.position)
        return self.places.line_of(flaw.table, flaw.id, flaw.stands_at or flaw.field)


class StorePlaces:
    """Where tables, records and fields stand in the text of a store."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.tables: dict[str, Member] = {}
        self.records: dict[tuple[str, str | None], Member] = {}
        self._inside: dict[tuple[str, str | None], Mapping[str, int]] = {}

    def line_of(self, table: str, identifier: str | None, field: str) -> int:
        """Return the line of a field, or of what it should stand in: the record, the table, the file."""
        record = self.records.get((table, identifier))
        if record is None:
            known = self.tables.get(table)
            return 1 if known is None else self.lines.line_of(known.at)
        if field and (table, identifier) not in self._inside:
            self._inside[table, identifier] = places_inside(self.text, record.start).fields
        while field:
            place = self._inside[table, identifier].get(field)
            if place is not None:
                return self.lines.line_of(place)
            field = field[: max(field.rfind("."), field.rfind("["), 0)]
        return self.lines.line_of(record.at)


def survey_store(data: bytes) -> Survey:
    """Read the bytes of a store as far as they can be read; what is no JSON is one single flaw.

    In time and space it is linear in the size of the store.
    """
    try:
        text = decode_text(data, "")
        return _Surveyor(text).survey(data)
    except StoreDataError as error:
        return _unread(error, data)


def _unread(error: StoreDataError, data: bytes) -> Survey:
    """Return the survey of bytes that cannot be read at all."""
    places = StorePlaces(data.decode("utf-8", "replace"))
    line = _LINE.fullmatch(error.place)
    position = None
    if line is not None:
        number = int(line[1])
        position = 0 if number == 1 else [match.end() for match in re.finditer("\n", places.text)][number - 2]
    problem = error.problem if line is None and not error.place else f"{error.place}: {error.problem}"
    flaw = Flaw(rule="not-json", problem=problem, position=position)
    nothing: dict[str, Any] = {name: {} for name in TABLES}
    return Survey(
        snapshot=Snapshot(meta=Meta(format=FORMAT), **nothing),
        flaws=(flaw,),
        ids={name: frozenset() for name in TABLES},
        mentioned=frozenset(),
        places=places,
    )


class _Surveyor:
    """Goes through a text once, record by record."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = StorePlaces(text)
        self.flaws: list[Flaw] = []
        self.tables: dict[str, dict[str, Record]] = {name: {} for name in TABLES}
        self.ids: dict[str, set[str]] = {name: set() for name in TABLES}
        self.partial: dict[str, dict[str, Record]] = {name: {} for name in TABLES}
        self.meta = Meta(format=FORMAT)
        self.mentioned: set[str] = set()
        self.halves = sorted(half_characters(text))
        self.scan = scanner(object_pairs_hook=build_object, parse_constant=_refuse_constant, parse_int=_parse_int)

    def survey(self, data: bytes) -> Survey:
        try:
            self._read()
        except (ValueError, RecursionError, StopIteration):
            read_strict_json(data, "")  # raises, with the place in words
            raise StoreDataError("", "", "the data is nested too deeply for a store") from None
        tables: dict[str, Any] = {name: dict(sorted(table.items())) for name, table in self.tables.items()}
        snapshot = Snapshot(meta=self.meta, **tables)
        ids = {name: frozenset(those) for name, those in self.ids.items()}
        known = {name: dict.fromkeys(sorted(those)) for name, those in ids.items()}
        self.flaws += flaws_of_records(snapshot, known)
        self.flaws += self._flaws_of_partial(known)
        return Survey(
            snapshot=snapshot,
            flaws=tuple(self.flaws),
            ids=ids,
            mentioned=frozenset(self.mentioned),
            places=self.places,
        )

    def _flaws_of_partial(self, known: Mapping[str, Mapping[str, None]]) -> Iterator[Flaw]:
        """Yield bad references and dates of records that could not be decoded, but for the parts that are to blame."""
        bad = {(flaw.table, flaw.id, flaw.field) for flaw in self.flaws}
        tables: dict[str, Any] = self.partial
        for flaw in flaws_of_records(Snapshot(meta=self.meta, **tables), known):
            told = flaw.table == "meta" or flaw.rule not in ("unknown-reference", "missing-parent", "bad-date")
            if not told and (flaw.table, flaw.id, flaw.field) not in bad:
                yield flaw

    def _read(self) -> None:
        text = self.text
        start = skip_space(text, 0)
        if text[start] != "{":
            read_strict_json(text.encode(), "")
            raise StoreDataError("", "", f"the top level must be an object with the tables {', '.join(TABLES)}")
        end = start + 1
        for member, value in members(text, start, self._scan_table):
            end = member.end
            if member.key in self.places.tables:
                self._flaw("double-key", "", None, f"the table “{member.key}” stands twice", position=member.at)
            self.places.tables[member.key] = member
            self._note_table(member, value)
        rest = skip_space(text, skip_space(text, end) + 1)
        if rest != len(text):
            raise json.JSONDecodeError("Extra data", text, rest)
        for name in ("meta", *TABLES):
            if name not in self.places.tables:
                self._flaw("not-a-store", "", None, f"the table “{name}” is missing", mend=f'add "{name}": {{}}')
        for position in self.halves:
            problem = f"{text[position : position + 6]} is half of a character"
            self._flaw("half-character", "", None, problem, position=position)

    def _scan_table(self, text: str, begin: int) -> tuple[Any, int]:
        """Read a table: the members of an object apart, anything else whole."""
        if text[begin : begin + 1] != "{":
            return self.scan(text, begin)
        found = list(members(text, begin, self.scan))
        end = found[-1][0].end if found else begin + 1
        return found, skip_space(text, end) + 1

    def _note_table(self, table: Member, found: Any) -> None:
        name = table.key
        if name not in ("meta", *TABLES):
            known = f"a store has meta, {', '.join(TABLES)}"
            self._flaw("not-a-store", name, None, "no such table", mend=known)
            return
        if not isinstance(found, list) or not self.text.startswith("{", table.start):
            self._flaw("not-a-store", name, None, "expected an object")
            return
        if name == "meta":
            self._note_meta(table, found)
            return
        for member, value in counted(found, "Reading the store", len(found)) if name == "facts" else found:
            if (name, member.key) in self.places.records:
                problem = f"the id “{member.key}” stands twice in the table; the last one counts"
                self._flaw("double-key", name, member.key, problem, position=member.at)
            self.places.records[name, member.key] = member
            self.ids[name].add(member.key)
            self._note_record(name, member, value)

    def _note_meta(self, table: Member, found: list[tuple[Member, Any]]) -> None:
        self.places.records["meta", None] = table
        seen: dict[str, Any] = {}
        for member, value in found:
            if member.key in seen:
                problem = f"the key “{member.key}” stands twice in one object"
                self._flaw("double-key", "meta", None, problem, member.key, position=member.at)
            seen[member.key] = value
        flaws = list(flaws_of_record(seen, Meta, "meta", None))
        self.flaws += flaws
        number = seen.get("format")
        if isinstance(number, int) and not isinstance(number, bool) and number != FORMAT:
            problem = f"this store has format {number}, and this version of cpecfacts reads format {FORMAT}"
            self._flaw("unknown-format", "meta", None, problem, "format")
        if not flaws:
            self.meta = msgspec.convert(seen, Meta)

    def _note_record(self, table: str, member: Member, value: Any) -> None:
        """Take a record into its table, or note why not; of an earlier record under the same id nothing stays."""
        key, record_type = member.key, RECORDS[table]
        self.tables[table].pop(key, None)
        flaws = [*self._flaws_of_text(table, member, value)]
        readable = not flaws
        flaws += self._double_keys(table, member, value)
        if _decodes(value, record_type):  # an id inside of a record is the one thing that it lets pass
            shape = list(flaws_of_names(value, record_type, table, key))
        else:
            shape = list(flaws_of_record(value, record_type, table, key))
        self.flaws += flaws + shape
        surplus = {flaw.rule for flaw in shape} <= {"unknown-field"}
        if readable and surplus and isinstance(value, dict):
            record = msgspec.convert(known_part(value, record_type) if shape else value, record_type)
            msgspec.structs.force_setattr(record, "id", key)
            self.tables[table][key] = record
        else:
            self.mentioned.update(texts_in(value))
            if readable and isinstance(value, dict):
                with suppress(ValueError):
                    record = msgspec.convert(stand_in(value, record_type), record_type)
                    self.partial[table][key] = record

    def _double_keys(self, table: str, member: Member, value: Any) -> Iterator[Flaw]:
        if not has_twice(value):
            return
        for path, position in places_inside(self.text, member.start).twice.items():
            problem = f"the key “{path.rpartition('.')[2]}” stands twice in one object; the last one counts"
            yield Flaw(rule="double-key", table=table, id=member.key, field=path, problem=problem, position=position)

    def _flaws_of_text(self, table: str, member: Member, value: Any) -> Iterator[Flaw]:
        """Yield what JSON may write and no store can hold: half characters, numbers beyond counting."""
        first, after = bisect_left(self.halves, member.at), bisect_left(self.halves, member.end)
        for position in self.halves[first:after]:
            problem = f"{self.text[position : position + 6]} is half of a character"
            yield Flaw(rule="half-character", table=table, id=member.key, problem=problem, position=position)
        del self.halves[first:after]
        for field in numbers_beyond_counting(value, ""):
            problem = "the number is too large"
            yield Flaw(rule="number-too-large", table=table, id=member.key, field=field, problem=problem)

    def _flaw(
        self,
        rule: str,
        table: str,
        key: str | None,
        problem: str,
        field: str = "",
        *,
        position: int | None = None,
        mend: str | None = None,
    ) -> None:
        self.flaws.append(
            Flaw(rule=rule, table=table, id=key, field=field, problem=problem, position=position, mend=mend)
        )


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _parse_int(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else math.inf


def _decodes(value: Any, record: type[msgspec.Struct]) -> bool:
    try:
        msgspec.convert(value, record)
    except msgspec.ValidationError:
        return False
    return True
