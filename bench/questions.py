"""What is asked of the program and of the others."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How much of a store an answer needs: few facts, many, or all of them."""

    SELECTIVE = "selective"
    BROAD = "broad"
    WHOLE = "whole"


class Subjects(NamedTuple):
    """Whom and what the questions are about.

    `company` is the shipped company with most facts, which has the same facts in every store; `largest` are the three
    companies with most facts, `middle` is the one in the middle; `word` is a word that few facts have.
    """

    company: str
    compared: tuple[str, str, str]
    middle: str
    largest: tuple[str, str, str]
    word: str
    phrase: str


class Question(NamedTuple):
    """A question as arguments of the program; `shipped` are those for the shipped store, which has no such company.

    `has_ids` tells whether the items of the answer are facts, so that others can be checked by their ids.
    """

    key: str
    arguments: tuple[str, ...]
    shipped: tuple[str, ...]
    kind: Kind
    has_ids: bool = False


def questions_about(subjects: Subjects) -> tuple[Question, ...]:
    """Return the questions, the selective ones first."""

    def ask(key: str, kind: Kind, *arguments: str, shipped: tuple[str, ...] = (), ids: bool = False) -> Question:
        return Question(key, arguments, shipped or arguments, kind, ids)

    few, many, all_ = Kind.SELECTIVE, Kind.BROAD, Kind.WHOLE
    company, json = subjects.company, "--json"
    phrase = f'"{subjects.phrase}"'
    compared = ("compare", *subjects.compared, json)
    return (
        ask("facts", few, "facts", "--company", company, json, ids=True),
        ask(
            "middle",
            few,
            "facts",
            "--company",
            subjects.middle,
            json,
            shipped=("facts", "--company", "alibaba", json),
            ids=True,
        ),
        ask("timeline", few, "timeline", "--company", company, "--limit", "20"),
        ask("compare", few, *compared),
        ask("word", few, "facts", subjects.word, json, shipped=("facts", "Sohbatpur", json), ids=True),
        ask("disputes", few, "disputes", "--company", company, json),
        ask("investments", many, "investments", "--min", "100m", "--since", "2015", json, ids=True),
        ask("phrase", many, "facts", phrase, json, ids=True),
        ask("phrase-first", many, "facts", phrase, "--limit", "20", json),
        ask("companies-since", many, "companies", "--since", "2015", json),
        ask("timeline-first", many, "timeline", "--limit", "20", json),
        ask("compare-largest", all_, "compare", *subjects.largest, json, shipped=compared),
        ask("stats", all_, "stats", json),
        ask("companies", all_, "companies", json),
        ask("all-disputes", all_, "disputes", json),
        ask("everything", all_, "facts", "--jsonl"),
    )
