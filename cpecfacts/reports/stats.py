"""What the store holds."""

from __future__ import annotations

from cpecfacts.analysis.tallies import Tally
from cpecfacts.library import Findings, Library
from cpecfacts.reports.blocks import Block, Column, Group, Heading, Pairs, Table
from cpecfacts.reports.ordering import order_items
from cpecfacts.reports.report import Report, StoreStamp
from cpecfacts.reports.stamp import stamp_of
from cpecfacts.reports.values import DateValue, Share, Value


def stats_report(
    findings: Findings,
    library: Library,
    *,
    sort: str | None = None,
    reverse: bool = False,
    limit: int | None = None,
) -> Report:
    """Return the report of `stats`; deprecated facts count too, as a line of their own tells."""
    stamp = stamp_of(library)
    hidden = dict(findings.hidden)
    tallies = order_items(library.tallies(findings), Tally, hidden, sort=sort, reverse=reverse, limit=limit)
    return Report(
        command="stats",
        query=findings.query,
        description=findings.description,
        items=tallies,
        item_type=Tally,
        make_blocks=lambda: _blocks(stamp, len(findings.facts), tallies),
        hidden=hidden,
        store=stamp,
    )


def _blocks(stamp: StoreStamp, facts: int, tallies: tuple[Tally, ...]) -> tuple[Block, ...]:
    store: tuple[tuple[str, Value], ...] = (
        ("Store", stamp.path),
        ("Title", stamp.title),
        ("Format", stamp.format),
        ("Updated", DateValue(stamp.updated)),
        ("Licence", stamp.licence),
        ("Digest", stamp.digest),
        ("Facts", facts),
    )
    blocks: list[Block] = [Pairs(store)]
    for group in dict.fromkeys(tally.group for tally in tallies if tally.group != "all"):
        rows = tuple(
            (DateValue(t.key) if group == "year" else t.key, t.facts, Share(t.share))
            for t in tallies
            if t.group == group
        )
        columns = (
            Column(title=group.capitalize(), flexible=True),
            Column(title="Facts", right=True),
            Column(title="Share", right=True),
        )
        blocks += [Heading(_TITLES[group]), Table(columns=columns, groups=(Group(rows=rows),))]
    return tuple(blocks)


_TITLES = {
    "of note": "Of note",
    "company": "By company (as subject)",
    "kind": "By kind",
    "year": "By year",
    "class of source": "By class of source",
    "quality": "By quality of sources (1 to 5)",
    "language": "By language of source",
}
