"""The problems of stores, and the rules that found them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cpecfacts.checking import Check
from cpecfacts.checks.problem import Problem
from cpecfacts.checks.registry import RULES
from cpecfacts.checks.rule import Severity
from cpecfacts.model.source_text import Lookup
from cpecfacts.reports.blocks import Block, Column, Group, Remark, Table
from cpecfacts.reports.report import Report

# Rules that have nothing to look at without an option.
NEEDS = {
    "stale-figure": "--stale",
    "quotation-missing": "--texts",
    "quotation-moved": "--texts",
    "text-without-source": "--texts",
    "text-unread": "--texts",
}


class TextsLookedAt(msgspec.Struct, frozen=True, kw_only=True):
    """The texts of sources that quotations were looked up in: their number, and what became of every quotation."""

    texts: int
    quotations: tuple[Lookup, ...]


class CheckedStore(msgspec.Struct, frozen=True, kw_only=True):
    """A store that was checked, and how many problems there are of each severity; `texts` where it was asked for."""

    file: str
    facts: int
    errors: int
    warnings: int
    notes: int
    texts: TextsLookedAt | None


class RuleItem(msgspec.Struct, frozen=True, kw_only=True):
    """A rule of `check`: its name, how bad it is to break it, what it asks for and why.

    `needs` is the option without which it has nothing to look at.
    """

    rule: str
    severity: Severity
    meaning: str
    reason: str
    needs: str | None


def check_report(
    checks: Sequence[Check], *, rules: Sequence[str] = (), notes: bool = False, texts: bool = False
) -> Report:
    """Return the report of `check`.

    Notes are among the items, and for the eye only with `notes`: of a store with five hundred sources they would hide
    the errors.
    """
    problems = tuple(problem for check in checks for problem in check.problems)
    return Report(
        command="check",
        query="",
        description=f"problems by the rules {', '.join(rules)}" if rules else "problems by all rules",
        items=problems,
        item_type=Problem,
        make_blocks=lambda: tuple(_remarks(p for p in problems if notes or p.severity is not Severity.NOTE)),
        checked=tuple(
            CheckedStore(
                file=check.file,
                facts=check.facts,
                errors=check.count(Severity.ERROR),
                warnings=check.count(Severity.WARNING),
                notes=check.count(Severity.NOTE),
                texts=TextsLookedAt(texts=len(check.texts), quotations=check.quotations) if texts else None,
            )
            for check in checks
        ),
    )


def _remarks(problems: Iterable[Problem]) -> Iterable[Block]:
    """Yield a remark a problem; the reason of a rule stands with the first one that breaks it."""
    told: set[str] = set()
    for problem in problems:
        details = [] if problem.rule in told or not problem.reason else [f"{problem.reason}."]
        told.add(problem.rule)
        if problem.mend is not None:
            details.append(f"Mend: {problem.mend}")
        yield Remark(
            file=problem.file,
            line=problem.line,
            severity=problem.severity.value,
            message=f"{problem.path}: {problem.message}" if problem.path else problem.message,
            label=problem.rule,
            details=tuple(details),
        )


def rules_report() -> Report:
    """Return the report of `check --list-rules`."""
    items = tuple(
        RuleItem(
            rule=rule.name,
            severity=rule.severity,
            meaning=rule.meaning,
            reason=rule.reason,
            needs=NEEDS.get(rule.name),
        )
        for rule in RULES.values()
    )
    columns = (
        Column(title="Rule"),
        Column(title="Severity"),
        Column(title="What it asks for", flexible=True),
        Column(title="Why", flexible=True),
    )
    rows = tuple((item.rule, item.severity.value, item.meaning, item.reason) for item in items)
    return Report(
        command="check",
        query="",
        description="the rules of a store",
        items=items,
        item_type=RuleItem,
        make_blocks=lambda: (Table(columns=columns, groups=(Group(rows=rows),)),),
        checked=(),
    )
