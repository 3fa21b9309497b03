"""The fields of every record as a person fills them in: what they mean, what they take, what may be left out.

One list for the options' help, the questions, the editor's template and the reading of all three.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from cpecfacts.model.amounts import Bound
from cpecfacts.model.fact import Kind, Rank, Stance, Status, WhenMeans
from cpecfacts.model.measure import Shape
from cpecfacts.model.organization import OrganizationType
from cpecfacts.model.source import SourceClass


class Takes(Enum):
    """What may be typed for a field, and how it is read."""

    TEXT = auto()
    TEXTS = auto()
    WORD = auto()
    DATE = auto()
    ORGANIZATION = auto()
    ORGANIZATIONS = auto()
    PROJECT = auto()
    MEASURE = auto()
    SOURCE = auto()
    UNIT = auto()
    NUMBER = auto()
    COUNT = auto()
    AMOUNT = auto()
    EVIDENCE = auto()


class FieldForm(NamedTuple):
    """A field: its name in the file, what it means and takes; `words` are all it takes, if it takes only some.

    `default` is what stands in the record where nothing was typed; None where that is null or empty.
    """

    name: str
    takes: Takes
    meaning: str
    required: bool = False
    words: tuple[str, ...] = ()
    default: str | None = None


def _words(words: type[Enum]) -> tuple[str, ...]:
    return tuple(str(word.value) for word in words)


NOUNS = {
    "fact": "facts",
    "organization": "organizations",
    "project": "projects",
    "measure": "measures",
    "source": "sources",
    "rate": "rates",
}
"""The tables of a store by the word for one of their records."""

AMOUNT: tuple[FieldForm, ...] = (
    FieldForm("value", Takes.NUMBER, "The figure: 3000000000 or 3bn; the lower end of a range.", required=True),
    FieldForm("to", Takes.NUMBER, "The upper end of a range."),
    FieldForm(
        "unit", Takes.UNIT, "USD, PKR … or a plural noun: subscribers, people, sites; of the measure, if it has one."
    ),
    FieldForm("bound", Takes.WORD, "How the source hedges it.", words=_words(Bound)),
    FieldForm("raw", Takes.TEXT, "The words of the source, in its language: over $3 billion."),
)
EVIDENCE: tuple[FieldForm, ...] = (
    FieldForm("source", Takes.SOURCE, "Where it is said: id or address of a source of the store.", required=True),
    FieldForm("quote", Takes.TEXT, "The few words that carry the claim, at most eight, in their language."),
    FieldForm("paragraph", Takes.COUNT, "In which paragraph, counted from 1."),
    FieldForm("asserted_by", Takes.ORGANIZATION, "Who claims it, if not who printed it."),
    FieldForm("stance", Takes.WORD, "For the fact or against it.", words=_words(Stance), default=Stance.SUPPORTS.value),
)
FORMS: dict[str, tuple[FieldForm, ...]] = {
    "facts": (
        FieldForm("company", Takes.ORGANIZATION, "Whom it is about: id, name or alias.", required=True),
        FieldForm(
            "statement",
            Takes.TEXT,
            "The claim in one sentence of your own, no more exact than the source.",
            required=True,
        ),
        FieldForm("kind", Takes.WORD, "What it is about.", required=True, words=_words(Kind)),
        FieldForm("measure", Takes.MEASURE, "What is counted or dated, if that is a measure of the store."),
        FieldForm("amount", Takes.AMOUNT, "The figure."),
        FieldForm("when", Takes.DATE, "As exactly as the source has it: 2014-04, 2014~, 2007/2011, or June 2024."),
        FieldForm("when_means", Takes.WORD, "What the date is the date of.", words=_words(WhenMeans)),
        FieldForm(
            "status", Takes.WORD, "How far the thing has come.", words=_words(Status), default=Status.REPORTED.value
        ),
        FieldForm("parties", Takes.ORGANIZATIONS, "Others who take part."),
        FieldForm("project", Takes.PROJECT, "The deal, programme or asset that it belongs to."),
        FieldForm("places", Takes.TEXTS, "Where it is: Islamabad, Gwadar."),
        FieldForm("tags", Takes.TEXTS, "Words to find it by: 4g, safe-city."),
        FieldForm("note", Takes.TEXT, "What a reader should know beside it."),
        FieldForm(
            "rank",
            Takes.WORD,
            "Deprecated is what is shown to be wrong.",
            words=_words(Rank),
            default=Rank.NORMAL.value,
        ),
        FieldForm("rank_reason", Takes.TEXT, "Why it has its rank; a deprecated fact needs a reason."),
        FieldForm("evidence", Takes.EVIDENCE, "Who says so: at least one piece.", required=True),
    ),
    "organizations": (
        FieldForm("name", Takes.TEXT, "Its name as a reader should see it.", required=True),
        FieldForm(
            "type", Takes.WORD, "What sort of organization it is.", required=True, words=_words(OrganizationType)
        ),
        FieldForm("country", Takes.TEXT, "Country code of two letters: CN, PK."),
        FieldForm("parent", Takes.ORGANIZATION, "Who owns it."),
        FieldForm("sector", Takes.TEXT, "Its business: telecom, e-commerce."),
        FieldForm("aliases", Takes.TEXTS, "Other names that it is found by, in any script."),
        FieldForm("note", Takes.TEXT, "What a reader should know beside it."),
    ),
    "projects": (
        FieldForm("name", Takes.TEXT, "Its name as a reader should see it.", required=True),
        FieldForm("summary", Takes.TEXT, "What it is, in one sentence.", required=True),
        FieldForm("companies", Takes.ORGANIZATIONS, "Who takes part."),
        FieldForm("places", Takes.TEXTS, "Where it is."),
    ),
    "measures": (
        FieldForm("label", Takes.TEXT, "Its name as a reader should see it: Subscribers.", required=True),
        FieldForm("meaning", Takes.TEXT, "What exactly is counted or dated, in one sentence.", required=True),
        FieldForm(
            "shape",
            Takes.WORD,
            "level: a value at a date; total: cumulative to a date; flow: over a period; once: one value; "
            "each: a value an occurrence; date: the date is the answer.",
            required=True,
            words=_words(Shape),
        ),
        FieldForm(
            "unit", Takes.UNIT, "The unit of all its figures; money for any currency; nothing where they differ."
        ),
    ),
    "sources": (
        FieldForm("publisher", Takes.TEXT, "Who published it: a bare name.", required=True),
        FieldForm("class", Takes.WORD, "What sort of voice it is.", required=True, words=_words(SourceClass)),
        FieldForm("language", Takes.TEXT, "Language code: en, ur, zh.", required=True),
        FieldForm("title", Takes.TEXT, "Its title, in its language."),
        FieldForm("issued", Takes.DATE, "When it was published, as exactly as it says."),
        FieldForm("URL", Takes.TEXT, "Its address."),
        FieldForm(
            "type", Takes.TEXT, "CSL's word for it: webpage, article-newspaper, report, dataset.", default="webpage"
        ),
        FieldForm("reprint_of", Takes.TEXT, "Whose text it is, if it only reprints it."),
        FieldForm("accessed", Takes.DATE, "The day you read it: 2026-11-24, or today."),
        FieldForm("note", Takes.TEXT, "What a reader should know beside it."),
    ),
    "rates": (
        FieldForm("base", Takes.TEXT, "One unit of this currency: USD …", required=True),
        FieldForm("quote", Takes.TEXT, "… was worth so many of this: PKR …", required=True),
        FieldForm("year", Takes.COUNT, "… on average in this year …", required=True),
        FieldForm("rate", Takes.NUMBER, "… that is, so many.", required=True),
        FieldForm("source", Takes.SOURCE, "Who says so.", required=True),
    ),
}
"""The fields of the records of each table, in the order in which a person fills them in."""
