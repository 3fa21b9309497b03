"""`cpecfacts deprecate`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.completion import complete_record
from cpecfacts.cli.entry import WAY
from cpecfacts.cli.options import Output

EXAMPLES = (
    (
        "cpecfacts deprecate zong-4g-launch-2015 --reason 'The regulator dates it to 2014.'",
        "it stays in the store, and out of the answers",
    ),
    ("cpecfacts deprecate zong-4g-launch-2013 --reason 'A misprint.' --dry-run", "only shown"),
)


def deprecate(
    fact: Annotated[
        str, typer.Argument(metavar="ID", help="A fact.", show_default=False, autocompletion=complete_record)
    ],
    *,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="What is wrong with it.", rich_help_panel=WAY)
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Give it the rank normal again.", rich_help_panel=WAY)] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.", rich_help_panel=WAY)
    ] = False,
    output: Output,
) -> None:
    """Deprecate a fact that turned out wrong: it stays with the reason, and answers leave it out.

    Nothing is lost: --all shows deprecated facts, and who meets the wrong figure elsewhere finds out why.
    """
    from cpecfacts.cli.desk import Desk
    from cpecfacts.curating.drafts import draft_of
    from cpecfacts.errors import RefusedError
    from cpecfacts.model.fact import Fact, Rank

    if (not reason or not reason.strip()) != undo:
        raise RefusedError("give a --reason that a reader can follow" if not undo else "--undo needs no --reason")
    desk = Desk(output, "deprecate", dry_run=dry_run)
    found = desk.whole_record(fact)
    if not isinstance(found, Fact):
        raise RefusedError(f"only facts are deprecated; cpecfacts remove {found.id} removes what nothing refers to")
    rank = Rank.NORMAL if undo else Rank.DEPRECATED
    desk.tell(desk.replace(found, draft_of(found) | {"rank": rank.value, "rank_reason": reason}))
