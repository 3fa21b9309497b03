"""Commands built only when they are asked for, and help with sections and worked examples.

Building all commands with their thirty options each takes 9 ms at every start, as much as reading the store; one
takes 2 ms.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from inspect import getdoc
from keyword import iskeyword
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from cpecfacts.cli.options import expand_bundles

# In the order of the help.
COMMANDS = (
    "companies",
    "investments",
    "timeline",
    "compare",
    "disputes",
    "facts",
    "show",
    "cite",
    "sources",
    "projects",
    "measures",
    "stats",
    "check",
    "init",
    "add",
    "edit",
    "deprecate",
    "remove",
    "import",
    "export",
    "diff",
    "merge",
    "index",
    "schema",
)
_PACKAGE = "cpecfacts.cli.commands"


def identifier_of(name: str) -> str:
    """Return what the module and the function of a command are called: `import` is a word of Python."""
    return f"{name}_" if iskeyword(name) else name


def command_module(name: str) -> ModuleType:
    """Return the module of a command."""
    return import_module(f"{_PACKAGE}.{identifier_of(name)}")


def command_function(name: str) -> Callable[..., None]:
    """Return the function of a command."""
    function: Callable[..., None] = getattr(command_module(name), identifier_of(name))
    return function


def summary_of(name: str) -> str:
    """Return the first line of what a command says of itself."""
    return (getdoc(command_function(name)) or "").partition("\n")[0].rstrip(".")


class CommandWithExamples(TyperCommand):
    """A command whose help has its options in sections and ends in worked examples."""

    examples: tuple[tuple[str, str], ...] = ()

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options by the sections that they were declared in."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                panel = getattr(param, "rich_help_panel", None)
                title = panel or ("Arguments" if param.param_type_name == "argument" else "Options")
                sections.setdefault(title, []).append(record)
        for title, records in sections.items():
            with formatter.section(title):
                formatter.write_dl(records)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples."""
        del ctx
        if self.examples:
            with formatter.section("Examples"):
                for line, meaning in self.examples:
                    formatter.write(f"  {line}\n      {meaning}\n")


class LazyGroup(TyperGroup):
    """The group of all commands; it builds one when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build a command, or return None if there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = build_command(cmd_name)
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command of the arguments; an unknown one is answered with the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            from cpecfacts.errors import UnknownNameError

            near = get_close_matches(args[0], COMMANDS)
            raise UnknownNameError("command", args[0], near, f"the commands are {', '.join(COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write every command with the first line of its help, without building any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary_of(name)) for name in COMMANDS])

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write where to begin."""
        del ctx
        with formatter.section("Begin with"):
            for line in ("cpecfacts companies", "cpecfacts timeline --company zong", "cpecfacts COMMAND --help"):
                formatter.write(f"  {line}\n")


def build_command(name: str) -> CommandWithExamples:
    """Build a command from its function."""
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    app.command(name, cls=CommandWithExamples)(expand_bundles(command_function(name)))
    command = typer.main.get_command(app)
    if not isinstance(command, CommandWithExamples):
        raise TypeError(command)
    command.examples = command_module(name).EXAMPLES
    return command
