"""How good the sources of a fact are, on AidData's scale."""

from __future__ import annotations

from cpecfacts.analysis.origins import Voices
from cpecfacts.model.fact import Fact, Stance
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.model.source import SourceClass

BEST = 5
GRADES = {
    1: "only media, wires or blogs",
    2: "an advocacy, reference or company page among them",
    3: "research among them",
    4: "one official voice among them",
    5: "two or more official voices among them",
}
_BETTER_THAN_MEDIA = (SourceClass.ADVOCACY, SourceClass.REFERENCE, SourceClass.COMPANY)


def quality_of(fact: Fact, snapshot: Snapshot, voices: Voices) -> int:
    """Return the grade of a fact's sources, from 1 to 5.

    AidData's Source Quality Score (TUFF 3.0) read on our classes: 1 only media, wires or blogs; 2 an advocacy,
    reference or company page among them; 3 at least one piece of research; 4 one official voice; 5 two or more official
    ones. Two official papers that carry one voice are one: AidData counts documents, we count origins (docs/trust.md).
    What speaks against the fact does not count for it.
    """
    pieces = [piece for piece in fact.evidence if piece.stance is Stance.SUPPORTS]
    classes = {snapshot.sources[piece.source].class_ for piece in pieces}
    if SourceClass.OFFICIAL in classes:
        official = {
            voices.of(piece) for piece in pieces if snapshot.sources[piece.source].class_ is SourceClass.OFFICIAL
        }
        return BEST if len(official) > 1 else BEST - 1
    if SourceClass.RESEARCH in classes:
        return 3
    return 2 if not classes.isdisjoint(_BETTER_THAN_MEDIA) else 1
