"""`cpecfacts schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cpecfacts.cli.options import OUTPUT

EXAMPLES = (
    ("cpecfacts schema", "the JSON Schema of what --json prints"),
    ("cpecfacts schema store -o store.schema.json", "the JSON Schema of a store file"),
)


def schema(
    which: Annotated[
        str, typer.Argument(metavar="[answer|store]", help="Of the JSON output, or of the store file.")
    ] = "answer",
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.", rich_help_panel=OUTPUT)
    ] = None,
) -> None:
    """Print the JSON Schema that every --json answer follows.

    It is a contract: additions keep its format number, a break raises it.
    """
    from cpecfacts.cli.sink import open_sink
    from cpecfacts.query.names import known_word
    from cpecfacts.reports.schema import SCHEMAS, schema_bytes

    name = known_word("schema", which, SCHEMAS)
    with open_sink(output, raw=False, no_color=True) as (out, _):
        out.write(schema_bytes(name))
