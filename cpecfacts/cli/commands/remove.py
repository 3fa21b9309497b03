"""`cpecfacts remove`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.completion import complete_record
from cpecfacts.cli.entry import WAY
from cpecfacts.cli.options import Output

EXAMPLES = (
    ("cpecfacts remove zong-4g-launch-2013 --dry-run", "shows what would go"),
    ("cpecfacts remove zong-4g-launch-2013 --yes", "without being asked"),
)


def remove(
    record: Annotated[
        str,
        typer.Argument(metavar="ID", help="The whole id.", show_default=False, autocompletion=complete_record),
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.", rich_help_panel=WAY)] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would go; write nothing.", rich_help_panel=WAY)
    ] = False,
    output: Output,
) -> None:
    """Remove a record from a store of your own, if no other refers to it.

    A fact that turned out wrong is better kept with the reason: cpecfacts deprecate.
    """
    from cpecfacts.cli.desk import Desk
    from cpecfacts.cli.questions import confirm
    from cpecfacts.editing import remove_record, table_of
    from cpecfacts.errors import RefusedError

    desk = Desk(output, "remove", dry_run=dry_run)
    found = desk.whole_record(record)
    table = table_of(found)
    remove_record(desk.file.snapshot, table, found.id)
    if not (yes or dry_run):
        answer = confirm(f"Remove {found.id} from {desk.file.path}?")
        if answer is None:
            raise RefusedError("nobody is there to be asked; --yes removes without asking")
        if not answer:
            desk.tell(None)
            return
    desk.tell(desk.change(lambda store: remove_record(store, table, found.id)))
