"""`cpecfacts import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cpecfacts.cli.completion import complete_mapping
from cpecfacts.cli.options import Output

EXAMPLES = (
    ("cpecfacts import deals.csv --mapping aei-cgit --store mine.json --dry-run", "see what it would add"),
    ("cpecfacts import deals.csv --mapping aei-cgit --store mine.json --create-organizations", "add it"),
    ("cpecfacts import --guess ours.xlsx > map.toml", "a first mapping of a table of yours, to be edited"),
    (
        "cpecfacts import ours.xlsx --mapping map.toml --store mine.json --keep-going",
        "add what can be added, keep the rest in a file",
    ),
    (
        "cpecfacts import facts.jsonl --store mine.json",
        "our own JSON: answers of --json or --jsonl, a store, an export",
    ),
)
READING = "How the file is read"


def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="CSV, TSV, .xlsx, JSON or JSON Lines; - is standard input.")
    ],
    *,
    mapping: Annotated[
        str | None,
        typer.Option(
            "-m",
            "--mapping",
            metavar="MAP",
            help="What the columns mean: a TOML file, aei-cgit or aiddata-gcdf3; our own JSON needs none.",
            autocompletion=complete_mapping,
        ),
    ] = None,
    guess: Annotated[
        bool, typer.Option("--guess", help="Write a first mapping of the file, and import nothing.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be added, and change nothing.")] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Import the other rows when some are refused; ends with 1 then.")
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", metavar="FILE", help="Where refused rows go; else beside FILE, never over a file."),
    ] = None,
    create_organizations: Annotated[
        bool | None,
        typer.Option(
            "--create-organizations/--no-create-organizations",
            help="Make organizations for names that none has; else such rows are refused and the names listed.",
            show_default=False,
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding", metavar="NAME", help="utf-8, cp1252, gb18030 …; else found out.", rich_help_panel=READING
        ),
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option(
            "--delimiter",
            metavar="SIGN",
            help="Between cells: one sign, or tab; else found out.",
            rich_help_panel=READING,
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", help="Of a workbook, by name or number.", rich_help_panel=READING),
    ] = None,
    output: Output,
) -> None:
    """Add the rows of a file to a store of your own, as a mapping says, all of them or none.

    Importing a file twice adds nothing. Refused rows go to a file of their own with the reason, to be repaired and
    imported again. The store that comes with the program is never changed: cpecfacts init makes one of yours.
    """
    from cpecfacts.cli.importing import delimiter_of, guess_mapping, run_import
    from cpecfacts.exchange.importing.importer import Reading

    reading = Reading(encoding, delimiter_of(delimiter), sheet)
    if guess:
        guess_mapping(file, reading, output)
        return
    run_import(
        file,
        mapping,
        reading,
        output,
        dry_run=dry_run,
        keep_going=keep_going,
        rejects=rejects,
        create=create_organizations,
    )
