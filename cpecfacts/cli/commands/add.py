"""`cpecfacts add`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.entry import Entry, Way
from cpecfacts.cli.options import Output

_ONE_LINE = (
    "cpecfacts add --company zong --kind reach --measure subscribers --amount 'over 50 million' --when 'May 2024' "
    "--statement 'Zong had over 50 million subscribers.' --source dna-2024-06-28 --dry-run"
)
EXAMPLES = (
    ("cpecfacts add", "asks for a fact step by step, on a terminal"),
    (
        "cpecfacts add source --publisher Dawn --class media --language en --issued '3 May 2024' --title 'A title'",
        "a source, before the facts that rest on it",
    ),
    (
        _ONE_LINE,
        "a fact in one line, checked and shown but not written",
    ),
    ("cpecfacts add organization --edit", "in your editor, with every field explained"),
    ("cpecfacts add --json < fact.json", "one JSON object with the fields of the store, its answer as JSON"),
)


def add(
    what: Annotated[
        str, typer.Argument(metavar="[WHAT]", help="fact, organization, project, measure, source or rate.")
    ] = "fact",
    *,
    entry: Entry,
    way: Way,
    output: Output,
) -> None:
    """Add a fact, or an organization, project, measure, source or rate, to a store of your own.

    With options; in your editor (--edit); as one JSON object on standard input; or, on a terminal without options,
    asked step by step. Names are looked up, amounts and dates read as people type them; what is stored is shown.
    """
    import sys

    from cpecfacts.cli.desk import Desk
    from cpecfacts.cli.typed import draft_of_input, draft_of_options, noun_named
    from cpecfacts.curating.forms import NOUNS

    noun = noun_named(what)
    draft = draft_of_options(noun, entry)
    desk = Desk(output, "add", dry_run=way.dry_run)
    if way.edit or way.draft is not None:
        desk.tell(desk.add_in_editor(noun, draft, way.draft))
    elif draft:
        desk.tell(desk.add(NOUNS[noun], draft))
    elif sys.stdin is not None and sys.stdin.isatty():
        from cpecfacts.cli.questions import ask_for_record

        desk.tell(ask_for_record(desk, noun), seen=True)
    else:
        desk.tell(desk.add(NOUNS[noun], draft_of_input(noun)))
