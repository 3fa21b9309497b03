"""The checks of a store as one question: the file is read, the rules look at it, and every finding gets its line."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from cpecfacts.checks.problem import Problem
from cpecfacts.checks.registry import RULES
from cpecfacts.checks.rule import Examined, Finding, Rule, Severity
from cpecfacts.checks.texts import look_up_quotations
from cpecfacts.errors import InvalidValueError
from cpecfacts.model.flaw import Flaw, path_to
from cpecfacts.model.source_text import Lookup, SourceText
from cpecfacts.progress import counted, work
from cpecfacts.query.names import known_word
from cpecfacts.store.location import choose_store
from cpecfacts.store.reader import read_bytes
from cpecfacts.store.source_texts import read_texts
from cpecfacts.store.survey import Survey, survey_store


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules found in one store: `file` is its path as it is shown.

    `problems` are in the order of the lines. `facts` is the number of facts that the store has, also of those that
    cannot be read. `texts` are the texts of sources that were looked at, and `quotations` what became of each
    quotation.
    """

    path: Path
    file: str
    problems: tuple[Problem, ...]
    facts: int
    texts: tuple[SourceText, ...] = ()
    quotations: tuple[Lookup, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many problems are so bad."""
        return sum(problem.severity is severity for problem in self.problems)


def check_store(
    path: str | os.PathLike[str] | None = None,
    *,
    rules: Collection[str] = (),
    texts: str | os.PathLike[str] | None = None,
    stale: str | None = None,
    today: date | None = None,
) -> Check:
    """Check a store, sound or not: `path`, else the one named by `CPECFACTS_STORE`, else the one of the package.

    `rules` are the names of the rules to ask, all of them if none is named. `texts` is a folder with the texts of
    sources. `stale` is the age from which the latest figure of a question is told of (`3y`, `18m`, `90d`), as seen
    from `today`.

    Raises:
        StoreNotFoundError: There is no such file, or it may not be read.
        TextsNotFoundError: There is no such folder.
        UnknownNameError: There is no such rule; the error has the nearest.
        InvalidValueError: `stale` is no age.

    >>> [problem.id for problem in check_store(rules=["source-without-url"]).problems]
    ['dna-2024-06-28']
    """
    asked = [RULES[known_word("rule", name, RULES)] for name in dict.fromkeys(rules)] or list(RULES.values())
    day = today if today is not None else date.today()  # noqa: DTZ011  (a figure is as old as the reader's calendar says)
    oldest = None if stale is None else day_before(day, stale)
    store = choose_store(path)
    read = read_texts(Path(texts)) if texts is not None else ()
    with work(f"Reading {store.name}"):
        survey = survey_store(read_bytes(store))
    lookups = look_up_quotations(survey.snapshot, read)
    examined = Examined(
        snapshot=survey.snapshot,
        flaws=survey.flaws,
        ids=survey.ids,
        mentioned=survey.mentioned,
        today=day,
        oldest=oldest,
        texts=read,
        lookups=lookups,
    )
    file = _shown_path(store, given=path is not None)
    return Check(
        path=store,
        file=file,
        problems=tuple(_problems(asked, examined, survey, file)),
        facts=len(survey.ids["facts"]),
        texts=read,
        quotations=lookups,
    )


def _problems(rules: Iterable[Rule], examined: Examined, survey: Survey, file: str) -> Iterator[Problem]:
    """Yield what the rules find, by file and line, at one line errors first."""
    asked = list(rules)
    looked = counted(asked, "Asking the rules", len(asked))
    found = [(rule, finding) for rule in looked for finding in rule.look(examined)]
    placed = counted(found, "Finding their lines", len(found))
    problems = [_problem(rule, finding, survey, file) for rule, finding in placed]
    severities = list(Severity)
    yield from sorted(
        problems,
        key=lambda p: (p.file != file, p.file, p.line, severities.index(p.severity), p.path, p.rule),
    )


def _problem(rule: Rule, finding: Finding, survey: Survey, file: str) -> Problem:
    flaw = finding.flaw or Flaw(rule=rule.name, table=finding.table, id=finding.id, field=finding.field, problem="")
    return Problem(
        rule=rule.name,
        severity=rule.severity,
        file=file if finding.file is None else finding.file,
        line=survey.line_of(flaw) if finding.file is None else 1,
        table=_text(finding.table) or None,
        id=None if finding.id is None else _text(finding.id),
        path=_text(path_to(finding.table, finding.id, finding.field)),
        message=_text(finding.message),
        reason=rule.reason,
        mend=None if finding.mend is None else _text(finding.mend),
    )


def _shown_path(store: Path, *, given: bool) -> str:
    """Return the path as it was given; one that was found, as short as it can be followed from here."""
    here = Path.cwd()
    if not given and store.is_absolute() and store.is_relative_to(here):
        store = store.relative_to(here)
    return _text(str(store))


def _text(text: str) -> str:
    """Return text that can be written; half of a character, or a file name that is none, cannot."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


_UNITS = {"y": 12, "m": 1}
_MOST_MONTHS, _MOST_DAYS = 12_000, 365_000


def day_before(day: date, age: str) -> date:
    """Return the day that lies an age before another: `3y`, `18m`, `90d`.

    Raises:
        InvalidValueError: This is no age.

    >>> day_before(date(2026, 2, 28), "18m"), day_before(date(2024, 2, 29), "1y")
    (datetime.date(2024, 8, 28), datetime.date(2023, 2, 28))
    """
    from calendar import monthrange
    from datetime import timedelta

    number, unit = age.strip()[:-1], age.strip()[-1:].lower()
    count = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 0
    if count and unit == "d" and count <= _MOST_DAYS:
        return max(date.min, day - timedelta(days=min(count, (day - date.min).days)))
    months = count * _UNITS.get(unit, 0)
    if not 0 < months <= _MOST_MONTHS:
        raise InvalidValueError("age", age, "a number of years, months or days such as 3y, 18m or 90d")
    whole = day.year * 12 + day.month - 1 - months
    if whole < 12:
        return date.min
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
