"""What goes to stderr: one plain line, whatever the data or the arguments hold; and the exit codes."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO

from cpecfacts.cli.long_work import above_works
from cpecfacts.wording.safety import make_visible

USAGE = 2
OUR_BUG = 70
BROKEN_PIPE = 141  # 128 + SIGPIPE, as a shell reports it

# Our own signs, for a terminal that has only ASCII; letters of the data that it lacks become escapes.
_PLAIN_SIGNS = str.maketrans({"“": '"', "”": '"', "…": "..."})

_REASONS = {
    "deprecated": "{} deprecated (--all shows them)",
    "other_unit": "{} in another unit",
    "open_ended": "{} with an open-ended amount that may or may not fit",
    "no_amount": "{} without an amount",
    "undated": "{} without a date",
    "no_measure": "{} without a measure",
    "other_types": "{} other organizations (--type all shows them)",
    "other_grade": "{} of another grade",
    "no_money": "{} of no money",
    "plan": "{} planned",
    "cancelled": "{} cancelled",
    "cumulative": "{} cumulative to a date",
    "level": "{} of the state at a date",
    "valuation": "{} of a value that nobody paid",
    "announced": "{} only announced",
    "same_payment": "{} that tell of a payment already counted",
    "part_of_price": "{} inside a price already counted",
    "inside_period": "{} inside a period already counted",
    "overlapping": "{} that overlap with one already counted",
    "sum_of_others": "{} that sum up others already counted",
    "no_rate": "{} without an exchange rate",
    "beyond_limit": "{} beyond --limit",
}


def complain(sentence: str) -> None:
    """Write a sentence to stderr as one line of the program."""
    line = " ".join(sentence.split("\n"))
    _write(f"cpecfacts: {make_visible(line)}")


def note(sentence: str) -> None:
    """Write a remark to stderr as one line."""
    _write(make_visible(sentence))


def give_up(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere.

    Python flushes stdout and stderr once more at its end; if that fails, it complains and ends with 120.
    """
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _write(line: str) -> None:
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        line = line.translate(_PLAIN_SIGNS)
    safe = line.encode(encoding, "backslashreplace").decode(encoding)
    try:
        with above_works():
            sys.stderr.write(f"{safe}\n")
            sys.stderr.flush()
    except (OSError, ValueError):  # nobody listens: the exit code still tells
        give_up(sys.stderr)


def _singular(noun: str) -> str:
    """Return `company` for `companies`, `fact` for `facts`, `measure to compare` for `measures to compare`."""
    first, space, rest = noun.partition(" ")
    return (f"{first[:-3]}y" if first.endswith("ies") else first.removesuffix("s")) + space + rest


def summary(count: int, noun: str, hidden: dict[str, int], description: str) -> str:
    """Return the line that tells how many there are and how many were left out, by reason."""
    if count or "beyond_limit" in hidden:
        found = f"{count:,} {_singular(noun) if count == 1 else noun}"
    else:
        found = f"no {noun} found for: {description}"
    return f"{found}; left out: {left_out(hidden)}" if hidden else found


def left_out(hidden: dict[str, int]) -> str:
    """Return how many were left out, reason by reason."""
    return ", ".join(_REASONS.get(reason, f"{{}} {reason}").format(f"{n:,}") for reason, n in hidden.items())
