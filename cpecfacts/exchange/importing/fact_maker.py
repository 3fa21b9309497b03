"""One fact of a row, as a `[[fact]]` of a mapping says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import msgspec

from cpecfacts.curating.identifiers import amount_slug, date_slug, slug
from cpecfacts.errors import AmbiguousNameError, UnknownNameError
from cpecfacts.exchange.importing.amount_cells import build_amount
from cpecfacts.exchange.importing.date_cells import about_year, date_of_parts, parse_date
from cpecfacts.exchange.importing.fields import FilledField, FilledList
from cpecfacts.exchange.importing.mapping import FactMapping, Field, Mapping
from cpecfacts.exchange.importing.row_records import Values, closed_word, id_of
from cpecfacts.exchange.importing.rows import RowError
from cpecfacts.exchange.importing.template import Look
from cpecfacts.model.amounts import Amount
from cpecfacts.model.fact import Evidence, Fact, Kind, Rank, Stance, Status, WhenMeans
from cpecfacts.query.names import Names
from cpecfacts.query.tree import Field as NamedField
from cpecfacts.wording.amounts import amount_words
from cpecfacts.wording.dates import date_words

LONGEST_ID = 100
LONGEST_STATEMENT = 1_000
MOST_QUOTED = 8
"""Words of a quotation: the store holds nobody's prose."""

_slug = lru_cache(maxsize=4096)(slug)

Find = Callable[[str, str, Look], str]
"""Gives the id of an organization for a name and the field that it stands in."""


class naming:  # noqa: N801  (it reads as a word in a with statement, as contextlib's own do)
    """Put the name of a field before what is wrong with it. A generator would take 1 s more for 100,000 rows."""

    __slots__ = ("field",)

    def __init__(self, field: str) -> None:
        self.field = field

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, RowError):
            error.args = (f"{self.field}: {error}",)


