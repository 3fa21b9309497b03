"""`cpecfacts diff`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.options import ORDER, Output

EXAMPLES = (
    ("cpecfacts diff shipped mine.json", "what a store of your own has changed"),
    ("cpecfacts diff <(git show HEAD:mine.json) mine.json", "what has changed since the last commit"),
    ("cpecfacts diff shipped mine.json --table facts --markdown", "of the facts, for a changelog"),
    ("cpecfacts diff shipped mine.json --json | jq -r '.items[] | [.change, .id, .field] | @tsv'", "for a script"),
)


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A store; - is standard input, shipped the one of the program.")
    ],
    new: Annotated[
        str | None, typer.Argument(metavar="[NEW]", help="Another; the store in use unless given.", show_default=False)
    ] = None,
    *,
    table: Annotated[
        list[str] | None,
        typer.Option(
            "--table",
            metavar="TABLE",
            help="facts, sources, organizations, projects, measures or rates; repeat for several.",
            rich_help_panel=ORDER,
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 when they differ.", rich_help_panel=ORDER)
    ] = False,
    output: Output,
) -> None:
    """Show what differs between two stores, or two versions of one, field by field."""
    from cpecfacts.cli.comparing import answer_diff

    if answer_diff(old, new, table or (), output) and exit_code:
        raise typer.Exit(1)
