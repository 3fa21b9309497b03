"""The fields of records as options, for those who type them in one go.

The annotations here are objects, not postponed, as in `options`.
"""

from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from cpecfacts.cli.completion import complete_company, complete_measure, complete_project, complete_word

FACT, EVIDENCE, ORGANIZATION, PROJECT, MEASURE, SOURCE, RATE, WAY = (
    "A fact",
    "The evidence of a fact",
    "An organization",
    "A project",
    "A measure",
    "A source",
    "A rate of exchange",
    "How",
)
Text = str | None
Texts = list[str] | None


def _option(panel: str, name: str, metavar: str, help: str, **more: Any) -> Any:  # noqa: A002  (Typer's word)
    return typer.Option(name, metavar=metavar, help=help, rich_help_panel=panel, **more)


class Entry(NamedTuple):
    """The fields of one record; each belongs to some sorts of records, and is refused for the others."""

    company: Annotated[
        Texts,
        _option(
            FACT,
            "--company",
            "NAME",
            "Whom it is about; of a project, who takes part.",
            autocompletion=complete_company,
        ),
    ] = None
    statement: Annotated[Text, _option(FACT, "--statement", "TEXT", "The claim in one sentence of your own.")] = None
    kind: Annotated[
        Text, _option(FACT, "--kind", "KIND", "What it is about.", autocompletion=complete_word("kind"))
    ] = None
    measure: Annotated[
        Text, _option(FACT, "--measure", "ID", "What is counted or dated.", autocompletion=complete_measure)
    ] = None
    amount: Annotated[Text, _option(FACT, "--amount", "AMOUNT", "3bn, over $3 billion, Rs 2.5 crore, 3-5 million.")] = (
        None
    )
    unit: Annotated[
        Text,
        _option(FACT, "--unit", "UNIT", "Unit of the amount, or of a measure.", autocompletion=complete_word("unit")),
    ] = None
    bound: Annotated[Text, _option(FACT, "--bound", "WORD", "exact, about, more-than, at-least, up-to …")] = None
    raw: Annotated[Text, _option(FACT, "--raw", "TEXT", "The amount in the words of the source.")] = None
    when: Annotated[Text, _option(FACT, "--when", "DATE", "2024-06, 2014~, 2007/2011, or June 2024.")] = None
    when_means: Annotated[Text, _option(FACT, "--when-means", "WORD", "event, as-of, period or announced.")] = None
    status: Annotated[
        Text,
        _option(
            FACT,
            "--status",
            "STATUS",
            "planned … reported, unless said.",
            autocompletion=complete_word("status"),
        ),
    ] = None
    party: Annotated[
        Texts,
        _option(FACT, "--party", "NAME", "Another who takes part; repeat for more.", autocompletion=complete_company),
    ] = None
    project: Annotated[
        Text,
        _option(FACT, "--project", "ID", "The deal or asset it belongs to.", autocompletion=complete_project),
    ] = None
    place: Annotated[
        Texts,
        _option(FACT, "--place", "PLACE", "Where; also of a project.", autocompletion=complete_word("place")),
    ] = None
    tag: Annotated[
        Texts, _option(FACT, "--tag", "TAG", "A word to find it by.", autocompletion=complete_word("tag"))
    ] = None
    source: Annotated[
        Text,
        _option(
            EVIDENCE,
            "--source",
            "ID",
            "Id or address of a source of the store; also of a rate.",
            autocompletion=complete_word("source"),
        ),
    ] = None
    quote: Annotated[
        Text, _option(EVIDENCE, "--quote", "WORDS", "At most eight words of the source; of a rate, PKR.")
    ] = None
    paragraph: Annotated[Text, _option(EVIDENCE, "--paragraph", "N", "In which paragraph.")] = None
    asserted_by: Annotated[
        Text,
        _option(
            EVIDENCE,
            "--asserted-by",
            "NAME",
            "Who claims it, if not who printed it.",
            autocompletion=complete_company,
        ),
    ] = None
    stance: Annotated[Text, _option(EVIDENCE, "--stance", "WORD", "supports or disputes.")] = None
    evidence: Annotated[
        Texts,
        _option(EVIDENCE, "--evidence", "FIELDS", "Another piece: 'source=dawn-2020, quote=\"words\", paragraph=3'."),
    ] = None
    name: Annotated[Text, _option(ORGANIZATION, "--name", "NAME", "Of an organization or project.")] = None
    type: Annotated[Text, _option(ORGANIZATION, "--type", "TYPE", "company, bank …; of a source, webpage …")] = None
    country: Annotated[Text, _option(ORGANIZATION, "--country", "CC", "CN, PK …")] = None
    parent: Annotated[
        Text, _option(ORGANIZATION, "--parent", "NAME", "Who owns it.", autocompletion=complete_company)
    ] = None
    sector: Annotated[Text, _option(ORGANIZATION, "--sector", "WORD", "telecom, e-commerce …")] = None
    alias: Annotated[Texts, _option(ORGANIZATION, "--alias", "NAME", "Another name; repeat for more.")] = None
    summary: Annotated[Text, _option(PROJECT, "--summary", "TEXT", "What it is, in one sentence.")] = None
    label: Annotated[Text, _option(MEASURE, "--label", "TEXT", "Its name as a reader sees it.")] = None
    shape: Annotated[Text, _option(MEASURE, "--shape", "WORD", "level, total, flow, once, each or date.")] = None
    meaning: Annotated[Text, _option(MEASURE, "--meaning", "TEXT", "What exactly is counted or dated.")] = None
    publisher: Annotated[Text, _option(SOURCE, "--publisher", "NAME", "Who published it.")] = None
    url: Annotated[Text, _option(SOURCE, "--url", "URL", "Its address.")] = None
    title: Annotated[Text, _option(SOURCE, "--title", "TEXT", "Its title, in its language.")] = None
    issued: Annotated[Text, _option(SOURCE, "--issued", "DATE", "When it was published.")] = None
    language: Annotated[Text, _option(SOURCE, "--language", "CC", "en, ur, zh …")] = None
    class_: Annotated[
        Text,
        _option(SOURCE, "--class", "WORD", "official, research, company, advocacy, reference, wire, media or blog."),
    ] = None
    reprint_of: Annotated[Text, _option(SOURCE, "--reprint-of", "NAME", "Whose text it reprints.")] = None
    accessed: Annotated[Text, _option(SOURCE, "--accessed", "DATE", "The day you read it.")] = None
    base: Annotated[Text, _option(RATE, "--base", "CODE", "USD: one unit of it …")] = None
    year: Annotated[Text, _option(RATE, "--year", "YEAR", "… was worth on average in this year …")] = None
    rate: Annotated[Text, _option(RATE, "--rate", "NUMBER", "… so many of --quote.")] = None
    id: Annotated[Text, _option(WAY, "--id", "ID", "Its id; one is proposed from the content.")] = None
    note: Annotated[Text, _option(WAY, "--note", "TEXT", "What a reader should know beside it.")] = None


class Way(NamedTuple):
    """How a record is typed, and whether it is written."""

    edit: Annotated[
        bool, typer.Option("--edit", help="Fill it in in your editor ($VISUAL, $EDITOR).", rich_help_panel=WAY)
    ] = False
    draft: Annotated[
        Path | None,
        typer.Option("--draft", metavar="FILE", help="Go on from a draft that was kept.", rich_help_panel=WAY),
    ] = None
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and show what would change; write nothing.", rich_help_panel=WAY)
    ] = False
