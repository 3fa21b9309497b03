"""What the docs say of the index, taken from the comments of its schema. Used by cog."""

from __future__ import annotations

import re
from importlib.resources import files

_TABLE = re.compile(
    r"(?P<comment>(?:^--[^\n]*\n)+)CREATE (?P<virtual>VIRTUAL )?TABLE (?P<name>\w+)[^(]*\(\n(?P<body>.*?)\n\)",
    re.MULTILINE | re.DOTALL,
)
_COLUMN = re.compile(r'^  "?(?P<name>[a-z_]+)"?(?: (?P<type>TEXT|INTEGER|BLOB))?[^-]*-- (?P<meaning>.*)$', re.MULTILINE)


def index_schema() -> str:
    """Return the tables of the index as Markdown."""
    schema = (files("cpecfacts.index") / "schema.sql").read_text("utf-8")
    parts = []
    for table in _TABLE.finditer(schema):
        meaning = " ".join(line.removeprefix("--").strip() for line in table["comment"].splitlines())
        rows = [
            f"| `{column['name']}` | {column['type'] or 'number'} | {column['meaning']} |"
            for column in _COLUMN.finditer(table["body"])
        ]
        listed = ["| column | type | holds |", "| --- | --- | --- |", *rows, ""] if rows else []
        kind = " (full-text search)" if table["virtual"] else ""
        parts.append("\n".join([f"### `{table['name']}`{kind}", "", meaning, "", *listed]))
    return "\n".join(parts).rstrip()
