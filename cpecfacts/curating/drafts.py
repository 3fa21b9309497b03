"""What was typed for a record, made into the record: names looked up, amounts and dates read, every mistake told.

A draft is a mapping from the fields of `forms` to plain values, as options, JSON or an editor give them. Text and empty
values are welcome everywhere; what is missing gets its default.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from cpecfacts.curating.forms import AMOUNT, EVIDENCE, FORMS, FieldForm, Takes
from cpecfacts.curating.identifiers import propose_id, slug
from cpecfacts.curating.phrases import SaidAmount, read_amount, read_date
from cpecfacts.errors import CpecfactsError, InvalidValueError, RecordRefusedError, UnknownNameError
from cpecfacts.model.amounts import Bound
from cpecfacts.model.fact import WhenMeans
from cpecfacts.model.measure import Shape
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import RECORDS, Snapshot
from cpecfacts.query.names import Names, known_word
from cpecfacts.query.quantities import unit_named
from cpecfacts.query.tree import Field

Draft = Mapping[str, Any]

_LARGEST = sys.float_info.max
USUAL_MEANINGS = {
    Shape.LEVEL: WhenMeans.AS_OF,
    Shape.TOTAL: WhenMeans.AS_OF,
    Shape.FLOW: WhenMeans.PERIOD,
    Shape.ONCE: WhenMeans.EVENT,
    Shape.EACH: WhenMeans.EVENT,
    Shape.DATE: WhenMeans.EVENT,
}
"""What a date means where nobody says it: what it means for most facts of a measure of that shape."""
_ADDING = {"company": "organization", "measure": "measure", "project": "project", "source": "source"}


def read_draft(
    table: str, draft: Draft, snapshot: Snapshot, names: Names | None = None, *, replacing: str | None = None
) -> Record:
    """Return the record that a draft stands for, with the id it names or a proposed one.

    `replacing` is the id of the record that is edited, which is not taken.

    Raises:
        RecordRefusedError: It makes no record; the error has every field that is wrong.
    """
    reader = _Reader(snapshot, names or Names(snapshot))
    values = reader.fields("", FORMS[table], draft, also=("id",))
    if table == "facts":
        reader.settle_fact(values)
    taken = set(snapshot.table(table)) - {replacing}
    wanted = reader.text("id", draft.get("id"))
    if wanted is not None and slug(wanted, len(wanted)) != wanted:
        reader.problem("id", f"“{wanted}” is no id: a-z and 0-9, joined by single hyphens")
    elif wanted is not None and wanted in taken:
        reader.problem("id", f"there is a {wanted} already")
    if reader.problems:
        raise RecordRefusedError(reader.problems)
    record = msgspec.convert(values, RECORDS[table])
    # Proposed is an id that no record of any table has: `show` then needs no table before it.
    everywhere = {key for name in RECORDS for key in snapshot.table(name)}
    return msgspec.structs.replace(record, id=wanted or replacing or propose_id(record, everywhere))


def read_field(form: FieldForm, value: Any, snapshot: Snapshot) -> Any:
    """Return what the record will have for one field.

    Raises:
        UnknownNameError: It names what the store does not have.
        UsageError: It cannot be read, or is needed.
    """
    reader = _Reader(snapshot, Names(snapshot))
    read = reader.settled(form.name, form, value)
    if reader.problems:
        raise RecordRefusedError([("", problem) for _, problem in reader.problems])
    return read


def draft_of(record: Record) -> dict[str, Any]:
    """Return a record as a draft: plain values, with its id."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    return {"id": record.id, **{name: value for name, value in plain.items() if name != "id"}}


