"""What a rule is, what it looks at, and what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from inspect import getdoc
from typing import NamedTuple

import msgspec

from cpecfacts.model.flaw import Flaw
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.model.source_text import Lookup, SourceText


class Severity(StrEnum):
    """How bad a problem is: errors are wrong, warnings want a look, notes are gaps that may never be filled."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a rule may look at.

    `snapshot` has the records that could be decoded. `flaws` is what is wrong with the others, and with references and
    dates. `ids` are those of all records by table, `mentioned` all texts of those that could not be decoded. `oldest`
    is the first day on which a figure is not yet stale; None asks for no such check. `texts` are those of sources,
    where the user has them, and `lookups` what became of their quotations.
    """

    snapshot: Snapshot
    flaws: tuple[Flaw, ...] = ()
    ids: Mapping[str, Collection[str]]
    mentioned: frozenset[str] = frozenset()
    today: date
    oldest: date | None = None
    texts: tuple[SourceText, ...] = ()
    lookups: tuple[Lookup, ...] = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A place where a rule is broken: `field` of the record `id` of `table`, or the file `file` of a source's text.

    `flaw` is the one behind it, if the store cannot be read because of it; it knows its line.
    """

    table: str = ""
    id: str | None = None
    field: str = ""
    message: str
    mend: str | None = None
    file: str | None = None
    flaw: Flaw | None = None


class Rule(NamedTuple):
    """A rule: its name, how bad it is to break it, what it asks for and why, and the function that looks."""

    name: str
    severity: Severity
    meaning: str
    reason: str
    look: Callable[[Examined], Iterable[Finding]]


def rule(severity: Severity) -> Callable[[Callable[[Examined], Iterable[Finding]]], Rule]:
    """Make a rule of a function: its name is that of the rule, the first line of its docstring what the rule says.

    The second paragraph of the docstring is the reason, as the user reads it.
    """

    def make(look: Callable[[Examined], Iterable[Finding]]) -> Rule:
        paragraphs = [re.sub(r"\s+", " ", part) for part in (getdoc(look) or "").split("\n\n")]
        meaning, reason = (*paragraphs, "")[:2]
        return Rule(look.__name__.replace("_", "-"), severity, meaning.rstrip("."), reason.rstrip("."), look)

    return make


def fact_finding(fact_id: str, field: str, message: str, mend: str | None = None) -> Finding:
    """Return a finding in a field of a fact."""
    return Finding(table="facts", id=fact_id, field=field, message=message, mend=mend)
