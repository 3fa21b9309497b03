"""What the docs say of exports, taken from the code. Used by cog."""

from __future__ import annotations

import re

from cpecfacts.exchange.exporting.flat import COLUMNS
from cpecfacts.exchange.exporting.schema import VIEWS, read_sql, tables

_MADE = re.compile(r"((?:^--[^\n]*\n)+)CREATE (VIEW|VIRTUAL TABLE) (\w+)", re.MULTILINE)


def flat_columns() -> str:
    """Return a Markdown table of the columns of CSV."""
    rows = [f"| `{column.name}` | {column.meaning} |" for column in COLUMNS]
    return "\n".join(["| column | holds |", "| --- | --- |", *rows])


def database_schema() -> str:
    """Return the tables of the relational exports as Markdown."""
    parts = []
    for table in tables():
        rows = [
            f"| `{column.name}` | {column.type} | {_key(column.name, table.key)} | "
            f"{f'`{column.references}`' if column.references else ''} | {column.meaning} |"
            for column in table.columns
        ]
        head = ["| column | type | key | refers to | holds |", "| --- | --- | --- | --- | --- |"]
        parts.append("\n".join([f"### `{table.name}`", "", table.meaning, "", *head, *rows, ""]))
    return "\n".join(parts).rstrip()


def _key(name: str, key: tuple[str, ...]) -> str:
    return "yes" if name in key else ""


def database_views() -> str:
    """Return the views and search tables as Markdown."""
    rows = []
    for comment, kind, name in _MADE.findall(read_sql(VIEWS)):
        meaning = " ".join(line.removeprefix("--").strip() for line in comment.splitlines())
        rows.append(f"| `{name}` | {'view' if kind == 'VIEW' else 'search'} | {meaning} |")
    return "\n".join(["| name | what | holds |", "| --- | --- | --- |", *rows])
