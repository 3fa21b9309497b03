"""What a citation is: sources in a style, what they say of a fact, and how the fact is found again."""

from __future__ import annotations

from typing import Any

import msgspec

from cpecfacts.citation.style import Style
from cpecfacts.model.fact import Stance


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of evidence in a source: its words and paragraph where recorded, who says so, and for or against.

    `asserted_by` is the name of who makes the claim, null where it is not recorded or is the publisher itself.
    """

    quote: str | None
    paragraph: int | None
    asserted_by: str | None
    stance: Stance

    @property
    def disputes(self) -> bool:
        """Whether it speaks against the fact."""
        return self.stance is Stance.DISPUTES

    def line(self) -> str | None:
        """Return it as a sentence; None where it tells nothing beside its source."""
        details = [] if self.paragraph is None else [f"paragraph {self.paragraph}"]
        if self.asserted_by is not None:
            details.append(f"according to {self.asserted_by}")
        told = "; ".join(details)
        if self.quote is None and not self.disputes:
            return f"{told[0].upper()}{told[1:]}." if told else None
        after = f" ({told})" if told else ""
        if self.quote is None:
            return f"Disputes it, without a quotation{after}."
        return f"{'Disputes it: ' if self.disputes else ''}“{self.quote}”{after}."


class CitedSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source in the style asked for; of a fact with what it says of it. `reprint_of` is whom it repeats."""

    source: str
    text: str
    reprint_of: str | None
    quotations: tuple[Quotation, ...] = ()

    def lines(self) -> list[str]:
        """Return what is to be told below the source: its words, and that they are a reprint."""
        lines = [line for said in self.quotations if (line := said.line())]
        return [*lines, f"Reprint of: {self.reprint_of}."] if self.reprint_of is not None else lines


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """The citation of a fact or a source.

    `text` is the whole of it, in lines. Of a fact, `sources` are the sources one by one, `located` is the line that
    finds it again, `deprecated` the reason if it is known to be wrong. `csl` are the sources, then the fact, as items
    of CSL-JSON.
    """

    id: str
    record: str
    style: Style
    text: str
    sources: tuple[CitedSource, ...]
    located: str | None
    deprecated: str | None
    csl: tuple[dict[str, Any], ...]

    @property
    def is_fact(self) -> bool:
        """Whether a fact is cited, not a source."""
        return self.record == "fact"
