"""The tables of an export, read from the commented `schema.sql` beside this module: they stand there once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

SCHEMA, VIEWS = "schema.sql", "views.sql"

_TABLE = re.compile(r"((?:^--[^\n]*\n)+)CREATE TABLE (\w+) \(\n(.*?)\n\);", re.MULTILINE | re.DOTALL)
_COLUMN = re.compile(
    r"  (?P<name>\w+) (?P<type>[A-Z]+)(?P<required> NOT NULL)?(?P<key> PRIMARY KEY)?"
    r"(?: REFERENCES (?P<table>\w+) \((?P<column>\w+)\)(?: DEFERRABLE INITIALLY DEFERRED)?)?,? -- (?P<meaning>.+)"
)
_KEY = re.compile(r"  PRIMARY KEY \(([^)]*)\)")


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: its SQL type, and the table whose id it holds."""

    name: str
    type: str
    required: bool
    references: str | None
    meaning: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table of the export."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


def read_sql(name: str) -> str:
    """Return the text of one of the files of SQL that ship with the program."""
    return (files(__package__) / name).read_text("utf-8")


@cache
def tables() -> tuple[Table, ...]:
    """Return the tables in the order of the file: what is referred to stands before what refers to it."""
    return tuple(_read_tables(read_sql(SCHEMA)))


def _read_tables(text: str) -> Iterator[Table]:
    for comment, name, body in _TABLE.findall(text):
        columns: list[Column] = []
        key: tuple[str, ...] = ()
        for line in body.split("\n"):
            composite = _KEY.fullmatch(line)
            if composite:
                key = tuple(composite[1].split(", "))
                continue
            column = _COLUMN.fullmatch(line)
            if column is None:
                raise TypeError(line)
            if column["key"]:
                key = (column["name"],)
            columns.append(
                Column(
                    name=column["name"],
                    type=column["type"],
                    required=column["required"] is not None,
                    references=column["table"],
                    meaning=column["meaning"],
                )
            )
        meaning = " ".join(line.removeprefix("--").strip() for line in comment.splitlines())
        yield Table(name=name, meaning=meaning, columns=tuple(columns), key=key)
