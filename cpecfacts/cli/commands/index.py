"""`cpecfacts index`."""

from __future__ import annotations

from typing import Annotated

import typer

from cpecfacts.cli.options import Output

EXAMPLES = (
    ("cpecfacts index", "whether an index answers for the store, and why"),
    ("cpecfacts index --store big.json --rebuild", "make it anew, before questions are asked"),
    ("cpecfacts index --json | jq -r '.items[0].location'", "where it lies, or would lie"),
)


def index(
    *,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make it anew, whatever there is.")] = False,
    clear: Annotated[bool, typer.Option("--clear", help="Remove it, also that of a store that is no more.")] = False,
    all_stores: Annotated[
        bool, typer.Option("--all", help="With --clear: those of all stores, also of stores that are no more.")
    ] = False,
    output: Output,
) -> None:
    """Tell of the index that answers for a large store: whether it is used and right, where it lies, what it takes.

    A store of 4 MB or more gets an index at the first question, in your cache folder; it follows the store's changes by
    itself. Answers are the same without it, and it may be deleted at any time: the next question makes it again.
    --no-index and CPECFACTS_NO_INDEX=1 read the store instead.
    """
    from cpecfacts.cli.indexing import answer_index
    from cpecfacts.errors import RefusedError

    if rebuild and clear:
        raise RefusedError("--rebuild makes the index and --clear removes it: give one of them")
    if rebuild and output.no_index:
        raise RefusedError("--rebuild makes the index and --no-index does without it: give one of them")
    if all_stores and not clear:
        raise RefusedError("--all goes with --clear: it removes the indexes of all stores")
    answer_index(output, rebuild=rebuild, clear=clear, all_stores=all_stores)
