"""Rows to facts, as a mapping says."""

from __future__ import annotations

import hashlib
from functools import partial

from cpecfacts.errors import MappingError
from cpecfacts.exchange.importing.additions import Tables, empty_tables, overlaid
from cpecfacts.exchange.importing.fact_maker import FactMaker, naming
from cpecfacts.exchange.importing.fields import FilledField
from cpecfacts.exchange.importing.mapping import Mapping, NewOrganization
from cpecfacts.exchange.importing.organization_names import OrganizationNames
from cpecfacts.exchange.importing.record_fields import build_record
from cpecfacts.exchange.importing.row_records import ProjectMaker, SourceMaker, closed_word
from cpecfacts.exchange.importing.rows import Row, RowError, tidy
from cpecfacts.exchange.importing.soundness import refuse_unsound
from cpecfacts.exchange.importing.template import Look
from cpecfacts.model.fact import Fact
from cpecfacts.model.organization import Organization, OrganizationType
from cpecfacts.model.snapshot import RECORDS, Snapshot
from cpecfacts.query.names import Names

WORDS = (
    "@company", "@company-id", "@parties", "@amount", "@when", "@date", "@measure", "@source", "@project", "@digest",
    "@line",
)  # fmt: skip
"""What templates may name besides columns, worked out in this order."""

_DIGEST_BYTES = 4
"""With what stands before it in an id, 32 bits tell rows apart; a clash is refused, not overlooked."""


class MappedRows:
    """Makes facts of rows; what they refer to and the store does not have stands in `offered`."""

    def __init__(
        self, mapping: Mapping, snapshot: Snapshot, columns: dict[str, int], path: str, *, create: bool
    ) -> None:
        self._columns = columns
        self._used = sorted(set(columns.values()))
        self._empty = {tidy(text).casefold() for text in mapping.file.empty}
        self._where = _conditions(mapping.where, columns)
        self._unless = _conditions(mapping.unless, columns)
        self.offered: Tables = _constant_records(mapping, snapshot, path)
        view = overlaid(snapshot, self.offered)
        names = Names(view)
        self.organizations = OrganizationNames(
            names,
            view.organizations,
            self.offered["organizations"],
            aliases=mapping.organizations.aliases,
            create=create,
        )
        self._known_organizations = view.organizations
        self._new = {role: _NewFields(new, mapping) for role, new in mapping.organizations.new.items()}
        self._facts = [FactMaker(fact, mapping, self._find, names) for fact in mapping.fact]
        offered, values, check = self.offered, mapping.values, partial(refuse_unsound, view=view)
        self._source = mapping.source and SourceMaker(mapping.source, values, view.sources, offered["sources"], check)
        self._project = mapping.project and ProjectMaker(
            mapping.project, values, view.projects, offered["projects"], check
        )

    def wants(self, row: Row) -> bool:
        """Whether a row is one of those that the mapping chooses."""

        def holds(condition: tuple[int, set[str]]) -> bool:
            index, words = condition
            return ("" if index < 0 else tidy(row.cells[index]).casefold()) in words

        return all(map(holds, self._where)) and not any(map(holds, self._unless))

    def facts_of(self, row: Row) -> list[Fact]:
        """Return the facts of a row, each with its id.

        Raises:
            RowError: The row does not make them.
        """
        if row.problem is not None:
            raise RowError(row.problem)
        # Templates find everything in one dictionary: with a function in between, 100,000 rows take 3 s more.
        words = dict.fromkeys(WORDS, "")
        words["@line"], words["@digest"] = str(row.line), self.digest(row)
        for name, index in self._columns.items():
            text = "" if index < 0 else tidy(row.cells[index])
            words[name] = "" if self._empty and text.casefold() in self._empty else text
        look = words.__getitem__
        made: list[Fact] = []
        for maker in self._facts:
            if not maker.applies(look):
                continue
            company = self._company(maker, look, words)
            if not made:
                with naming("source"):
                    words["@source"] = self._source.find(look) if self._source else ""
                with naming("project"):
                    words["@project"] = (self._project.find(look) if self._project else None) or ""
            made.append(maker.make(company, look, words))
        return made

    def _company(self, maker: FactMaker, look: Look, words: dict[str, str]) -> str:
        name = maker.company(look)
        with naming("company"):
            identifier = self._find(name, "company", look)
        words["@company-id"], words["@company"] = identifier, self._known_organizations[identifier].name
        return identifier

    def _find(self, name: str, role: str, look: Look) -> str:
        """Return the id of an organization that stands in a field."""
        new = self._new.get(role)
        return self.organizations.find(
            name, lambda meant: _NEW.make(meant, look) if new is None else new.make(meant, look)
        )

    def digest(self, row: Row) -> str:
        """Return eight characters worked out from the cells that the mapping uses."""
        used = "\x1f".join(tidy(row.cells[index]) for index in self._used if index >= 0)
        return hashlib.blake2b(used.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()


class _NewFields:
    """Makes an organization for a name that none has."""

    def __init__(self, new: NewOrganization, mapping: Mapping | None) -> None:
        values = {} if mapping is None else mapping.values
        self._type, self._country = FilledField(new.type, values), FilledField(new.country, values)
        self._sector, self._note = FilledField(new.sector, values), FilledField(new.note, values)

    def make(self, name: str, look: Look) -> Organization:
        """Return the organization, without an id."""
        return Organization(
            name=name,
            type=OrganizationType(closed_word("type of organization", self._type.text(look), OrganizationType)),
            country=self._country.text(look) or None,
            parent=None,
            sector=self._sector.text(look) or None,
            aliases=(),
            note=self._note.text(look) or None,
        )


_NEW = _NewFields(NewOrganization(), None)


def _conditions(chosen: dict[str, str | list[str]], columns: dict[str, int]) -> list[tuple[int, set[str]]]:
    """Return for each column of a condition the texts that hold it, without case."""
    return [
        (columns[name], {tidy(text).casefold() for text in ([texts] if isinstance(texts, str) else texts)})
        for name, texts in chosen.items()
    ]


def _constant_records(mapping: Mapping, snapshot: Snapshot, path: str) -> Tables:
    """Return the records that the mapping brings along.

    Raises:
        MappingError: One is not as its table has them.
    """
    tables = empty_tables()
    for table, records in mapping.records.items():
        if table not in RECORDS or table == "facts":
            known = ", ".join(name for name in RECORDS if name != "facts")
            raise MappingError(path, f"records.{table}", f"there are the tables {known}")
        for key, fields in records.items():
            try:
                tables[table][key] = build_record(table, {**fields, "id": key})
            except RowError as error:
                raise MappingError(path, f"records.{table}.{key}", str(error)) from None
    _refuse_unsound_records(tables, snapshot, path)
    return tables


def _refuse_unsound_records(tables: Tables, snapshot: Snapshot, path: str) -> None:
    view = overlaid(snapshot, tables)
    for table, records in tables.items():
        for key, record in records.items():
            try:
                refuse_unsound(record, view)
            except RowError as error:
                raise MappingError(path, f"records.{table}.{key}", str(error)) from None
