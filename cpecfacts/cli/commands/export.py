"""`cpecfacts export`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.completion import complete_export_format
from cpecfacts.cli.options import OUTPUT, Filters, Limit, NoIndex, OutputFile, Reverse, Sort, StoreFiles

EXAMPLES = (
    ("cpecfacts export csv --company zong", "a spreadsheet with a row a fact"),
    ("cpecfacts export kind:investment -o money.sqlite", "a database for Datasette, with everything referred to"),
    ("cpecfacts export store --company daraz -o daraz.json", "a store that every command reads with --store"),
    ("cpecfacts export datapackage --all -o facts", "a folder of tables that explain themselves"),
    ("cpecfacts export timelinejs --company zong -o zong.json", "a timeline for a web page"),
    ("cpecfacts export mermaid --measure 4g-launch", "a timeline for Markdown"),
    ("cpecfacts export bibtex --project islamabad-safe-city", "the sources, for LaTeX"),
    ("cpecfacts export jsonl 'date:2018..' | jq -r 'select(.table == \"sources\") | .URL'", "records one a line"),
)


def export(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FORMAT] [QUERY]...",
            help="A format, then a query as for facts.",
            autocompletion=complete_export_format,
            show_default=False,
        ),
    ] = None,
    *,
    filters: Filters,
    sort: Sort = None,
    reverse: Reverse = False,
    limit: Limit = None,
    output: OutputFile = None,
    raw: Annotated[
        bool,
        typer.Option("--raw", help="CSV: text as it is, even what a spreadsheet runs.", rich_help_panel=OUTPUT),
    ] = False,
    by_company: Annotated[
        bool,
        typer.Option("--by-company", help="Parquet: a folder with a file a company.", rich_help_panel=OUTPUT),
    ] = False,
    store: StoreFiles = None,
    no_index: NoIndex = False,
) -> None:
    """Write facts with everything they refer to as files of other tools.

    Formats: csv, jsonl, store (our own), sqlite, datapackage, ftm (FollowTheMoney), csl-json, bibtex, timelinejs,
    mermaid, parquet. With -o the ending of the file tells the format, and the first word may be left out. What each
    holds, and what it cannot hold, is in docs/exports.md.
    """
    from datetime import UTC, datetime

    from cpecfacts.cli.diagnostics import note, summary
    from cpecfacts.cli.exporting import split_format, write_export
    from cpecfacts.cli.options import View
    from cpecfacts.cli.outlet import refuse_as_output
    from cpecfacts.cli.session import ask_library, open_library
    from cpecfacts.exchange.exporting.excerpt import make_excerpt
    from cpecfacts.exchange.exporting.formats import exporter_for
    from cpecfacts.progress import work

    chosen, query = split_format(words or (), output)
    exporter = exporter_for(chosen, raw=raw, by_company=by_company)
    with work(f"Exporting as {chosen}"):
        library = open_library(store, no_index=no_index)
        findings = ask_library(library, filters, query, view=View(sort=sort, reverse=reverse, limit=limit))
        refuse_as_output(output, *library.paths)
        write_export(make_excerpt(findings, library, datetime.now(UTC)), chosen, exporter, output)
    if findings.hidden or not findings.facts:
        note(summary(len(findings.facts), "facts", findings.hidden, findings.description))
