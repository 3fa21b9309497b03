"""From the options of `check` to its answer, the line that sums it up, and the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cpecfacts.checking import Check, check_store
from cpecfacts.checks.registry import RULES
from cpecfacts.checks.rule import Severity
from cpecfacts.cli.diagnostics import note
from cpecfacts.cli.options import Output
from cpecfacts.cli.outlet import Outlet
from cpecfacts.errors import RefusedError
from cpecfacts.model.source_text import Verdict
from cpecfacts.query.names import known_word
from cpecfacts.render.setting import Format
from cpecfacts.reports.check import NEEDS, check_report, rules_report

FINDINGS = 1


def answer_check(
    stores: Sequence[Path],
    output: Output,
    *,
    rules: Sequence[str],
    list_rules: bool,
    strict: bool,
    notes: bool,
    stale: str | None,
    texts: Path | None,
) -> int:
    """Check the stores, write what was found and return the exit code: 1 for errors, if `strict` for warnings too."""
    outlet = Outlet(output, annotations=True)
    if stores and output.store:
        raise RefusedError("name the store once: as an argument or with --store")
    if list_rules:
        outlet.write(rules_report())
        return 0
    names = tuple(dict.fromkeys(known_word("rule", name, RULES) for name in rules))
    given = {"--stale": stale, "--texts": texts}
    for name in names:
        option = NEEDS.get(name)
        if option is not None and given[option] is None:
            raise RefusedError(f"the rule {name} has nothing to look at without {option}")
    paths = tuple(dict.fromkeys(stores or output.store or ())) or (None,)
    checks = tuple(check_store(path, rules=names, texts=texts, stale=stale) for path in paths)
    shown = notes or bool(names)
    report = check_report(checks, rules=names, notes=shown, texts=texts is not None)
    outlet.write(report, *(check.path for check in checks))
    if outlet.format is not Format.JSON:
        note(verdict(checks, texts=texts is not None, hidden_notes=outlet.format is Format.TABLE and not shown))
    bad = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return FINDINGS if any(check.count(severity) for check in checks for severity in bad) else 0


def verdict(checks: Sequence[Check], *, texts: bool, hidden_notes: bool) -> str:
    """Return the line that sums up: how many errors and warnings in how many facts, and what became of quotations."""
    errors, warnings, notes = (sum(check.count(severity) for check in checks) for severity in Severity)
    counts = [_count(errors, "error"), _count(warnings, "warning")]
    if notes and not hidden_notes:
        counts.append(_count(notes, "note"))
    files = f" of {len(checks)} stores" if len(checks) > 1 else ""
    line = f"{', '.join(counts)} in {_count(sum(check.facts for check in checks), 'fact')}{files}"
    if texts:
        lookups = [lookup for check in checks for lookup in check.quotations]
        found = sum(lookup.verdict is not Verdict.MISSING for lookup in lookups)
        read = len({text.path for check in checks for text in check.texts if text.problem is None})
        line += f"; {found:,} of {_count(len(lookups), 'quotation')} found in {_count(read, 'text')}"
    if notes and hidden_notes:
        line += f"; left out: {_count(notes, 'note')} (--notes shows {'it' if notes == 1 else 'them'})"
    return line


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}" if number else f"no {noun}s"
