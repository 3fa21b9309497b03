"""`cpecfacts show`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.completion import complete_record
from cpecfacts.cli.options import Money, Output

EXAMPLES = (
    ("cpecfacts show zong-4g-launch-2013", "a fact: who says it, where and when, and what others say"),
    ("cpecfacts show zong", "a company in profile"),
    ("cpecfacts show islamabad-safe-city", "a project with its facts"),
    ("cpecfacts show total-invested", "a measure: what is counted, and every figure"),
    ("cpecfacts show dna-2024-06-28", "a source and what rests on it"),
    ("cpecfacts show zong-4g-licence-2014-price-210m --in PKR", "a figure in rupees, by which rate and whose"),
    ("cpecfacts show zong-4g-launch-2014 --json | jq '.items[0].sources[].URL'", "the addresses of its sources"),
)


def show(
    record: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Id, name or beginning of an id.", show_default=False, autocompletion=complete_record
        ),
    ],
    *,
    money: Money,
    output: Output,
) -> None:
    """Show one fact with all its evidence, or a company, project, measure or source in full."""
    from cpecfacts.cli.session import Session
    from cpecfacts.reports.show import show_report

    session = Session(output)
    found = session.library.record(record)
    session.emit(show_report(found, session.library, session.currency(money)), noun=None)
