"""The sources of the facts as a bibliography: CSL-JSON for reference managers and Pandoc, BibTeX for LaTeX."""

from __future__ import annotations

from typing import BinaryIO

from cpecfacts.citation.bibtex import bibtex_entry
from cpecfacts.citation.csl import source_item
from cpecfacts.citation.order import sort_sources
from cpecfacts.citation.style import Style
from cpecfacts.exchange.exporting.excerpt import Excerpt
from cpecfacts.model.source import Source
from cpecfacts.wording.json_text import encode
from cpecfacts.wording.safety import make_visible


def export_csl_json(excerpt: Excerpt, out: BinaryIO) -> tuple[str, ...]:
    """Write an array of items, one a source that is evidence for one of the facts."""
    out.write(encode([source_item(source) for source in _cited(excerpt, Style.CSL_JSON)]) + b"\n")
    return ()


def export_bibtex(excerpt: Excerpt, out: BinaryIO) -> tuple[str, ...]:
    """Write an entry for each source that is evidence for one of the facts, below a remark on where they come from."""
    provenance = excerpt.provenance
    remarks = (excerpt.heading, f"{provenance.program}, store BLAKE2b {provenance.digest}, {provenance.exported}")
    entries = [bibtex_entry(source_item(s), s.issued, s.accessed) for s in _cited(excerpt, Style.BIBTEX)]
    out.write("\n".join(["".join(map(_remark, remarks)), *(f"{entry}\n" for entry in entries)]).encode())
    return ()


def _cited(excerpt: Excerpt, style: Style) -> list[Source]:
    """Return the sources of the facts in the order of a list of references; those of exchange rates are none."""
    ids = {source for fact in excerpt.facts for source in fact.source_ids}
    return sort_sources((excerpt.snapshot.sources[source] for source in ids), style)


def _remark(text: str) -> str:
    """Return a line that BibTeX passes over: outside of entries only the sign @ begins something."""
    return f"% {make_visible(text).replace('@', '(at)')}\n"
