"""The program: its options, and how every way it can end becomes an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from cpecfacts import __version__
from cpecfacts.cli.diagnostics import BROKEN_PIPE, INTERRUPTED, OUR_BUG, USAGE, complain
from cpecfacts.cli.grouping import LazyGroup
from cpecfacts.cli.sink import ReaderGoneError
from cpecfacts.errors import CpecfactsError

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
    try:
        code = typer.main.get_command(app)(list(arguments), prog_name=PROGRAM, standalone_mode=False)
        sys.stdout.flush()
    except CpecfactsError as error:
        complain(str(error))
        return error.exit_code
    except _CALL_ERROR as error:
        complain(error.format_message())  # type: ignore[attr-defined]  # see above
        return USAGE
    except (BrokenPipeError, ReaderGoneError):
        # Python flushes stdout once more at its end; into nothing, so that it stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:
        complain(f"cannot write standard output: {(error.strerror or str(error)).lower()}")
        return USAGE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:  # whatever it is, the user gets one line and no traceback
        if os.environ.get("CPECFACTS_TRACEBACK"):
            raise
        complain(f"this is a bug in {PROGRAM} ({type(error).__name__}: {error}); CPECFACTS_TRACEBACK=1 shows where")
        return OUR_BUG
    return code if isinstance(code, int) else 0
