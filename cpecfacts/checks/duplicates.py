"""The same thing twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cpecfacts.checks.rule import Examined, Finding, Severity, fact_finding, rule
from cpecfacts.model.folding import name_key


@rule(Severity.WARNING)
def duplicate_fact(examined: Examined) -> Iterator[Finding]:
    """Two facts do not answer the same question with the same value and date.

    One claim counted twice looks confirmed where it is only repeated; a second source belongs to the first fact.
    """
    first: dict[object, str] = {}
    for fact in examined.snapshot.facts.values():
        if fact.measure is None or fact.is_deprecated or (fact.amount is None and fact.when is None):
            continue
        amount = fact.amount
        value = None if amount is None else (amount.value, amount.to, amount.unit, amount.bound)
        plan = fact.status if fact.is_plan else None
        question = (fact.company, fact.project, fact.measure, frozenset(fact.parties), frozenset(fact.places))
        key = (question, value, fact.when, plan)
        if first.setdefault(key, fact.id) != fact.id:
            message = f"has the question, value and date of the fact “{first[key]}”"
            mend = "join the evidence of both in one fact and remove the other"
            yield fact_finding(fact.id, "", message, mend)


@rule(Severity.WARNING)
def evidence_twice(examined: Examined) -> Iterator[Finding]:
    """A fact has a quotation of a source only once.

    The same words are no second witness.
    """
    for fact in examined.snapshot.facts.values():
        seen = set()
        for index, piece in enumerate(fact.evidence):
            if (piece.source, piece.quote) in seen:
                message = f"the same words of “{piece.source}” stand there twice"
                yield fact_finding(fact.id, f"evidence[{index}]", message, "remove one of them")
            seen.add((piece.source, piece.quote))


@rule(Severity.WARNING)
def listed_twice(examined: Examined) -> Iterator[Finding]:
    """Nothing stands twice in a list of parties, places, tags, companies or aliases.

    Counts count it twice.
    """
    for fact in examined.snapshot.facts.values():
        yield from _doubles("facts", fact.id, "parties", fact.parties, (fact.company,))
        yield from _doubles("facts", fact.id, "places", fact.places)
        yield from _doubles("facts", fact.id, "tags", fact.tags)
    for project in examined.snapshot.projects.values():
        yield from _doubles("projects", project.id, "companies", project.companies)
        yield from _doubles("projects", project.id, "places", project.places)
    for organization in examined.snapshot.organizations.values():
        yield from _doubles("organizations", organization.id, "aliases", organization.aliases, (organization.name,))


def _doubles(table: str, key: str, field: str, words: Sequence[str], before: Sequence[str] = ()) -> Iterator[Finding]:
    seen = set(before)
    for index, word in enumerate(words):
        if word in seen:
            message = f"“{word}” is already there" if word not in before else f"“{word}” is the record's own name"
            yield Finding(table=table, id=key, field=f"{field}[{index}]", message=message, mend="remove it")
        seen.add(word)


@rule(Severity.WARNING)
def shared_name(examined: Examined) -> Iterator[Finding]:
    """An id, name or alias means one organization, whatever its case, spaces and hyphens.

    `--company NAME` can only ask back which of them is meant.
    """
    first: dict[str, str] = {}
    for key, organization in examined.snapshot.organizations.items():
        names = [("", key), ("name", organization.name)]
        names += [(f"aliases[{index}]", alias) for index, alias in enumerate(organization.aliases)]
        for field, name in names:
            owner = first.setdefault(name_key(name), key)
            if owner != key:
                message = f"the name “{name}” is also that of “{owner}”"
                mend = "take it from one of them, or join the two in one record"
                yield Finding(table="organizations", id=key, field=field, message=message, mend=mend)
