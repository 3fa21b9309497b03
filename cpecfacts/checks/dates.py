"""When things were, and when somebody could have said so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpecfacts.checks.rule import Examined, Finding, Severity, fact_finding, rule
from cpecfacts.model.dates import When, WhenError, parse_when
from cpecfacts.model.fact import Fact, Status, WhenMeans
from cpecfacts.model.measure import Shape

_TO_COME = (Status.PLANNED, Status.ANNOUNCED, Status.UNDER_WAY)


def read_date(text: str | None) -> When | None:
    """Return a date as parsed; None where there is none, or none that can be read."""
    if text is None:
        return None
    try:
        return parse_when(text)
    except WhenError:
        return None


def earliest_day(text: str | None) -> date | None:
    """Return the first day that a date may mean, None where it has none."""
    when = read_date(text)
    return None if when is None else when.earliest


def latest_day(text: str | None) -> date | None:
    """Return the last day that a date may mean, None where it has none."""
    when = read_date(text)
    return None if when is None else when.latest


def _says_what_was(fact: Fact) -> bool:
    """Whether a fact tells of a moment that lay behind who told it; who plans or announces looks ahead."""
    if fact.status in _TO_COME or fact.is_deprecated:
        return False
    return fact.when_means in (WhenMeans.EVENT, WhenMeans.AS_OF)


@rule(Severity.WARNING)
def when_after_sources(examined: Examined) -> Iterator[Finding]:
    """What was, was before a source said so: `when` is no later than the latest source, but for plans.

    Nobody can report what has not happened yet; the date is wrong, or the fact is a plan.
    """
    sources = examined.snapshot.sources
    for fact in examined.snapshot.facts.values():
        happened = earliest_day(fact.when) if _says_what_was(fact) else None
        if happened is None:
            continue
        known = [sources[name] for name in fact.source_ids if name in sources]
        issued = [(latest_day(source.issued), source.id, source.issued) for source in known]
        days = [day for day, _, _ in issued if day is not None]
        if days and len(days) == len(issued) == len(fact.source_ids) and max(days) < happened:
            _, source, text = max(found for found in issued if found[0] is not None)
            message = f"is dated {fact.when}, but its latest source “{source}” is of {text}"
            mend = 'correct the date, or set "status": "planned"'
            yield fact_finding(fact.id, "when", message, mend)


@rule(Severity.WARNING)
def when_in_the_future(examined: Examined) -> Iterator[Finding]:
    """What has happened is not dated after today.

    A date to come belongs to a plan.
    """
    for fact in examined.snapshot.facts.values():
        happened = earliest_day(fact.when) if _says_what_was(fact) else None
        if happened is not None and happened > examined.today:
            message = f"is {fact.status.value}, but dated {fact.when}, which is still to come"
            yield fact_finding(fact.id, "when", message, 'correct the date, or set "status": "planned"')


@rule(Severity.WARNING)
def when_without_meaning(examined: Examined) -> Iterator[Finding]:
    """A date says what it is the date of, and `when_means` has a date.

    “In 2017” may be when it happened, or until when it was counted.
    """
    for fact in examined.snapshot.facts.values():
        if fact.when is not None and fact.when_means is None:
            words = ", ".join(member.value for member in WhenMeans)
            yield fact_finding(fact.id, "when_means", "the date has no meaning", f"set it to one of {words}")
        elif fact.when is None and fact.when_means is not None:
            message = f"“{fact.when_means.value}” is the meaning of no date"
            yield fact_finding(fact.id, "when_means", message, 'give "when" a date, or set "when_means" to null')


@rule(Severity.WARNING)
def date_measure(examined: Examined) -> Iterator[Finding]:
    """A fact whose measure is a date has a date, and no amount.

    There the date is the answer.
    """
    measures = examined.snapshot.measures
    for fact in examined.snapshot.facts.values():
        measure = measures.get(fact.measure or "")
        if measure is None or measure.shape is not Shape.DATE:
            continue
        if fact.when is None:
            yield fact_finding(fact.id, "when", f"the measure “{measure.id}” asks for a date", None)
        if fact.amount is not None:
            yield fact_finding(fact.id, "amount", f"the measure “{measure.id}” is a date and has no amounts", None)


@rule(Severity.WARNING)
def stale_figure(examined: Examined) -> Iterator[Finding]:
    """The latest as-of figure of a question is not older than `--stale` (asked for only with that option).

    Who quotes the latest figure takes it for today's; a newer one may be out.
    """
    if examined.oldest is None:
        return
    latest: dict[tuple[str | None, ...], tuple[date, str]] = {}
    for fact in examined.snapshot.facts.values():
        if fact.measure is None or fact.amount is None or fact.is_deprecated or fact.is_plan:
            continue
        day = latest_day(fact.when) if fact.when_means is WhenMeans.AS_OF else None
        if day is not None:
            question = (fact.company, fact.project, fact.measure, fact.amount.unit)
            latest[question] = max(latest.get(question, (date.min, "")), (day, fact.id))
    for day, fact_id in latest.values():
        if day < examined.oldest:
            fact = examined.snapshot.facts[fact_id]
            message = f"the latest figure of “{fact.measure}” of {fact.project or fact.company} is of {fact.when}"
            yield fact_finding(fact_id, "when", message, "look for a newer one and add it as a fact of its own")
