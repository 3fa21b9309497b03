"""`cpecfacts init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cpecfacts.cli.options import Output

EXAMPLES = (
    ("cpecfacts init mine.json --from-shipped", "a store of your own with all facts of the shipped one"),
    ("cpecfacts init thesis.json --title 'Facts of my thesis'", "an empty one"),
)
STORE = "The store"


def init(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file to make.", show_default=False)],
    *,
    from_shipped: Annotated[
        bool, typer.Option("--from-shipped", help="With all records of the shipped store.", rich_help_panel=STORE)
    ] = False,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Its title.", rich_help_panel=STORE)
    ] = None,
    licence: Annotated[
        str | None, typer.Option("--licence", metavar="TEXT", help="Its licence: CC-BY-4.0 …", rich_help_panel=STORE)
    ] = None,
    output: Output,
) -> None:
    """Make a store of your own: empty, or with all facts of the one that comes with the program.

    Nothing is overwritten. CPECFACTS_STORE=PATH makes it the store of all commands, --store PATH that of one.
    """
    from cpecfacts.cli.desk import tell_new_store
    from cpecfacts.editing import new_store

    tell_new_store(new_store(path, from_shipped=from_shipped, title=title, licence=licence), output)
