"""`cpecfacts cite`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.completion import complete_citable
from cpecfacts.cli.options import OUTPUT, Output, StyleOption

EXAMPLES = (
    ("cpecfacts cite zong-total-invested-over-3bn-2024", "every source of a fact, its words, and how to find the fact"),
    ("cpecfacts cite dawn-2020-12-03 the-nation-2020-12-03 --style chicago-author-date", "two sources"),
    ("cpecfacts cite zong-4g-launch-2013 zong-4g-launch-2014 --style bibtex -o refs.bib", "two facts for LaTeX"),
    ("cpecfacts cite zong-4g-launch-2013 --style wikipedia", "a template for Wikipedia, with the quotation"),
    ("cpecfacts cite zong-4g-launch-2013 --json | jq -r '.items[].located'", "only the line that finds the fact"),
    ("cpecfacts cite dawn-2020-12-03 --style csl-json -o refs.json", "for Pandoc or a reference manager"),
)


def cite(
    records: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="Ids of facts and sources, or beginnings of them.",
            show_default=False,
            autocompletion=complete_citable,
        ),
    ],
    *,
    style: StyleOption = None,
    accessed: Annotated[
        str | None,
        typer.Option(
            "--accessed",
            metavar="DATE",
            help="The day to write as that on which you saw the facts, such as 2026-11-24; today unless given.",
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    output: Output,
) -> None:
    """Cite facts and sources: APA, Chicago, MLA, BibTeX, CSL-JSON or Wikipedia's templates.

    A fact is cited by every source it rests on, with the words quoted from it and who says so, and by a line that finds
    this very fact again: its id, the store with its date and digest, and the day of access. Bibliographies of a whole
    question: cpecfacts sources --company zong --style apa.
    """
    from cpecfacts.cli.citing import chosen_style, parse_day
    from cpecfacts.cli.session import Session
    from cpecfacts.reports.citations import cite_report

    chosen, output = chosen_style(style, output)
    session = Session(output)
    citations = session.library.cite(*records, style=chosen or "apa", accessed=parse_day("--accessed", accessed))
    session.emit(cite_report(citations, session.library), noun=None)