class _Reader:
    """Reads the fields of one draft and gathers what is wrong with them."""

    def __init__(self, snapshot: Snapshot, names: Names) -> None:
        self.snapshot = snapshot
        self.names = names
        self.problems: list[tuple[str, str]] = []

    def problem(self, field: str, problem: str) -> None:
        self.problems.append((field, problem))

    def fields(self, place: str, forms: Iterable[FieldForm], draft: Draft, also: Iterable[str] = ()) -> dict[str, Any]:
        """Return the values of the fields of an object; `place` is where it stands in the record."""
        known = {form.name.lower(): form for form in forms}
        given: dict[str, Any] = {}
        for name, value in draft.items():
            key = str(name).replace("-", "_").lower()
            if key in known:
                given[known[key].name] = value
            elif key not in also:
                try:
                    known_word("field", str(name), [form.name for form in known.values()])
                except UnknownNameError as error:
                    self.problem("", f"{place}{error}" if not place else f"{place.rstrip('.')}: {error}")
        return {form.name: self.value(place + form.name, form, given.get(form.name)) for form in known.values()}

    def value(self, field: str, form: FieldForm, value: Any) -> Any:
        """Return the value of one field as the record has it; what is wrong with it is gathered."""
        try:
            return self.settled(field, form, value)
        except InvalidValueError as error:
            self.problem(field, f"“{error.value}” cannot be read: expected {error.expected}")
        except UnknownNameError as error:
            self.problem(field, f"{error}{self._remedy(error)}")
        except CpecfactsError as error:
            self.problem(field, str(error))
        return None

    def settled(self, field: str, form: FieldForm, value: Any) -> Any:
        """Return the value of one field, or its default, or tell that it is needed; a value of nonsense raises."""
        read = self._read(field, form, value)
        if read is None and form.default is not None:
            return form.default
        told = any(place == field or place.startswith((f"{field}.", f"{field}[")) for place, _ in self.problems)
        if form.required and not read and read != 0 and not told:
            words = f": {', '.join(form.words)}" if form.words else ""
            self.problem(field, f"is needed{words}")
        return read

    @staticmethod
    def _remedy(error: UnknownNameError) -> str:
        noun = _ADDING.get(error.what)
        return f"; cpecfacts add {noun} adds it" if noun is not None and not error.suggestions else ""

    def _read(self, field: str, form: FieldForm, value: Any) -> Any:
        match form.takes:
            case Takes.AMOUNT:
                return self.amount(field, value)
            case Takes.EVIDENCE:
                return self.evidence(field, value)
            case Takes.NUMBER:
                return self.number(field, value)
            case Takes.COUNT:
                return self.count(field, value)
            case Takes.TEXTS:
                return self.texts(field, value)
            case Takes.ORGANIZATIONS:
                return [self.names.organization(name) for name in self.texts(field, value)]
            case _:
                text = self.text(field, value)
                return None if text is None else self._meant(form, text)

    def _meant(self, form: FieldForm, text: str) -> str:
        """Return the word, id, date or unit that a text means in a field."""
        match form.takes:
            case Takes.WORD:
                return known_word(form.name.replace("_", " "), text, form.words)
            case Takes.DATE:
                return read_date(text)
            case Takes.ORGANIZATION:
                return self.names.organization(text)
            case Takes.PROJECT:
                return self.names.value(Field.PROJECT, text)
            case Takes.MEASURE:
                return self.names.value(Field.MEASURE, text)
            case Takes.SOURCE:
                return self.source(text)
            case Takes.UNIT:
                return unit_named(text)
            case _:
                return text

    def text(self, field: str, value: Any) -> str | None:
        """Return a text without spaces at its ends; None for an empty one."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            self.problem(field, "expected text")
            return None
        text = str(value).strip()
        try:
            text.encode()
        except UnicodeEncodeError:
            self.problem(field, "is no text: it holds bytes or halves of characters")
            return None
        return text or None

    def texts(self, field: str, value: Any) -> list[str]:
        """Return a list of texts, each once; one text is a list of one."""
        members = value if isinstance(value, (list, tuple)) else [value]
        texts = [self.text(f"{field}[{index}]", member) for index, member in enumerate(members)]
        return list(dict.fromkeys(text for text in texts if text is not None))

    def number(self, field: str, value: Any) -> int | float | None:
        """Return a number, written as one or as people do."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if -_LARGEST <= value <= _LARGEST:
                return value
            raise InvalidValueError(field, f"{str(value)[:40]}", "a number that a computer can hold")
        text = self.text(field, value)
        if text is None:
            return None
        try:  # as files have them; Python's own spellings (1_000, inf) are none
            return self.number(field, msgspec.json.decode(text, type=int | float))
        except msgspec.DecodeError:
            return read_amount(text).value

    def count(self, field: str, value: Any) -> int | None:
        """Return a whole number from 1."""
        text = self.text(field, value)
        if text is None:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
            raise InvalidValueError(field, text, "a whole number from 1")
        return int(text)

    def source(self, text: str) -> str:
        """Return the id of a source, found by its id or its address."""
        if "://" in text:
            found = [key for key, source in self.snapshot.sources.items() if text == source.URL]
            if len(found) == 1:
                return found[0]
        return self.names.value(Field.SOURCE, text)

    def amount(self, field: str, value: Any) -> dict[str, Any] | None:
        """Return the fields of an amount, from an object or from a phrase such as "over $3 billion"."""
        if value is None or value == "":
            return None
        given = dict(value) if isinstance(value, Mapping) else {"value": value}
        if all(part in (None, "") for part in given.values()):
            return None
        said: SaidAmount | None = None
        if isinstance(given.get("value"), str):
            said = read_amount(given["value"])
            given["value"] = said.value
            for name, part in (("unit", said.unit), ("to", said.to), ("bound", said.bound and said.bound.value)):
                if given.get(name) in (None, ""):
                    given[name] = part
        read = self.fields(f"{field}.", AMOUNT, given)
        if said is not None and said.bound is not None and read["bound"] not in (None, said.bound):
            self.problem(f"{field}.bound", f"“{value_text(value)}” says {said.bound.value}, not {read['bound']}")
        if read["bound"] is None:
            read["bound"] = Bound.EXACT.value if read["to"] is None else Bound.BETWEEN.value
        return read

    def evidence(self, field: str, value: Any) -> list[dict[str, Any]]:
        """Return the pieces of evidence."""
        pieces = value if isinstance(value, (list, tuple)) else [value] if value else []
        read: list[dict[str, Any]] = []
        for index, piece in enumerate(pieces):
            if isinstance(piece, Mapping):
                read.append(self.fields(f"{field}[{index}].", EVIDENCE, piece))
            else:
                self.problem(f"{field}[{index}]", "expected an object with a source")
        return read

    def settle_fact(self, values: dict[str, Any]) -> None:
        """Complete what follows from other fields: the unit of an amount and the meaning of a date."""
        measure = self.snapshot.measures.get(values["measure"] or "")
        amount = values["amount"]
        if amount is not None and not amount["unit"] and not self._told("amount") and not self._told("measure"):
            if measure is None or measure.unit in (None, "money"):
                self.problem("amount.unit", "is needed: a currency such as USD or PKR, or a plural noun such as sites")
            else:
                amount["unit"] = measure.unit
        if values["when"] is None:
            if values["when_means"] is not None and not self._told("when"):
                self.problem("when_means", "belongs to a date, and there is none")
        elif values["when_means"] is None and not self._told("when_means") and not self._told("measure"):
            if measure is None:
                self.problem("when_means", f"is needed: {', '.join(WhenMeans)}")
            else:
                values["when_means"] = USUAL_MEANINGS[measure.shape].value

    def _told(self, field: str) -> bool:
        return any(told == field or told.startswith(f"{field}.") for told, _ in self.problems)


def value_text(value: Any) -> str:
    """Return what was typed for an amount, for a message."""
    return str(value["value"] if isinstance(value, Mapping) else value)
