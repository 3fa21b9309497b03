"""`cpecfacts check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cpecfacts.cli.completion import complete_rule
from cpecfacts.cli.options import Output

EXAMPLES = (
    ("cpecfacts check --notes", "everything that is wrong, missing or worth a look in the store"),
    ("cpecfacts check --rule quotation-without-figure", "what one rule finds"),
    ("cpecfacts check --stale 3y --csv -o old.csv", "with the figures that may be out of date, for a spreadsheet"),
    ("cpecfacts check --list-rules", "the rules, and why they are there"),
    ("cpecfacts check --json | jq '.checked[].warnings'", "how many warnings there are"),
)
CHECKING = "Checking"


def check(
    stores: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[STORE]...", help="The files to check, if not the one of --store.", show_default=False),
    ] = None,
    *,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            "--rule",
            metavar="NAME",
            help="Only this rule, notes too; repeat for several.",
            rich_help_panel=CHECKING,
            autocompletion=complete_rule,
        ),
    ] = None,
    list_rules: Annotated[
        bool, typer.Option("--list-rules", help="List the rules and why they are there.", rich_help_panel=CHECKING)
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with 1 at warnings too.", rich_help_panel=CHECKING)
    ] = False,
    notes: Annotated[
        bool, typer.Option("--notes", help="Show notes too (JSON and CSV always have them).", rich_help_panel=CHECKING)
    ] = False,
    stale: Annotated[
        str | None,
        typer.Option(
            "--stale",
            metavar="AGE",
            help="Also warn of latest figures that are older: 3y, 18m, 90d.",
            rich_help_panel=CHECKING,
        ),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option(
            "--texts",
            metavar="DIR",
            help="Look up every quotation in the sources' texts: ID.txt, ID.html, ID.md.",
            rich_help_panel=CHECKING,
        ),
    ] = None,
    output: Output,
) -> None:
    """Check a store: all its errors and warnings at once, each with its line, its reason and what mends it.

    Errors are wrong, warnings want a look, notes are gaps that may never be filled. Ends with 1 if there are errors.
    --format github writes annotations for a workflow.
    """
    from cpecfacts.cli.verdict import answer_check

    code = answer_check(
        stores or (),
        output,
        rules=rule or (),
        list_rules=list_rules,
        strict=strict,
        notes=notes,
        stale=stale,
        texts=texts,
    )
    if code:
        raise typer.Exit(code)
