"""Facts that answer the same question."""

from __future__ import annotations

from collections.abc import Iterable

from cpecfacts.model.fact import Fact
from cpecfacts.query.order import sort_facts


def question_of(fact: Fact) -> tuple[str, str, str] | None:
    """Return the question that a fact answers: its measure, of its project or else of its company.

    A fact without a measure answers no question that another one could answer too: None.
    """
    if fact.measure is None:
        return None
    if fact.project is not None:
        return "project", fact.project, fact.measure
    return "company", fact.company, fact.measure


def kin_of(fact: Fact, facts: Iterable[Fact]) -> list[Fact]:
    """Return the other facts that answer the same question, in the order of their dates."""
    question = question_of(fact)
    if question is None:
        return []
    return sort_facts(other for other in facts if other.id != fact.id and question_of(other) == question)
