"""Facts for the tests of the model."""

from __future__ import annotations

import pytest

from cpecfacts.model.fact import Evidence, Fact, Kind, Rank, Stance, Status


def _evidence(source):
    return Evidence(source=source, quote=None, paragraph=None, asserted_by=None, stance=Stance.SUPPORTS)


def _fact(*, sources=("dawn-2014",), **changes):
    fields = {
        "id": "zong-x",
        "company": "zong",
        "parties": (),
        "project": None,
        "kind": Kind.OTHER,
        "measure": None,
        "statement": "Zong did it.",
        "amount": None,
        "when": None,
        "when_means": None,
        "status": Status.REPORTED,
        "places": (),
        "tags": (),
        "evidence": tuple(_evidence(source) for source in sources),
        "rank": Rank.NORMAL,
        "rank_reason": None,
        "note": None,
    }
    return Fact(**(fields | changes))


@pytest.fixture(scope="session")
def make_fact():
    """Return a function that makes a fact; what is not said is empty."""
    return _fact