class FactMaker:
    """Makes the fact of a row."""

    def __init__(self, mapping: FactMapping, whole: Mapping, find: Find, names: Names) -> None:
        values = whole.values
        self._find, self._names, self._decimal = find, names, whole.file.decimal

        def filled(spec: Field | None) -> FilledField:
            return FilledField(spec, values)

        self._if = None if mapping.if_ is None else filled(mapping.if_)
        self._id = filled(mapping.id)
        self._company, self._parties = filled(mapping.company), FilledList(mapping.parties, values)
        self._kind, self._status, self._measure = filled(mapping.kind), filled(mapping.status), filled(mapping.measure)
        self._project, self._note = filled(mapping.project), filled(mapping.note)
        self._statement = filled(mapping.statement)
        self._places, self._tags = FilledList(mapping.places, values), FilledList(mapping.tags, values)
        self._amount = _fields_of(mapping.amount, values)
        self._when = _fields_of(mapping.when, values, leaving=("format",))
        self._form = None if mapping.when is None else mapping.when.format
        self._evidence = [_fields_of(piece, values) for piece in mapping.evidence]

    def company(self, look: Look) -> str:
        """Return the name of the subject as the row has it.

        Raises:
            RowError: There is none.
        """
        with naming("company"):
            name = self._company.text(look)
            if not name:
                raise RowError("it is empty")
            return name

    def applies(self, look: Look) -> bool:
        """Whether the row has a fact of this sort."""
        return self._if is None or bool(self._if.text(look))

    def make(self, company: str, look: Look, words: dict[str, str]) -> Fact:
        """Return the fact about a company; `words` takes what is worked out on the way, under the names of templates.

        Raises:
            RowError: The row does not make a fact.
        """
        with naming("parties"):
            names = self._parties.texts(look)
            parties = [self._find(name, "parties", look) for name in names]
        with naming("kind"):
            kind = Kind(closed_word("kind", self._kind.text(look), Kind))
        with naming("status"):
            status = Status(closed_word("status", self._status.text(look), Status))
        with naming("measure"):
            measure = self._named(NamedField.MEASURE, self._measure.text(look))
        with naming("amount"):
            amount = self._amount_of(look)
        with naming("when"):
            when, means = self._when_of(look)
        words["@parties"] = ", ".join(names)
        words["@amount"] = "" if amount is None else amount_words(amount)
        words["@when"] = "" if when is None else date_words(when)
        words["@date"] = when or ""
        words["@measure"] = measure or ""
        with naming("project"):
            project = self._named(NamedField.PROJECT, self._project.text(look)) or words["@project"] or None
        with naming("statement"):
            statement = self._statement_of(look)
        with naming("tags"):
            tags = [_slug(tag) or tag for tag in self._tags.texts(look)]
        with naming("places"):
            places = self._places.texts(look)
        with naming("note"):
            note = self._note.text(look)
        fact = Fact(
            company=company,
            parties=tuple(party for party in dict.fromkeys(parties) if party != company),
            project=project,
            kind=kind,
            measure=measure,
            statement=statement,
            amount=amount,
            when=when,
            when_means=means,
            status=status,
            places=places,
            tags=tuple(dict.fromkeys(tags)),
            evidence=tuple(self._evidence_of(look)),
            rank=Rank.NORMAL,
            rank_reason=None,
            note=note or None,
        )
        identifier = id_of(self._id, look, "fact") or default_id(fact, words["@digest"])
        return msgspec.structs.replace(fact, id=identifier)

    def _statement_of(self, look: Look) -> str:
        statement = self._statement.text(look)
        if not statement:
            raise RowError("it is empty")
        if len(statement) > LONGEST_STATEMENT:
            raise RowError(f"more than {LONGEST_STATEMENT:,} characters")
        return statement

    def _amount_of(self, look: Look) -> Amount | None:
        texts = {name: field.text(look) for name, field in self._amount.items()}
        return build_amount(**texts, decimal=self._decimal) if texts else None

    def _when_of(self, look: Look) -> tuple[str | None, WhenMeans | None]:
        """Return the date, as exact as the row has it, and what it is the date of."""
        texts = {name: field.text(look) for name, field in self._when.items()}
        if not texts:
            return None, None
        if texts["date"]:
            when = parse_date(texts["date"], self._form)
        elif texts["year"]:
            when = date_of_parts(texts["year"], texts["month"], texts["day"])
        else:
            return None, None
        if texts["estimated"]:
            when = about_year(when)
        return when, WhenMeans(closed_word("meaning of a date", texts["means"], WhenMeans))

    def _evidence_of(self, look: Look) -> Iterator[Evidence]:
        for fields in self._evidence:
            texts = {name: field.text(look) for name, field in fields.items()}
            with naming("evidence"):
                source = self._named(NamedField.SOURCE, texts["source"])
                if source is None:
                    raise RowError("it has no source")
                paragraph = texts["paragraph"]
                if paragraph and not (paragraph.isdecimal() and len(paragraph) < 7):
                    raise RowError(f"the paragraph “{paragraph[:40]}” is no whole number")
                if len(texts["quote"].split()) > MOST_QUOTED:
                    raise RowError(f"a quotation has at most {MOST_QUOTED} words")
                asserted_by = texts["asserted_by"]
                yield Evidence(
                    source=source,
                    quote=texts["quote"] or None,
                    paragraph=int(paragraph) if paragraph else None,
                    asserted_by=self._find(asserted_by, "asserted_by", look) if asserted_by else None,
                    stance=Stance(closed_word("stance", texts["stance"], Stance)),
                )

    def _named(self, field: NamedField, name: str) -> str | None:
        """Return the id of a record of the store that a text names; None for an empty one."""
        if not name:
            return None
        try:
            return self._names.value(field, name)
        except (UnknownNameError, AmbiguousNameError) as error:
            raise RowError(str(error)) from None


def _fields_of(mapping: msgspec.Struct | None, values: Values, leaving: tuple[str, ...] = ()) -> dict[str, FilledField]:
    """Return the fields of a table of a mapping, by name; of none no field."""
    if mapping is None:
        return {}
    names = [field.name for field in msgspec.structs.fields(mapping) if field.name not in leaving]
    return {name: FilledField(getattr(mapping, name), values) for name in names}


def default_id(fact: Fact, digest: str) -> str:
    """Return an id from what the fact says, and the digest of its row: the same row gives the same id."""
    figure = "" if fact.amount is None else amount_slug(fact.amount)
    tail = "-".join(filter(None, (figure, date_slug(fact.when) if fact.when else "", digest)))
    head = slug(f"{fact.company} {fact.measure or fact.kind}", LONGEST_ID - len(tail) - 1)
    return f"{head}-{tail}"
