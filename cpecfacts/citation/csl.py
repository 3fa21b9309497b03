"""Sources and facts as items of CSL-JSON, which reference managers and Pandoc read.

A source is stored in CSL's words already; here it gets what an item needs besides.
https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from cpecfacts.citation.dates import csl_date
from cpecfacts.citation.text import one_line
from cpecfacts.model.source import Source

Item: TypeAlias = dict[str, Any]
"""An item of CSL-JSON: its keys are CSL's variables, dates and names are objects."""

TYPES = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
})  # fmt: skip
"""The types of CSL 1.0.2; a source of any other is a `document`."""

# Works that appear inside of something of its publisher's name: a newspaper, a magazine, a site.
_CONTAINED = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "broadcast", "chapter", "entry",
    "entry-dictionary", "entry-encyclopedia", "interview", "paper-conference", "post", "post-weblog", "review",
    "review-book", "webpage",
})  # fmt: skip
# What stands in the place of a title that is not recorded: the style puts it in brackets or not, as its guide says.
_GENRES = {
    "article-newspaper": "News article",
    "article-magazine": "Magazine article",
    "article-journal": "Journal article",
    "webpage": "Web page",
    "post": "Post",
    "post-weblog": "Blog post",
    "report": "Report",
    "dataset": "Data set",
    "book": "Book",
    "broadcast": "Broadcast",
    "interview": "Interview",
    "legislation": "Law",
    "regulation": "Regulation",
    "software": "Software",
    "speech": "Speech",
    "thesis": "Thesis",
}


def source_item(source: Source) -> Item:
    """Return a source as an item of CSL-JSON, of CSL's own variables only and without empty ones.

    Its author is the organization that published it, as a literal name that no program turns round: the store does not
    record bylines. That name stands again as `container-title` of what appears in a newspaper, a magazine or a site,
    and as `publisher` of everything else. A title that is not recorded is not made up: `genre` tells what it is.
    """
    publisher, title = one_line(source.publisher), one_line(source.title)
    kind = source.type if source.type in TYPES else "document"
    item: Item = {
        "id": source.id,
        "type": kind,
        "title": title,
        "genre": "" if title else _GENRES.get(kind, "Document"),
        "author": [{"literal": publisher}] if publisher else [],
        "container-title" if kind in _CONTAINED else "publisher": publisher,
        "issued": csl_date(source.issued),
        "accessed": csl_date(source.accessed),
        "URL": one_line(source.URL),
        "language": one_line(source.language),
        "note": f"Reprint of: {one_line(source.reprint_of)}" if one_line(source.reprint_of) else "",
        "annote": one_line(source.note),
    }
    return {key: value for key, value in item.items() if value}


def fact_item(
    fact_id: str, statement: str, *, store: str | None, updated: str | None, digest: str, accessed: date, note: str
) -> Item:
    """Return a fact as an entry of its store: the statement as title, with what finds it again.

    `archive_location` is the id of the fact, `version` the date and digest of the store, `note` the evidence.
    """
    version = f"updated {updated}, BLAKE2b {digest}" if updated else f"BLAKE2b {digest}"
    item: Item = {
        "id": fact_id,
        "type": "entry",
        "title": one_line(statement),
        "container-title": one_line(store),
        "archive": "cpecfacts store",
        "archive_location": fact_id,
        "version": version,
        "issued": csl_date(updated),
        "accessed": csl_date(accessed.isoformat()),
        "note": note,
    }
    return {key: value for key, value in item.items() if value}
