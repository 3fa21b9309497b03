"""A Mermaid timeline, for Markdown that GitHub, GitLab or Obsidian draws.

https://mermaid.js.org/syntax/timeline.html
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from cpecfacts.analysis.timeline import Period, group_by_period
from cpecfacts.exchange.exporting.as_timelinejs import undated_remark
from cpecfacts.exchange.exporting.excerpt import Excerpt
from cpecfacts.model.fact import Fact, is_moment
from cpecfacts.wording.dates import date_words
from cpecfacts.wording.safety import make_visible

# Signs that mean something to Mermaid's timelines, comments and directives, to HTML, or to the fence around them in
# Markdown, as Mermaid's own character codes.
_CODES = str.maketrans({sign: f"#{ord(sign)};" for sign in "#;:%{}<>&\\`~"})
_MOST = 50_000
"""Mermaid draws no longer text unless it is told to (`maxTextSize`)."""


def export_mermaid(excerpt: Excerpt, out: BinaryIO) -> tuple[str, ...]:
    """Write the timeline with a section a year; facts without a date have no place in it."""
    lines = list(_lines(excerpt))
    text = "\n".join(lines) + "\n"
    out.write(text.encode())
    dated = sum(fact.when is not None for fact in excerpt.facts)
    remarks = undated_remark(len(excerpt.facts) - dated)
    if len(text) > _MOST:
        remarks += (
            f"Mermaid draws at most {_MOST:,} characters unless maxTextSize is raised, and this has {len(text):,}",
        )
    return remarks


def mermaid_text(text: str) -> str:
    """Return text in one line that Mermaid shows as it is."""
    return make_visible(" ".join(text.split())).translate(_CODES)


def _lines(excerpt: Excerpt) -> Iterator[str]:
    provenance = excerpt.provenance
    yield f"%% {provenance.program}, store BLAKE2b {provenance.digest}, {provenance.exported.replace(':', '.')}"
    if provenance.licence is not None:
        yield f"%% {mermaid_text(provenance.licence)}"
    yield "timeline"
    yield f"    title {mermaid_text(excerpt.heading)}"
    for group in group_by_period(excerpt.facts, Period.YEAR):
        yield f"    section {mermaid_text(date_words(group.period))}"
        for words, facts in groupby(group.facts, _date):
            first, *others = facts
            yield f"        {words} : {_event(first)}"
            yield from (f"        {' ' * len(words)} : {_event(fact)}" for fact in others)


def _date(fact: Fact) -> str:
    return mermaid_text(date_words(fact.when or "", moment=is_moment(fact.when_means)))


def _event(fact: Fact) -> str:
    return mermaid_text(f"Deprecated: {fact.statement}" if fact.is_deprecated else fact.statement)
