"""How far a long work is, on a terminal; gone when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from cpecfacts.wording.safety import make_visible


@contextmanager
def progress_bar(title: str, terminal: TextIO, *, colour: bool) -> Iterator[Callable[[int, int], None]]:
    """Yield what takes how many are done and of how many; the bar stands in one line of the terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=terminal, force_terminal=True, no_color=not colour, markup=False, emoji=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(make_visible(title), total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance
