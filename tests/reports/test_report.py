"""The envelope of every JSON answer."""

from __future__ import annotations

from cpecfacts.reports.report import Report, StoreStamp, envelope


def report(**changes):
    fields = {"command": "facts", "query": "q", "description": "d", "items": (1, 2), "item_type": int}
    return Report(**(fields | {"make_blocks": lambda: ()} | changes))


def test_the_envelope_counts_its_items():
    assert envelope(report(hidden={"undated": 3}, warnings=("w",))) == {
        "format": 1,
        "command": "facts",
        "query": "q",
        "description": "d",
        "count": 2,
        "hidden": {"undated": 3},
        "warnings": ("w",),
        "items": (1, 2),
    }


def test_nothing_is_hidden_unless_it_is_said():
    assert (report().hidden, report().warnings, report().store) == ({}, (), None)
    assert report().hidden is not report().hidden


def test_only_an_answer_about_the_store_has_its_stamp():
    stamp = StoreStamp(path="p", format=1, title=None, licence=None, updated=None, digest="0")
    assert envelope(report(store=stamp))["store"] is stamp
    assert "store" not in envelope(report())
