"""Commands built only when asked for, and their help."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Annotated

import pytest
import typer

from cpecfacts.cli import commands
from cpecfacts.cli.app import app
from cpecfacts.cli.grouping import (
    COMMANDS,
    CommandWithExamples,
    build_command,
    command_function,
    command_module,
    identifier_of,
    summary_of,
)


def test_every_module_of_a_command_is_listed():
    folder = Path(inspect.getfile(commands)).parent
    found = {path.stem for path in folder.glob("[!_]*.py")}
    assert found == {identifier_of(command) for command in COMMANDS}


def test_a_command_is_built_only_when_it_is_asked_for():
    group = typer.main.get_command(app)
    context = group.make_context("cpecfacts", [], resilient_parsing=True)
    assert group.list_commands(context) == list(COMMANDS)
    assert group.commands == {}
    built = group.get_command(context, "facts")
    assert group.commands == {"facts": built}
    assert group.get_command(context, "facts") is built


def test_there_is_no_command_of_another_name():
    group = typer.main.get_command(app)
    context = group.make_context("cpecfacts", [], resilient_parsing=True)
    assert group.get_command(context, "__init__") is None


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_in_one_line(name):
    assert command_function(name).__doc__.splitlines()[0] == summary_of(name) + "."


def test_a_command_that_says_nothing_of_itself_has_an_empty_summary(monkeypatch):
    monkeypatch.setattr(command_module("facts"), "facts", lambda: None)
    assert summary_of("facts") == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_ends_in_its_examples(ask, name):
    answer = ask(name, "--help")
    examples = command_module(name).EXAMPLES
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"Usage: cpecfacts {name} ")
    assert answer.out.endswith("\nExamples:\n" + "".join(f"  {line}\n      {meaning}\n" for line, meaning in examples))
    assert all(f"cpecfacts {name}" in line for line, _ in examples)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_of_the_help_is_wider_than_a_narrow_terminal_but_for_examples(ask, name):
    described = ask(name, "--help").out.partition("\nExamples:\n")[0]
    assert max(len(line) for line in described.splitlines()) <= 80


def test_short_help_is_the_same(ask):
    assert ask("facts", "-h") == ask("facts", "--help")


def test_options_stand_in_their_sections(ask):
    text = ask("timeline", "--help").out
    assert [line for line in text.splitlines() if line.endswith(":") and line[0] != " "] == [
        "Arguments:",
        "Order and extent:",
        "Filters (all must hold):",
        "Output:",
        "Options:",
        "Examples:",
    ]


def test_what_is_hidden_or_missing_is_not_in_the_help():
    app = typer.Typer(rich_markup_mode=None, add_completion=False)

    @app.command("plain", cls=CommandWithExamples)
    def plain(*, secret: Annotated[bool, typer.Option("--secret", hidden=True)] = False) -> None:
        """Do nothing."""

    command = typer.main.get_command(app)
    text = command.make_context("plain", [], resilient_parsing=True).get_help()
    assert "Do nothing." in text
    assert "--secret" not in text
    assert "Examples" not in text


def test_every_option_of_a_listing_is_in_its_help(ask):
    text = ask("facts", "--help").out
    command = build_command("facts")
    options = [name for parameter in command.params for name in parameter.opts if name.startswith("-")]
    assert [name for name in options if f" {name}" not in text] == []
    assert len(options) == 35
