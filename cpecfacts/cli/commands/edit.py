"""`cpecfacts edit`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cpecfacts.cli.completion import complete_record
from cpecfacts.cli.entry import WAY
from cpecfacts.cli.options import Output

EXAMPLES = (
    ("cpecfacts edit zong-4g-launch-2013", "opens the fact in your editor, with every field explained"),
    ("cpecfacts edit zong --set 'note=Renamed in 2026.'", "one field, without an editor"),
    (
        "cpecfacts edit zong-4g-launch-2013 --set when=2013~ --set 'evidence[0].paragraph=3' --dry-run",
        "shows what would change",
    ),
)


def edit(
    record: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Id, name or beginning of an id.", show_default=False, autocompletion=complete_record
        ),
    ],
    *,
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="Set a field without an editor; repeat for more.", rich_help_panel=WAY
        ),
    ] = None,
    draft: Annotated[
        Path | None,
        typer.Option("--draft", metavar="FILE", help="Go on from a draft that was kept.", rich_help_panel=WAY),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and show what would change; write nothing.", rich_help_panel=WAY)
    ] = False,
    output: Output,
) -> None:
    """Change a record of a store of your own in your editor ($VISUAL, $EDITOR).

    A mistake opens the editor again with what is wrong; nothing typed is lost. A new id is taken over by all records
    that refer to it. Lists given with --set have semicolons between their members.
    """
    from cpecfacts.cli.desk import Desk
    from cpecfacts.cli.typed import draft_of_assignments, draft_with
    from cpecfacts.curating.drafts import draft_of

    assignments = draft_of_assignments(fields or [])
    desk = Desk(output, "edit", dry_run=dry_run)
    found = desk.record(record)
    if assignments:
        desk.tell(desk.replace(found, draft_with(draft_of(found), assignments)))
    else:
        desk.tell(desk.replace_in_editor(found, draft))
