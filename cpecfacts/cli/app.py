"""The program: its options, and how every way it can end becomes an exit code."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cpecfacts import __version__
from cpecfacts.cli.diagnostics import BROKEN_PIPE, OUR_BUG, USAGE, complain, give_up
from cpecfacts.cli.grouping import LazyGroup
from cpecfacts.cli.long_work import watched_works
from cpecfacts.cli.signals import INTERRUPTED
from cpecfacts.cli.sink import STANDARD_OUTPUT, ReaderGoneError, reason_of
from cpecfacts.errors import CpecfactsError, OutputError

PROGRAM = "cpecfacts"
# What Typer raises at wrong options: its own copy of Click's UsageError, which has no public name before Typer 0.28.
# BadParameter has one, and is a UsageError in every version.
_CALL_ERROR: type[Exception] = typer.BadParameter.__bases__[0]

app = typer.Typer(
    cls=LazyGroup,
    name=PROGRAM,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  (its callback answers)
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Explore sourced facts about Chinese technology companies in Pakistan.

    Who invested how much and when, what was built, launched, promised, trained or fined, and who says so. Every
    figure can be followed to its source; hedges and imprecise dates stay as they are.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; stdout gets data, stderr one plain line."""
    if sys.stdout is None:
        # Closed by whoever called; what cannot be written to tells so only when something is written.
        sys.stdout = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115  (for the life of the process)
    try:
        with watched_works(arguments):
            return _run(arguments)
    except CpecfactsError as error:
        if isinstance(error, OutputError) and error.path == STANDARD_OUTPUT:
            give_up(sys.stdout)
        complain(str(error))
        return error.exit_code
    except _CALL_ERROR as error:
        message = error.format_message()  # type: ignore[attr-defined]  # see above
        if re.match(r"No such option: -\w", message):
            message += "; to leave out a word, put -- before the query"
        complain(message)
        return USAGE
    except (BrokenPipeError, ReaderGoneError):
        give_up(sys.stdout)
        return BROKEN_PIPE
    except OSError as error:
        give_up(sys.stdout)
        complain(f"cannot write standard output: {reason_of(error)}")
        return USAGE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  (whatever it is, the user gets one line)
        return _tell_the_unexpected(error)


def _tell_the_unexpected(error: Exception) -> int:
    """Say in one line what no part of the program expects: a damaged index, or our bug; return the exit code."""
    if "cpecfacts.index.opening" in sys.modules:
        from cpecfacts.index.opening import damage_behind

        damaged = damage_behind(error)
        if damaged is not None:
            complain(str(damaged))
            return damaged.exit_code
    if os.environ.get("CPECFACTS_TRACEBACK"):
        import traceback

        traceback.print_exc()
    complain(f"this is a bug in {PROGRAM} ({type(error).__name__}: {error}); CPECFACTS_TRACEBACK=1 shows where")
    return OUR_BUG


def _run(arguments: Sequence[str]) -> int:
    try:
        code = typer.main.get_command(app)(list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except SystemExit as ended:
        if ended.code == 1:  # Typer's own end of a broken pipe
            raise ReaderGoneError from None
        raise
    sys.stdout.flush()
    return code if isinstance(code, int) else 0
