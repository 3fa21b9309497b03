"""TimelineJS by Knight Lab: a slide a dated fact.

https://timeline.knightlab.com/docs/json-format.html
"""

from __future__ import annotations

from typing import Any, BinaryIO

from cpecfacts.exchange.exporting.excerpt import Excerpt
from cpecfacts.exchange.exporting.html_text import html_link, html_text
from cpecfacts.model.dates import Point, Precision, When, parse_when
from cpecfacts.model.fact import Evidence, Fact, Stance, is_moment
from cpecfacts.query.order import sort_facts
from cpecfacts.wording.amounts import amount_words
from cpecfacts.wording.dates import date_words
from cpecfacts.wording.json_text import encode


def export_timelinejs(excerpt: Excerpt, out: BinaryIO) -> tuple[str, ...]:
    """Write the timeline with its slides in order of time; facts without a date have no place in it.

    TimelineJS takes texts for HTML, so all of them are escaped.
    """
    dated = [(fact, parse_when(fact.when)) for fact in sort_facts(excerpt.facts) if fact.when is not None]
    timeline = {
        "scale": "human",
        "title": {"text": {"headline": html_text(excerpt.heading), "text": _origin(excerpt)}, "autolink": False},
        "events": [_slide(fact, when, excerpt) for fact, when in dated],
    }
    out.write(encode(timeline) + b"\n")
    return undated_remark(len(excerpt.facts) - len(dated))


def undated_remark(number: int) -> tuple[str, ...]:
    """Return what to tell of facts that a timeline cannot hold."""
    if not number:
        return ()
    return (f"{number:,} {'fact has' if number == 1 else 'facts have'} no date and no place in a timeline",)


def _origin(excerpt: Excerpt) -> str:
    provenance = excerpt.provenance
    licence = f"<p>{html_text(provenance.licence)}</p>" if provenance.licence else ""
    store = f"{provenance.program}, store BLAKE2b {provenance.digest}, {provenance.exported}"
    return f"<p>{html_text(provenance.description)}</p>{licence}<p><small>{html_text(store)}</small></p>"


def _slide(fact: Fact, when: When, excerpt: Excerpt) -> dict[str, Any]:
    start, end = slide_dates(when)
    words = html_text(date_words(when.text, moment=is_moment(fact.when_means)))
    return {
        "unique_id": fact.id,
        "start_date": start,
        **({} if end is None else {"end_date": end}),
        "display_date": words,
        "group": html_text(excerpt.snapshot.organizations[fact.company].name),
        "text": {"headline": html_text(fact.statement), "text": _text(fact, excerpt)},
        "autolink": False,
    }


def slide_dates(when: When) -> tuple[dict[str, int], dict[str, int] | None]:
    """Return start and end of a slide with the parts that are known, and no others.

    A quarter, a season, a decade or a century is the time from its first to its last month or year; the words beside
    it say what it is. What has no start stands at its end, what has no end at its start.

    >>> slide_dates(parse_when("2018-10"))
    ({'year': 2018, 'month': 10}, None)
    >>> slide_dates(parse_when("201X"))
    ({'year': 2010}, {'year': 2019})
    """
    points = [point for point in (when.start, when.end) if isinstance(point, Point)]
    start, end = _parts(points[0], last=False), _parts(points[-1], last=True)
    return start, None if start == end else end


def _parts(point: Point, *, last: bool) -> dict[str, int]:
    day = point.last if last else point.first
    match point.precision:
        case Precision.DAY:
            return {"year": day.year, "month": day.month, "day": day.day}
        case Precision.MONTH | Precision.QUARTER | Precision.SEASON:
            return {"year": day.year, "month": day.month}
        case Precision.YEAR | Precision.DECADE | Precision.CENTURY:
            return {"year": day.year}


def _text(fact: Fact, excerpt: Excerpt) -> str:
    amount = "" if fact.amount is None else f"<p><strong>{html_text(amount_words(fact.amount))}</strong></p>"
    wrong = f"<p><strong>Deprecated: {html_text(fact.rank_reason or '')}</strong></p>" if fact.is_deprecated else ""
    disputed = "<p>Other facts of the store disagree with this one.</p>" if excerpt.trust(fact).disputes else ""
    evidence = "".join(f"<li>{_evidence(piece, excerpt)}</li>" for piece in fact.evidence)
    return f"{wrong}{amount}{disputed}<ul>{evidence}</ul>"


def _evidence(piece: Evidence, excerpt: Excerpt) -> str:
    source = excerpt.snapshot.sources[piece.source]
    quote = f"“{html_text(piece.quote)}” " if piece.quote else ""
    said = "disputed by " if piece.stance is Stance.DISPUTES else ""
    title = source.publisher if source.title is None else f"{source.publisher}: {source.title}"
    issued = "" if source.issued is None else f", {html_text(date_words(source.issued))}"
    return f"{quote}{said}{html_link(title, source.URL)}{issued}"
