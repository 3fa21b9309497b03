"""`cpecfacts merge`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.entry import WAY
from cpecfacts.cli.options import Output

EXAMPLES = (
    ("cpecfacts merge shipped --prefer mine --dry-run", "what a newer version of the program brings"),
    ("cpecfacts merge theirs.json --base before.json", "takes what only one of you has changed since"),
    ("cpecfacts merge theirs.json --theirs zong --prefer mine", "decides conflicts: one for them, all others for you"),
)
DECIDING = "Conflicts"


def merge(
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="A store; - is standard input, shipped the one of the program.")
    ],
    *,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="STORE", help="What both were made from.", rich_help_panel=DECIDING),
    ] = None,
    mine: Annotated[
        list[str] | None,
        typer.Option("--mine", metavar="ID", help="Keep my record; repeat for more.", rich_help_panel=DECIDING),
    ] = None,
    theirs: Annotated[
        list[str] | None,
        typer.Option("--theirs", metavar="ID", help="Take theirs; repeat for more.", rich_help_panel=DECIDING),
    ] = None,
    prefer: Annotated[
        str | None,
        typer.Option("--prefer", metavar="SIDE", help="mine or theirs, for all others.", rich_help_panel=DECIDING),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.", rich_help_panel=WAY)
    ] = False,
    output: Output,
) -> None:
    """Take the records of another store into a store of your own.

    What both have differently is a conflict: all are listed, nothing is written and the exit code is 5, until each is
    decided. With --base only what both have changed is one.
    """
    from cpecfacts.cli.comparing import answer_merge

    answer_merge(other, base, mine or (), theirs or (), prefer, output, dry_run=dry_run)
