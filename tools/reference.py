"""What the docs say of the commands and errors, taken from the code. Used by cog."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import typer

from cpecfacts import errors
from cpecfacts.checks.registry import RULES
from cpecfacts.cli.app import PROGRAM, app
from cpecfacts.cli.grouping import COMMANDS
from cpecfacts.errors import CpecfactsError

WIDTH = 100


def command_help() -> str:
    """Return the help of the program and of every command as Markdown."""
    group = typer.main.get_command(app)
    parts: list[str] = []
    for name in (None, *COMMANDS):
        with group.make_context(PROGRAM, [], resilient_parsing=True, terminal_width=WIDTH) as root:
            context = root
            if name is not None:
                command = group.get_command(root, name)
                context = command.make_context(name, [], parent=root, resilient_parsing=True, terminal_width=WIDTH)
            text = context.get_help()
        title = f"`{PROGRAM} {name}`" if name else f"`{PROGRAM}`"
        parts.append(f"## {title}\n\n```text\n{text.rstrip()}\n```\n")
    return "\n".join(parts)


def error_table() -> str:
    """Return a Markdown table of all errors."""
    rows = ["| exit code | slug | class | when |", "| ---: | --- | --- | --- |"]
    for error in sorted(all_errors(CpecfactsError), key=lambda error: (error.exit_code, error.slug)):
        meaning = (inspect.getdoc(error) or "").partition("\n")[0]
        rows.append(f"| {error.exit_code} | `{error.slug}` | `{error.__name__}` | {meaning} |")
    return "\n".join(rows)


def all_errors(error: type[CpecfactsError]) -> Iterator[type[CpecfactsError]]:
    """Yield every class of error below one, each once, those of `cpecfacts.errors` only."""
    for below in error.__subclasses__():
        if below.__module__ == errors.__name__:
            yield below
        yield from all_errors(below)


def rule_table() -> str:
    """Return a Markdown table of all rules of `check`."""
    rows = ["| rule | severity | what it asks for | why |", "| --- | --- | --- | --- |"]
    rows += [f"| `{r.name}` | {r.severity} | {_cell(r.meaning)} | {_cell(r.reason)} |" for r in RULES.values()]
    return "\n".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
